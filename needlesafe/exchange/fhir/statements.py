"""What is said of a visit besides its steps: its course of treatment, a withdrawal, letters, an incident, what was added."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from needlesafe.domain.given import Course
from needlesafe.exchange.fhir.answers import Asked, details
from needlesafe.exchange.fhir.case import Case

AMENDMENT = "amendment"


def statements(case: Case) -> Iterator[Asked]:
    """Each as a list of its fields, as far as something was said."""
    visit = case.visit
    course = visit.course if visit.course != Course() else None
    single = (("course", "Course of treatment", course, ("course-recorded",)),
              ("withdrawal", "Consent withdrawn", visit.withdrawal, ("consent-withdrawn", "withdrawal-described")),
              ("incident", "Incident report", visit.incident, ("incident-reported",)))
    several = (("referral", "Letter that asks for a clearance", visit.referrals, ("referral-written",)),
               ("hand-over", "Letter of hand-over in an emergency", visit.hand_overs, ("hand-over-written",)),
               (AMENDMENT, "Added later", visit.amendments, ("amended",)))
    for role, title, record, events in single:
        if record is not None:
            yield _statement(role, title, record, events)
    for role, title, records, events in several:
        for number, record in enumerate(records):
            yield _statement(f"{role} {number}", title, record, events)


def _statement(role: str, title: str, record: Any, events: tuple[str, ...]) -> Asked:
    """A record's fields, without those that hold nothing."""
    name = role.split()[0]
    fields = ((key, value) for key, value in asdict(record).items() if value not in (None, "", ()) and value is not False)
    return Asked(role, title, tuple(details(f"{name}.{key}", value) for key, value in fields), events=events)
