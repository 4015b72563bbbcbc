"""
What is said of a visit besides its steps: a withdrawal, an amendment, an incident report, a letter.

Each becomes a sealed page of its own. `at` is when it was said: HH:MM on the day of the visit, with its date before
it on any other day (`2026-11-23T09:15`), or empty where nobody said; `recorded_at` is the computer's own time.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

MANNERS = ("spoken", "written", "gesture")
"""How consent can be withdrawn."""

ALERTNESS = ("alert", "voice", "pain", "unresponsive")
"""How awake somebody is, by what they answer to."""

OUTCOMES = ("well", "not-well", "not-reached")
"""What an enquiry after a visit can find."""

_DATE = 10
_NUMBERS = ("breaths", "oxygen", "pulse")
_TEXTS = ("alertness", "pressure")


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """That the patient took consent back: once said it stands, whatever else is known of it."""

    at: str = ""
    manner: str = ""
    """One of MANNERS."""
    words: str = ""
    """What the patient said, wrote or showed."""
    reason: str = ""
    """Only where the patient offered one."""
    capacity: str = ""
    """What was seen of the patient's being able to decide."""
    alternatives: str = ""
    """What was offered instead."""
    no_penalty: bool = False
    """Whether the patient was told that nothing is lost by it."""
    removal: str = ""
    """Why needles stayed in for a while, and what the patient was told, where they did."""
    needles_in: int = 0
    """How many needles were in when it was said, by the ledger."""
    recorded_at: str = ""
    by: str = ""
    """Who took it back, where somebody said: the patient, or who decides for them."""


@dataclass(frozen=True, slots=True)
class Amendment:
    """What is added to a sealed visit."""

    reason: str
    text: str
    by: str = ""
    at: str = ""
    recorded_at: str = ""


@dataclass(frozen=True, slots=True)
class Incident:
    """A report of what went wrong, for an insurer or a regulator."""

    severity: str
    """`mild`, `significant` or `serious`."""
    happened: str
    event: str = ""
    """The adverse event's id, where it was recorded under none in the visit."""
    happened_at: str = ""
    """When it happened or was noticed."""
    present: str = ""
    """Who was there."""
    done: str = ""
    told: str = ""
    """What the patient was told."""
    outcome: str = ""
    reported: str = ""
    """To whom it was reported, and when."""
    follow_up: str = ""
    learned: str = ""
    """What will be done otherwise."""
    to: str = ""
    """Whom the report is for."""
    by: str = ""
    at: str = ""
    recorded_at: str = ""


@dataclass(frozen=True, slots=True)
class Referral:
    """A letter that asks for a clearance before anybody is needled."""

    to: str
    about: tuple[str, ...]
    """The findings that it asks about."""
    text: str
    """What is asked, in the practitioner's words."""
    at: str = ""
    recorded_at: str = ""


@dataclass(frozen=True, slots=True)
class VitalSigns:
    """What was measured at one time."""

    at: str
    alertness: str = ""
    """One of ALERTNESS."""
    breaths: float | None = None
    """A minute."""
    oxygen: float | None = None
    """Saturation, per cent."""
    pulse: float | None = None
    """A minute."""
    pressure: str = ""
    """Such as 120/80."""


@dataclass(frozen=True, slots=True)
class HandOver:
    """A letter for those who take over in an emergency."""

    to: str = ""
    suspected: str = ""
    happened: str = ""
    done: str = ""
    vital_signs: tuple[VitalSigns, ...] = ()
    phone: str = ""
    """Where the practitioner is reached now."""
    at: str = ""
    recorded_at: str = ""


@dataclass(frozen=True, slots=True)
class Enquiry:
    """That somebody asked after the patient once the visit was over: what was asked, what was said, what follows."""

    outcome: str
    """One of OUTCOMES."""
    asked: tuple[str, ...] = ()
    """Ids of the contacts that the visit called for, as far as they were asked about."""
    question: str = ""
    """What was asked besides."""
    said: str = ""
    how: str = ""
    """How the patient was reached, in words."""
    passed_to: str = ""
    """To whom it was passed on, where it was."""
    agreed: str = ""
    """What was agreed."""
    again: str = ""
    """The day on which the patient is asked once more, ISO."""
    by: str = ""
    at: str = ""
    recorded_at: str = ""

    @property
    def reached(self) -> bool:
        """Whether the patient, or who speaks for them, said anything."""
        return self.outcome != "not-reached"


def enquiry_from_json(data: Mapping[str, Any], recorded_at: str = "") -> Enquiry:
    """The enquiry as an event holds it."""
    return Enquiry(**{**data, "asked": tuple(data.get("asked", ()))}, recorded_at=recorded_at)


def day_of(at: str, day: str) -> str:
    """The day on which something was said: that of its date, else the ISO date that is given."""
    return at[:_DATE] if "T" in at else day


def referral_from_json(data: Mapping[str, Any], recorded_at: str = "") -> Referral:
    """The letter as a visit file or an event holds it."""
    return Referral(**{**data, "about": tuple(data["about"])}, recorded_at=recorded_at)


def hand_over_from_json(data: Mapping[str, Any], recorded_at: str = "") -> HandOver:
    """The letter as a visit file or an event holds it."""
    measured = tuple(VitalSigns(**signs) for signs in data.get("vital_signs", ()))
    return HandOver(**{**data, "vital_signs": measured}, recorded_at=recorded_at)


def measured_in(detail: Mapping[str, Any]) -> tuple[VitalSigns, ...]:
    """What was measured at several times, as an emergency's detail holds it; what is no measurement is left out."""
    rows = detail.get("vital_signs")
    told = [row for row in rows if isinstance(row, Mapping)] if isinstance(rows, (list, tuple)) else []
    return tuple(VitalSigns(str(row.get("at", "")), **_measured(row)) for row in told)


def _measured(row: Mapping[str, Any]) -> dict[str, Any]:
    numbers = {key: row[key] for key in _NUMBERS if isinstance(row.get(key), (int, float)) and not isinstance(row[key], bool)}
    return {**numbers, **{key: row[key] for key in _TEXTS if isinstance(row.get(key), str)}}


def is_after(at: str, day: str) -> bool:
    """Whether something was said on a day after an ISO date; what has no date was said on that day."""
    return "T" in at and at[:_DATE] > day
