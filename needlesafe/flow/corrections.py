"""
A name or a birth date that was wrong, put right: an event that keeps the old and the new.

What was sealed keeps the name that it was sealed under. A visit that is open takes the correction over while nothing of it
is sealed and nothing decided; a consent that was only read has to be read again, because its pages change.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from needlesafe.domain.identity import CORRECTABLE, CORRECTED, PatientEvent
from needlesafe.domain.people import Patient
from needlesafe.errors import GateRefused, Lack
from needlesafe.flow.printable import demand_printable
from needlesafe.flow.visit_desk import VisitDesk, said
from needlesafe.flow.workplace import Workplace
from needlesafe.store import VisitSummary


@dataclass(frozen=True, slots=True)
class Correction:
    """Who the patient truly is, and how that is known."""

    family_name: str
    given_name: str
    birth_date: str
    """ISO date."""
    reason: str
    """How it is known, such as "passport seen"."""


@dataclass(frozen=True, slots=True)
class Corrected:
    """What became of the visits."""

    changed: tuple[VisitSummary, ...]
    """Open visits that go on under the new name."""
    kept: tuple[VisitSummary, ...]
    """Visits that keep the name that they were made under."""


def correct(workplace: Workplace, patient_id: str, correction: Correction) -> Corrected:
    """What became of the patient's visits once the correction was kept.

    GateRefused where nothing would change or the reason is missing, UnprintableCharacter where no document could show it.
    """
    store = workplace.store
    known = store.patient(patient_id)
    if known is None:
        raise ValueError(f"no patient {patient_id!r}")
    new = {name: " ".join(getattr(correction, name).split()) for name in CORRECTABLE}
    old = {name: getattr(known, name) for name in CORRECTABLE if getattr(known, name) != new[name]}
    _demand_something(old, new, correction.reason)
    payload = {"old": old, "new": {name: new[name] for name in old}, "reason": correction.reason.strip()}
    demand_printable(payload)
    store.tell_of_patient(PatientEvent(patient_id, CORRECTED, payload, workplace.now(), store.user.id), replace(known, **new))
    visits = store.visits_of(patient_id)
    changed = [visit for visit in visits if visit.state == "open" and _taken_over(workplace, visit.id, new)]
    return Corrected(tuple(store.summary(visit.id) or visit for visit in changed),
                     tuple(visit for visit in visits if visit not in changed))


def corrections(workplace: Workplace, patient_id: str) -> tuple[PatientEvent, ...]:
    """The corrections of a patient, the latest first."""
    told = workplace.store.patient_events()
    return tuple(event for event in reversed(told) if event.type == CORRECTED and event.patient == patient_id)


def _demand_something(old: dict[str, str], new: dict[str, str], reason: str) -> None:
    lacking = [Lack("identity-part", name, "who") for name, value in new.items() if not value]
    if not lacking and not old:
        lacking.append(Lack("nothing-corrected", "", "who"))
    if not reason.strip():
        lacking.append(Lack("correction-reason", "", "who"))
    if lacking:
        raise GateRefused("correct", lacking)


def _taken_over(workplace: Workplace, visit_id: str, new: dict[str, str]) -> bool:
    """Whether an open visit could take the correction over."""
    desk = VisitDesk.resume(workplace, visit_id)
    visit = desk.visit
    if visit.closed or visit.documents or visit.consent.decision:
        return False
    patient: Patient = replace(visit.patient, **new)
    desk.record(("patient-described", {"patient": said(patient), "because": CORRECTED}))
    return True
