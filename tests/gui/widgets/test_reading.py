"""A typed date or number is read in one way or not at all."""

from __future__ import annotations

from datetime import date

import pytest

from needlesafe.gui.widgets.reading import read_date, read_number, say_date


@pytest.mark.parametrize("typed", ["1984-03-09", "9 March 1984", "9 Mar 1984", "March 9, 1984", "9.3.1984", "9. march 1984"])
def test_one_day_written_in_many_ways_is_one_day(typed: str) -> None:
    assert read_date(typed) == date(1984, 3, 9)


@pytest.mark.parametrize("typed", ["03/04/2026", "3-4-2026", "9 3 84", "30 February 2026", "9 Ma 2026", "tomorrow", "", "1984-3"])
def test_what_can_be_read_in_two_ways_or_none_is_not_read(typed: str) -> None:
    assert read_date(typed) is None


@pytest.mark.parametrize("typed", ["13/04/2026", "04/13/2026"])
def test_a_date_with_slashes_is_read_where_only_one_reading_is_a_day(typed: str) -> None:
    assert read_date(typed) == date(2026, 4, 13)


@pytest.mark.parametrize(("typed", "number"), [("30", 30), ("0.25", 0.25), ("0,25", 0.25), ("-3", -3), ("3mm", None), ("1,000.5", None), ("", None)])
def test_a_number_takes_point_or_comma_and_nothing_else(typed: str, number: float | None) -> None:
    assert read_number(typed) == number


def test_a_date_is_said_with_its_month_in_letters() -> None:
    assert say_date(date(2026, 11, 2)) == "2 November 2026"
