"""The page of a patient who took consent back: what was said, how the needles stood, and that nothing is lost by it."""

from __future__ import annotations

from reportlab.platypus import Flowable

from needlesafe.documents.build import fewest_pages
from needlesafe.documents.facts import Built, Facts
from needlesafe.documents.running import page_of
from needlesafe.documents.sections.layout import Layout
from needlesafe.documents.sections.opening import opening, who
from needlesafe.documents.sections.plan import mapped_plan, patients_line
from needlesafe.documents.sections.signing import STAMPS
from needlesafe.documents.sections.statements import said_on, withdrawal_facts
from needlesafe.documents.style import FINE
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
    stories = ([*_story(told, layout), seal(layout, KIND, facts.visit.last_at)] for seal in STAMPS)
    return fewest_pages(stories, page_of(facts, KIND, layout.words))


def _story(told: Withdrawal, layout: Layout) -> list[Flowable]:
    words, setter, visit = layout.words, layout.setter, layout.facts.visit
    later = "withdrawal-later" if is_after(told.at, visit.date) else "withdrawal"
    intro = words.paragraph(later, date=said_on(told.at, layout))
    plan = [setter.section(words.heading("record-plan")), *mapped_plan(layout, _MAP_HEIGHT, patients_line)]
    return [*opening(layout, words.heading("withdrawal-title"), intro), who(layout),
            setter.section(words.heading("withdrawal")),
            setter.facts([*withdrawal_facts(told, layout), (words.heading("label-form"), _earlier_form(layout))], 0.24),
            setter.text(words.paragraph("withdrawal-unsigned")), *(plan if visit.sites else ()), setter.gap(6)]


def _earlier_form(layout: Layout) -> list[Flowable]:
    """Which sealed form the patient took back."""
    words, fine, visit = layout.words, Typesetter(FINE), layout.facts.visit
    forms = [document for document in visit.documents if document.kind == "consent"]
    told: list[Flowable] = [fine.text(f"{form.name}, {words.moment(form.sealed_at)}\nSHA-256 {form.sha256}", "cell")
                            for form in forms]
    return told or [layout.setter.text(words.paragraph("withdrawal-no-form"), "cell")]
