"""
What the store hands out: frozen rows that pages and documents may keep.

They stand apart from the tables so that whoever reads them needs no database library.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from needlesafe.domain.people import Patient


@dataclass(frozen=True, slots=True)
class VisitSummary:
    """A visit in one line, as lists show it; kept in the same transaction as the events that made it so."""

    id: str
    patient_id: str
    patient_name: str
    birth_date: str
    """ISO date."""
    date: str
    """ISO date of the visit."""
    state: str
    """`open`, `finished`, `declined`, `ended` or `withdrawn`."""
    step: str
    """The step where the visit stands."""
    sites: str
    """The sites in words."""
    last_at: str
    """When the last event happened, UTC."""
    last_sequence: int
    """The sequence number of the last event."""
    due_from: str = ""
    """From when on the patient is asked how they are, local, such as `2026-11-22T10:05`; empty where nobody is asked."""
    due_until: str = ""
    """When that becomes overdue."""
    due_for: str = ""
    """The ids of the follow-ups that it is for, with spaces between."""
    facts: str = ""
    """What the visit is found by, one a line: its kind and id, such as `muscle m-deltoid`, or `lot a1180`."""


@dataclass(frozen=True, slots=True)
class Sought:
    """One thing that is searched among the visits: any of the facts, or a patient for whom every word begins one of theirs."""

    facts: tuple[str, ...] = ()
    begins: tuple[str, ...] = ()
    """Beginnings of facts, such as `lot a11`."""
    patient: str = ""
    """The words as they were typed; empty where patients do not count."""


@dataclass(frozen=True, slots=True)
class PatientRow:
    """A patient and the id under which the store keeps them."""

    id: str
    patient: Patient


@dataclass(frozen=True, slots=True)
class StoredDocument:
    """A sealed document as it was kept."""

    visit_id: str
    kind: str
    name: str
    """The file name that it was sealed under."""
    sha256: str
    """Of the data, 64 hexadecimal digits."""
    data: bytes


@dataclass(frozen=True, slots=True)
class SealKey:
    """A key for sealing documents, as the bytes that were handed in."""

    private: bytes
    certificate: bytes
    made_at: str
    """UTC time."""


@dataclass(frozen=True, slots=True)
class Access:
    """Somebody looked at something."""

    visit_id: str
    """Empty where it was not one visit."""
    what: str
    actor: str
    """The user who was signed in."""
    at: str
    """UTC time."""


@dataclass(frozen=True, slots=True)
class Adoption:
    """A clinician of the clinic took the content over for use there."""

    name: str
    """Who, in full."""
    registration: str
    user: str
    """The user who was signed in."""
    at: str
    """UTC time."""
    version: str
    fingerprint: str
    """Of the content as shipped."""
    clinic_fingerprint: str
    """Of what the clinic added to it; empty where it added nothing."""
    digests: Mapping[str, str]
    """What every entry said, by its name: its digest."""
    remarks: Mapping[str, str] = field(default_factory=dict)
    """What was remarked on an entry, by its name."""


@dataclass(frozen=True, slots=True)
class AdoptionDraft:
    """How far a user has come in reading the content before they adopt it."""

    fingerprint: str = ""
    """Of the content that is being read."""
    shown: tuple[str, ...] = ()
    """The groups that were opened."""
    remarks: Mapping[str, str] = field(default_factory=dict)
    """What was remarked so far, by the entry's name."""


@dataclass(frozen=True, slots=True)
class EmergencyNote:
    """One tap of an emergency card where no visit was open."""

    emergency: str
    """Tells the taps of one emergency from those of all others."""
    at: str
    """UTC time."""
    actor: str
    """The user who was signed in when it was kept."""
    told: Mapping[str, Any]
    """What was told: with the first tap its card, day and time; at the end the visit that took it in."""


@dataclass(frozen=True, slots=True)
class Head:
    """How far the store has come: the last event of all visits and the hash that all events lead up to."""

    sequence: int
    """How many events the store has taken."""
    hash: str
    """64 hexadecimal digits."""
