"""
What a typed date or number means, or that it means nothing.

Why typed: a calendar field always holds some date, and what nobody chose must not look like an answer. A date that can be read in two
ways (03/04/2026) is not read at all.
"""

from __future__ import annotations

import re
from datetime import date

from PySide6.QtCore import QDate, QLocale

_NUMERIC = re.compile(r"(\d{1,4})([-./])(\d{1,2})\2(\d{1,4})")
_WORDED = re.compile(r"(\d{1,2})\.?\s+(\w+)\.?,?\s+(\d{4})|(\w+)\.?\s+(\d{1,2}),?\s+(\d{4})")
_ENGLISH = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
            "november", "december")


def read_date(text: str) -> date | None:
    """Returns the date that was written, if it can be read in one way only."""
    if found := _NUMERIC.fullmatch(text.strip()):
        first, mark, second, third = int(found[1]), found[2], int(found[3]), int(found[4])
        if len(found[1]) == 4:
            return _date(first, second, third)
        if len(found[4]) != 4:
            return None
        day_first, month_first = _date(third, second, first), _date(third, first, second)
        readings = {day_first} if mark == "." else {day_first, month_first}
        readings.discard(None)
        return readings.pop() if len(readings) == 1 else None
    if found := _WORDED.fullmatch(text.strip()):
        day, month, year = found.group(1, 2, 3) if found[1] else found.group(5, 4, 6)
        return _date(int(year), _month(month), int(day))
    return None


def say_date(day: date) -> str:
    """Returns the date with its month in letters, so that it cannot be misread."""
    return QLocale().toString(QDate(day.year, day.month, day.day), "d MMMM yyyy")


def read_number(text: str) -> float | None:
    """Returns the number that was written, with a point or a comma."""
    plain = text.strip().replace(",", ".")
    return float(plain) if re.fullmatch(r"-?\d+(\.\d+)?|-?\.\d+", plain) else None


def say_number(number: float) -> str:
    """Returns the number without needless noughts."""
    return f"{number:g}"


def short_number(number: float) -> float:
    """Returns a whole number without its point, so that it is written as it was meant."""
    return int(number) if float(number).is_integer() else number


def _month(name: str) -> int:
    """Returns the month of a name of at least three letters, English or the user's, else 0."""
    known = [(number, month) for number, month in enumerate(_ENGLISH, 1)]
    known += [(number, QLocale().monthName(number).lower()) for number in range(1, 13)]
    hits = {number for number, month in known if len(name) >= 3 and month.startswith(name.lower())}
    return hits.pop() if len(hits) == 1 else 0


def _date(year: int, month: int, day: int) -> date | None:
    """Returns the date if there is such a day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None
