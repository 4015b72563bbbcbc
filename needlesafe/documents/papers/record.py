"""The record: first what is read in half a minute, then the detail, the audit pages and the sources."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from reportlab.platypus import CondPageBreak, Flowable

from needlesafe.documents.answers import printed
from needlesafe.documents.build import build
from needlesafe.documents.facts import Attachment, Built, Facts
from needlesafe.documents.running import sheet_of
from needlesafe.documents.sections import audit, companions, course, given, leaving, people, raised, screening, sites, statements
from needlesafe.documents.sections.layout import Layout
from needlesafe.documents.sections.needle_count import needle_table
from needlesafe.documents.sections.reporting import reporting
from needlesafe.documents.sections.renewal import why_new
from needlesafe.documents.sections.signing import signed_and_read, stamp
from needlesafe.documents.sections.sources import content_used, differences, sources
from needlesafe.documents.sections.summary import summary
from needlesafe.documents.style import FINE
from needlesafe.documents.typesetter import Typesetter
from needlesafe.documents.wording import english_words
from needlesafe.domain.events import Event
from needlesafe.domain.wording import CheckItem

KIND = "record"
_HALF_A_PAGE = 360.0


def whole(facts: Facts, attachments: Sequence[Attachment], events: Sequence[Event]) -> Built:
    """The record of a visit; `events` are listed on its audit pages. The detail begins on a page of its own, unless the
    summary has run on to a second page and left most of it free."""
    layout = Layout(facts, english_words(facts), Typesetter())
    story = [*summary(layout), CondPageBreak(_HALF_A_PAGE), *_detail(layout), *_audit(layout, events)]
    return build(story, sheet_of(facts, KIND, layout.words, attachments))


def _detail(layout: Layout) -> list[Flowable]:
    setter, words, catalogue, visit = layout.setter, layout.words, layout.facts.catalogue, layout.facts.visit
    return [
        setter.section("Who and why"), *people.people(layout),
        *companions.beside(layout, setter.part("Beside the patient")), *people.reason(layout),
        setter.section(words.heading("record-plan")), *sites.sites_in_detail(layout), *sites.cautions(layout),
        setter.section(words.heading("record-findings")), *raised.raised_in_detail(layout),
        setter.section(words.heading("record-consent")), *_consent(layout),
        *_under(words.heading("record-treatment"), [
            *needle_table(layout), *given.done_at_sites(layout), *course.timeline(layout), *course.pauses(layout),
            *course.events_in_detail(layout), *statements.letters_and_report(layout)], setter),
        setter.section(words.heading("record-response")), *leaving.response(layout), *given.course_of_treatment(layout),
        *leaving.leaving_checks(layout), *leaving.contacts(layout), *leaving.reconciliation(layout), *leaving.ending(layout),
        *_under(words.heading("record-screening"), [
            *screening.since_last(layout), *screening.screening(layout), *screening.stands(layout),
            *screening.checks("Readiness of practitioner, room and kit", catalogue.readiness, visit.readiness, layout)],
            setter)]


def _consent(layout: Layout) -> list[Flowable]:
    setter, words, consent = layout.setter, layout.words, layout.facts.visit.consent
    known = {item.id: item for item in layout.facts.text.understanding}
    decision = f"{words.word(consent.decision).capitalize()}, {words.moment(consent.decided_at)}" if consent.decision else \
        "No decision is recorded."
    rows = [(known[name].text if name in known else name, printed("three-state", answer, words))
            for name, answer in consent.understanding]
    asked = [setter.part("Asked to see that it was understood"),
             Typesetter(FINE).table(("Question", "Answer"), rows, (9, 1))] if rows else []
    asked += _answered_in_order(layout, known)
    questions = [setter.part("What the patient asked and was told"), setter.text(consent.questions)] \
        if consent.questions.strip() else []
    told = [("Decision", decision), ("Decided by", consent.decided_by), ("Reason", consent.reason), ("Language", words.language(consent.language))]
    return [setter.facts([(name, value) for name, value in told if value], 0.2), *why_new(layout), *questions, *asked,
            setter.part("Signatures"), *signed_and_read(layout, (*consent.signatures, *consent.refusal)),
            *statements.withdrawn(layout)]


def _answered_in_order(layout: Layout, known: Mapping[str, CheckItem]) -> list[Flowable]:
    """Every answer in order with the talk that followed; nothing where no talk is recorded."""
    told, words = layout.facts.visit.consent.answered, layout.words
    rows = [(known[one.question].text if one.question in known else one.question,
             printed("three-state", one.answer, words), one.talk) for one in told]
    if not any(one.talk for one in told):
        return []
    return [layout.setter.part("Every answer in order, and the talk that followed"),
            Typesetter(FINE).table(("Question", "Answer", "Talked over"), rows, (5, 1, 4))]


def _audit(layout: Layout, events: Sequence[Event]) -> list[Flowable]:
    words, setter = layout.words, layout.setter
    moments = [*audit.pages_viewed(events, layout), *audit.signing_moments(layout), *audit.sealed_documents(layout),
               *audit.journal(events, layout)]
    return [*_under(words.heading("record-audit"), moments, setter), *content_used(layout), *sources(layout),
            *differences(layout), *reporting(layout),
            setter.section(words.heading("seal")), setter.intro(words.paragraph("record-correction")),
            stamp(layout, KIND, layout.facts.visit.finished_at or layout.facts.visit.last_at)]


def _under(title: str, pieces: list[Flowable], setter: Typesetter) -> list[Flowable]:
    """The pieces under a heading; nothing where there are none."""
    return [setter.section(title), *pieces] if pieces else []
