"""The generic war: it agrees with a scalar twin, and its parts do what their words say."""

from __future__ import annotations

import itertools
import math

import jax.numpy as jnp
import numpy as np
import pytest
from scipy.stats import norm

from contingent.history.clock import BINS, YEAR, bin_of, edges, steps_in_bins
from contingent.history.likelihood import chances, named
from contingent.history.parameters import MEAN, NAMES
from contingent.history.situation import Situation
from contingent.history.war import Luck, exhaustion, luck_of, play

GOV, REB, SETTLEMENT, FIZZLE = range(4)


def one(**known: float) -> Situation:
    """Return a war of the usual kind but for what is known."""
    usual = {
        "strength": -1.3, "capacity": -0.5, "central": 0.0, "territory": 0.0, "coup": 0.0,
        "troops": 0.0, "helped": 0.0, "kin": 0.0, "mediated": 1.0, "decades": 1.0, "secession": 0.0,
        "uncoded": 0.0,
    }  # fmt: skip
    values = usual | known
    return Situation(**{k: jnp.array([v], jnp.float32) for k, v in values.items()})


def outcome(at: Situation, **changed: float) -> np.ndarray:
    """Return the chances of the four classes with 1,000 paths and the same luck each time."""
    theta = named(jnp.asarray(MEAN, jnp.float32)) | changed
    return np.asarray(chances(play(theta, at, luck_of(["war"], 1000, 3))))[0]


def twin(theta: dict[str, float], at: dict[str, float], start, steps) -> tuple[list, float]:
    """Play one path by hand: how it ends in each step, and the chance that it does not."""
    x = (
        theta["power"] + theta["power_strength"] * at["strength"]
        + theta["power_capacity"] * at["capacity"] + theta["power_troops"] * at["troops"]
        + math.exp(theta["power_spread"]) * start[0]
    )  # fmt: skip
    tempo = math.exp(math.exp(theta["tempo_spread"]) * start[1])
    margin = math.exp(
        theta["activity"] + theta["activity_strength"] * at["strength"]
        + theta["activity_territory"] * at["territory"]
        + theta["activity_secession"] * at["secession"]
        + theta["activity_uncoded"] * at["uncoded"]
        + math.exp(theta["activity_spread"]) * start[2]
    )  # fmt: skip
    haste = math.exp(
        theta["coup_haste"] * at["coup"] + theta["victory_mediated"] * at["mediated"]
        + theta["victory_central"] * at["central"]
    )  # fmt: skip
    rules = theta["government_wins"] + theta["government_decades"] * at["decades"]
    alive, ends, clock = 1.0, [], edges()
    for (begin, end), luck in zip(itertools.pairwise(clock), steps, strict=True):
        own = tempo * (end - begin) / YEAR
        wavers = math.exp(theta["wavers"])
        later = margin - own + wavers * math.sqrt(own) * luck[1]
        touched = math.exp(-2 * max(margin, 0) * max(later, 0) / max(wavers**2 * own, 1e-9))
        settles = (
            theta["settles"] + theta["settles_mediated"] * at["mediated"]
            + theta["settles_territory"] * at["territory"]
            + theta["settles_helped"] * at["helped"] + theta["settles_kin"] * at["kin"]
            + theta["settles_uncoded"] * at["uncoded"] - theta["settles_power"] * abs(x)
            + theta["settles_learning"] * math.log1p((begin + end) / 2 / YEAR)
        )  # fmt: skip
        wins = theta["rebels_win"] + theta["coup_rebels"] * at["coup"] + theta["rebels_power"] * x
        hazards = [
            haste * math.exp(rules - theta["government_power"] * x) * own,
            haste * math.exp(wins) * own,
            math.exp(settles) * (end - begin) / YEAR,
            -math.log1p(-min(touched, 1 - 1e-6)),
        ]
        ends.append([alive * -math.expm1(-sum(hazards)) * h / sum(hazards) for h in hazards])
        alive *= math.exp(-sum(hazards))
        x += math.exp(theta["turmoil"]) * math.sqrt(own) * luck[0]
        margin = later
    return ends, alive


@pytest.mark.parametrize(
    "known", [{}, {"coup": 1.0, "strength": 1.0}, {"uncoded": 1.0, "secession": 1.0}]
)
def test_it_agrees_with_a_scalar_twin(known):
    at = one(**known)
    luck = luck_of(["a war"], 2, 11)
    vector = MEAN + 0.1 * np.sin(np.arange(len(MEAN)))
    course = play(named(jnp.asarray(vector, jnp.float32)), at, luck)
    plain = {k: float(getattr(at, k)[0]) for k in Situation.__dataclass_fields__}
    theta = dict(zip(NAMES, vector.tolist(), strict=True))
    start, steps = np.asarray(luck.start)[:, 0], np.asarray(luck.steps)[:, :, 0]
    paths = [twin(theta, plain, start[:, i], steps[:, :, i]) for i in (0, 1)]
    ends = np.mean([path[0] for path in paths], axis=0)
    assert np.asarray(course.ends)[..., 0] == pytest.approx(ends, rel=2e-3, abs=2e-6)
    assert float(course.open[0]) == pytest.approx(np.mean([p[1] for p in paths]), abs=1e-5)


def test_every_path_ends_in_one_way_or_goes_on():
    luck = luck_of(["a", "b"], 64, 5)
    both = Situation(
        **{k: jnp.tile(getattr(one(coup=0.5), k), 2) for k in Situation.__dataclass_fields__}
    )
    course = play(named(jnp.asarray(MEAN, jnp.float32)), both, luck)
    total = np.asarray(course.ends).sum((0, 1)) + np.asarray(course.open)
    assert total == pytest.approx(1.0, abs=1e-4)
    assert (np.asarray(course.ends) >= 0).all()


def test_exhaustion_between_steps_is_that_of_brownian_motion():
    """A margin of 1 that wavers by 1 is gone within a year with chance 2 Φ(-1)."""
    random = np.random.default_rng(2)
    paths, steps = 40_000, 6
    walk = 1.0 + np.cumsum(random.standard_normal((steps, paths)) * math.sqrt(1 / steps), axis=0)
    walk = np.vstack([np.ones(paths), walk])
    alive = np.ones(paths)
    for before, after in itertools.pairwise(walk):
        hazard = exhaustion(
            *(jnp.asarray(x)[None] for x in (before, after, before * 0 + 1 / steps))
        )
        alive *= np.exp(-np.asarray(hazard)[0])
    gone = 1.0 - alive
    error = gone.std() / math.sqrt(paths)
    assert gone.mean() == pytest.approx(2 * norm.cdf(-1.0), abs=4 * error)


def test_strong_rebels_win_more_and_lose_less():
    weak, strong = outcome(one(strength=-0.7)), outcome(one(strength=2.3))
    assert strong[REB] > 2 * weak[REB]
    assert strong[GOV] < weak[GOV]


def test_mediated_wars_are_settled_more():
    assert outcome(one())[SETTLEMENT] > 1.5 * outcome(one(mediated=0.0))[SETTLEMENT]


def test_coups_are_won_or_lost_and_soon():
    at = one(coup=1.0)
    chance = outcome(at)
    assert chance[GOV] + chance[REB] > 0.8
    theta = named(jnp.asarray(MEAN, jnp.float32))
    ends = np.asarray(play(theta, at, luck_of(["war"], 1000, 3)).ends).sum(1)[:, 0].cumsum()
    within = ends[edges()[1:] <= 90][-1]
    slow = np.asarray(play(theta, one(), luck_of(["war"], 1000, 3)).ends).sum(1)[:, 0].cumsum()
    assert within > 2 * slow[edges()[1:] <= 90][-1]


def test_luck_is_the_episodes_own():
    alone, among = luck_of(["b"], 8, 1), luck_of(["a", "b", "c"], 8, 1)
    assert np.array_equal(alone.steps[:, :, 0], among.steps[:, :, 1])
    assert np.array_equal(alone.start[:, 0], among.start[:, 1])
    assert not np.array_equal(alone.steps, luck_of(["b"], 8, 2).steps)
    assert np.asarray(among.steps).mean(-1) == pytest.approx(0.0, abs=1e-6)


def test_bins_hold_every_step_once():
    table = steps_in_bins()
    assert table.shape == (len(edges()) - 1, len(BINS))
    assert (table.sum(1) == 1).all()
    assert (table.sum(0) > 0).all()
    assert bin_of(np.array([0.0, 2.0, 2.5, 10.0, 1e5])).tolist() == [0, 0, 1, 1, len(BINS) - 1]


def test_a_war_without_a_margin_fizzles_at_once():
    luck = luck_of(["war"], 4, 1)
    none = Luck(luck.start.at[2].set(-60.0), luck.steps)
    course = play(named(jnp.asarray(MEAN, jnp.float32)), one(), none)
    assert float(course.ends[0, FIZZLE, 0]) > 0.99
