"""The declared causal edges against what the code of each mechanism depends on."""

from __future__ import annotations

from dataclasses import fields
from functools import cache

import jax
import pytest
from jax.interpreters import partial_eval

from contingent.analysis.causes.channels import CHANNELS, EITHER, FIELDS, LESS, MORE, NONE, Channel
from contingent.mechanisms import MECHANISMS, NAMES
from contingent.world.accounts import ACCOUNTS
from contingent.world.state import State
from tests.mechanisms.harness import clock, duel, random_luck, random_state, worlds

PARTS = [f.name for f in fields(State)]


@cache
def dependence() -> dict[str, dict[str, set[str]]]:
    """Return, of each mechanism, on which parts of the state each part that it writes depends."""
    with jax.enable_x64(True):
        world, parameters = worlds(duel(), 2)
        state, luck = random_state(world, 1), random_luck(world, 2)
        now, found = clock(world, state), {}
        for mechanism in MECHANISMS:

            def apply(state: State, mechanism=mechanism) -> State:
                return mechanism.apply(world, state, parameters[mechanism.name], luck, now)

            program = jax.make_jaxpr(apply)(state).jaxpr
            written = {}
            for i, part in enumerate(PARTS):
                if program.outvars[i] is program.invars[i]:
                    continue  # handed through
                _, used = partial_eval.dce_jaxpr(program, [j == i for j in range(len(PARTS))])
                written[part] = {PARTS[k] for k, is_used in enumerate(used) if is_used}
            found[mechanism.name] = written
    return found


def reads(mechanism: str, target: str) -> set[str]:
    """Return on what a mechanism's part in an account depends; nothing if it leaves it alone."""
    written = dependence()[mechanism]
    return set().union(*(written.get(part, set()) for part in FIELDS[target]))


@pytest.mark.parametrize("c", CHANNELS, ids=lambda c: f"{c.source}-{c.mechanism}-{c.target}")
def test_every_edge_is_in_the_code(c: Channel) -> None:
    assert c.mechanism in NAMES
    sources = set(FIELDS[c.source])
    if c.via is None:
        assert reads(c.mechanism, c.target) & sources
        return
    assert c.via in reads(c.mechanism, c.target)
    assert any(written.get(c.via, set()) & sources for written in dependence().values())


def test_what_changes_at_once_is_written_by_one_mechanism() -> None:
    for c in CHANNELS:
        if c.at_once:
            assert all(
                set(FIELDS[a]) & set(dependence()[c.mechanism]) for a in (c.source, c.target)
            )


def test_an_edge_that_is_not_there_would_be_found() -> None:
    assert not reads("procurement", "materiel") & {"cohesion", "fighters"}
    assert not reads("combat", "people") & {"treasury"}
    assert reads("toll", "people") == set()


def test_accounts_are_those_of_the_ledger_and_edges_are_told_once() -> None:
    assert set(FIELDS) == set(ACCOUNTS)
    assert {c.source for c in CHANNELS} | {c.target for c in CHANNELS} <= set(ACCOUNTS)
    ends = [(c.source, c.mechanism, c.target) for c in CHANNELS]
    assert len(set(ends)) == len(ends)
    assert all(c.source != c.target or c.own == NONE for c in CHANNELS)


def test_an_edge_carries_what_its_direction_allows() -> None:
    edge = Channel("materiel", "combat", "people", MORE, LESS, "")
    assert edge.carries(True, 1.0, 1.0)
    assert edge.carries(True, -1.0, -1.0)
    assert not edge.carries(True, 1.0, -1.0)
    assert edge.carries(False, 1.0, -1.0)
    assert not edge.carries(False, 1.0, 1.0)
    open_edge = Channel("materiel", "combat", "people", EITHER, NONE, "")
    assert open_edge.carries(True, 1.0, -1.0)
    assert not open_edge.carries(False, 1.0, -1.0)
