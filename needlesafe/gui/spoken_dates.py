"""Dates and times as people read them: the month as a word, so that 3 April and 4 March cannot be confused."""

from __future__ import annotations

from datetime import date, datetime

from PySide6.QtCore import QLocale

from needlesafe.domain.visit import Visit
from needlesafe.gui.messages import tr


def day_words(day: str) -> str:
    """An ISO date such as `21 November 2026`; the text itself where it is none."""
    try:
        read = date.fromisoformat(day)
    except ValueError:
        return day
    return f"{read.day} {QLocale().monthName(read.month)} {read.year}"


def birth_words(visit: Visit) -> str:
    """Birth date with the age on the day of the visit."""
    age = visit.patient.age_on(visit.date)
    return tr("born {day} ({age})").format(day=day_words(visit.patient.birth_date), age=age)


def time_words(at: str) -> str:
    """A UTC time as the local time of day, HH:MM."""
    return datetime.fromisoformat(at.replace("Z", "+00:00")).astimezone().strftime("%H:%M") if at else ""


def moment_words(at: str) -> str:
    """A UTC time as the local day and time of day."""
    if not at:
        return ""
    local = datetime.fromisoformat(at.replace("Z", "+00:00")).astimezone()
    return f"{day_words(local.date().isoformat())}, {local:%H:%M}"
