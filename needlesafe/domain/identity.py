"""
What happened to patients besides their visits: a name or birth date corrected, two found to be one person, or two.

Nothing is replaced or deleted: a correction keeps the old and the new, a merge points from one patient to another and can
be taken back. Visits are not touched by either; what was sealed keeps the name that it was sealed under.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

CORRECTED, MERGED, UNMERGED, TOLD_APART = "corrected", "merged", "unmerged", "told-apart"
EVENT_TYPES = (CORRECTED, MERGED, UNMERGED, TOLD_APART)
"""`corrected` holds `old`, `new` and `reason`; the others hold the `other` patient."""
CORRECTABLE = ("family_name", "given_name", "birth_date")


@dataclass(frozen=True, slots=True)
class PatientEvent:
    """One thing that happened to a patient outside a visit."""

    patient: str
    """The id of the patient; of two that are merged, of the one that is folded into the other."""
    type: str
    payload: Mapping[str, Any]
    at: str
    """UTC time."""
    actor: str
    """The user who was signed in."""


def merged_into(events: Iterable[PatientEvent]) -> dict[str, str]:
    """For each patient who is merged now, the one into whom, without steps between."""
    direct: dict[str, str] = {}
    for event in events:
        if event.type == MERGED:
            direct[event.patient] = event.payload["other"]
        elif event.type == UNMERGED:
            direct.pop(event.patient, None)
    return {patient: _end(patient, direct) for patient in direct}


def merges(events: Iterable[PatientEvent]) -> tuple[PatientEvent, ...]:
    """The merges that stand, the latest first."""
    standing: dict[str, PatientEvent] = {}
    for event in events:
        if event.type == MERGED:
            standing[event.patient] = event
        elif event.type == UNMERGED:
            standing.pop(event.patient, None)
    return tuple(sorted(standing.values(), key=lambda event: event.at, reverse=True))


def told_apart(events: Iterable[PatientEvent]) -> frozenset[frozenset[str]]:
    """The pairs of whom somebody said that they are two people."""
    return frozenset(frozenset((event.patient, event.payload["other"])) for event in events if event.type == TOLD_APART)


def _end(patient: str, direct: Mapping[str, str]) -> str:
    """Where the way from a patient ends; a way that runs in a circle ends where it began."""
    seen = {patient}
    while (after := direct.get(patient)) is not None and after not in seen:
        seen.add(after)
        patient = after
    return patient
