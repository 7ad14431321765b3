"""Past wars on the stage: set as coded, played without a look at their end, counted as recorded."""

from __future__ import annotations

from dataclasses import fields, replace

import numpy as np
import pytest

from contingent.cli import main
from contingent.engine.devices import start_jax
from contingent.engine.inputs import world_and_parameters
from contingent.history.columns import CLASSES
from contingent.history.crossval import Course
from contingent.history.fitting import QUICK, Fit
from contingent.history.folds import fold_of_each
from contingent.history.parameters import NAMES
from contingent.history.play_table import Playing, by_folds
from contingent.history.situation import Situation
from contingent.history.stage.foretell import foretell, played
from contingent.history.stage.lessons import Lesson, known, parameters_of
from contingent.history.stage.lots import Lots
from contingent.history.stage.runs import stage, steps
from contingent.history.stage.worlds import worlds_of
from contingent.history.vectors import read_vectors
from contingent.mechanisms import default_priors
from contingent.scenario.problems import UserError
from contingent.world.learnt import packaged
from tests.history.made import episodes, rows, written

TYPICAL = {
    "strength": -1.3,
    "capacity": -0.6,
    "central": 0.1,
    "territory": 1.0,
    "coup": 0.0,
    "troops": 0.0,
    "helped": 0.0,
    "kin": 0.0,
    "mediated": 0.0,
    "decades": 0.0,
    "secession": 0.0,
    "uncoded": 0.0,
}


@pytest.fixture(scope="module")
def lesson():
    start_jax()
    earlier = packaged().earlier
    return Lesson(list(np.array([earlier.parameters[n] for n in NAMES]).T), earlier.recurrence)


@pytest.fixture(scope="module")
def model():
    return stage()


def situations(*changes):
    rows = [TYPICAL | change for change in changes]
    return Situation(
        **{f.name: np.array([r[f.name] for r in rows], np.float32) for f in fields(Situation)}
    )


def opening_of(model, draws):
    """Return the world and the state on the first day."""
    import jax
    import jax.numpy as jnp

    from contingent.world.state import initial_state
    from contingent.world.strength import reach_of

    rows = np.arange(len(draws.leaves["war", "tempo"]))
    world, _ = world_and_parameters(model.template, draws, rows, np.float32)
    world = jax.tree.map(jnp.asarray, world)
    world = replace(world, reach=reach_of(world))
    return world, initial_state(world)


@pytest.mark.parametrize("strength", [-2.0, 0.0, 2.0])
@pytest.mark.parametrize("helpers", [{}, {"troops": 1.0}, {"helped": 1.0, "kin": 1.0}])
def test_the_ratio_of_power_on_the_first_day_is_the_fitted_one(model, lesson, strength, helpers):
    from contingent.world.strength import log_power

    briefed = known(lesson, situations({"strength": strength, **helpers}))
    lots = Lots("war", 64, 1)
    world, state = opening_of(model, worlds_of(model.template, briefed, 0, lots))
    government, rebels = np.asarray(log_power(world, state), np.float64)
    member = lots.member(len(lesson.vectors))
    spread = np.exp([float(theta["power_spread"]) for theta in briefed.thetas])
    wanted = briefed.codes.power[member, 0] + spread[member] * lots.normal("power")
    # the engine adds one to fighters and to power, which tells among a handful
    many = np.asarray(state.fighters.sum(0).min(0)) > 500
    assert many.sum() > 10
    np.testing.assert_allclose((rebels - government)[many], wanted[many], atol=0.005)


def test_land_and_help_are_there_as_coded(model, lesson):
    changes = {"territory": 0.0, "mediated": 0.0}, {"mediated": 1.0, "troops": 1.0, "helped": 1.0}
    briefed = known(lesson, situations(*changes))
    bare, full = (worlds_of(model.template, briefed, i, Lots("war", 32, 1)).leaves for i in (0, 1))
    index = model.template.slots
    hills = index["places.hills.control.rebels"].index
    assert (bare["places", "control"][:, *hills] < 0.4).all()
    assert (full["places", "control"][:, *hills] >= 0.6).all()
    assert (bare["patrons", "commitment"] == 0).all()
    rungs = {
        path: set(full["patrons", "commitment"][:, *index[f"patrons.{path}"].index])
        for path in ("ally.commitment.government", "neighbour.commitment.rebels")
    }
    assert rungs == {"ally.commitment.government": {3.0}, "neighbour.commitment.rebels": {6.0}}
    mediator = index["patrons.mediator.commitment.rebels"].index
    assert (full["patrons", "commitment"][:, *mediator] == 1).all()


def test_a_code_between_no_and_yes_is_a_chance(model, lesson):
    briefed = known(lesson, situations({"territory": 0.5}))
    leaves = worlds_of(model.template, briefed, 0, Lots("war", 1000, 1)).leaves
    hills = model.template.slots["places.hills.control.rebels"].index
    held = leaves["places", "control"][:, *hills] > 0.5
    assert 0.42 < held.mean() < 0.58  # five standard errors


def test_nothing_learnt_from_all_wars_is_left(lesson):
    """Default priors that were fitted stand on the country that is predicted, too."""
    fitted = {path for path, quantity in default_priors().items() if quantity.origin.fit}
    briefed = known(lesson, situations({}))
    given = {".".join(leaf) for leaf in parameters_of(briefed, 0, Lots("war", 4, 1))}
    assert fitted == given


def test_parameters_have_the_forms_of_the_default_priors(lesson):
    """At codes for which the defaults hold, with the fits on which they stand."""
    lots = Lots("war", 4000, 1)
    found = parameters_of(known(lesson, situations({"strength": 0.0})), 0, lots)
    for path, quantity in default_priors().items():
        if not quantity.origin.fit:
            continue
        values = np.sort(found[tuple(path.split("."))])
        middle = quantity.ppf(np.array([0.35, 0.65]))
        low, high = quantity.ppf(np.array([0.02, 0.98]))
        wide = abs(high - low)
        # ensembles are few, so that a median of theirs may stand beside that of a normal
        assert middle[0] - 0.25 * wide < np.median(values) < middle[1] + 0.25 * wide, path


def test_another_scenario_is_no_stage():
    with pytest.raises(UserError, match=r"--stage: no factions\.government\.fighters"):
        stage("libya-2019")


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--paths", "0"], "--paths: must be a whole number from 1"),
        (["--out", "nowhere/p.csv"], "there is no folder"),
    ],
)
def test_mistakes_are_said_in_a_line(capsys, tmp_path, monkeypatch, options, said):
    monkeypatch.chdir(tmp_path)
    table = written(tmp_path / "made.csv", rows(40))
    given = ["history", "play", str(table), "--out", "p.csv", *options]
    with pytest.raises(SystemExit) as stopped:
        main(given)
    assert stopped.value.code == 2
    assert said in capsys.readouterr().err


def test_steps_reach_a_year_beyond_the_horizon():
    days = steps()
    assert days.min() >= 7
    assert days.max() <= 28
    assert 25 * 365.25 + 364 <= days.sum() < 25 * 365.25 + 364 + 28
    assert (np.diff(days) >= 0).all()


@pytest.fixture(scope="module")
def table(tmp_path_factory):
    return episodes(tmp_path_factory.mktemp("made"), 40)


def test_a_war_ends_alike_in_whatever_company(table, lesson):
    some = table.covariates.take(np.arange(20))
    together = played(lesson, some, paths=32, seed=3)
    alone = played(lesson, some.take([17]), paths=32, seed=3)
    for name in ("of_class", "ends", "open", "unrecorded"):
        assert np.array_equal(getattr(together, name)[17], getattr(alone, name)[0]), name
    assert (together.of_class.sum(1) + together.open + together.unrecorded == 32).all()
    assert np.array_equal(together.ends.sum(1), together.of_class.sum(1))


def test_what_happened_is_not_looked_at(table, model):
    """Outcomes of a fold, shuffled, change no prediction in it."""

    def fitted(name, make):
        return Fit(read_vectors()[0], 0.0, 0)

    fold = fold_of_each(table.covariates.country, 1)
    own = fold == fold[0]
    course = Course(1, QUICK, fitted)
    shuffled = np.random.default_rng(1).permutation(np.flatnonzero(own))
    at = np.arange(len(table))
    at[own] = shuffled
    other = replace(table, outcomes=table.outcomes.take(at))
    assert not np.array_equal(other.outcomes.outcome4, table.outcomes.outcome4)
    bar = _Bar()
    before, after = (by_folds(t, own, course, Playing(model, 8, bar)) for t in (table, other))
    assert before.epid == after.epid
    assert np.array_equal(before.chances, after.chances)
    assert np.array_equal(before.quantiles, after.quantiles)
    assert bar.runs == 2 * 8 * own.sum()


class _Bar:
    runs = 0

    def count(self, *_fits):
        raise AssertionError("nothing is fitted here")

    def start(self, *wanted):
        assert wanted[0] > 0
        assert wanted[1] > 52 * 25

    def advance(self, runs):
        self.runs += runs


def like(table, count, **columns):
    """Return the first row so often, with these codes, each under a name of its own."""
    made = table.covariates.take(np.zeros(count, int))
    found = dict(made.columns)
    for name, word in columns.items():
        column = found[name]
        value = column.words.index(word) if column.words else word
        found[name] = replace(column, values=np.full(count, value), known=np.ones(count, np.bool_))
    return replace(made, columns=found, epid=tuple(f"war {i}" for i in range(count)))


def shares(table, lesson, count=8, **columns):
    """Return how 64 runs of each of so many such wars ended, and how many did."""
    counts = played(lesson, like(table, count, **columns), paths=64, seed=1)
    return dict(zip(CLASSES, counts.of_class.sum(0), strict=True)), counts.of_class.sum()


def more(a, b, count_a, count_b):
    """Return by how many standard errors one share is more than another."""
    p, q = a / count_a, b / count_b
    return (p - q) / np.sqrt(p * (1 - p) / count_a + q * (1 - q) / count_b)


def test_the_stronger_side_wins_more(table, lesson):
    codes = {"nsa_fightcap": "moderate", "nsa_mobcap": "moderate", "nsa_armsproc": "moderate"}
    weak, of_weak = shares(table, lesson, nsa_rebstrength="much weaker", **codes)
    strong, of_strong = shares(table, lesson, nsa_rebstrength="much stronger", **codes)
    assert more(weak["gov"], strong["gov"], of_weak, of_strong) > 4
    assert more(strong["reb"], weak["reb"], of_strong, of_weak) > 4


def test_mediated_wars_are_settled_more(table, lesson):
    before, of_before = shares(table, lesson, 32, nsa_rebstrength="parity", start_year=1965.0)
    after, of_after = shares(table, lesson, 32, nsa_rebstrength="parity", start_year=2005.0)
    assert more(after["settlement"], before["settlement"], of_after, of_before) > 4


def test_predictions_are_chances_and_quantiles(table, lesson):
    found = foretell(lesson, table.covariates.take(np.arange(5)), paths=8, seed=1)
    np.testing.assert_allclose(found.chances.sum(1), 1.0)
    assert (found.chances > 0.004).all()
    assert (np.diff(found.quantiles, axis=1) >= 0).all()
    assert ((found.open >= 0) & (found.open <= 1)).all()
