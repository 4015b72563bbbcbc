"""The page for a patient who decided against it, or has not decided yet: what was offered, and what else there is."""

from __future__ import annotations

from dataclasses import replace

from reportlab.platypus import Flowable

from needlesafe.documents.build import build
from needlesafe.documents.facts import Built, Facts
from needlesafe.documents.running import sheet_of
from needlesafe.documents.sections.layout import Layout
from needlesafe.documents.sections.opening import opening, who
from needlesafe.documents.sections.plan import mapped_plan, patients_line
from needlesafe.documents.sections.risks import alternatives
from needlesafe.documents.sections.signing import drafts_read, signature_grid, stamp
from needlesafe.documents.typesetter import Typesetter
from needlesafe.documents.wording import patients_words
from needlesafe.documents.words import Run

KIND = "refusal"
_MAP_HEIGHT = 130


def page(facts: Facts) -> Built:
    """The page of a refusal or of a decision that was put off."""
    layout = Layout(facts, patients_words(facts), Typesetter())
    title = layout.words.heading(f"{_outcome(facts)}-title")
    return build(_story(layout, title), replace(sheet_of(facts, KIND, layout.words), title=title))


def _outcome(facts: Facts) -> str:
    return "deferral" if facts.visit.consent.decision == "deferred" else "refusal"


def _story(layout: Layout, title: str) -> list[Flowable]:
    words, setter, visit = layout.words, layout.setter, layout.facts.visit
    outcome = _outcome(layout.facts)
    offered = [setter.section(words.heading("where-offered")), *mapped_plan(layout, _MAP_HEIGHT, patients_line)] if visit.sites else []
    return [*opening(layout, title, words.paragraph(outcome)), who(layout), *offered,
            *alternatives(layout), *_told(layout), *_signed(layout, outcome), setter.gap(6),
            stamp(layout, KIND, visit.finished_at or visit.last_at)]


def _told(layout: Layout) -> list[Flowable]:
    """What was written down about the decision."""
    words, setter, visit = layout.words, layout.setter, layout.facts.visit
    decision = f"{words.word(visit.consent.decision).capitalize()}, {words.moment(visit.consent.decided_at)}."
    told = [visit.ending.text, visit.ending.owed] if visit.ending else []
    said = [(words.heading(f"label-{key}"), value) for key, value in (("by", visit.consent.decided_by), ("reason", visit.consent.reason))
            if value]
    asked = [setter.section(words.heading("questions")), setter.boxed(setter.text(visit.consent.questions))] \
        if visit.consent.questions.strip() else []
    return [*asked, setter.section(words.heading("decision")), setter.text(decision, "strong"),
            *([setter.facts(said, 0.24)] if said else []), *(setter.text(text) for text in (*told, visit.note.follow_up) if text)]


def _signed(layout: Layout, outcome: str) -> list[Flowable]:
    """What was signed, and by whom; where nobody signed, just that."""
    words, setter, signatures = layout.words, layout.setter, layout.facts.visit.consent.signatures
    keys = {"patient": "refusal-declaration", "practitioner": "refusal-practitioner"}
    told = [setter.text((Run(f"{words.word(role).capitalize()}. ", strong=True), words.paragraph(key)))
            for role, key in keys.items()] if signatures and outcome == "refusal" else []
    return [setter.section(words.heading("signatures")), *told, *signature_grid(layout, signatures), *drafts_read(layout)]
