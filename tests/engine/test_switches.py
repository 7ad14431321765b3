"""Mechanisms left out of the step: one program for all of them, and nothing left of their work."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import jax
import numpy as np
import pytest

from contingent.engine import ensemble
from contingent.engine.ensemble import Chunk, simulate
from contingent.engine.model import Model, make_model
from contingent.scenario.load import load_scenario
from tests.mechanisms.harness import SCENARIOS


@cache
def model() -> Model:
    return make_model(load_scenario(SCENARIOS / "duel"))


@cache
def played(*without: str) -> Chunk:
    """Play a chunk with some mechanisms left out, its ledger and full state kept."""
    (chunk,) = simulate(replace(model(), without=without), 100, keep=100)
    return chunk


def test_the_program_without_detail_gives_the_same_bits(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(ensemble, "FEW_CHUNKS", 0)
    (plain,) = simulate(model(), 100, keep=0)
    assert plain.ledger is None
    kept = played().observed
    for name in kept.__dataclass_fields__:
        assert np.array_equal(getattr(plain.observed, name), getattr(kept, name)), name


@pytest.mark.parametrize("name", ["combat", "alignment", "recruitment"])
def test_a_mechanism_left_out_changes_no_account(name: str) -> None:
    every, without = played().ledger, played(name).ledger
    assert every is not None
    assert without is not None
    own = [cause == name for cause, _ in every.entries]
    assert without.entries == every.entries
    assert (every.change[:, :, own] != 0).any()
    assert (without.change[:, :, own] == 0).all()
    assert (without.change[:, :, np.logical_not(own)] != 0).any()


def test_without_combat_nobody_falls_and_without_holding_no_place_changes_hands() -> None:
    assert (played("combat").observed.national_series("battle_deaths") == 0).all()
    holder = played("holding").observed.holder
    assert (holder == holder[:, :1]).all()
    assert (played().observed.holder != played().observed.holder[:, :1]).any()


def test_leaving_out_another_mechanism_compiles_nothing() -> None:
    played()
    compiled = []

    def listen(event: str, *_: object, **__: object) -> None:
        if event == "/jax/core/compile/backend_compile_duration":
            compiled.append(event)

    jax.monitoring.register_event_duration_secs_listener(listen)
    try:
        played("toll", "leadership")
    finally:
        jax.monitoring.clear_event_listeners()
    assert not compiled


def test_a_mechanism_must_exist() -> None:
    with pytest.raises(ValueError, match="no mechanism 'comabt'"):
        make_model(model().scenario, without=("comabt",))
