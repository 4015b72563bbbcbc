"""Who is who: the patient with what was measured of them, who treats, the clinic, a guardian who signed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from needlesafe.domain.people import Contact, Patient, Practitioner
from needlesafe.exchange.fhir.case import Case
from needlesafe.exchange.fhir.elements import (Element, coding, concept, extensions, held, measure, own_code, phones, system,
                                               text)

PATIENT, PRACTITIONER, CLINIC, GUARDIAN, DOCTOR = "patient", "practitioner", "clinic", "guardian", "general-practitioner"
"""The roles by which others refer to them."""

BESIDE = {GUARDIAN: "Guardian", "interpreter": "Interpreter", "witness": "Witness", "chaperone": "Chaperone"}
"""Who may stand beside the patient."""

MEASURED = {"height": ("8302-2", "Body height", "cm"), "weight": ("29463-7", "Body weight", "kg")}
"""The LOINC codes that R4's own profiles `bodyheight` and `bodyweight` fix, with a unit that they allow."""

_GENDERS = ("female", "male")
_LANGUAGE = re.compile("[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")


def people(case: Case) -> Iterator[Element]:
    """The patient, who treats, the clinic, and who stands beside the patient."""
    yield _patient(case)
    yield _practitioner(case)
    yield _clinic(case)
    if doctor := _doctor(case):
        yield doctor
    yield from (_beside(role, name, case) for role, name in companions(case).items())


def companions(case: Case) -> dict[str, str]:
    """The names of those beside the patient, by role: as they were recorded, else as they signed."""
    signed = {s.role: s.name for s in case.visit.consent.signatures}
    named = {role: getattr(getattr(case.visit, role), "name", "") or signed.get(role, "") for role in BESIDE}
    return {role: name for role, name in named.items() if name.strip()}


def _beside(role: str, name: str, case: Case) -> Element:
    """Somebody beside the patient, with what was recorded of them."""
    known, codes = getattr(case.visit, role), [own_code("role", role, BESIDE[role])]
    if role == GUARDIAN:
        codes.append(coding("http://terminology.hl7.org/CodeSystem/v3-RoleCode", "GUARD", "guardian"))
    contact, language, basis, method = (getattr(known, part, "") for part in ("contact", "language", "basis", "method"))
    return case.resource(
        "RelatedPerson", role, patient=case.to(PATIENT), name=[{"text": text(name)}],
        relationship=[concept(*codes, words=getattr(known, "relation", ""))],
        telecom=[{"system": "other", "value": text(contact)}] if contact.strip() else [], communication=spoken(language),
        extension=extensions(("basis", "String", basis), ("method", "Code", method)))


def spoken(language: str) -> list[Element]:
    """A language as it was named, with its code where the name is one."""
    if not language.strip():
        return []
    code = [{"system": "urn:ietf:bcp:47", "code": language}] if _LANGUAGE.fullmatch(language) else []
    return [{"language": concept(*code, words=language)}]


def measured(case: Case) -> Iterator[Element]:
    """Height and weight, where they were told."""
    patient = case.visit.patient
    for name, value in (("height", patient.height_cm), ("weight", patient.weight_kg)):
        if value is not None:
            code, display, unit = MEASURED[name]
            category = coding("http://terminology.hl7.org/CodeSystem/observation-category", "vital-signs", "Vital Signs")
            yield case.resource("Observation", name, status="final", category=[concept(category)],
                                code=concept(coding("http://loinc.org", code, display)), subject=case.to(PATIENT),
                                effectiveDateTime=case.visit.date, valueQuantity=measure(value, unit))


def _patient(case: Case) -> Element:
    patient = case.visit.patient
    number = held(system=system("patient"), value=text(patient.identifier), assigner=case.to(CLINIC))
    return case.resource(
        "Patient", PATIENT, identifier=[number] if "value" in number else [], name=[_name(patient)],
        telecom=phones(patient.phone), birthDate=patient.birth_date, **_gender(patient),
        contact=_contact(patient.emergency_contact), communication=spoken(patient.language),
        generalPractitioner=[case.to(DOCTOR)] if _doctor(case) else [])


def _doctor(case: Case) -> Element:
    """The patient's general practitioner; nothing where nobody was named."""
    told = case.visit.patient.general_practitioner
    if told is None or not (told.name.strip() or told.phone.strip()):
        return {}
    return case.resource("Practitioner", DOCTOR, name=[{"text": text(told.name)}] if told.name.strip() else [],
                         telecom=phones(told.phone))


def _name(patient: Patient) -> Element:
    return held(use="official", text=text(patient.name), family=text(patient.family_name),
                given=[text(patient.given_name)] if patient.given_name.strip() else [])


def _gender(patient: Patient) -> Element:
    """The sex that was told; a word that FHIR does not know stands beside `other`."""
    if not patient.sex.strip():
        return {}
    if patient.sex in _GENDERS:
        return {"gender": patient.sex}
    return {"gender": "other", "_gender": {"extension": extensions(("sex-as-told", "String", patient.sex))}}


def _contact(contact: Contact | None) -> list[Element]:
    if contact is None or not (contact.name.strip() or contact.phone.strip()):
        return []
    role = coding("http://terminology.hl7.org/CodeSystem/v2-0131", "C", "Emergency Contact")
    return [held(relationship=[concept(role)], name=held(text=text(contact.name)), telecom=phones(contact.phone))]


def _practitioner(case: Case) -> Element:
    person = case.visit.practitioner
    number = held(system=system("registration"), value=text(person.registration))
    return case.resource(
        "Practitioner", PRACTITIONER, extension=_may_treat(person), name=[held(text=text(person.name))],
        identifier=[number] if "value" in number else [],
        qualification=[{"code": {"text": text(words)}} for words in (person.profession, person.training) if words.strip()])


def _may_treat(person: Practitioner) -> list[Element]:
    """What they are trained for, what their cover leaves out and until when it runs."""
    return extensions(*(("trained-for", "Coding", own_code("region", name)) for name in person.scope or ()),
                      *(("cover-excludes", "Coding", own_code("region", name)) for name in person.cover_excludes),
                      ("cover-until", "Date", person.cover_until),
                      ("practising-since", "PositiveInt", person.practising_since))


def _clinic(case: Case) -> Element:
    clinic = case.visit.clinic
    return case.resource("Organization", CLINIC, name=text(clinic.name) or "not recorded", telecom=phones(clinic.phone),
                         address=[{"text": text(clinic.address)}] if clinic.address.strip() else [])
