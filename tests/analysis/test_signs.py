"""Which signs there are, what they are about, and which only restate a question."""

from __future__ import annotations

import numpy as np
import pytest

from contingent.analysis.names import Names, amount, label
from contingent.analysis.signposts.restating import told_anew
from contingent.analysis.signposts.signs import event_signs, grid_of_dates, level_series, levels
from contingent.scenario import events as ev
from contingent.scenario.vocabulary import RUNGS
from tests.mechanisms.harness import libya

NAMES = Names.of(libya().scenario)


def left(question: str) -> tuple[set[str], set[str]]:
    """Words of the signs, and names of the series, that are left for a question."""
    event = next(q.event for q in libya().scenario.questions if q.id == question)
    signs, series = told_anew(event, event_signs(NAMES), level_series(NAMES))
    return {s.words for s in signs}, {s.name for s in series}


def test_every_sign_has_words_of_its_own() -> None:
    words = [s.words for s in event_signs(NAMES)]
    assert len(set(words)) == len(words)
    assert "troops have come to GNA from Turkey" in words
    assert "Tripoli has been taken by LNA" in words
    assert not [w for w in words if "{" in w or "_" in w]


def test_no_sign_has_a_side_or_patron_for_its_subject_whose_name_may_be_a_plural() -> None:
    plurals = ("Rapid Forces", "United Neighbours")
    names = Names({"rf": plurals[0]}, {"un": plurals[1]}, {"hill": "Hill"})
    said = [sign.words for sign in event_signs(names)]
    said += [series.words(30.0, names) for series in level_series(names)]
    assert any(name in words for name in plurals for words in said)
    assert not [words for words in said if words.startswith(plurals)]


def test_a_question_about_a_place_is_not_told_by_its_holder() -> None:
    every = {s.words for s in event_signs(NAMES)}
    signs, series = left("lna-tripoli-2020-06")
    assert every - signs == {
        f"Tripoli has been {how} by {side}" for how in ("taken", "lost") for side in ("LNA", "GNA")
    }
    assert "share_population" in series


def test_a_question_about_a_share_is_not_told_by_shares() -> None:
    signs, series = left("lna-takes-country")
    assert "Tripoli has been taken by LNA" in signs
    assert not [name for name in series if name.startswith("share_")]


def test_a_question_about_deaths_is_not_told_by_deaths() -> None:
    _, series = left("deaths-5000-2021")
    assert not [name for name in series if name.endswith("_deaths")]
    assert "displaced" in series


def test_lower_rungs_stay_signs_of_a_higher_one() -> None:
    signs, _ = left("turkey-troops-2020")
    assert "troops have come to GNA from Turkey" not in signs
    assert "advisers or mercenaries have come to GNA from Turkey" in signs


def test_subjects_join_what_is_about_the_same_thing() -> None:
    subjects: dict[object, set[str]] = {}
    for sign in event_signs(NAMES):
        subjects.setdefault(sign.subject, set()).add(sign.words)
    assert len(subjects[("holder", 0)]) == 4
    assert len(subjects[("rung", 0, 0)]) == 2 * (len(RUNGS) - 1)
    assert subjects[ev.Phase(1)] == {"talks have opened"}


def test_dates_lie_before_the_question() -> None:
    assert grid_of_dates(80) == (10, 20, 30, 40, 50, 60)
    assert grid_of_dates(3) == (1, 2)
    assert grid_of_dates(1) == ()


def test_levels_are_round_and_few() -> None:
    values = np.random.default_rng(1).lognormal(5, 1, 4000)
    found = levels(values)
    assert len(found) == 5
    assert all(float(f"{x:.2g}") == x for x in found)
    assert levels(np.zeros(10)) == (0.0,)
    assert levels(np.array([np.nan])) == ()


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("factions.lna.cohesion", "LNA: cohesion"),
        ("patrons.turkey.stake.gna", "Turkey: stake in GNA"),
        ("patrons.usa.cost.air_strikes", "United States: cost of air strikes"),
        ("places.sirte.affinity.lna", "Sirte: sympathy for LNA"),
        ("patrons.usa.cost.arms", "United States: cost of arms"),
        ("patrons.usa.rivals.russia", "United States: fear of Russia"),
        ("patrons.usa.men", "United States: advisers or mercenaries it could send"),
        ("factions.lna.offers.basing", "LNA: offer of bases"),
        ("combat.advance", "speed of advance against a defended town"),
        ("combat.unheard_of", "combat: unheard of"),
        ("tax", "taxes"),
    ],
)
def test_paths_in_words(path, words) -> None:
    assert label(path, NAMES) == words


def test_amounts() -> None:
    assert amount(24312.0, "fighters") == "24,300 fighters"
    assert amount(0.7041, "share") == "0.704"
    assert amount(1.5e6, "musd_per_year") == "1,500,000 million USD per year"
