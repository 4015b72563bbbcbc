"""Who the patient is: found again by the clinic's number, or new; never two people under one number."""

from __future__ import annotations

from needlesafe.domain.people import Patient
from needlesafe.errors import GateRefused, Lack
from needlesafe.flow.workplace import Workplace


def recognised(workplace: Workplace, patient: Patient) -> str:
    """The id of a patient, kept if new. GateRefused where the number belongs to another name or birth date."""
    row = workplace.store.patient_by_identifier(patient.identifier) if patient.identifier else None
    if row is None:
        row = _namesake(workplace, patient)
    if row is None:
        patient_id = workplace.new_id()
        workplace.store.keep_patient(patient_id, patient)
        return patient_id
    if _person(row.patient) != _person(patient):
        raise GateRefused("patient", (Lack("identity", f"{patient.identifier} belongs to another name or birth date",
                                           "who"),))
    workplace.store.keep_patient(row.id, patient)
    return row.id


def _person(patient: Patient) -> tuple[str, str, str]:
    return (patient.family_name, patient.given_name, patient.birth_date)


def _namesake(workplace: Workplace, patient: Patient) -> object | None:
    """A patient without a number who has the same name and birth date, where this one has no number either."""
    if patient.identifier:
        return None
    rows = workplace.store.search_patients(patient.family_name)
    return next((row for row in rows if not row.patient.identifier and _person(row.patient) == _person(patient)), None)
