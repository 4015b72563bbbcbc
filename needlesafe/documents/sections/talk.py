"""The talk that the consent is evidence of: questions, understanding, and what each person declares."""

from __future__ import annotations

from reportlab.platypus import Flowable

from needlesafe.documents.answers import printed
from needlesafe.documents.sections.layout import Layout
from needlesafe.documents.sections.left_in import declared_of_staying
from needlesafe.documents.words import Run
from needlesafe.domain.clinic_content import is_own
from needlesafe.domain.disclosures import called_for

INTERPRETER = "pf-interpreter"
_SIDE_BY_SIDE = ("chaperone", "observers", "cost", "privacy", "emergency", "validity")


def right_to_stop(layout: Layout) -> list[Flowable]:
    """That the patient can stop at any time, and may take time to think."""
    setter, words = layout.setter, layout.words
    return [setter.boxed(setter.section(words.heading("stopping")), setter.text(words.paragraph("stopping")),
                         setter.text(words.paragraph("time-to-think")), tone="accent")]


def around_the_treatment(layout: Layout) -> list[Flowable]:
    """What else belongs to a fair deal: who is in the room, the price, the data, emergencies, what the form covers."""
    setter, words = layout.setter, layout.words
    more = {"privacy": "retention", "validity": "copy"}
    told = [(words.heading(key), " ".join(words.paragraph(name) for name in (key, more.get(key)) if name))
            for key in _SIDE_BY_SIDE]
    added = [item.text for item in called_for(layout.facts.text.elements, layout.facts.tags) if is_own(item.id)]
    if added:
        told.append((words.heading("clinic-adds"), "\n".join(added)))
    return [setter.section(words.heading("more")), setter.facts(told, 0.24)]


def questions(layout: Layout) -> list[Flowable]:
    """What the patient asked and was told."""
    setter, words = layout.setter, layout.words
    said = layout.facts.visit.consent.questions.strip()
    intro = " ".join(words.paragraph(key) for key in ("questions-intro", "what-matters-intro", "not-wanted-intro"))
    told = setter.boxed(setter.text(said)) if said else setter.text(words.paragraph("questions-none"), "strong")
    return [setter.section(words.heading("questions")), setter.intro(intro), told]


def understanding(layout: Layout) -> list[Flowable]:
    """What the patient was asked to see that the plan was understood, with the answers."""
    setter, words = layout.setter, layout.words
    answers = dict(layout.facts.visit.consent.understanding)
    items = called_for(layout.facts.text.understanding, layout.facts.tags)
    rows = [(item.text, printed("three-state", answers.get(item.id, ""), words), item.why) for item in items]
    head = (words.heading("label-question"), words.heading("label-answer"), words.heading("label-explained"))
    return [setter.section(words.heading("understanding")), setter.intro(words.paragraph("understanding-intro")),
            setter.table(head, rows, (3, 0.8, 3))] if rows else []


def interprets(layout: Layout) -> bool:
    """Whether an interpreter is named or asked for."""
    return INTERPRETER in layout.facts.factors or layout.facts.visit.interpreter is not None


def declarations(layout: Layout) -> list[Flowable]:
    """What each person who must sign declares; no declaration is torn from the others by the foot of a page."""
    setter, words, facts = layout.setter, layout.words, layout.facts
    keys = ["patient", *(["guardian"] if facts.minor or facts.visit.guardian else []), "practitioner",
            *(["interpreter"] if interprets(layout) else [])]
    told = [setter.text((Run(f"{words.word(key).capitalize()}. ", strong=True),
                         words.paragraph(f"declaration-{key}"))) for key in keys]
    pieces = [setter.together(setter.section(words.heading("declaration-patient")), *told)]
    return [*pieces, *(_chest_declarations(layout) if facts.near_lung else ()), *declared_of_staying(layout)]


def _chest_declarations(layout: Layout) -> list[Flowable]:
    setter, words = layout.setter, layout.words
    keys = {"patient": "declaration-chest", "practitioner": "declaration-chest-practitioner"}
    told = [setter.text((Run(f"{words.word(role).capitalize()}. ", strong=True), words.paragraph(key)))
            for role, key in keys.items()]
    return [setter.together(setter.part(words.heading("declaration-chest")), *told)]
