"""The engine: same bits however runs are grouped; no recompiling; neighbours keep their luck."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from functools import cache

import jax
import numpy as np
import pytest

from contingent.engine.ensemble import Chunk, simulate
from contingent.engine.model import Model, make_model
from contingent.evidence.switches import stream_of
from contingent.scenario.changes import Change
from contingent.scenario.load import load_scenario
from contingent.scenario.model import Scenario
from tests.mechanisms.harness import SCENARIOS


@cache
def scenario() -> Scenario:
    return load_scenario(SCENARIOS / "duel")


@cache
def model() -> Model:
    return make_model(scenario())


def played(some: Model, draws: int, **options) -> Chunk:
    """Play and put all chunks together."""
    chunks = list(simulate(some, draws, **options))
    first = chunks[0]
    if len(chunks) == 1:
        return first
    seen = {
        name: np.concatenate([getattr(c.observed, name) for c in chunks])
        for name in first.observed.__dataclass_fields__
    }
    return replace(
        first,
        draw=np.concatenate([c.draw for c in chunks]),
        replicate=np.concatenate([c.replicate for c in chunks]),
        failed=np.concatenate([c.failed for c in chunks]),
        observed=replace(first.observed, **seen),
    )


def same_bits(a: Chunk, b: Chunk) -> bool:
    return all(
        np.array_equal(getattr(a.observed, name), getattr(b.observed, name))
        for name in a.observed.__dataclass_fields__
    )


def test_runs_repeat_to_the_bit_and_differ_by_seed() -> None:
    a, b, c = (played(model(), 40, seed=seed) for seed in (1, 1, 2))
    assert same_bits(a, b)
    assert not same_bits(a, c)


def test_reseeded_streams_change_the_world_and_not_the_luck() -> None:
    plain = model()
    streams = [*plain.template.uncertain, *(stream_of(c.id) for c in plain.scenario.claims)]
    other = replace(plain, reseeded=dict.fromkeys(streams, 2))
    one, two, mixed = played(plain, 40), played(plain, 40, seed=2), played(other, 40)
    assert all(np.array_equal(mixed.design[p], two.design[p]) for p in two.design)
    assert np.array_equal(mixed.claims, two.claims)
    assert not same_bits(mixed, one)
    assert not same_bits(mixed, two)
    # the world of seed 1 under the luck of seed 1, said the other way round
    assert same_bits(played(replace(plain, reseeded=dict.fromkeys(streams, 1)), 40), one)


def test_no_run_fails() -> None:
    assert not played(model(), 300).failed.any()


def test_a_draw_is_the_same_alone_and_in_company() -> None:
    many = played(model(), 600)
    for draw in (0, 300, 599):
        alone = played(model(), 1, first_draw=draw)
        assert np.array_equal(alone.observed.faction[0], many.observed.faction[draw])
        assert np.array_equal(alone.observed.holder[0], many.observed.holder[draw])


def test_replicates_share_the_world_and_not_the_luck() -> None:
    chunk = played(model(), 20, replicates=3)
    assert chunk.draw.tolist() == [d for d in range(20) for _ in range(3)]
    for values in chunk.design.values():
        assert np.array_equal(values[0::3], values[2::3])
    deaths = chunk.observed.national[:, -1, 0]
    assert (deaths[0::3] != deaths[1::3]).any()
    first = played(model(), 20).observed.national
    assert np.array_equal(chunk.observed.national[0::3], first)


def test_changing_numbers_compiles_nothing() -> None:
    played(model(), 1)
    compiled = []

    def listen(event: str, *_: object, **__: object) -> None:
        if event == "/jax/core/compile/backend_compile_duration":
            compiled.append(event)

    jax.monitoring.register_event_duration_secs_listener(listen)
    try:
        changes = (
            Change("factions.red.treasury", "set", 5.0),
            Change("combat.advance", "scale", 2.0),
            Change("places.river.affinity.red", "set", 0.1),
        )
        known = set(model().template.slots)
        changed = make_model(scenario(), [c for c in changes if c.quantity in known])
        assert not same_bits(played(changed, 1), played(model(), 1))
        fewer_claims = make_model(replace(scenario(), claims=()))
        played(fewer_claims, 1)
    finally:
        jax.monitoring.clear_event_listeners()
    assert not compiled


def with_idle_patron(written: Scenario) -> Scenario:
    """Add a patron that wants nothing, sends nothing, and whom nobody minds."""
    model_patron = written.patrons[0]
    nothing = {
        name: replace(getattr(model_patron, name), dist="value", args=(0.0,))
        for name in (
            [
                "cash",
                "arms",
                "men",
                "strikes",
                "troops",
                "aircraft",
                "air_defence",
                "market",
                "guarantee",
                "allies_needed",
            ]
        )
    }

    def zero(table):
        return type(table)({k: replace(q, dist="value", args=(0.0,)) for k, q in table.items()})

    idle = replace(
        model_patron,
        id="idle",
        name="Idle",
        mediator=False,
        commitment=type(model_patron.commitment)(dict.fromkeys(model_patron.commitment, 0)),
        stake=zero(model_patron.stake),
        rivals=zero(model_patron.rivals),
        allies=zero(model_patron.allies),
        sells=zero(model_patron.sells),
        cost=type(model_patron.cost)(
            {
                k: replace(q, dist="value", args=(1e3 if k != "none" else 0.0,))
                for k, q in model_patron.cost.items()
            }
        ),
        conditions=(),
        **nothing,
    )
    return replace(written, patrons=(*written.patrons, idle))


def test_an_idle_patron_changes_nothing_for_the_others() -> None:
    with_idle = played(make_model(with_idle_patron(scenario())), 60).observed
    without = played(model(), 60).observed
    n = len(scenario().patrons)
    assert (with_idle.rung[..., n:, :] == 0).all()
    assert np.array_equal(with_idle.rung[..., :n, :], without.rung)
    assert np.array_equal(with_idle.holder, without.holder)
    assert np.array_equal(with_idle.faction, without.faction)
    assert np.array_equal(with_idle.national, without.national)


IN_ANOTHER_PROCESS = """
import hashlib, json, sys
from contingent.engine.devices import start_jax
start_jax(int(sys.argv[1]))
import jax
from contingent.engine.ensemble import simulate
from contingent.engine.model import make_model
from contingent.scenario.load import load_scenario
digest = hashlib.sha256()
for chunk in simulate(make_model(load_scenario(sys.argv[2])), 700):
    for run in range(chunk.runs):
        for name in ("holder", "rung", "phase", "clause", "faction", "national"):
            digest.update(getattr(chunk.observed, name)[run].tobytes())
print(json.dumps([len(jax.devices()), digest.hexdigest()]))
"""


def test_the_same_bits_on_two_devices_and_on_five() -> None:
    found = []
    for devices in (2, 5):
        done = subprocess.run(
            [sys.executable, "-c", IN_ANOTHER_PROCESS, str(devices), str(SCENARIOS / "duel")],
            capture_output=True,
            text=True,
            check=True,
        )
        found.append(json.loads(done.stdout))
    assert [n for n, _ in found] == [2, 5]
    assert found[0][1] == found[1][1]


def test_what_mechanisms_changed_adds_up_to_the_change() -> None:
    chunk = played(model(), 30, keep=30)
    assert chunk.ledger is not None
    assert chunk.full is not None
    change = chunk.ledger.of("fighters").sum(1)
    fighters = chunk.full["fighters"].sum(2)
    assert change == pytest.approx(fighters[:, -1] - fighters[:, 0], rel=1e-3, abs=0.5)


def test_halving_the_step_changes_outcomes_within_error() -> None:
    whole = played(model(), 1500).observed
    halves = played(make_model(replace(scenario(), step_days=scenario().step_days // 2 or 1)), 1500)
    for series in (0, 2):  # battle deaths, displaced
        a = np.log1p(whole.national[:, -1, series])
        b = np.log1p(halves.observed.national[:, -1, series])
        error = np.hypot(a.std(), b.std()) / np.sqrt(len(a))
        assert abs(a.mean() - b.mean()) < 4 * error
    held_a = (whole.holder[:, -1] == 0).mean(1)
    held_b = (halves.observed.holder[:, -1] == 0).mean(1)
    assert abs(held_a.mean() - held_b.mean()) < 4 * np.hypot(held_a.std(), held_b.std()) / 1500**0.5
