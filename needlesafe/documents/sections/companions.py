"""Who stands beside the patient, with what makes them so."""

from __future__ import annotations

from reportlab.platypus import Flowable

from needlesafe.documents.sections.layout import Layout
from needlesafe.domain.companions import Chaperone, Guardian, Interpreter, Witness


def beside(layout: Layout, title: Flowable) -> list[Flowable]:
    """Guardian, interpreter, witness and chaperone under a title; nothing where nobody is named."""
    rows = companions(layout)
    return [title, layout.setter.facts(rows, 0.2)] if rows else []


def companions(layout: Layout) -> list[tuple[str, str]]:
    """Each role with who it is."""
    visit, words = layout.facts.visit, layout.words
    told = (("guardian", _guardian(visit.guardian)), ("interpreter", _interpreter(visit.interpreter, layout)),
            ("witness", _witness(visit.witness)), ("chaperone", _chaperone(visit.chaperone, layout)))
    return [(words.heading(f"label-{role}"), text) for role, text in told if text]


def _guardian(person: Guardian | None) -> str:
    return _joined(person.name, person.relation, person.contact, person.basis) if person else ""


def _interpreter(person: Interpreter | None, layout: Layout) -> str:
    return _joined(person.name, person.language, layout.words.word(person.method)) if person else ""


def _witness(person: Witness | None) -> str:
    return person.name if person else ""


def _chaperone(person: Chaperone | None, layout: Layout) -> str:
    return _joined(person.name, layout.words.word(person.answer)) if person else ""


def _joined(*parts: str) -> str:
    return ", ".join(part for part in parts if part)
