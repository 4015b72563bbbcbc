"""How a document begins: the clinic's letterhead, the title, and who is meant."""

from __future__ import annotations

from reportlab.platypus import Flowable

from needlesafe.documents.sections.layout import Layout
from needlesafe.documents.typesetter import Typesetter
from needlesafe.domain.clinic_content import Letterhead
from needlesafe.domain.people import Clinic

Pair = tuple[str, str]
_LOW = 24.0
"""The height of the logo where there is little room, in points."""


def letterhead(clinic: Clinic, own: Letterhead | None, setter: Typesetter) -> Flowable:
    """The clinic's own letterhead where it brought one, else its name with its address and telephone."""
    if own is None:
        lines = [line.strip() for line in clinic.address.splitlines() if line.strip()]
        return setter.letterhead([clinic.name], [*lines, *([clinic.phone] if clinic.phone else [])])
    logo = setter.logo(own.logo, own.logo_says) if own.logo else None
    return setter.letterhead(own.name, [*own.address, *(line for line in (own.phone, own.web) if line)], logo)


def head(layout: Layout) -> Flowable:
    """The letterhead of a visit's document."""
    return letterhead(layout.facts.visit.clinic, layout.facts.catalogue.letterhead, layout.setter)


def low_head(layout: Layout) -> list[Flowable]:
    """The clinic's own letterhead in two lines, for a sheet that has little room; nothing where it brought none."""
    own, setter = layout.facts.catalogue.letterhead, layout.setter
    if own is None:
        return []
    lines = [", ".join(own.address), "  \u00b7  ".join(line for line in (own.phone, own.web) if line)]
    logo = setter.logo(own.logo, own.logo_says, _LOW) if own.logo else None
    return [setter.letterhead(own.name[:1], [line for line in lines if line], logo)]


def one_line_head(layout: Layout) -> list[Flowable]:
    """A low letterhead, the clinic's own or its name with address and telephone, where every line counts."""
    clinic = layout.facts.visit.clinic
    told = [", ".join(line.strip() for line in clinic.address.splitlines() if line.strip()), clinic.phone]
    return low_head(layout) or [layout.setter.letterhead([clinic.name], [line for line in told if line])]


def opening(layout: Layout, title: str, intro: str) -> list[Flowable]:
    """Letterhead, title and the sentence that says what the document is."""
    setter = layout.setter
    return [head(layout), setter.title(title), setter.text(intro, "lead")]


def who(layout: Layout) -> Flowable:
    """The patient at the left, the practitioner and the visit at the right."""
    setter = layout.setter
    return setter.beside(setter.facts(_patient(layout), 0.28), setter.facts(_practitioner(layout), 0.36), gap=24)


def _patient(layout: Layout) -> list[Pair]:
    patient, words = layout.facts.visit.patient, layout.words
    pairs = [("label-name", patient.name), ("label-birth-date", words.day(patient.birth_date)),
             ("label-identifier", patient.identifier)]
    return [(words.heading(key), value) for key, value in pairs if value]


def _practitioner(layout: Layout) -> list[Pair]:
    visit, words = layout.facts.visit, layout.words
    pairs = [("label-practitioner", visit.practitioner.name), ("label-registration", visit.practitioner.registration),
             ("label-visit", words.paragraph("running-visit"))]
    return [(words.heading(key), value) for key, value in pairs if value]
