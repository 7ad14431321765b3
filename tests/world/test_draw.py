from dataclasses import replace

import numpy as np
import pytest

from contingent.evidence.switches import stream_of
from contingent.scenario.changes import Change
from contingent.world.draw import BLOCK, draw_worlds, uniforms
from tests.mechanisms.harness import duel

TREASURY = "factions.red.treasury"


def test_a_draw_does_not_depend_on_how_draws_are_grouped() -> None:
    whole = uniforms(3, TREASURY, 0, 2 * BLOCK)
    parts = [
        uniforms(3, TREASURY, a, b - a) for a, b in ((0, 5), (5, BLOCK + 7), (BLOCK + 7, 2 * BLOCK))
    ]
    assert np.array_equal(whole, np.concatenate(parts))


def test_streams_differ_by_seed_and_by_name() -> None:
    base = uniforms(3, TREASURY, 0, 100)
    assert not np.array_equal(base, uniforms(4, TREASURY, 0, 100))
    assert not np.array_equal(base, uniforms(3, "factions.blue.treasury", 0, 100))


def test_uncertain_quantities_follow_their_distributions() -> None:
    template = duel().template
    design = draw_worlds(template, 1, 0, 4000).design
    assert set(design) == set(template.uncertain)
    for path, slot in template.uncertain.items():
        if slot.quantity.dist == "choice":
            continue
        below = np.mean(design[path] <= slot.quantity.ppf(0.25))
        assert below == pytest.approx(0.25, abs=0.04), path


def test_every_drawn_value_reaches_its_place_in_the_arrays() -> None:
    template = duel().template
    draws = draw_worlds(template, 1, 0, 8)
    for path, values in draws.design.items():
        slot = template.slots[path]
        assert np.array_equal(draws.leaves[slot.leaf][(slice(None), *slot.index)], values), path


@pytest.mark.parametrize(
    ("operation", "value", "expected"),
    [
        ("set", 7.0, lambda old: np.full_like(old, 7.0)),
        ("scale", 2.0, lambda old: 2.0 * old),
        ("add", 5.0, lambda old: old + 5.0),
        ("at_least", 1e6, lambda old: np.full_like(old, 1e6)),
        ("at_most", 1.0, lambda old: np.minimum(old, 1.0)),
        ("add", -1e9, np.zeros_like),
    ],
)
def test_a_change_acts_only_where_it_applies(operation, value, expected) -> None:
    template = duel().template
    applies = np.arange(16) % 2 == 0
    slot = template.slots[TREASURY]
    where = (slice(None), *slot.index)
    before = draw_worlds(template, 1, 0, 16).leaves[slot.leaf][where]
    change = Change(TREASURY, operation, value)
    after = draw_worlds(template, 1, 0, 16, [(change, applies)]).leaves[slot.leaf][where]
    assert np.array_equal(after[~applies], before[~applies])
    assert np.allclose(after[applies], expected(before)[applies])


def test_changes_stay_within_the_bounds_of_the_quantity() -> None:
    template = duel().template
    change = Change("embargo.enforcement", "add", 3.0)
    draws = draw_worlds(template, 1, 0, 4, [(change, np.ones(4, bool))])
    assert np.all(draws.leaves[("embargo", "enforcement")] == 1.0)


def test_a_reseeded_stream_moves_alone() -> None:
    base, other = (draw_worlds(duel().template, seed, 0, 50).design for seed in (1, 2))
    mixed = draw_worlds(duel().template, 1, 0, 50, reseeded={TREASURY: 2}).design
    assert np.array_equal(mixed[TREASURY], other[TREASURY])
    assert all(np.array_equal(mixed[path], base[path]) for path in base if path != TREASURY)


def test_a_reseeded_model_moves_the_claims_of_that_stream_alone() -> None:
    plain = duel()
    stream = stream_of(plain.groups[0].claims[0])
    (claim,) = (i for i, c in enumerate(plain.scenario.claims) if c.id == plain.groups[0].claims[0])
    mixed = replace(plain, reseeded={stream: 2})
    (_, one), (_, two), (_, both) = (
        m.worlds(s, 0, 200) for m, s in ((plain, 1), (plain, 2), (mixed, 1))
    )
    assert np.array_equal(both[:, claim], two[:, claim])
    assert not np.array_equal(one[:, claim], two[:, claim])
    rest = [i for i in range(one.shape[1]) if i != claim]
    assert np.array_equal(both[:, rest], one[:, rest])
