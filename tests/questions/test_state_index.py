from __future__ import annotations

from datetime import date, timedelta

import pytest

from contingent.questions.dates import state_index
from tests.questions.made_observations import START, calendar, day

END = date(2019, 12, 31)


def test_the_state_on_a_day_is_that_after_the_last_step_ending_on_or_before_it() -> None:
    times = calendar(38)
    assert state_index(times, END, START) == 0
    assert state_index(times, END, day(1) - timedelta(days=1)) == 0
    assert state_index(times, END, day(1)) == 1
    assert state_index(times, END, day(1) + timedelta(days=6)) == 1
    assert state_index(times, END, day(2)) == 2


def test_after_the_last_step_the_last_state_stands_until_the_end() -> None:
    times = calendar(38)  # ends on 26 December
    assert state_index(times, END, date(2019, 12, 30)) == 38
    assert state_index(times, END, END) == 38


@pytest.mark.parametrize("when", [date(2019, 4, 3), date(2020, 1, 1), date(1900, 1, 1)])
def test_dates_outside_the_scenario_are_errors(when: date) -> None:
    with pytest.raises(ValueError, match="outside the scenario, 2019-04-04 to 2019-12-31"):
        state_index(calendar(38), END, when)
