"""Leaders lost, people harmed, victories that do not last."""

from __future__ import annotations

import numpy as np

from tests.situations.plays import assert_likely, assert_more, assert_unlikely, play
from tests.situations.theatre import theatre

MEEK = {"ambition": 0}


def test_a_side_of_low_cohesion_splits_when_it_loses_its_leader() -> None:
    """Decapitation breaks what one man held together (Jordan 2009; Bakke, Cunningham & Seymour
    2012)."""

    def splits(cohesion: float) -> np.ndarray:
        # about one fall a war: who loses leader after leader wears out however firm
        lost = {"leader_hazard": 0.5, "cohesion": cohesion}
        fighters = play(theatre(red=MEEK | lost, blue=MEEK)).series("fighters", "red")
        # no week of battle or desertion takes a seventh of a force of this size
        return (fighters[:, 1:] < 0.85 * fighters[:, :-1]).any(1)

    loose, firm = splits(0.25), splits(0.9)
    assert_likely(loose, at_least=0.8)
    assert_unlikely(firm, at_most=0.2)


def test_the_victory_of_an_unloved_side_breeds_insurgency() -> None:
    """Insurgency lives where the victor has no support (Galula 1964; Kocher, Pepinsky & Kalyvas
    2011). It is rare: 9 relapses in 711 years after the victories on record."""
    strong = {"fighters": 60_000, "materiel": 1200, "treasury": 2000, "income": 1000}

    def insurgents(affinity: dict[str, float]) -> tuple[np.ndarray, np.ndarray]:
        """Return whether red won within a year, and whether the beaten took up arms again."""
        people = {name: {"affinity": affinity} for name in ("west", "middle")}
        war = {"end": "2024-01-01", "step": "14 days"}
        found = play(theatre(war=war, red=strong, **people))
        won = found.standing == "victory:red"
        fighters = found.series("fighters", "blue")
        risen = np.diff(fighters, axis=1) > 200.0
        return won[:, :27].any(1), (risen & won[:, :-1].cumsum(1).astype(bool)).any(1)

    loved, unloved = insurgents({"red": 0.7, "blue": 0.1}), insurgents({"red": 0.1, "blue": 0.7})
    both = loved[0] & unloved[0]
    assert both.mean() > 0.6
    assert_more(unloved[1][both], loved[1][both])
    assert_likely(unloved[1][both], at_least=0.03)


def test_deaths_and_flight_grow_with_the_people_under_fire() -> None:
    """Fighting among people harms people (UN OCHA on explosive weapons in populated areas; Melander
    & Oberg 2007 on flight)."""
    opinion = {"affinity": {"red": 0.2, "blue": 0.2}}
    empty, crowded = (play(theatre(middle=opinion | {"people": n})) for n in (50_000, 800_000))
    for harm in ("displaced", "civilian_deaths"):
        assert_more(crowded.national(harm)[:, -1], 2.0 * empty.national(harm)[:, -1])


def test_a_side_among_a_hostile_people_of_its_own_gets_less_far() -> None:
    """Armies that must watch their rear have fewer men for the front (Kalyvas 2006; Edelstein
    2004 on occupation)."""
    trusted, resented = (
        play(theatre(east={"affinity": {"red": a, "blue": 0.1}}, red={"fighters": 16_000}))
        for a in (0.7, 0.0)
    )
    assert_more(
        trusted.series("share_population", "red")[:, -1],
        resented.series("share_population", "red")[:, -1],
    )
