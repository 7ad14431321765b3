"""A hand-made record told: what happened, when, and in how many lines."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from contingent.analysis.names import Names
from contingent.analysis.stories.chronicle import happenings
from contingent.analysis.stories.life import Life, fallen_leaders
from contingent.analysis.stories.prose import MOST_ROWS, ROW, joined, lines, name_of, say_day
from contingent.analysis.stories.story import Unusual, pick, series_named, tell, unusual
from contingent.questions.endings import ending_classes, standing_endings
from contingent.scenario.vocabulary import CLAUSES, RUNGS
from contingent.world.ledger import Ledger
from contingent.world.observe import Observation
from tests.questions.made_observations import (
    FACTIONS,
    PATRONS,
    PLACES,
    calendar,
    day,
    kill,
    quiet,
    sign,
    war,
)

STEPS = 90
LNA, GNA = 0, 1
TRIPOLI, BENGHAZI, SIRTE = range(3)
RUSSIA, USA = 0, 1
NAMES = Names(
    *(
        dict(zip(ids, words, strict=True))
        for ids, words in (
            (FACTIONS, ("LNA", "GNA")),
            (PATRONS, ("Russia", "United States")),
            (PLACES, ("Tripoli", "Benghazi", "Sirte")),
        )
    )
)


def record() -> Observation:
    """A war of all 90 weeks, told by nobody yet; LNA holds Tripoli and GNA Benghazi at first."""
    seen = quiet(STEPS)
    war(seen, 1, STEPS)
    return seen


def life(seen: Observation, **more) -> Life:
    times = calendar(STEPS)
    ending = standing_endings(seen, times)[0]
    one = Observation(**{name: values[0] for name, values in vars(seen).items()})
    return Life(times, one, ending, ending_classes(FACTIONS), **more)


def told(seen: Observation, **more) -> dict[str, list[tuple[int, str]]]:
    """Return happenings by kind, as times and texts."""
    found: dict[str, list[tuple[int, str]]] = {}
    for each in happenings(life(seen, **more), NAMES):
        found.setdefault(each.kind, []).append((each.time, each.text))
    return found


def test_nothing_happens_where_nothing_changes() -> None:
    assert told(record()) == {}


def test_places_are_taken_and_lost() -> None:
    seen = record()
    seen.holder[0, 5:, TRIPOLI] = GNA
    seen.holder[0, 9:, TRIPOLI] = -1
    seen.holder[0, 12:, SIRTE] = LNA
    assert told(seen)["place"] == [
        (5, "Tripoli taken from LNA by GNA"),
        (9, "Tripoli lost by GNA"),
        (12, "Sirte taken by LNA"),
    ]


def test_patrons_climb_and_fall_and_their_words_are_not_told() -> None:
    seen = record()
    seen.rung[0, 3:, USA, GNA] = RUNGS.index("diplomatic")
    seen.rung[0, 7:, RUSSIA, LNA] = RUNGS.index("air_strikes")
    seen.rung[0, 20:, RUSSIA, LNA] = RUNGS.index("none")
    assert told(seen)["patron"] == [
        (7, "for LNA: Russia up to air strikes"),
        (20, "for LNA: Russia down to talk alone"),
    ]


def test_talks_deals_recognition_and_the_end_of_a_faction() -> None:
    seen = record()
    sign(seen, 10, "talks")
    sign(seen, 14, "agreement")
    seen.clause[0, 14:, CLAUSES.index("elections")] = 1
    seen.clause[0, 40:, CLAUSES.index("elections")] = 2
    seen.faction_series("recognition")[0, 30:, LNA] = 1
    seen.faction_series("active")[0, 60:, GNA] = 0
    found = told(seen)
    assert found["talks"] == [
        (10, "LNA and GNA open talks"),
        (14, "LNA and GNA sign an agreement"),
        (14, "elections are agreed"),
        (40, "elections are held"),
    ]
    assert found["recognition"] == [(30, "recognition abroad won by LNA")]
    assert found["leader"] == [(60, "end of GNA as a side of the war")]


def test_leaders_and_blockades_are_told_where_they_are_known() -> None:
    falls, blockade = np.zeros((STEPS + 1, 2), bool), np.zeros((STEPS + 1, 2))
    falls[8, GNA] = True
    blockade[5:25, LNA] = 1
    found = told(record(), falls=falls, blockade=blockade)
    assert found["leader"] == [(8, "the leader of GNA dies or falls")]
    assert found["oil"] == [
        (5, "oil in the hands of LNA is shut"),
        (25, "oil in the hands of LNA flows again"),
    ]


def test_a_leader_falls_where_leadership_lowers_cohesion() -> None:
    entries = (("leadership", "cohesion"), ("combat", "cohesion"), ("leadership", "fighters"))
    change = np.zeros((STEPS + 1, 3, 2))
    change[7, 0, GNA] = -0.2
    change[8, 1, GNA] = -0.2  # another mechanism
    change[9, 2, LNA] = -5.0  # another account
    falls = fallen_leaders(Ledger(entries, change))
    assert np.argwhere(falls).tolist() == [[7, GNA]]
    assert falls.shape == (STEPS + 1, 2)


def test_endings_are_told_once_they_last() -> None:
    seen = quiet(STEPS)
    war(seen, 1, 30)
    sign(seen, 31, "ceasefire")
    kill(seen, 34, 40)
    seen.phase[0, 34:] = 0
    war(seen, 35, 60)
    sign(seen, 61, "ceasefire")
    assert told(seen)["ending"] == [(61, "the war is over: a ceasefire")]


def test_tolls_and_deliveries_by_quarter() -> None:
    seen = quiet(STEPS)
    kill(seen, 2, 120.0)
    kill(seen, 14, 30.0)  # 11 July
    seen.national_series("civilian_deaths")[0, 2:] = 20
    seen.national_series("displaced")[0, 2:] = 5400
    seen.faction_series("delivered_aircraft")[0, 3:, LNA] = 2.4
    seen.faction_series("delivered_air_defence")[0, 3:, LNA] = 1
    killed = np.zeros((STEPS + 1, 3))
    killed[2] = 70, 3, 25
    found = [(e.when, e.text) for e in lines(life(seen, killed=killed), (), NAMES)]
    assert found == [
        ("April–June 2019", "delivered to LNA: 2 combat aircraft and 1 air-defence system"),
        (
            "April–June 2019",
            "fighting at Tripoli and Sirte, 120 dead, 20 of them civilians; 5,400 displaced",
        ),
        ("July–September 2019", "fighting, 30 dead, 0 of them civilians"),
    ]


def test_what_happens_on_one_day_is_one_line_and_days_are_in_order() -> None:
    seen = quiet(STEPS)
    seen.holder[0, 5:, TRIPOLI] = GNA
    seen.rung[0, 5:, RUSSIA, LNA] = RUNGS.index("arms")
    seen.holder[0, 3:, SIRTE] = LNA
    found = lines(life(seen), happenings(life(seen), NAMES), NAMES)
    assert [(e.when, e.text) for e in found if e.kinds != ("ending",)] == [
        (say_day(day(3)), "Sirte taken by LNA"),
        (say_day(day(5)), "Tripoli taken from LNA by GNA; for LNA: Russia up to arms"),
    ]


def test_a_busy_war_is_told_in_few_rows_by_what_came_of_it() -> None:
    seen = record()
    for t in range(1, STEPS + 1):
        seen.holder[0, t] = (t % 2, (t // 3) % 2, t % 3 - 1)
        seen.rung[0, t] = (np.arange(4).reshape(2, 2) + t) % 7
        seen.phase[0, t] = (t // 4) % 2
    whole = life(seen)
    found = lines(whole, happenings(whole, NAMES), NAMES)
    assert len(happenings(whole, NAMES)) > 400
    assert sum(1 + len(e.text) // ROW for e in found) <= MOST_ROWS
    assert [e.time for e in found] == sorted(e.time for e in found)
    dates = {say_day(day(t)) for t in range(STEPS + 1)}
    sizes = {len(e.when.split("–")) for e in found if e.when not in dates}
    assert len(sizes) == 1  # no year stands among quarters
    assert all(any(kind in e.kinds for e in found) for kind in ("place", "patron", "toll"))


def test_captures_keep_their_dates_where_longer_sums_make_room() -> None:
    seen = record()
    for t in range(1, STEPS + 1):
        seen.rung[0, t] = (np.arange(4).reshape(2, 2) + t) % 7
        seen.faction_series("delivered_materiel")[0, t] = 40.0 * t
    for t in range(5, STEPS, 3):
        seen.holder[0, t:, SIRTE] = (t // 3) % 2
    whole = life(seen)
    found = lines(whole, happenings(whole, NAMES), NAMES)
    taken = [e for e in found if "place" in e.kinds]
    assert [e.when for e in taken] == [say_day(day(t)) for t in range(5, STEPS, 3)]
    sums = [e for e in found if "patron" in e.kinds or "delivery" in e.kinds]
    assert len({e.when for e in sums}) < 7  # a war of 21 months has seven quarters


def test_the_end_is_told() -> None:
    seen = record()
    seen.faction_series("share_population")[0, -1] = 0.25, 0.7
    story = tell(life(seen), NAMES, **ABOUT)
    assert story.ending == "ongoing"
    assert story.end == (
        "20 December 2020: still at war. People held: LNA 25 %, GNA 70 %. Places held, of 3: "
        "LNA 1, GNA 1. 2,700 killed in battle, 0 of them civilians, 0 displacements."
    ).replace("20 December 2020", say_day(day(STEPS)))
    assert story.world == (
        "true in this world: rumour",
        "1 of 30 values are unusual: tempo 3 (higher than in 97 % of worlds)",
    )
    odd = replace(
        story,
        true=tuple("abcdefgh"),
        credence=dict.fromkeys("abcdefgh", 0.9)
        | {
            "h": 0.2,
            "rumour": 0.5,
            "lie": 0.8,
        },
    )
    assert odd.world[0] == (
        "8 of the 9 claims that can move something are true; against the odds true: h (20 %); "
        "against the odds false: lie (80 %)"
    )


ABOUT = {
    "title": "War",
    "draw": 3,
    "replicate": 0,
    "arm": "baseline",
    "chosen": "draw 3",
    "true": ("rumour",),
    "false": ("lie",),
    "credence": {"rumour": 0.5, "lie": 0.1},
    "unusual": (Unusual("war.tempo", "tempo", 3.0, "", 0.975),),
    "quantities": 30,
    "known": "stored",
}


def test_unusual_is_the_outer_tenth_rarest_first() -> None:
    many = np.arange(200.0)
    drawn = {"a.low": 3.0, "a.usual": 100.0, "a.high": 199.0, "a.same": 1.0}
    everyone = {"a.low": many, "a.usual": many, "a.high": many, "a.same": np.ones(200)}
    found = unusual(drawn, everyone, {"a.high": "fighters"}, NAMES)
    assert [u.path for u in found] == ["a.high", "a.low"]
    assert [u.below for u in found] == pytest.approx([0.9975, 0.0175])
    assert str(found[0]) == "a: high 199 fighters (higher than in 99 % of worlds)"


def test_worlds_are_picked_by_their_place_in_the_order() -> None:
    values = np.random.default_rng(1).permutation(np.arange(100.0)).reshape(50, 2)
    values[7, 1] = 1e9
    sound = np.ones((50, 2), bool)
    sound[7, 1] = False
    rest = np.sort(values[sound])
    for worst, high, due in (
        (None, True, rest[49]),
        (0.05, True, rest[-5]),
        (0.05, False, rest[4]),
        (1e-9, True, rest[-1]),
    ):
        assert values[pick(values, sound, worst=worst, high_is_worse=high)] == due


def test_series_are_named_with_or_without_a_faction() -> None:
    assert series_named("displaced", FACTIONS) == ("displaced", None)
    assert series_named("fighters:gna", FACTIONS) == ("fighters", 1)
    for wrong, word in (("deaths", "deaths"), ("fighters:x", "x"), ("displaced:gna", "displaced")):
        with pytest.raises(KeyError) as caught:
            series_named(wrong, FACTIONS)
        assert caught.value.args[0] == word


def test_dates_and_lists_in_words() -> None:
    assert say_day(day(0)) == "4 April 2019"
    assert [name_of(day(0), s) for s in ("quarter", "half", "year")] == [
        "April–June 2019",
        "January–June 2019",
        "2019 in all",
    ]
    assert joined(["a"]) == "a"
    assert joined(["a", "b", "c"]) == "a, b and c"
