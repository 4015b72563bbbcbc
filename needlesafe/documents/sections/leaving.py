"""How it went and how it ended: the response, the checks before leaving, what could not be settled, what is owed."""

from __future__ import annotations

from reportlab.platypus import Flowable

from needlesafe.documents.answers import printed
from needlesafe.documents.sections.layout import Layout, doubted
from needlesafe.documents.sections.screening import checks
from needlesafe.documents.wording import sentence
from needlesafe.domain.follow_up import follow_ups, unmet
from needlesafe.domain.needles import any_placed
from needlesafe.domain.wording import FollowUp

ENDINGS = {"patient-gone": "The patient left or was taken away before the visit was complete.",
           "declined": "The patient decided against it.", "deferred": "The patient put the decision off."}
"""How each kind of early ending is told."""


def response(layout: Layout) -> list[Flowable]:
    """Before and after, and what was seen."""
    visit = layout.facts.visit
    before, note = visit.indication, visit.note
    pairs = [("Pain before, 0 to 10", _pain(before.pain_before, layout)), ("Pain after, 0 to 10", _pain(note.pain_after, layout)),
             ("Movement before", before.range_before), ("Movement after", note.range_after), ("Response", note.response),
             ("Bleeding", note.bleeding), ("Bruising", note.bruising), ("Soreness", note.soreness),
             ("Aftercare sheet given and read together", _ticked(note.aftercare_given, layout)),
             ("Warning signs explained", _ticked(note.red_flags_explained, layout)),
             ("Follow-up", note.follow_up)]
    return [layout.setter.part("Response"), layout.setter.facts([pair for pair in pairs if pair[1]], 0.34)]


def leaving_checks(layout: Layout) -> list[Flowable]:
    """What was checked before the patient left; where a needle was placed and nothing was checked, just that."""
    visit, title = layout.facts.visit, "Checks before leaving"
    told = checks(title, layout.facts.catalogue.discharge, visit.note.discharge, layout, visit.note.discharge_owed)
    if told or not any_placed(visit):
        return told
    return [layout.setter.part(title), layout.setter.text("None of the checks before leaving was answered.")]


def contacts(layout: Layout) -> list[Flowable]:
    """When the patient is contacted again, by what was needled, answered, seen and not met."""
    rows = [(item.title, doubted(item.text, item.status)) for item in _due(layout)]
    return [layout.setter.part("When to ask again"), layout.setter.facts(rows, 0.34)] if rows else []


def reconciliation(layout: Layout) -> list[Flowable]:
    """What was searched when the count did not balance."""
    account = layout.facts.visit.reconciliation
    if account is None:
        return []
    title = "When the count did not balance"
    listed = checks(title, layout.facts.catalogue.reconciliation, account.checks, layout) or [layout.setter.part(title)]
    return [*listed, layout.setter.text(account.text)]


def ending(layout: Layout) -> list[Flowable]:
    """How a visit ended that was not completed."""
    told = layout.facts.visit.ending
    if told is None:
        return []
    pairs = [("How", ENDINGS.get(told.kind, told.kind)), ("When", told.at), ("What happened", told.text),
             ("What is owed", told.owed)]
    return [layout.setter.part("Early ending"), layout.setter.facts([pair for pair in pairs if pair[1]], 0.2)]


def owed(layout: Layout) -> list[str]:
    """What must still be done, in sentences; last, in one, the contacts that the patient expects, whose times the detail tells."""
    visit = layout.facts.visit
    told = [visit.ending.owed] if visit.ending and visit.ending.owed else []
    told += [f"{item.text} {layout.words.word(visit.note.discharge[item.id]).capitalize()}. {visit.note.discharge_owed.get(item.id, '')}".rstrip()
             for item in unmet(visit, layout.facts.catalogue)]
    if visit.note.follow_up:
        told.append(f"Follow-up: {sentence(visit.note.follow_up)}")
    expected = [item.title for item in _due(layout) if item.patient_text]
    return [*told, f"Contact after the visit: {'; '.join(expected)}."] if expected else told


def _due(layout: Layout) -> tuple[FollowUp, ...]:
    """The contacts that the visit calls for; none where no needle was placed."""
    visit = layout.facts.visit
    return follow_ups(visit, layout.facts.catalogue) if any_placed(visit) else ()


def _ticked(done: bool, layout: Layout) -> str:
    """A box that was ticked is a yes; one that was not says nothing, and nothing of who was not needled."""
    if done:
        return printed("tick", done, layout.words)
    return layout.words.paragraph("not-recorded") if any_placed(layout.facts.visit) else ""


def _pain(value: float | None, layout: Layout) -> str:
    return "" if value is None else printed("number", value, layout.words)
