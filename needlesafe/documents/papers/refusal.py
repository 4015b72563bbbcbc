"""The page for a patient who decided against it, or has not decided yet: what was offered, and what else there is."""

from __future__ import annotations

from dataclasses import replace

from reportlab.platypus import Flowable

from needlesafe.documents.build import fewest_pages
from needlesafe.documents.facts import Built, Facts
from needlesafe.documents.running import sheet_of
from needlesafe.documents.sections.layout import Layout
from needlesafe.documents.sections.opening import head, one_line_head, who
from needlesafe.documents.sections.plan import mapped_plan, patients_line
from needlesafe.documents.sections.risks import alternatives
from needlesafe.documents.sections.signing import hashes_read, signature_grid, small_stamp, stamp
from needlesafe.documents.style import CLOSE, NORMAL
from needlesafe.documents.typesetter import Typesetter
from needlesafe.documents.wording import patients_words
from needlesafe.documents.words import Run

KIND = "refusal"
_MAP_HEIGHT = 130
_WAYS = (NORMAL, CLOSE)
"""With room and the drawing; for a page that would otherwise run on to a second, closer and without it."""
_DECLARED = {"patient": "refusal-declaration", "guardian": "refusal-declaration", "practitioner": "refusal-practitioner"}


def page(facts: Facts) -> Built:
    """The page of a refusal or of a decision that was put off."""
    words = patients_words(facts)
    title = words.heading(f"{_outcome(facts)}-title")
    stories = (_story(Layout(facts, words, Typesetter(scale)), title) for scale in _WAYS)
    return fewest_pages(stories, replace(sheet_of(facts, KIND, words), title=title))


def _outcome(facts: Facts) -> str:
    return "deferral" if facts.visit.consent.decision == "deferred" else "refusal"


def _story(layout: Layout, title: str) -> list[Flowable]:
    words, setter, visit = layout.words, layout.setter, layout.facts.visit
    outcome, close = _outcome(layout.facts), setter.scale is CLOSE
    places = setter.numbered([patients_line(site, layout) for site in visit.sites]) if close else \
        mapped_plan(layout, _MAP_HEIGHT, patients_line)
    offered = [setter.section(words.heading("where-offered")), *places] if visit.sites else []
    return [*(one_line_head(layout) if close else [head(layout)]), setter.title(title), setter.text(words.paragraph(outcome), "lead"),
            who(layout), *offered, *alternatives(layout), *_told(layout), *_signed(layout, outcome), setter.gap(6), _stamp(layout)]


def _stamp(layout: Layout) -> Flowable:
    at = layout.facts.visit.finished_at or layout.facts.visit.last_at
    return small_stamp(layout, KIND, at, said="seal-short") if layout.setter.scale is CLOSE else stamp(layout, KIND, at)


def _told(layout: Layout) -> list[Flowable]:
    """What was written down about the decision."""
    words, setter, visit = layout.words, layout.setter, layout.facts.visit
    decision = f"{words.word(visit.consent.decision).capitalize()}, {words.moment(visit.consent.decided_at)}."
    told = [visit.ending.text, visit.ending.owed] if visit.ending else []
    said = [(words.heading(f"label-{key}"), value) for key, value in (("by", visit.consent.decided_by), ("reason", visit.consent.reason))
            if value]
    asked = [setter.section(words.heading("questions")), setter.boxed(setter.text(visit.consent.questions))] \
        if visit.consent.questions.strip() else []
    decided = setter.together(setter.section(words.heading("decision")), setter.text(decision, "strong"),
                              *([setter.facts(said, 0.24)] if said else []))
    return [*asked, decided, *(setter.text(text) for text in (*told, visit.note.follow_up) if text)]


def _signed(layout: Layout, outcome: str) -> list[Flowable]:
    """What was signed, and by whom; where nobody signed, that nobody has to."""
    words, setter, signatures = layout.words, layout.setter, layout.facts.visit.consent.refusal
    if not signatures:
        return [setter.text(words.paragraph("refusal-unsigned"))]
    declared = [setter.text((Run(f"{words.word(role).capitalize()}. ", strong=True), words.paragraph(key)))
                for role, key in _DECLARED.items() if outcome == "refusal" and any(s.role == role for s in signatures)]
    return [setter.section(words.heading("signatures")), *declared, *signature_grid(layout, signatures),
            *hashes_read(layout, (signature.draft for signature in signatures), "refusal-read")]
