"""The page of a patient who took consent back: what was said, how the needles stood, and that nothing is lost by it."""

from __future__ import annotations

from reportlab.platypus import Flowable

from needlesafe.documents.build import build
from needlesafe.documents.facts import Built, Facts
from needlesafe.documents.running import page_of
from needlesafe.documents.sections.layout import Layout
from needlesafe.documents.sections.opening import opening, who
from needlesafe.documents.sections.plan import mapped_plan, patients_line
from needlesafe.documents.sections.signing import small_stamp
from needlesafe.documents.sections.statements import said_on, withdrawal_facts
from needlesafe.documents.typesetter import Typesetter
from needlesafe.documents.wording import patients_words
from needlesafe.domain.statements import Withdrawal, is_after

KIND = "withdrawal"
_MAP_HEIGHT = 104


def page(facts: Facts) -> Built:
    """The page of a withdrawal, before, during or after the treatment. ValueError where consent stands."""
    told = facts.visit.withdrawal
    if told is None:
        raise ValueError("the consent was not withdrawn")
    layout = Layout(facts, patients_words(facts), Typesetter())
    return build(_story(told, layout), page_of(facts, KIND, layout.words))


def _story(told: Withdrawal, layout: Layout) -> list[Flowable]:
    words, setter, visit = layout.words, layout.setter, layout.facts.visit
    later = "withdrawal-later" if is_after(told.at, visit.date) else "withdrawal"
    intro = words.paragraph(later, date=said_on(told.at, layout))
    planned = [setter.section(words.heading("record-plan")), *mapped_plan(layout, _MAP_HEIGHT, patients_line)] if visit.sites else []
    return [*opening(layout, words.heading("withdrawal-title"), intro), who(layout),
            setter.section(words.heading("withdrawal")), setter.facts(withdrawal_facts(told, layout), 0.24),
            *planned, *_earlier_form(layout), setter.text(words.paragraph("withdrawal-unsigned")), setter.gap(6),
            small_stamp(layout, KIND, visit.last_at)]


def _earlier_form(layout: Layout) -> list[Flowable]:
    """Which sealed form the patient took back."""
    words, setter, visit = layout.words, layout.setter, layout.facts.visit
    forms = [document for document in visit.documents if document.kind == "consent"]
    told = [setter.text(f"{form.name}, {words.moment(form.sealed_at)}\nSHA-256 {form.sha256}") for form in forms]
    return [setter.section(words.heading("label-form")), *(told or [setter.text(words.paragraph("withdrawal-no-form"))])]
