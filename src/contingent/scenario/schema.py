"""JSON Schemas of the YAML files, for editors that complete and check."""

from __future__ import annotations

from typing import Any

from contingent.scenario import grammar
from contingent.scenario.distributions import ARGUMENTS
from contingent.scenario.head import SCENARIO
from contingent.scenario.levels import ALIASES, FACTION_LEVELS, NATIONAL_LEVELS
from contingent.scenario.load import EVIDENCE
from contingent.scenario.names import nearest
from contingent.scenario.problems import Problem, UserError, show
from contingent.scenario.questions import KEYS
from contingent.scenario.shapes import Schema
from contingent.scenario.vocabulary import CLAUSE_STATES, CLAUSES, DELIVERIES, PHASES, RUNGS

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_EVENT = {"$ref": "#/$defs/event"}
_TEXT = {"type": "string"}
_NUMBER = {"type": "number"}
_DATE = {"type": "string", "format": "date"}


def json_schema(kind: str = "scenario") -> Schema:
    """Return the schema of ``scenario.yaml``, ``evidence.yaml`` or a file of questions.

    Parameters
    ----------
    kind : str
        "scenario", "evidence" or "questions".
    """
    if kind == "scenario":
        return _publish(SCENARIO.schema(), "contingent scenario")
    if kind == "evidence":
        return _publish(EVIDENCE.schema(), "contingent evidence ledger")
    if kind == "questions":
        return _publish(_question_file(), "contingent questions")
    known = ("scenario", "evidence", "questions")
    raise UserError([Problem(show(kind), None, f"there is no such schema{nearest(kind, known)}")])


def _question_file() -> Schema:
    questions = {"type": "array", "items": {"$ref": "#/$defs/question"}}
    mapping = {"type": "object", "properties": {"questions": questions}, "required": ["questions"]}
    return {"anyOf": [questions, mapping]}


def _publish(schema: Schema, title: str) -> Schema:
    defs = {**_distributions(), "event": _event(), "question": _question()}
    return {"$schema": _DIALECT, "title": title, **schema, "$defs": defs}


def _object(required: tuple[str, ...], **properties: Any) -> Schema:
    return {
        "type": "object",
        "properties": properties,
        "required": list(required),
        "additionalProperties": False,
    }


def _distributions() -> Schema:
    found: Schema = {}
    for dist, names in ARGUMENTS.items():
        each: Schema = {"type": "array", "items": _NUMBER} if dist == "choice" else _NUMBER
        found[dist] = _NUMBER if dist == "value" else _object(names, **dict.fromkeys(names, each))
    entry = {
        "type": "object",
        "properties": {dist: {"$ref": f"#/$defs/{dist}"} for dist in ARGUMENTS},
        "minProperties": 1,
    }
    return {**found, "number": {"anyOf": [_NUMBER, entry]}}


def _compared(required: tuple[str, ...], **properties: Any) -> Schema:
    schema = _object(required, **properties, at_least=_NUMBER, below=_NUMBER)
    return {**schema, "oneOf": [{"required": ["at_least"]}, {"required": ["below"]}]}


def _event() -> Schema:
    levels = [*FACTION_LEVELS, *NATIONAL_LEVELS, *ALIASES]
    classes = {"type": "array", "items": _TEXT, "minItems": 1}
    parts = {"type": "array", "items": _EVENT, "minItems": 1}
    kinds: Schema = {
        "holds": _object(("faction", "place"), faction=_TEXT, place=_TEXT),
        "share": _compared(("faction", "of"), faction=_TEXT, of={"enum": list(grammar.SHARES)}),
        "total": _compared(("of",), of={"enum": list(grammar.TOTALS)}),
        "level": _compared(("of",), of={"enum": levels}, faction=_TEXT),
        "commitment": _object(
            ("patron", "faction", "at_least"),
            patron=_TEXT,
            faction=_TEXT,
            at_least={"enum": list(RUNGS)},
        ),
        "phase": _object(("is",), **{"is": {"enum": list(PHASES)}}),
        "delivered": _object(
            ("kind", "to", "at_least"),
            kind={"enum": list(DELIVERIES)},
            to=_TEXT,
            at_least=_NUMBER,
        ),
        "clause": _object(
            ("is", "state"),
            **{"is": {"enum": list(CLAUSES)}, "state": {"enum": list(CLAUSE_STATES[1:])}},
        ),
        "ended": _object(("as",), **{"as": {"anyOf": [_TEXT, classes]}}),
        "all_of": parts,
        "any_of": parts,
        "not": _EVENT,
    }
    schema = _object((), **kinds, on=_DATE, by=_DATE, given=_EVENT)
    return {**schema, "oneOf": [{"required": [kind]} for kind in kinds]}


def _question() -> Schema:
    name = {"type": ["string", "integer"]}
    shapes: dict[str, Schema] = {
        "id": name,
        "ask": _TEXT,
        "event": _EVENT,
        "given": _EVENT,
        "headline": {"type": "boolean"},
        "answer": {},
    }
    described = {key: {"description": said, **shapes[key]} for key, said in KEYS.items()}
    return _object(("id", "event"), **described)
