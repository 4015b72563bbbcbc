"""Everything that is known of the patient, the practitioner and the reason for the visit."""

from __future__ import annotations

from collections.abc import Iterable

from reportlab.platypus import Flowable

from needlesafe.documents.sections.layout import Layout
from needlesafe.domain.catalogue import Region
from needlesafe.domain.people import Contact

Pair = tuple[str, str]


def people(layout: Layout) -> list[Flowable]:
    """Patient and practitioner with all their fields, side by side."""
    setter = layout.setter
    left = [setter.part("Patient"), setter.facts(_held(_patient(layout)), 0.36)]
    right = [setter.part("Practitioner and clinic"), setter.facts(_held(_practitioner(layout)), 0.36)]
    return [setter.beside(left, right, gap=24)]


def reason(layout: Layout) -> list[Flowable]:
    """Why the patient came."""
    told = layout.facts.visit.indication
    pairs = [("Complaint", told.complaint), ("Diagnosis", told.diagnosis), ("Goal", told.goal)]
    return [layout.setter.part("Reason"), layout.setter.facts(_held(pairs), 0.18)] if any(v for _, v in pairs) else []


def _patient(layout: Layout) -> list[Pair]:
    visit, words = layout.facts.visit, layout.words
    patient, contact = visit.patient, visit.patient.emergency_contact
    return [("Given name", patient.given_name), ("Family name", patient.family_name),
            ("Born", f"{words.day(patient.birth_date)}, {patient.age_on(visit.date)} years"),
            ("Number", patient.identifier), ("Sex", patient.sex), ("Height", _unit(patient.height_cm, "cm")),
            ("Weight", _unit(patient.weight_kg, "kg")), ("Language", words.language(patient.language)), ("Phone", patient.phone),
            ("Emergency contact", _reached(contact)), ("General practitioner", _reached(patient.general_practitioner))]


def _reached(contact: Contact | None) -> str:
    """Somebody with their telephone number, as far as either is known."""
    return ", ".join(part for part in (contact.name, contact.phone) if part) if contact else ""


def _practitioner(layout: Layout) -> list[Pair]:
    visit, words = layout.facts.visit, layout.words
    person, clinic = visit.practitioner, visit.clinic
    return [("Name", person.name), ("Registration", person.registration), ("Profession", person.profession),
            ("Training", person.training),
            ("In practice since", str(person.practising_since or "")), ("Trained for", _regions(person.scope, layout)),
            ("Not covered", _regions(person.cover_excludes, layout)), ("Cover until", words.day(person.cover_until)),
            ("Clinic", clinic.name), ("Address", clinic.address), ("Phone", clinic.phone),
            ("Started", words.moment(visit.started_at)), ("Finished", words.moment(visit.finished_at))]


def _regions(names: Iterable[str] | None, layout: Layout) -> str:
    """Regions by their titles; the star is every region."""
    known: dict[str, Region] = layout.facts.catalogue.regions
    return ", ".join("every region" if name == "*" else known[name].title if name in known else name
                     for name in names or ())


def _unit(value: float | None, unit: str) -> str:
    return "" if value is None else f"{value:g} {unit}"


def _held(pairs: Iterable[Pair]) -> list[Pair]:
    return [(name, value) for name, value in pairs if value]
