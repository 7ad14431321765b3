"""What holds at the start, for a forecast that nothing changes."""

from __future__ import annotations

import pytest

from contingent.questions.persistence import at_start
from contingent.scenario.events import (
    AllOf,
    Comparison,
    Dated,
    Ended,
    Event,
    Holds,
    Not,
    Phase,
    Total,
)
from contingent.scenario.questions import Question
from contingent.scenario.vocabulary import PHASES
from tests.questions.made_observations import FACTIONS, calendar, day, quiet, sign, war

STEPS = 80
FIRST_OF_LNA, OTHER = Holds(0, 0), Holds(1, 0)
LATER = day(60)


def observed():
    """Faction 0 holds place 0 at the start; everything turns round after ten weeks of war."""
    seen = quiet(STEPS)
    war(seen, 1, 10)
    seen.holder[:, 10:, 0] = 1
    sign(seen, 20, "ceasefire")
    return seen


@pytest.mark.parametrize(
    ("event", "held"),
    [
        (Dated(FIRST_OF_LNA, "on", LATER), True),
        (Dated(OTHER, "on", LATER), False),
        (Dated(OTHER, "by", LATER), False),
        (Not(Dated(Not(FIRST_OF_LNA), "by", LATER)), True),
        (Dated(Total("battle_deaths", Comparison(True, 100.0)), "by", LATER), False),
        (Dated(Total("battle_deaths", Comparison(False, 100.0)), "on", LATER), True),
        (Dated(Phase(PHASES.index("ceasefire")), "by", LATER), False),
        (AllOf((Dated(FIRST_OF_LNA, "on", LATER), Dated(Not(OTHER), "on", day(70)))), True),
        # a frozen war kills nobody, but it has not ended
        (Dated(Ended(("low-activity",)), "by", LATER), False),
        (Dated(Not(Ended(("low-activity", "ceasefire"))), "on", LATER), True),
    ],
)
def test_only_the_start_is_looked_at(event: Event, held: bool) -> None:
    asked = [Question("q", "?", event, given=Dated(OTHER, "on", LATER))]
    found = at_start(asked, observed(), calendar(STEPS), FACTIONS)
    assert found.hit.tolist() == [[held]]
    assert found.given.all()
