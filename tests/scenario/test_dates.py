from __future__ import annotations

from datetime import date

import pytest

from contingent.scenario.dates import parse_date, parse_period


def test_days_months_years():
    assert parse_date("2020-02-29") == date(2020, 2, 29)
    for value, first, last, text in [
        ("2019-04-04", date(2019, 4, 4), date(2019, 4, 4), "2019-04-04"),
        ("2019-02", date(2019, 2, 1), date(2019, 2, 28), "2019-02"),
        ("2019", date(2019, 1, 1), date(2019, 12, 31), "2019"),
        (2019, date(2019, 1, 1), date(2019, 12, 31), "2019"),
    ]:
        period = parse_period(value)
        assert (period.first, period.last, str(period)) == (first, last, text)


@pytest.mark.parametrize(
    "value",
    [
        *("2019-13-45", "2019-02-30", "2019-4-4", "04/04/2019", "2019-00-01", "2019-04-04T00:00"),
        *("0000-01-01", "9999-12-31", "２０１９-04-04", " 2019-04-04", "", "x"),
        *(None, True, 2019, 1.5, [], {}),
    ],
)
def test_what_is_no_day(value):
    with pytest.raises(ValueError, match="is not a date"):
        parse_date(value)


@pytest.mark.parametrize("value", ["2019-13", "2019-00", 99, 10**30, -5, True, None, "19", 0])
def test_what_is_no_period(value):
    with pytest.raises(ValueError, match="is not a date"):
        parse_period(value)
