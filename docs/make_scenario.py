"""Bring `docs/scenario.md` up to date: what each key means, from the shapes that read it.

python docs/make_scenario.py
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from make_mechanisms import ROOT, replaced, row, table

from contingent.scenario import changes, economy, ledger, places, questions
from contingent.scenario.conditions import COMMON, TESTS
from contingent.scenario.distributions import ARGUMENTS, MEANINGS
from contingent.scenario.document import read_yaml
from contingent.scenario.factions import FACTION
from contingent.scenario.head import SCENARIO
from contingent.scenario.levels import ALIASES, FACTION_LEVELS, NATIONAL_LEVELS
from contingent.scenario.levers import FIELDS as LEVER
from contingent.scenario.load import EVIDENCE
from contingent.scenario.measures import Measure, QuantityTable, origin_schema
from contingent.scenario.patrons import PATRON
from contingent.scenario.problems import Problems
from contingent.scenario.records import ABSENT, REQUIRED, Field, Items, Record
from contingent.scenario.shapes import Day, Flag, Id, Number, Past, Rank, Ref, Text, Word
from contingent.scenario.shipped import shipped
from contingent.scenario.source_text import SOURCE_TEXT
from contingent.scenario.starter import STARTER
from contingent.scenario.units import UNITS

PAGE = ROOT / "docs" / "scenario.md"
HEADS = ("key", "meaning", "what to write", "if left out", "example")
LONGEST, FEW = 76, 6

OWN_WORDS = {
    "Color": "a colour in quotes",
    "Commitments": "rung by faction",
    "Costs": "table by rung in `points`",
    "RoutesShape": "mapping, see [Roads](#roads)",
    "LeverShape": "lever, see [Levers](#levers)",
    "ChangeShape": "change, see [Changes](#changes)",
    "ConditionShape": "condition, see [Conditions](#conditions)",
    "_LeverId": "id; may hold underscores",
    "_StepShape": "whole days with their unit",
    "_PriorsShape": "quantities by name, see [mechanisms.md](mechanisms.md)",
    "_QuestionsShape": "list of questions, see [Questions](#questions)",
    "_EventShape": "event without a date, see [Events](#events)",
    "_PathShape": "true",
    "_ConsentShape": "id of a patron, in a list",
    "_AlliesShape": "number, 0 to 24",
    "_Interested": "id of a faction or patron",
    "_Paragraph": "number, or words",
    "_Doubtful": "number between 0 and 1",
    "_FileName": "name of a file",
    "_Hash": "64 digits 0-9 and a-f",
}
"""What to write for shapes that have no plainer word."""


def wanted(shape: Any) -> str:
    """Return what may be written where a shape reads."""
    says: dict[type, Callable[[Any], str]] = {
        Id: lambda _: "id: a-z, 0-9 and hyphens",
        Ref: lambda s: f"id of a {s.kind}",
        Text: lambda _: "text",
        Flag: lambda _: "true or false",
        Number: lambda s: f"{'whole ' if s.whole else ''}number, {s.low:g} to {s.high:g}",
        Word: lambda s: " \\| ".join(f"`{word}`" for word in s.words),
        Rank: lambda s: " \\| ".join(f"`{word}`" for word in s.words),
        Day: lambda _: "day, as 2019-04-04",
        Past: lambda _: "day, month or year, not after `as_of`",
        Items: lambda s: f"list: {wanted(s.shape)}",
        Measure: lambda s: f"quantity in `{s.unit}`" if s.unit else "quantity",
        QuantityTable: by_name,
        Record: mapping,
    }
    name = type(shape).__name__
    return OWN_WORDS[name] if name in OWN_WORDS else says[type(shape)](shape)


def mapping(shape: Record[Any]) -> str:
    """Return what a record is, with its keys if they are few."""
    keys = ", ".join(f"`{key}`" for key in shape.fields)
    what = f"{'an' if shape.noun[0] in 'aeiou' else 'a'} {shape.noun}"
    return f"{what}: {keys}" if len(shape.fields) <= FEW else f"{what}, see below"


def by_name(shape: QuantityTable) -> str:
    """Return how a table of quantities is written."""
    by = shape.names if isinstance(shape.names, str) else ", ".join(f"`{n}`" for n in shape.names)
    return f"table by {by} in `{shape.measure.unit}`"


def default(entry: Field) -> str:
    """Return what holds if a key is left out."""
    if entry.default is REQUIRED:
        return "**needed**"
    if entry.default is ABSENT:
        return "0" if isinstance(entry.shape, Measure) else "nothing, to nobody"
    if isinstance(entry.shape, Rank):
        return f"`{entry.shape.words[entry.default]}`"
    if isinstance(entry.default, bool):
        return str(entry.default).lower()
    if isinstance(entry.default, float):
        return f"{entry.default:g}"
    return f"`{entry.default}`" if isinstance(entry.default, str) and entry.default else "none"


@cache
def written() -> tuple[Any, ...]:
    """Return what stands in the files of the starter, then of the test country, then of Libya."""
    folders = (STARTER, ROOT / "tests" / "scenarios" / "duel", shipped()["libya-2019"])
    files = [folder / f"{name}.yaml" for folder in folders for name in ("scenario", "evidence")]
    documents = [read_yaml(str(path), Problems()) for path in files]
    return tuple(document.data for document in documents if document is not None)


def found(way: tuple[str, ...]) -> Iterator[Any]:
    """Yield what stands at a way of keys in any list of the example files."""

    def inside(data: Any, rest: tuple[str, ...]) -> Iterator[Any]:
        if isinstance(data, list):
            for item in data:
                yield from inside(item, rest)
        elif not rest:
            yield data
        elif isinstance(data, dict) and rest[0] in data:
            if len(rest) == 1:
                yield data[rest[0]]
            else:
                yield from inside(data[rest[0]], rest[1:])

    for data in written():
        yield from inside(data, way)


def example(*way: str) -> str:
    """Return the first short thing that is written there, or nothing."""
    texts = (flow(value) for value in found(way))
    return next((f"`{text}`" for text in texts if len(text) <= LONGEST), "")


def flow(value: Any) -> str:
    """Return a value as it is written on one line of YAML."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {flow(each)}" for key, each in value.items()) + "}"
    if isinstance(value, list):
        return f"[{', '.join(map(flow, value))}]"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return f'"{value}"' if any(mark in value for mark in (": ", "#", ", ")) else value
    return f"{value:g}" if isinstance(value, float) else str(value)


def fields(entries: Mapping[str, Field], *way: str) -> str:
    """Return the table of the keys of a record."""
    rows = []
    for key, entry in entries.items():
        what = wanted(entry.shape)
        cells = [f"`{key}`", sentence(entry.doc), default(entry), example(*way, key)]
        # a bar inside a cell is escaped already where it parts words
        rows.append(f"| {cells[0]} | {cells[1]} | {what} | {cells[2]} | {cells[3]} |")
    return table(HEADS, rows)


def sentence(text: str) -> str:
    """Return a text fit for a cell."""
    return " ".join(text.split()).replace("|", "\\|")


def pairs(heads: tuple[str, ...], said: Mapping[str, str]) -> str:
    """Return a table of words and what they mean."""
    return table(heads, [row(f"`{name}`", text) for name, text in said.items()])


def distributions() -> str:
    """Return every distribution with its arguments."""
    rows = [row(f"`{dist}`", f"`{arguments(dist)}`", meaning) for dist, meaning in MEANINGS.items()]
    return table(("distribution", "written", "means"), rows)


def arguments(dist: str) -> str:
    """Return how a distribution is written, with placeholders for numbers."""
    if dist == "value":
        return "value: NUMBER"
    lists = dist == "choice"
    inner = ", ".join(f"{name}: {'[…]' if lists else '…'}" for name in ARGUMENTS[dist])
    return f"{dist}: {{{inner}}}"


def origins() -> str:
    """Return the keys that say where a number comes from."""
    return pairs(("key", "meaning"), {k: v["description"] for k, v in origin_schema().items()})


def tests_of_conditions() -> str:
    """Return the tests of which a condition has one."""
    entries = {key: Field(shape, doc) for key, (shape, doc) in TESTS.items()}
    rows = [
        f"| `{key}` | {entry.doc} | {wanted(entry.shape)} | "
        f"{example('patrons', 'conditions', key)} |"
        for key, entry in entries.items()
    ]
    return table(("key", "met when", "what to write", "example"), rows)


def levels() -> str:
    """Return what a level can be of."""
    said = {
        "of a faction (of all together without `faction`)": FACTION_LEVELS,
        "of the country": NATIONAL_LEVELS,
        "other names": tuple(f"{name} = {of}" for name, of in ALIASES.items()),
    }
    rows = [row(what, ", ".join(f"`{name}`" for name in names)) for what, names in said.items()]
    return table(("level", "words"), rows)


def record_in(entries: Mapping[str, Field], key: str) -> Mapping[str, Field]:
    """Return the keys of a record that stands behind a key of another."""
    shape: Any = entries[key].shape
    inside: Mapping[str, Field] = shape.fields
    return inside


def parts() -> dict[str, str]:
    """Return every part of the page that follows from the code."""
    columns = ("column", "meaning")
    return {
        "distributions": distributions(),
        "units": pairs(("unit", "meaning"), {name: unit.meaning for name, unit in UNITS.items()}),
        "origins": origins(),
        "head": fields(SCENARIO.fields),
        "factions": fields(FACTION.fields, "factions"),
        "places": pairs(columns, {**places.COLUMNS, **braces(), **places.OPTIONAL}),
        "oil": pairs(columns, {**economy.COLUMNS, **places.OPTIONAL}),
        "oil_market": fields(economy.OIL_MARKET.fields, "oil_market"),
        "bank": fields(economy.BANK.fields, "bank"),
        "embargo": fields(economy.EMBARGO.fields, "embargo"),
        "talks": fields(record_in(SCENARIO.fields, "talks"), "talks"),
        "patrons": fields(PATRON.fields, "patrons"),
        "conditions": fields(COMMON, "patrons", "conditions"),
        "tests": tests_of_conditions(),
        "ledger": fields(EVIDENCE.fields),
        "sources": fields(ledger.SOURCE.fields, "sources"),
        "text": fields(SOURCE_TEXT.fields, "sources", "text"),
        "claims": fields(ledger.CLAIM.fields, "claims"),
        "locator": fields(record_in(ledger.CLAIM.fields, "locator"), "claims", "locator"),
        "reports": fields(ledger.REPORT.fields, "claims", "reports"),
        "override": fields(record_in(ledger.CLAIM.fields, "override"), "claims", "override"),
        "change": pairs(("key", "meaning"), changes.KEYS),
        "operations": pairs(("operation", "the quantity"), changes.OPERATIONS),
        "levers": fields(LEVER, "levers"),
        "questions": pairs(("key", "meaning"), questions.KEYS),
        "levels": levels(),
        "starter": f"```yaml\n{(STARTER / 'scenario.yaml').read_text('utf-8').strip()}\n```",
    }


def braces() -> dict[str, str]:
    """Return the columns of factions with a word for the id."""
    return {name.format("FACTION"): said for name, said in places.OF_FACTIONS.items()}


def made(page: str) -> str:
    """Return the page with every part that follows from the code."""
    for name, text in parts().items():
        page = replaced(page, name, text)
    return page


def main(page: Path = PAGE) -> None:
    """Write the page anew."""
    page.write_text(made(page.read_text("utf-8")), "utf-8")


if __name__ == "__main__":
    main()
