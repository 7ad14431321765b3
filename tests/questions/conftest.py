"""Wars of which the tests of endings make their own."""

from __future__ import annotations

import pytest

from contingent.world.observe import Observation
from tests.questions.made_observations import quiet, war
from tests.questions.stories import STEPS


@pytest.fixture
def seen() -> Observation:
    """A war that never rests: 30 deaths every week."""
    made = quiet(STEPS)
    war(made, 1, STEPS)
    return made


@pytest.fixture
def calm() -> Observation:
    """Hard fighting for 20 weeks and none afterwards."""
    made = quiet(STEPS)
    war(made, 1, 20)
    return made
