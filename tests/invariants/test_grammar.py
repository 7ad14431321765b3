"""Every event that can be written is read back as itself."""

from __future__ import annotations

import json
import tempfile
from datetime import date, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from contingent.questions.files import load_questions
from contingent.scenario import events as ev
from contingent.scenario.grammar import SHARES, TOTALS, parse_event
from contingent.scenario.levels import ALIASES, FACTION_LEVELS, NATIONAL_LEVELS
from contingent.scenario.problems import Problems
from contingent.scenario.spot import Setting
from contingent.scenario.vocabulary import CLAUSE_STATES, CLAUSES, DELIVERIES, PHASES, RUNGS
from tests.invariants.conftest import SETTINGS

ROSTER = ev.Roster(("red", "blue", "green"), ("north", "envoy"), ("alpha", "bravo"))
START, END = date(2020, 1, 1), date(2020, 12, 31)
FACTIONS, PATRONS, PLACES = st.integers(0, 2), st.integers(0, 1), st.integers(0, 1)
DAYS = st.integers(0, (END - START).days).map(lambda n: START + timedelta(days=n))


def comparisons(low: float, high: float) -> st.SearchStrategy[ev.Comparison]:
    return st.builds(ev.Comparison, st.booleans(), st.floats(low, high, allow_subnormal=False))


ENDINGS = st.sampled_from(ev.ending_classes(ROSTER.factions))
LEAVES = st.one_of(
    st.builds(ev.Holds, FACTIONS, PLACES),
    st.builds(ev.Share, FACTIONS, st.sampled_from(SHARES), comparisons(0, 1)),
    st.builds(ev.Total, st.sampled_from(TOTALS), comparisons(0, 1e12)),
    st.builds(
        ev.Level,
        st.sampled_from(FACTION_LEVELS),
        st.one_of(st.none(), FACTIONS),
        comparisons(-1e12, 1e12),
    ),
    st.builds(ev.Level, st.sampled_from(NATIONAL_LEVELS), st.none(), comparisons(-1e12, 1e12)),
    st.builds(ev.Commitment, PATRONS, FACTIONS, st.integers(0, len(RUNGS) - 1)),
    st.builds(ev.Phase, st.integers(0, len(PHASES) - 1)),
    st.builds(ev.Delivered, st.sampled_from(DELIVERIES), FACTIONS, st.floats(0, 1e12)),
    st.builds(ev.Clause, st.integers(0, 1), st.integers(1, len(CLAUSE_STATES) - 1)),
    st.lists(ENDINGS, min_size=1, max_size=4, unique=True).map(lambda x: ev.Ended(tuple(x))),
)


def composed(parts: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Combine events into larger ones."""
    lists = st.lists(parts, min_size=1, max_size=3).map(tuple)
    return st.one_of(
        st.builds(ev.AllOf, lists), st.builds(ev.AnyOf, lists), st.builds(ev.Not, parts)
    )


UNDATED = st.recursive(LEAVES, composed, max_leaves=6)
DATED = st.recursive(
    st.builds(ev.Dated, UNDATED, st.sampled_from(["on", "by"]), DAYS), composed, max_leaves=4
)


def compared(comparison: ev.Comparison) -> dict[str, float]:
    return {"at_least" if comparison.at_least else "below": comparison.number}


def written(event: Any) -> dict[str, Any]:  # noqa: PLR0911, PLR0912
    """Write an event as an analyst would, as plain data."""
    f, p = ROSTER.factions, ROSTER.patrons
    match event:
        case ev.Holds(faction, place):
            return {"holds": {"faction": f[faction], "place": ROSTER.places[place]}}
        case ev.Share(faction, of, comparison):
            return {"share": {"faction": f[faction], "of": of, **compared(comparison)}}
        case ev.Total(of, comparison):
            return {"total": {"of": of, **compared(comparison)}}
        case ev.Level(of, faction, comparison):
            name = {v: k for k, v in ALIASES.items()}.get(of, of)
            whose = {} if faction is None else {"faction": f[faction]}
            return {"level": {"of": name, **whose, **compared(comparison)}}
        case ev.Commitment(patron, faction, rung):
            named = {"patron": p[patron], "faction": f[faction]}
            return {"commitment": {**named, "at_least": RUNGS[rung]}}
        case ev.Phase(phase):
            return {"phase": {"is": PHASES[phase]}}
        case ev.Delivered(kind, to, at_least):
            return {"delivered": {"kind": kind, "to": f[to], "at_least": at_least}}
        case ev.Clause(clause, state):
            return {"clause": {"is": CLAUSES[clause], "state": CLAUSE_STATES[state]}}
        case ev.Ended(classes):
            return {"ended": {"as": list(classes)}}
        case ev.AllOf(parts):
            return {"all_of": [written(part) for part in parts]}
        case ev.AnyOf(parts):
            return {"any_of": [written(part) for part in parts]}
        case ev.Not(part):
            return {"not": written(part)}
        case ev.Dated(inner, mode, day):
            return {**written(inner), mode: day.isoformat()}
    raise AssertionError(event)


@settings(SETTINGS, max_examples=200)
@given(st.booleans(), st.data())
def test_events_are_read_as_they_were_written(dated: bool, data: st.DataObject) -> None:
    event = data.draw(DATED if dated else UNDATED)
    problems = Problems()
    read = parse_event(written(event), ROSTER, problems, span=(START, END), dated=dated)
    assert not problems.sorted()
    assert read == event


@settings(SETTINGS, max_examples=40)
@given(st.lists(st.tuples(DATED, st.one_of(st.none(), DATED)), min_size=1, max_size=3))
def test_questions_are_read_as_they_were_written(asked: list[tuple[Any, Any]]) -> None:
    items = [
        {
            "id": f"q{i}",
            "ask": "Will it be so?",
            "event": written(event),
            **({} if given is None else {"given": written(given)}),
        }
        for i, (event, given) in enumerate(asked)
    ]
    setting = Setting(
        factions=ROSTER.factions,
        patrons=ROSTER.patrons,
        places=ROSTER.places,
        start=START,
        end=END,
        oil=True,
    )
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "asked.yaml"
        path.write_text(json.dumps({"questions": items}, indent=1), "utf-8")
        scenario: Any = SimpleNamespace(setting=setting)
        read = load_questions(path, scenario)
    assert [(q.event, q.given) for q in read] == asked
