"""A patient and their visits in a line of words."""

from __future__ import annotations

import re

from needlesafe.domain.people import Patient
from needlesafe.flow.steps import STEPS
from needlesafe.flow.visit_search import FoundVisit
from needlesafe.gui.messages import tr
from needlesafe.gui.spoken_dates import day_words, time_words
from needlesafe.store import VisitSummary

STATE_WORDS = {"open": "Unfinished", "finished": "Finished", "declined": "Declined or put off", "ended": "Ended early",
               "withdrawn": "Consent withdrawn"}
_BETWEEN = "  ·  "
_SITE = re.compile(r"(?P<place>[^:]+?)(?P<more>:.+?)? (?P<side>left|right|midline)(?:, |$)")
"""A site of a visit as the store keeps it: the region's title, which may tell muscles after a colon, then the side."""


def born_words(patient: Patient, today: str) -> str:
    """Birth date with the age today."""
    return tr("born {day} ({age})").format(day=day_words(patient.birth_date), age=patient.age_on(today))


def patient_line(patient: Patient, today: str) -> str:
    """What tells a patient from another of the same name."""
    return _BETWEEN.join(part for part in (born_words(patient, today), patient.identifier) if part)


def site_words(visit: VisitSummary) -> str:
    """
    Where a visit was: the side beside the region that it belongs to, never behind the last of its muscles.

    What the store keeps stays as it is, because visits are found by it.
    """
    parts = [f"{one['place']} ({tr(one['side'])}){one['more'] or ''}" for one in _SITE.finditer(visit.sites)]
    return "; ".join(parts) or visit.sites


def unfinished_line(visit: VisitSummary, today: str) -> str:
    """Whose an unfinished visit is, where it stands and since when."""
    title = next((step.title for step in STEPS if step.id == visit.step), visit.step)
    day = "" if visit.date == today else tr("from {day}").format(day=day_words(visit.date))
    saved = tr("saved {time}").format(time=time_words(visit.last_at))
    born = tr("born {day}").format(day=day_words(visit.birth_date))
    return _BETWEEN.join(part for part in (born, tr("at {step}").format(step=tr(title)), site_words(visit), day, saved) if part)


def found_line(found: FoundVisit) -> str:
    """When a visit was, where, and what of it was sought."""
    visit = found.visit
    return _BETWEEN.join(part for part in (tr("Visit of {day}").format(day=day_words(visit.date)), site_words(visit),
                                           ", ".join(found.because)) if part)


def closed_line(visit: VisitSummary) -> str:
    """How a closed visit ended, and where it was needled."""
    return _BETWEEN.join(part for part in (tr(STATE_WORDS[visit.state]), site_words(visit)) if part)
