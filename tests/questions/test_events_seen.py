"""Every atom of the grammar on records whose truth is plain to see, in numpy and in jax."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from datetime import date
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import pytest

from contingent.scenario.events import (
    AllOf,
    AnyOf,
    Clause,
    Commitment,
    Comparison,
    Dated,
    Delivered,
    Ended,
    Event,
    Holds,
    Level,
    Not,
    Phase,
    Share,
    Total,
)
from contingent.scenario.vocabulary import CLAUSE_STATES, PHASES, RUNGS
from contingent.world.events import holds_true
from contingent.world.observe import FACTION_SERIES, NATIONAL_SERIES, Observation
from tests.questions.made_observations import START, quiet

LNA, GNA = 0, 1
RUSSIA, USA = 0, 1
TRIPOLI, BENGHAZI, SIRTE = 0, 1, 2


def at_least(number: float) -> Comparison:
    return Comparison(True, number)


def below(number: float) -> Comparison:
    return Comparison(False, number)


@pytest.fixture
def seen() -> Observation:
    """Two runs of two states; only the last state of the last run is marked."""
    made = quiet(1, runs=2)
    made.holder[1, 1] = [GNA, LNA, -1]
    made.rung[1, 1, RUSSIA, LNA] = RUNGS.index("advisers")
    made.phase[1, 1] = [[0, 2], [2, 0]]
    made.clause[1, 1] = [CLAUSE_STATES.index("done"), CLAUSE_STATES.index("agreed")]
    for name, values in {
        "share_population": (0.8, 0.2),
        "share_oil": (0.6, 0.0),
        "share_places": (0.5, 0.25),
        "treasury": (300, 200),
        "delivered_aircraft": (4, 0),
        "delivered_air_defence": (0, 2),
        "delivered_materiel": (50, 0),
    }.items():
        made.faction_series(name)[1, 1] = values
    for name, value in {"battle_deaths": 1000, "civilian_deaths": 200, "displaced": 5e4}.items():
        made.national_series(name)[1, 1] = value
    made.national_series("oil_output_kbd")[1, 1] = 480
    return made


TRUE_AT_THE_MARK = [
    Holds(GNA, TRIPOLI),
    Holds(LNA, BENGHAZI),
    Share(LNA, "population", at_least(0.8)),
    Share(LNA, "oil", at_least(0.6)),
    Share(GNA, "places", at_least(0.25)),
    Total("battle_deaths", at_least(1000)),
    Total("civilian_deaths", at_least(200)),
    Total("displaced", at_least(50_000)),
    Level("oil_output_kbd", None, at_least(480)),
    Level("treasury", LNA, at_least(300)),
    Level("treasury", None, at_least(500)),
    Commitment(RUSSIA, LNA, RUNGS.index("advisers")),
    Commitment(RUSSIA, LNA, RUNGS.index("money")),
    Phase(PHASES.index("ceasefire")),
    Delivered("aircraft", LNA, 4),
    Delivered("air_defence", GNA, 1.5),
    Delivered("materiel", LNA, 50),
    Clause(0, CLAUSE_STATES.index("done")),
    Clause(0, CLAUSE_STATES.index("agreed")),
    Clause(1, CLAUSE_STATES.index("agreed")),
]

FALSE_AT_THE_MARK = [
    Holds(LNA, TRIPOLI),
    Holds(GNA, SIRTE),
    Holds(LNA, SIRTE),
    Share(LNA, "population", at_least(0.81)),
    Share(LNA, "population", below(0.8)),
    Total("battle_deaths", below(1000)),
    Level("oil_output_kbd", None, below(480)),
    Level("treasury", GNA, at_least(300)),
    Level("treasury", None, at_least(501)),
    Commitment(RUSSIA, LNA, RUNGS.index("air_strikes")),
    Commitment(RUSSIA, GNA, RUNGS.index("diplomatic")),
    Commitment(USA, LNA, RUNGS.index("diplomatic")),
    Phase(PHASES.index("agreement")),
    Phase(PHASES.index("talks")),
    Phase(PHASES.index("war")),
    Delivered("aircraft", LNA, 5),
    Delivered("aircraft", GNA, 1),
    Clause(1, CLAUSE_STATES.index("done")),
    Clause(0, CLAUSE_STATES.index("broken")),
]


@pytest.mark.parametrize("event", TRUE_AT_THE_MARK, ids=str)
def test_true_at_the_mark(seen: Observation, event: Event) -> None:
    truth = holds_true(event, seen)
    assert truth.shape == (2, 2)
    assert truth.dtype == bool
    assert truth[1, 1]


@pytest.mark.parametrize("event", FALSE_AT_THE_MARK, ids=str)
def test_false_at_the_mark(seen: Observation, event: Event) -> None:
    assert not holds_true(event, seen)[1, 1]


@pytest.mark.parametrize(
    "event", [e for e in TRUE_AT_THE_MARK if e != Holds(LNA, BENGHAZI)], ids=str
)
def test_nothing_else_is_touched(seen: Observation, event: Event) -> None:
    expected = np.zeros((2, 2), bool)
    expected[1, 1] = True
    np.testing.assert_array_equal(holds_true(event, seen), expected | (event == Holds(1, 1)))


def test_below_is_exactly_not_at_least(seen: Observation) -> None:
    for number in (0.0, 0.2, 0.8, 1.0):
        np.testing.assert_array_equal(
            holds_true(Share(LNA, "population", below(number)), seen),
            ~holds_true(Share(LNA, "population", at_least(number)), seen),
        )


def test_a_share_stored_in_32_bits_reaches_the_number_that_an_analyst_writes() -> None:
    made = quiet(0)
    for written in (0.1, 0.2, 0.3, 0.6, 0.7, 0.8, 0.9):
        made.faction_series("share_population")[...] = written
        assert holds_true(Share(LNA, "population", at_least(written)), made).all()


def test_parts_are_combined_step_by_step(seen: Observation) -> None:
    war, ceasefire = Phase(PHASES.index("war")), Phase(PHASES.index("ceasefire"))
    assert not holds_true(AllOf((war, ceasefire)), seen).any()
    assert holds_true(AnyOf((war, ceasefire)), seen).all()
    np.testing.assert_array_equal(holds_true(Not(war), seen), holds_true(ceasefire, seen))
    assert holds_true(AllOf((Not(war), AnyOf((war, ceasefire)))), seen)[1, 1]


def test_the_diagonal_of_phases_is_no_pair() -> None:
    made = quiet(0, factions=3)
    made.phase[...] = PHASES.index("agreement")
    for f in range(3):
        made.phase[..., f, f] = PHASES.index("war")
    assert not holds_true(Phase(PHASES.index("war")), made).any()
    made.phase[..., 1, 2] = made.phase[..., 2, 1] = PHASES.index("talks")
    assert holds_true(Phase(PHASES.index("talks")), made).all()


def test_a_lone_faction_is_in_no_phase() -> None:
    made = quiet(2, runs=3, factions=1)
    for phase in range(len(PHASES)):
        truth = holds_true(Phase(phase), made)
        assert truth.shape == (3, 3)
        assert not truth.any()


@pytest.mark.parametrize("name", FACTION_SERIES)
def test_every_series_of_a_faction_can_be_asked_for(name: str) -> None:
    made = quiet(0)
    made.faction[...] = 0
    made.faction_series(name)[..., GNA] = 7
    assert holds_true(Level(name, GNA, at_least(7)), made).all()
    assert not holds_true(Level(name, LNA, at_least(7)), made).any()
    assert holds_true(Level(name, None, at_least(7)), made).all()


@pytest.mark.parametrize("name", NATIONAL_SERIES)
def test_every_series_of_the_country_can_be_asked_for(name: str) -> None:
    made = quiet(0)
    made.national_series(name)[...] = 7
    assert holds_true(Level(name, None, at_least(7)), made).all()
    assert holds_true(Level(name, None, below(8)), made).all()


def test_ended_is_looked_up(seen: Observation) -> None:
    truth = np.array([[True, False], [False, True]])
    asked: list[Ended] = []

    def lookup(atom: Ended) -> Any:
        asked.append(atom)
        return truth

    atom = Ended(("ceasefire",))
    found = holds_true(AllOf((atom, Not(Phase(PHASES.index("war"))))), seen, lookup)
    np.testing.assert_array_equal(found, [[False, False], [False, True]])
    assert asked == [atom]


@pytest.mark.parametrize(
    "event",
    [Ended(("ceasefire",)), Dated(Holds(LNA, TRIPOLI), "on", START), Not(Ended(("ceasefire",)))],
)
def test_what_a_moment_cannot_tell_is_refused(seen: Observation, event: Event) -> None:
    with pytest.raises(TypeError, match="within a run"):
        holds_true(event, seen)


def one(made: Observation, run: int, time: int, wrap: Callable[[Any], Any]) -> Observation:
    """Return a single moment without leading axes."""
    return Observation(
        **{f.name: wrap(getattr(made, f.name)[run, time]) for f in fields(Observation)}
    )


@pytest.mark.parametrize("event", [*TRUE_AT_THE_MARK, *FALSE_AT_THE_MARK], ids=str)
def test_one_moment_in_jax_under_jit_says_what_numpy_says(seen: Observation, event: Event) -> None:
    @jax.jit
    def traced(leaves: list[Any]) -> Any:
        return holds_true(event, Observation(*leaves))

    for run, time in ((0, 0), (1, 1)):
        moment = one(seen, run, time, jnp.asarray)
        truth = traced([getattr(moment, f.name) for f in fields(Observation)])
        assert truth.shape == ()
        assert truth.dtype == bool
        assert bool(truth) == bool(holds_true(event, seen)[run, time])
        assert bool(holds_true(event, one(seen, run, time, np.asarray))) == bool(truth)


def test_combinations_trace_under_jit_and_vmap(seen: Observation) -> None:
    event = AnyOf(
        (
            AllOf((Holds(GNA, TRIPOLI), Not(Share(LNA, "oil", below(0.5))))),
            Phase(PHASES.index("agreement")),
        )
    )
    leaves = [jnp.asarray(getattr(seen, f.name)) for f in fields(Observation)]
    each = jax.jit(jax.vmap(jax.vmap(lambda *x: holds_true(event, Observation(*x)))))
    np.testing.assert_array_equal(each(*leaves), holds_true(event, seen))


def test_dates_are_not_looked_at_here(seen: Observation) -> None:
    with pytest.raises(TypeError):
        holds_true(AllOf((Dated(Holds(0, 0), "by", date(2020, 1, 1)),)), seen)
