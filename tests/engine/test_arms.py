"""Arms: the same worlds and luck for all, one compilation, and orders that do what they say."""

from __future__ import annotations

from datetime import date
from functools import cache

import jax
import numpy as np
import pytest

from contingent.engine.ensemble import Chunk, simulate
from contingent.engine.model import Model
from contingent.scenario.arms import Arm, arms_of
from contingent.scenario.changes import Change
from contingent.world.accounts import ACCOUNTS
from contingent.world.observe import FACTION_SERIES
from tests.mechanisms.harness import duel

RED, BLUE = 0, 1
NORTH = 0
DRAWS = 200
NONE, DIPLOMATIC, MONEY, ARMS, ADVISERS, AIR_STRIKES, TROOPS = range(7)
SOON, LATER = date(2020, 3, 1), date(2020, 8, 31)


@cache
def arms() -> dict[str, Model]:
    """Return a model for each lever of the duel, and for some changes made by hand."""
    refuses = Change("factions.red.offers.oil_share", "set", 0.0)
    waived = "patrons.north.conditions.oil-return.waived"
    by_hand = [
        Arm("banned", "", (Change("factions.red.blockade", "enable", False),)),
        Arm("killed", "", (Change("factions.blue.leader.alive", "enable", False, SOON),)),
        Arm("spared", "", (Change("factions.red.leader.alive", "enable", True),)),
        Arm("refused", "", (refuses,)),
        Arm("refused_and_waived", "", (refuses, Change(waived, "enable", True))),
        Arm("ends", "", (Change("patrons.north.commitment.red", "set", "none", LATER),)),
    ]
    wanted = [lever.id for lever in duel().scenario.levers]
    made = arms_of(duel().scenario, [*wanted, *by_hand])
    return {arm.id: duel().under(arm) for arm in made[1:]}


@cache
def played() -> dict[str, Chunk]:
    """Play all of them, the baseline first, and return the chunk of each."""
    names = ["baseline", *arms()]
    chunks = list(simulate(duel(), DRAWS, arms=list(arms().values()), keep=40))
    assert [chunk.arm for chunk in chunks] == list(range(len(names)))
    return dict(zip(names, chunks, strict=True))


def series(arm: str, name: str):
    return played()[arm].observed.faction_series(name)


def step_of(day: date) -> int:
    """Return the step that holds a day; the state after it stands one further on."""
    times = duel().template.calendar.times
    return int(np.flatnonzero(times[:-1] <= np.datetime64(day))[-1])


def test_levers_on_what_is_idle_change_no_bit_of_any_run():
    base, idle = played()["baseline"].observed, played()["idle"].observed
    for name in base.__dataclass_fields__:
        assert np.array_equal(getattr(base, name), getattr(idle, name))


def test_other_levers_do_change_runs():
    # the others waive what red meets in every run; that a waiver acts where red does not, see below
    moves_nothing = {"idle", "no_return_asked", "refused_and_waived"}
    for name in arms():
        base, arm = played()["baseline"].observed, played()[name].observed
        assert (name in moves_nothing) == np.array_equal(base.faction, arm.faction), name


def test_the_baseline_beside_arms_is_the_baseline_alone():
    (alone,) = simulate(duel(), DRAWS, keep=40)
    assert np.array_equal(alone.observed.faction, played()["baseline"].observed.faction)
    assert np.array_equal(alone.observed.rung, played()["baseline"].observed.rung)


def test_an_arm_is_the_same_alone_and_in_company():
    (alone,) = simulate(arms()["sealed"], DRAWS, keep=40)
    assert np.array_equal(alone.observed.faction, played()["sealed"].observed.faction)


def test_worlds_and_claims_are_those_of_the_baseline():
    base = played()["baseline"]
    for chunk in played().values():
        assert np.array_equal(chunk.claims, base.claims)
        for path, values in chunk.design.items():
            assert np.array_equal(values, base.design[path])


def test_another_arm_compiles_nothing():
    played()
    compiled = []

    def listen(event: str, *_: object, **__: object) -> None:
        if event == "/jax/core/compile/backend_compile_duration":
            compiled.append(event)

    jax.monitoring.register_event_duration_secs_listener(listen)
    try:
        changes = (
            Change("patrons.north.commitment.blue", "at_least", "arms", date(2020, 2, 3)),
            Change("embargo.enforcement", "scale", 0.5, SOON, LATER),
            Change("factions.blue.treasury", "add", 77.0, SOON),
            Change("factions.blue.leader.alive", "enable", False, LATER),
            Change("oil_market.price", "scale", 1.5, SOON),
        )
        list(simulate(duel(), 1, arms=[duel().under(Arm("new", "", changes))], keep=1))
    finally:
        jax.monitoring.clear_event_listeners()
    assert not compiled


def test_a_patron_that_must_climb_stands_there_from_the_day_on_and_helps():
    first, last = step_of(SOON) + 1, step_of(LATER) + 1
    base = played()["baseline"].observed.rung[..., NORTH, RED]
    rung = played()["north_strikes"].observed.rung[..., NORTH, RED]
    assert np.array_equal(rung[:, :first], base[:, :first])
    assert (base[:, first : last + 1] < AIR_STRIKES).any()
    assert (rung[:, first : last + 1] >= AIR_STRIKES).all()
    assert (rung[:, last + 8 :] < AIR_STRIKES).any()
    foreign = played()["north_strikes"].full["foreign"][:, :, RED]
    own_aircraft = foreign[..., 3]
    active = series("north_strikes", "active")[:40, :, RED]
    assert own_aircraft[:, first - 1].max() < 12.0
    assert (own_aircraft[:, last] > 6.0)[active[:, last] > 0].all()  # of 12, within six months


def test_a_patron_that_may_not_climb_never_does_and_comes_down_at_once():
    rung = played()["north_stays_out"].observed.rung[..., NORTH, RED]
    assert (rung <= DIPLOMATIC).all()
    ends = played()["ends"].observed.rung[..., NORTH, RED]
    last = step_of(LATER) + 1
    assert (ends[:, :last] > NONE).any()
    assert (ends[:, last:] == NONE).all()


def test_a_sum_is_paid_on_its_day_and_stands_in_the_ledger_alone():
    step = step_of(date(2020, 5, 1))
    base, arm = (series(name, "treasury")[..., RED] for name in ("baseline", "red_is_paid"))
    assert np.array_equal(base[:, : step + 1], arm[:, : step + 1])
    gained = (arm - base)[:, step + 1]
    assert (gained > 0.0).all()
    assert gained.max() <= 200.5  # part of it may have been spent within the week
    ledger = played()["red_is_paid"].ledger
    for account in ACCOUNTS:
        orders = ledger.of(account, "orders")
        expected = np.zeros_like(orders)
        expected[:, step + 1, RED] = 200.0 if account == "treasury" else 0.0
        np.testing.assert_allclose(orders, expected, atol=1e-3)


@pytest.mark.parametrize("name", ["baseline", "red_is_paid", "oil_shut", "red_leader_dies"])
def test_the_ledger_with_orders_adds_up(name):
    chunk = played()[name]
    treasury = chunk.observed.faction_series("treasury")[:40]
    change = chunk.ledger.of("treasury").sum(1)
    np.testing.assert_allclose(change, treasury[:, -1] - treasury[:, 0], rtol=1e-3, atol=0.5)


def test_oil_that_must_be_shut_is_shut_and_oil_that_may_not_be_is_not():
    def output(name):
        return played()[name].observed.national_series("oil_output_kbd")[:, 8]

    assert output("oil_shut").mean() < 0.6 * output("baseline").mean()
    assert (output("banned") >= output("baseline") - 0.01).mean() > 0.95
    assert output("banned").mean() > output("baseline").mean()


def test_a_leader_dies_in_every_run_and_a_spared_one_in_none():
    cohesion = list(FACTION_SERIES).index("cohesion")
    for name, faction, day in (
        ("red_leader_dies", RED, date(2020, 4, 1)),
        ("killed", BLUE, SOON),
    ):
        step, chunk = step_of(day), played()[name]
        shock = chunk.ledger.of("cohesion", "leadership")[:, step + 1, faction]
        before = chunk.observed.faction[:40, step, cohesion, faction]
        assert (shock < -0.05 * before).all()

    def falls(name):
        change = played()[name].ledger.of("cohesion", "leadership")[..., RED]
        return (change < 0).any(1)

    assert falls("baseline").any()
    assert not falls("spared").any()


def test_a_waived_condition_no_longer_holds_a_patron_down():
    def climbs(name):
        return (played()[name].observed.rung[..., NORTH, RED] >= ARMS).mean()

    assert climbs("refused") < climbs("baseline") - 0.2
    refused = played()["refused_and_waived"].observed
    assert np.array_equal(refused.rung, played()["no_return_asked"].observed.rung)


def test_a_sealed_country_is_delivered_less():
    base, sealed = (series(n, "delivered_materiel")[:, -1] for n in ("baseline", "sealed"))
    assert (sealed.sum(1) < base.sum(1)).mean() > 0.9


def test_all_arms_are_chunked_alike():
    chunks = list(simulate(duel(), 700, arms=[arms()["sealed"]], keep=700))
    order = [(chunk.first, chunk.arm) for chunk in chunks]
    assert order == sorted(order)
    assert [first for first, arm in order if arm] == [first for first, arm in order if not arm]
