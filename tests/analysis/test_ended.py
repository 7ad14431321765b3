"""When wars end: known histories."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace

import numpy as np

from contingent.analysis.ended import when_ended

CLASSES = ["peace-agreement", "victory:red", "ongoing"]
PEACE, RED, WAR = range(3)
TIMES = np.array(["2020-01-01", "2020-02-01", "2020-03-01", "2020-04-01"], "datetime64[D]")


def ended(*histories):
    """Return what is said of runs with these histories, in blocks of two."""
    blocks = [np.array(histories[i : i + 2]) for i in range(0, len(histories), 2)]
    return when_ended(
        SimpleNamespace(ending_classes=CLASSES, times=TIMES, blocks=lambda *_: iter(blocks))
    )


def test_dates_are_those_of_the_ending_that_stands_at_the_end():
    every, red, peace = ended(
        [WAR, RED, RED, RED],
        [WAR, WAR, WAR, RED],
        [WAR, RED, WAR, RED],  # undone and won again: it first came in February
        [WAR, RED, PEACE, PEACE],  # what came before is not what stands at the end
        [WAR, RED, RED, WAR],  # still at war: nowhere
    )
    assert (every.ending, red.ending, peace.ending) == ("", "victory:red", "peace-agreement")
    assert (every.share, red.share, peace.share) == (0.8, 0.6, 0.2)
    assert (red.quarter, red.half) == (date(2020, 2, 1), date(2020, 2, 1))
    assert red.three_quarters == date(2020, 4, 1)
    assert peace.quarter == peace.half == peace.three_quarters == date(2020, 3, 1)
    assert (every.half, every.three_quarters) == (date(2020, 2, 1), date(2020, 3, 1))


def test_where_no_war_ends_there_is_nothing_to_date():
    assert ended([WAR, RED, WAR, WAR], [WAR, WAR, WAR, WAR]) == ()
