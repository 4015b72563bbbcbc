"""
The days over which figures are counted, and for which of them a table leaves.

Why not for any days: two tables of days that overlap can be subtracted from one another, down to the few who stand in one of
them alone. So a table leaves for all visits, or for a calendar year that is over, which no other such year overlaps and which
grows no more. Any other days are for the screen.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class Period:
    """From one day to another, both among them."""

    first: str = ""
    """ISO date; empty from the beginning."""
    last: str = ""
    """ISO date; empty without an end."""

    def holds(self, day: str) -> bool:
        """Whether a day, an ISO date, is one of them."""
        return self.first <= day and (not self.last or day <= self.last)

    @property
    def year(self) -> str:
        """The calendar year that it is; empty where it is none."""
        year = self.first[:4]
        return year if year and (self.first, self.last) == (f"{year}-01-01", f"{year}-12-31") else ""

    def leaves(self, today: str) -> bool:
        """Whether a table of these days may be given to others."""
        return self == ALL or bool(self.year) and self.last < today


ALL = Period()


def calendar_year(today: str, before: int = 0) -> Period:
    """The year of a day, or one that came so many years before it."""
    year = int(today[:4]) - before
    return Period(f"{year:04}-01-01", f"{year:04}-12-31")


def last_twelve_months(today: str) -> Period:
    """The year that ends with a day."""
    end = date.fromisoformat(today)
    leap = (end.month, end.day) == (2, 29)
    before = end.replace(year=end.year - 1, day=28) if leap else end.replace(year=end.year - 1)
    return Period((before + timedelta(days=1)).isoformat(), today)
