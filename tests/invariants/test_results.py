"""What the engine hands over, in its own 32-bit floats: records, ledger and endings."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings

from contingent.engine.ensemble import Chunk, simulate
from contingent.engine.model import Model, make_model
from contingent.questions.endings import ending_classes
from contingent.questions.evaluate import answer
from contingent.questions.tally import Tally
from contingent.scenario.changes import Change
from contingent.world.accounts import ACCOUNTS
from contingent.world.ledger import Ledger
from contingent.world.observe import FACTION_SERIES
from tests.invariants.conftest import SETTINGS
from tests.invariants.extremes import countries
from tests.invariants.test_every_country import SHAPES
from tests.invariants.worlds import Country

DRAWS = 64
SHARES = ("cohesion", "share_population", "share_oil", "share_places")
COUNTS = ("fighters", "materiel", "air", "air_defence", "treasury")
RISING = ("delivered_aircraft", "delivered_air_defence", "delivered_materiel")


@pytest.fixture(autouse=True, scope="module")
def in_64_bit():
    """Leave floats as users have them."""
    return


def played(drawn: Country) -> tuple[Model, Chunk]:
    changes = [Change(path, "set", number) for path, number in drawn.changes.items()]
    model = make_model(drawn.load(), changes)
    (chunk,) = simulate(model, DRAWS, keep=DRAWS)
    return model, chunk


def record_is_sound(chunk: Chunk) -> None:
    seen = chunk.observed
    assert not chunk.failed.any()
    assert np.isfinite(seen.faction).all()
    assert np.isfinite(seen.national).all()
    for name in SHARES:
        x = seen.faction_series(name)
        assert (x >= 0).all(), name
        assert (x <= 1 + 1e-5).all(), name
    for name in ("share_population", "share_places"):
        assert (seen.faction_series(name).sum(-1) <= 1 + 1e-5).all(), name
    for name in COUNTS:
        assert (seen.faction_series(name) >= 0).all(), name
    for name in RISING:
        assert (np.diff(seen.faction_series(name), axis=1) >= 0).all(), name
    assert (seen.national >= 0).all()
    for name in ("battle_deaths", "civilian_deaths", "displaced"):
        assert (np.diff(seen.national_series(name), axis=1) >= 0).all(), name
    battle, civilian = map(seen.national_series, ("battle_deaths", "civilian_deaths"))
    assert (civilian <= battle * (1 + 1e-5)).all()
    assert (seen.phase == seen.phase.swapaxes(-1, -2)).all()
    assert ((seen.rung >= 0) & (seen.rung <= 6)).all()
    assert (np.abs(np.diff(seen.rung.astype(int), axis=1)) <= 1).all()


def ledger_adds_up(model: Model, chunk: Chunk) -> None:
    """What the mechanisms changed is the difference of each account from start to end."""
    seen = chunk.observed
    series = {name: seen.faction_series(name) for name in FACTION_SERIES}
    watched = {
        "people": series["share_population"],
        "commitment": seen.rung.sum(2).astype(float),
        **{name: series[name] for name in ("fighters", "materiel", "treasury", "cohesion")},
    }
    assert set(watched) == set(ACCOUNTS) - {"fallen", "air", "foreign"}
    exact = Ledger(chunk.ledger.entries, chunk.ledger.change.astype(np.float64))
    changed = {name: exact.of(name)[:, 1:].cumsum(1) for name in ACCOUNTS}

    for name, x in watched.items():
        due = (x[:, 1:] - x[:, :1]).astype(np.float64)
        # each entry is rounded to the largest size that its account had
        slack = 1e-5 * (1.0 + np.abs(x).max(1, keepdims=True)) * np.sqrt(due.shape[1])
        assert (np.abs(changed[name] - due) <= slack).all(), name
    assert (np.diff(changed["fallen"], axis=1) >= 0).all()


def endings_sum_to_one(model: Model, chunk: Chunk) -> None:
    scenario = model.scenario
    factions, times = scenario.roster.factions, model.template.calendar.times
    outcomes = answer((), chunk.observed, times, scenario.end, factions)
    classes = ending_classes(factions)
    assert ((outcomes.standing >= 0) & (outcomes.standing < len(classes))).all()
    tally = Tally((), classes, DRAWS)
    tally.add(chunk.draw, chunk.replicate, chunk.failed, outcomes)
    found = tally.endings()
    assert sum(e.probability for e in found.values()) == pytest.approx(1.0)
    assert all(e.se > 0 for e in found.values())


@settings(SETTINGS, max_examples=12)
@given(countries(SHAPES["two factions, conditions by name"]))
def test_results(drawn: Country) -> None:
    model, chunk = played(drawn)
    record_is_sound(chunk)
    ledger_adds_up(model, chunk)
    endings_sum_to_one(model, chunk)
