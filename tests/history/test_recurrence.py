"""Wars that came back are counted, and the years in which others could have."""

import pytest

from contingent.history.reading import read_episodes
from contingent.history.recurrence import recurrence
from tests.history.made import rows, written


def found_in(path, spans):
    """Count the episodes of (dyad, first year, last year, class) in a table."""
    base = rows(len(spans))
    for row, (dyad, first, last, how) in zip(base, spans, strict=True):
        row |= {"dyad_id": dyad, "start_year": str(first), "start_date": ""}
        row |= {"end_year": str(last), "end_date": "", "outcome4": how, "outcome": ""}
    return recurrence(read_episodes(str(written(path / "made.csv", base))))


def test_known_answer(tmp_path):
    """One dyad fought 1990-92, 1995-96 and 2009-10, another once; the record ends in 2011."""
    spans = [("1", 1990, 1992, "gov"), ("1", 1995, 1996, "fizzle"), ("1", 2009, 2010, "gov")]
    found = found_in(tmp_path, [*spans, ("2", 2000, 2011, "settlement")])
    # after 1992 it came back in three years; after 1996 not within five; after 2010 a year is left
    assert found["gov"] == (1, 3.0 + 1.0)
    assert found["fizzle"] == (0, 5.0)
    assert found["settlement"] == (0, 0.0)


def test_a_war_that_came_back_in_the_same_year_was_at_risk_for_half_of_it(tmp_path):
    found = found_in(tmp_path, [("1", 1990, 1992, "reb"), ("1", 1992, 1999, "gov")])
    assert found["reb"] == (1, pytest.approx(0.5))


def test_wars_without_a_dyad_or_an_end_are_passed_over(tmp_path):
    found = found_in(tmp_path, [("", 1990, 1992, "gov"), ("1", 1990, "", "gov")])
    assert set(found.values()) == {(0, 0.0)}
