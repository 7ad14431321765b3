"""Signs: a planted one is found and told truly, chance has none, what decides is none."""

from __future__ import annotations

import json

import numpy as np
import pytest

import contingent as ct
from contingent.analysis.signposts.information import information
from contingent.engine import ensemble
from contingent.playing import Plan, play_into
from contingent.scenario.arms import THE_BASELINE
from contingent.scenario.event_data import event_data, event_from
from contingent.scenario.vocabulary import RUNGS
from tests.analysis.planted import engine
from tests.mechanisms.harness import SCENARIOS, duel, libya
from tests.results.fake import stored

DUEL = SCENARIOS / "duel"
QUESTION = "bloody"
TRUE, FALSE = 0.8, 0.3
"""Parts of the runs with and without the event in which the planted sign is seen."""


def even(design, claims):
    return np.full(len(design["war.tempo"]), 0.4)


def shown(observed, happens, luck) -> None:
    """The north sends advisers to red from the fourth week on; a twin of the sign beside it."""
    seen = luck < np.where(happens, TRUE, FALSE)
    observed.rung[seen, 4:, 0, 0] = RUNGS.index("advisers")
    # the capital changes hands with it, six weeks later
    observed.holder[:, :, 0] = 1
    observed.holder[seen, 10:, 0] = 0


@pytest.fixture(scope="module")
def found():
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ensemble, "simulate", engine(even, shown))
        return ct.signposts(DUEL, QUESTION, draws=2000)


def test_the_planted_sign_is_found_once_and_early(found) -> None:
    (sign,) = found.signs
    assert sign.sign == "advisers or mercenaries have come to Red Army from Northern Neighbour"
    assert sign.by == "2020-02-17"  # the first date of the grid after it can be seen
    assert sign.median_first == "2020-02-03"
    assert sign.weeks_ahead == pytest.approx(318 / 7)
    assert found.candidates > 100


def test_what_is_told_of_it_is_true(found) -> None:
    (sign,) = found.signs
    seen = 0.4 * TRUE + 0.6 * FALSE
    assert sign.before == pytest.approx(0.4, abs=4 * sign.before_se)
    assert sign.after == pytest.approx(0.4 * TRUE / seen, abs=4 * sign.after_se)
    assert sign.without == pytest.approx(0.4 * (1 - TRUE) / (1 - seen), abs=4 * sign.without_se)
    assert sign.seen == pytest.approx(seen, abs=0.06)

    def entropy(p):
        return -p * np.log2(p) - (1 - p) * np.log2(1 - p)

    bits = entropy(0.4) - seen * entropy(0.4 * TRUE / seen)
    bits -= (1 - seen) * entropy(0.4 * (1 - TRUE) / (1 - seen))
    assert sign.bits == pytest.approx(bits, abs=0.06)
    assert sign.p_value < 1e-6
    assert f"{100 * sign.after:.0f} %" in sign.words


def test_numbers_come_from_the_half_that_did_not_choose(monkeypatch) -> None:
    """A sign that is there in even draws alone is chosen and then dropped."""
    draws = iter(range(10**6))

    def only_even(observed, happens, luck) -> None:
        even_draw = np.array([next(draws) % 2 == 0 for _ in happens])
        observed.rung[even_draw & happens, 8:, 0, 0] = RUNGS.index("advisers")

    monkeypatch.setattr(ensemble, "simulate", engine(even, only_even))
    found = ct.signposts(DUEL, QUESTION, draws=1000)
    assert found.dropped == 1
    assert not found.signs


def test_pure_chance_has_no_signs(monkeypatch) -> None:
    def noise(observed, happens, luck) -> None:
        rng = np.random.default_rng(int(1e9 * luck[0, None][0]))
        for patron in range(2):
            for faction in range(2):
                when = rng.integers(1, 50, len(happens))
                later = np.arange(observed.rung.shape[1]) >= when[:, None]
                observed.rung[:, :, patron, faction] = later * rng.integers(0, 7)
        observed.national_series("oil_price")[:] = rng.random(observed.national.shape[:2])

    monkeypatch.setattr(ensemble, "simulate", engine(even, noise))
    false = sum(len(ct.signposts(DUEL, QUESTION, 600, seed=s).signs) for s in range(1, 9))
    assert false <= 1


def test_what_has_already_happened_is_no_sign(monkeypatch) -> None:
    """Deaths early on settle a question asked *by* a date; those runs are not looked at."""

    def early(observed, happens, luck) -> None:
        # half of the hits come at once, and displace people with them
        at_once = happens & (luck < 0.5)
        observed.national_series("battle_deaths")[at_once, 2:] = 1000
        observed.national_series("displaced")[at_once, 2:] = 5000

    monkeypatch.setattr(ensemble, "simulate", engine(even, early))
    found = ct.signposts(DUEL, QUESTION, draws=1500)
    assert not found.signs
    assert found.estimate.probability == pytest.approx(0.4, abs=0.05)


def test_a_run_folder_says_the_same_as_playing(monkeypatch, tmp_path) -> None:
    monkeypatch.setattr(ensemble, "simulate", engine(even, shown))
    played = ct.signposts(DUEL, QUESTION, draws=600)
    (tmp_path / "manifest.json").write_text("{}")
    finished, _ = play_into(tmp_path, duel(), [THE_BASELINE], Plan(600, 1, 1, 0), None)
    assert finished == 600
    assert ct.signposts(tmp_path, QUESTION).as_dict() == played.as_dict()
    assert ct.signposts(ct.open_run(tmp_path), QUESTION).as_dict() == played.as_dict()


def test_it_is_plain_data(found) -> None:
    assert json.loads(json.dumps(found.as_dict(), allow_nan=False))["signs"][0]["by"]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [({"question": "blody"}, 'did you mean "bloody"'), ({"draws": 100}, "at least 200")],
)
def test_mistakes_are_told(wrong, said) -> None:
    with pytest.raises(ct.UserError, match=said):
        ct.signposts(DUEL, **{"question": QUESTION, "draws": 400} | wrong)


def test_a_run_that_does_not_say_what_it_asks_is_refused(tmp_path) -> None:
    with pytest.raises(ct.UserError, match="play the scenario again"):
        ct.signposts(stored(tmp_path, draws=250))


def test_what_never_happens_has_no_signs(monkeypatch) -> None:
    monkeypatch.setattr(ensemble, "simulate", engine(lambda d, _: np.zeros(len(d["war.tempo"]))))
    found = ct.signposts(DUEL, QUESTION, draws=200)
    assert not found.signs
    assert "no run" in found.notes[0]


def test_information_of_known_tables() -> None:
    hit = np.repeat([True, False], 500)
    none = np.zeros(1000, np.intp)
    same = information(np.stack([hit, ~hit]), hit, none)
    assert same.bits == pytest.approx([1.0, 1.0], abs=0.002)
    # given itself, a sign tells nothing more
    assert information(hit[None], hit, hit.astype(np.intp)).bits == pytest.approx([0.0], abs=1e-9)


def test_information_of_chance_is_none_on_average_and_its_p_value_uniform() -> None:
    rng = np.random.default_rng(1)
    hit, seen = rng.random(400) < 0.3, rng.random((3000, 400)) < 0.4
    found = information(seen, hit, rng.integers(0, 3, 400))
    assert abs(found.bits.mean()) < 4 * found.bits.std() / 3000**0.5
    assert (found.p_value < 0.05).mean() == pytest.approx(0.05, abs=0.02)


@pytest.mark.parametrize("model", [duel(), libya()])
def test_events_are_the_same_after_being_written_and_read(model) -> None:
    for question in model.scenario.questions:
        for event in (question.event, question.given):
            written = json.loads(json.dumps(event_data(event)))
            assert event_from(written) == event
