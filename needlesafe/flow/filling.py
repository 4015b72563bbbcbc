"""
What a merge lets the patient who stays take over from the other: what they lack, never what they have.

It is a correction of its own that names what was taken, and from whom; taking the merge apart gives it back, where nobody
changed it meanwhile.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace
from typing import Any

from needlesafe.domain.identity import CORRECTED, PatientEvent, merges
from needlesafe.domain.people import Contact, Patient
from needlesafe.flow.visit_desk import said
from needlesafe.flow.workplace import Workplace

FIELD_WORDS = {
    "family_name": "family name", "given_name": "given name", "birth_date": "birth date", "identifier": "number",
    "language": "language", "phone": "telephone", "emergency_contact": "emergency contact", "sex": "sex", "height_cm": "height",
    "weight_kg": "weight", "general_practitioner": "general practitioner"}
"""What each field of a patient is called."""
_FROM, _BACK = "merged", "taken_apart"
"""In the payload of such a correction: the id of the patient from whom it was taken, or to whom it went back."""


def would_take(kept: Patient, other: Patient) -> tuple[str, ...]:
    """The fields that one patient lacks and another has, in the order of a patient."""
    return tuple(field.name for field in fields(Patient)
                 if _is_empty(getattr(kept, field.name)) and not _is_empty(getattr(other, field.name)))


def words_of_fields(names: tuple[str, ...]) -> str:
    """The fields in words, one after the other."""
    return ", ".join(FIELD_WORDS[name] for name in names)


def fill(workplace: Workplace, merged: str, kept: str) -> tuple[str, ...]:
    """The fields that the patient who stays took over from the one who was merged. StoreRefused where the store could not."""
    known, other = workplace.store.patient(kept), workplace.store.patient(merged)
    if known is None or other is None:
        return ()
    taken = tuple(name for name in would_take(known, other) if name != "identifier" or name not in _held(workplace, merged))
    if taken:
        filled = replace(known, **{name: getattr(other, name) for name in taken})
        _tell(workplace, kept, (known, filled), {
            "reason": f"taken over from the entry that was merged: {words_of_fields(taken)}", _FROM: merged})
    return taken


def taken_over(workplace: Workplace, merged: str, kept: str) -> tuple[str, ...]:
    """What the patient who stays has from the one who was merged."""
    told = _fills(workplace, kept).get(merged)
    return tuple(told.payload["new"]) if told is not None else ()


def give_back(workplace: Workplace, merged: str, kept: str) -> None:
    """Lets the patient who stays lack again what was taken over from somebody who is another person, and was not changed
    since. StoreRefused where the store could not."""
    known, told = workplace.store.patient(kept), _fills(workplace, kept).get(merged)
    if known is None or told is None:
        return
    standing = said(known)
    back = tuple(name for name, value in told.payload["new"].items() if standing.get(name) == value)
    if back:
        emptied = replace(known, **{name: getattr(Patient("", "", ""), name) for name in back})
        _tell(workplace, kept, (known, emptied), {"reason": f"given back, they are two people: {words_of_fields(back)}", _BACK: merged})


def settle(workplace: Workplace, patient: str) -> None:
    """Gives back whatever a patient still holds of somebody who was taken apart from them meanwhile."""
    standing = {event.patient: event.payload["other"] for event in merges(workplace.store.patient_events())}
    for other in _fills(workplace, patient):
        if standing.get(other) != patient:
            give_back(workplace, other, patient)


def _fills(workplace: Workplace, patient: str) -> dict[str, PatientEvent]:
    """What a patient took over, by from whom; not what was given back."""
    held: dict[str, PatientEvent] = {}
    for event in workplace.store.patient_events():
        if event.type == CORRECTED and event.patient == patient:
            if event.payload.get(_FROM):
                held[event.payload[_FROM]] = event
            held.pop(event.payload.get(_BACK, ""), None)
    return held


def _held(workplace: Workplace, patient: str) -> set[str]:
    """The fields that a patient took over from somebody: a number that is another's is not handed on."""
    return {name for told in _fills(workplace, patient).values() for name in told.payload["new"]}


def _tell(workplace: Workplace, patient: str, change: tuple[Patient, Patient], more: Mapping[str, Any]) -> None:
    """Records how a patient's fields changed, with the old and the new."""
    old, new = (said(one) for one in change)
    names = [field.name for field in fields(Patient) if old.get(field.name) != new.get(field.name)]
    payload = {"old": {name: old.get(name, "") for name in names}, "new": {name: new.get(name, "") for name in names}, **more}
    workplace.store.tell_of_patient(PatientEvent(patient, CORRECTED, payload, workplace.now(), workplace.store.user.id), change[1])


def _is_empty(value: object) -> bool:
    """Whether a field holds nothing; a contact without a name and a number holds nothing."""
    if isinstance(value, Contact):
        return not (value.name.strip() or value.phone.strip())
    return value is None or isinstance(value, str) and not value.strip()
