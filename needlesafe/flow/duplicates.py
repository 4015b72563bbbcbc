"""
Patients who may be one person: found by four fields, merged by somebody who looked, and taken apart again where that was wrong.

Nothing is merged by itself and nothing is deleted: a merge points from one patient to the other. Under the one who is kept
the visits of both are found; every visit keeps the name that it was made under. What the one who is kept lacks is taken over
from the other, and given back where the two are taken apart.
"""

from __future__ import annotations

from dataclasses import dataclass

from needlesafe.domain.identity import MERGED, TOLD_APART, UNMERGED, PatientEvent, merges, told_apart
from needlesafe.domain.likeness import Likeness, suspects
from needlesafe.domain.people import Patient
from needlesafe.errors import GateRefused, Lack
from needlesafe.flow.filling import fill, give_back, settle, taken_over
from needlesafe.flow.progress import Progress
from needlesafe.flow.workplace import Workplace
from needlesafe.store import PatientRow

EVERYBODY = 10_000_000
"""More patients than a clinic has."""


@dataclass(frozen=True, slots=True)
class Suspects:
    """Two patients who may be one person."""

    one: PatientRow
    other: PatientRow
    likeness: Likeness
    visits: tuple[int, int]
    """How many visits each has."""


@dataclass(frozen=True, slots=True)
class Merge:
    """A merge that stands."""

    merged: PatientRow
    kept: PatientRow
    at: str
    """UTC time."""
    actor: str
    taken: tuple[str, ...] = ()
    """The fields that the one who is kept took over."""


def likely_duplicates(workplace: Workplace, progress: Progress | None = None, most: int = 50) -> tuple[tuple[Suspects, ...], int]:
    """The pairs that somebody should look at, the most alike first, and how many there are in all; fewer where it was called
    off."""
    store, going = workplace.store, progress or Progress()
    known: dict[str, Patient] = {row.id: row.patient for row in store.search_patients("", EVERYBODY)}
    pairs = suspects(known, told_apart(store.patient_events()), going.goes_on)
    shown = [Suspects(PatientRow(one, known[one]), PatientRow(other, known[other]), alike,
                      (len(store.visits_of(one)), len(store.visits_of(other)))) for (one, other), alike in pairs[:most]]
    return tuple(shown), len(pairs)


def merge(workplace: Workplace, merged: str, kept: str) -> tuple[str, ...]:
    """The fields that the one who is kept took over, once it is recorded that two patients are one person. GateRefused where
    one of them is merged already or they are the same."""
    store = workplace.store
    if merged == kept or any(store.person(patient) != patient or store.patient(patient) is None for patient in (merged, kept)):
        raise GateRefused("merge", (Lack("merged-already", "", "who"),))
    _tell(workplace, merged, MERGED, kept)
    return fill(workplace, merged, kept)


def take_apart(workplace: Workplace, merged: str) -> None:
    """Takes a merge back: both have their own visits again, and what one took over from the other. StoreRefused where the
    number was given to somebody else."""
    standing = next((event for event in merges(workplace.store.patient_events()) if event.patient == merged), None)
    if standing is None:
        raise GateRefused("take-apart", (Lack("not-merged", "", "who"),))
    kept = standing.payload["other"]
    if workplace.store.person(kept) == kept:
        give_back(workplace, merged, kept)
    settle(workplace, merged)
    _tell(workplace, merged, UNMERGED, kept)


def tell_apart(workplace: Workplace, one: str, other: str) -> None:
    """Records that two patients who look alike are two people; they are not shown again."""
    _tell(workplace, one, TOLD_APART, other)


def standing_merges(workplace: Workplace) -> tuple[Merge, ...]:
    """The merges that stand, the latest first."""
    store, found = workplace.store, []
    for event in merges(store.patient_events()):
        merged, kept = store.patient(event.patient), store.patient(event.payload["other"])
        if merged and kept:
            found.append(Merge(PatientRow(event.patient, merged), PatientRow(event.payload["other"], kept), event.at, event.actor,
                               taken_over(workplace, event.patient, event.payload["other"])))
    return tuple(found)


def _tell(workplace: Workplace, patient: str, kind: str, other: str) -> None:
    store = workplace.store
    store.tell_of_patient(PatientEvent(patient, kind, {"other": other}, workplace.now(), store.user.id))
