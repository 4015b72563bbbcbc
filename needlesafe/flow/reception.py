"""
The reception: who is expected, who was here before, and how a visit begins.

Everything that the home screen does stands here without a window.
"""

from __future__ import annotations

from dataclasses import asdict, fields, replace

from needlesafe.domain.people import Patient
from needlesafe.errors import UserError
from needlesafe.flow.last_visit import brought
from needlesafe.flow.patients import recognised
from needlesafe.flow.printable import demand_printable
from needlesafe.flow.readiness import kept_answers
from needlesafe.flow.visit_desk import StartPlan, VisitDesk
from needlesafe.flow.workplace import Workplace
from needlesafe.store import VisitSummary


READ_BACK = "rd-identity"
"""The check that name and birth date were read back; it is ticked where the visit is started."""


def begin(workplace: Workplace, patient: Patient, patient_id: str = "", trial_choice: str = "",
          read_back: bool = False) -> VisitDesk:
    """The desk of a new visit; what was answered for the day and the profile stands in it already, and what was
    answered in the last visit is brought beside.

    Without an id the patient is found again by number, else by name and birth date, else new. GateRefused where the
    number belongs to somebody else. What was said of a trial, `practice` or `real`, stands in a trial visit, and so does
    the tick of whoever read name and birth date back before it.
    """
    demand_printable({"patient": asdict(patient)})
    if patient_id:
        workplace.store.keep_patient(patient_id, patient)
    else:
        patient = _with_what_is_known(workplace, patient)
        patient_id = recognised(workplace, patient)
    store = workplace.store
    plan = StartPlan(workplace.today(), store.clinic().jurisdiction, store.user.practitioner)
    desk = VisitDesk.start(workplace, patient_id, patient, plan)
    if trial_choice and desk.visit.trial:
        desk.record(("trial-acknowledged", {"choice": trial_choice}))
    answered = kept_answers(workplace) | ({READ_BACK: workplace.catalogue.readiness[READ_BACK].wanted} if read_back else {})
    desk.record(*brought(workplace, desk.visit),
                *(("readiness-answered", {"id": item, "answer": answer}) for item, answer in answered.items()))
    return desk


def resume(workplace: Workplace, visit_id: str) -> VisitDesk:
    """The desk of a visit as its last event left it; that it was opened stands in the access journal."""
    desk = VisitDesk.resume(workplace, visit_id)
    workplace.store.register_view(visit_id, "visit", workplace.now())
    return desk


def worklist(workplace: Workplace) -> tuple[VisitSummary, ...]:
    """The unfinished visits: today's first, then the older ones, each time the latest first."""
    today = workplace.today()
    return tuple(sorted(workplace.store.unfinished(), key=lambda visit: visit.date != today))


def note_look(workplace: Workplace, patient_id: str) -> None:
    """Notes in the access journal that the signed-in user looked at a patient."""
    workplace.store.register_view("", f"patient {patient_id}", workplace.now())


def reads_back(workplace: Workplace, desk: VisitDesk | None) -> bool:
    """Whether the store gives back what it was given: the open visit to its last event, else its list of open visits."""
    try:
        if desk is None:
            workplace.store.unfinished()
            return True
        events = workplace.store.events(desk.visit_id)
    except UserError:
        return False
    return bool(events) and events[-1].link == desk.visit.last_link


def _with_what_is_known(workplace: Workplace, patient: Patient) -> Patient:
    """The patient with whatever the store knows under their number and this description leaves empty."""
    row = workplace.store.patient_by_identifier(patient.identifier)
    if row is None:
        return patient
    known = {field.name: getattr(row.patient, field.name) for field in fields(Patient)
             if getattr(patient, field.name) in ("", None)}
    return replace(patient, **known)
