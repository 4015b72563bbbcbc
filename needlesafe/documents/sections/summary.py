"""The first page of the record: half a minute's reading."""

from __future__ import annotations

from reportlab.platypus import Flowable

from needlesafe.documents.sections.course import adverse_events, event_title, planned
from needlesafe.documents.sections.layout import Layout
from needlesafe.documents.sections.needle_count import balance
from needlesafe.documents.sections.leaving import ENDINGS, owed
from needlesafe.documents.sections.opening import head, who
from needlesafe.documents.sections.plan import mapped_plan
from needlesafe.documents.sections.raised import raised_at_a_glance
from needlesafe.documents.sections.sites import site_name, treaters_line
from needlesafe.documents.sections.statements import said_on
from needlesafe.documents.wording import sentence
from needlesafe.documents.words import Run, Words
from needlesafe.domain.visit import TreatmentEvent, Visit

_MAP_HEIGHT = 118


def summary(layout: Layout) -> list[Flowable]:
    """Who, what was planned, what was raised and done about it, consent, what happened, what is owed."""
    setter, words = layout.setter, layout.words
    return [head(layout), setter.title(words.heading("record-title")),
            *_withdrawn(layout), *_ended_early(layout), who(layout),
            setter.section(words.heading("record-plan")),
            *mapped_plan(layout, _MAP_HEIGHT, treaters_line, _reason(layout)), *raised_at_a_glance(layout),
            setter.section("Consent, and what was done"), *_done(layout)]


def _withdrawn(layout: Layout) -> list[Flowable]:
    """That the patient took consent back, before anything else is read."""
    setter, told = layout.setter, layout.facts.visit.withdrawal
    if told is None:
        return []
    when = f"On {said_on(told.at, layout)}{f' at {clock}' if (clock := told.at.rpartition('T')[2]) else ''}"
    words = f'{when}: "{told.words}" ' if told.words else f"{when}. "
    return [setter.boxed(setter.marked("stop", (Run("Consent withdrawn. ", strong=True), f"{words}{balance(layout)}")),
                         tone="grave")]


def _ended_early(layout: Layout) -> list[Flowable]:
    """That a visit was not completed, and what is owed: the first thing to know."""
    setter, ending = layout.setter, layout.facts.visit.ending
    if ending is None:
        return []
    missing = f" {counted}" if "not accounted" in (counted := balance(layout)) else ""
    told = (Run("Ended early. ", strong=True), f"{ENDINGS.get(ending.kind, ending.kind)} {ending.text}{missing}")
    debts = [setter.marked("stop", (Run("Owed. ", strong=True), ending.owed))] if ending.owed else []
    return [setter.boxed(setter.marked("stop", told), *debts, tone="grave")]


def _reason(layout: Layout) -> list[Flowable]:
    told = layout.facts.visit.indication
    parts = (("Complaint", told.complaint), ("Diagnosis", told.diagnosis), ("Goal", told.goal))
    line = ". ".join(f"{name}: {part.rstrip('. ')}" for name, part in parts if part)
    return [layout.setter.text(f"{line}.")] if line else []


def _done(layout: Layout) -> list[Flowable]:
    setter, visit = layout.setter, layout.facts.visit
    lines: list[tuple[str, Words]] = [("done" if _stands(visit) else "not-done", consent_line(layout)),
                                      ("not-done" if "not accounted" in balance(layout) else "done", _needles(layout))]
    lines += [("clearance", _adverse(event, layout)) for event in adverse_events(layout)]
    boxed = visit.ending.owed if visit.ending else ""
    lines += [("not-done", (Run("Owed. ", strong=True), text)) for text in owed(layout) if text != boxed]
    if not owed(layout):
        lines.append(("done", (Run("Owed. ", strong=True), "Nothing is recorded as owed.")))
    return [setter.marked(mark, line) for mark, line in lines]


def _stands(visit: Visit) -> bool:
    return visit.consent.decision == "given" and visit.withdrawal is None


def consent_line(layout: Layout) -> Words:
    """What was decided, when and by whom, and whether it was taken back."""
    words, consent = layout.words, layout.facts.visit.consent
    taken_back = " Withdrawn." if layout.facts.visit.withdrawal else ""
    if not consent.decision:
        return Run("Consent. ", strong=True), f"No decision is recorded.{taken_back}"
    signed = ", ".join(dict.fromkeys(f"{item.name} ({words.word(item.role)})" for item in (*consent.signatures, *consent.refusal)))
    why = f" Reason: {sentence(consent.reason)}" if consent.reason else ""
    told = f"{words.word(consent.decision).capitalize()}, {words.moment(consent.decided_at)}.{why}"
    return Run("Consent. ", strong=True), f"{told} {f'Signed by {signed}.' if signed else 'Nobody signed.'}{taken_back}"


def _needles(layout: Layout) -> Words:
    visit = layout.facts.visit
    pain = ""
    if visit.indication.pain_before is not None and visit.note.pain_after is not None:
        pain = f" Pain {visit.indication.pain_before:g} before, {visit.note.pain_after:g} after."
    response = f"Response: {sentence(visit.note.response)}" if visit.note.response else ""
    told = (planned(layout), f"{balance(layout)}{pain}", response)
    return Run("Treatment. ", strong=True), " ".join(part for part in told if part)


def _adverse(event: TreatmentEvent, layout: Layout) -> Words:
    place = site_name(event.site, layout)
    outcome = f"Outcome: {sentence(told)}" if (told := str(event.detail.get("outcome", ""))) else ""
    return (Run(f"{event_title(event, layout)}. ", strong=True),
            f"At {event.at}{f', site {place}' if place else ''}. {outcome}".rstrip())
