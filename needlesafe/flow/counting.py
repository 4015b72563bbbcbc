"""
Who counts the needles, and how the counts truly stand once one was taken back.

`by` of an event says whose hands it were. Where somebody else counts for them, such as an assistant while the gloves are
on, the detail of the event says who; a count that takes another one back says `because: undone` there. Both stand in the
journal and in the data of the visit, and neither on a page, where what was taken back stands as in and out.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from needlesafe.domain.companions import is_same_name
from needlesafe.domain.ledger import ledger_of
from needlesafe.domain.visit import TreatmentEvent, Visit

UNDONE = "undone"
"""What an event that takes another one back says under `because`."""
COUNTED_BY, BECAUSE = "counted_by", "because"
COUNTED = ("in", "out", "all-out")
"""The treatment events that count needles."""
_OPPOSITE = {"in": "out", "out": "in"}


def counter_of(visit: Visit) -> str:
    """Who counted last for somebody else's hands; empty where those who needle counted themselves."""
    last = next((event for event in reversed(visit.treatment) if event.event in COUNTED), None)
    return _counter(last) if last is not None else ""


def known_counters(visit: Visit, own: str, users: Iterable[str]) -> tuple[str, ...]:
    """Who can count besides whoever is signed in: who did before, a chaperone of this visit, who works here."""
    before = (_counter(event) for event in visit.treatment)
    beside = visit.chaperone.name if visit.chaperone is not None else ""
    names = dict.fromkeys(name.strip() for name in (*before, beside, *users))
    return tuple(name for name in names if name and not any(is_same_name(name, known) for known in (own, visit.patient.name)))


def counts_told(visit: Visit) -> dict[str, int]:
    """How many needles each person counted in or out for somebody else's hands."""
    told: dict[str, int] = {}
    for event in as_counted(visit).treatment:
        if event.event in ("in", "out") and event.moved is None and (name := _counter(event)):
            told[name] = told.get(name, 0) + event.count
    return told


def is_undoing(event: TreatmentEvent) -> bool:
    """Whether it takes an earlier count back."""
    return event.event in COUNTED and event.detail.get(BECAUSE) == UNDONE


def taken_back(visit: Visit) -> int:
    """How many needles were counted and taken back again."""
    return sum(event.count for event in visit.treatment if is_undoing(event) and not (event.moved is not None and event.event == "in"))


def as_counted(visit: Visit) -> Visit:
    """The visit without the counts that were taken back and without what took them back: how it is at the couch."""
    kept: list[int] = []
    for place, event in enumerate(visit.treatment):
        mistaken = _mistaken(event, kept, visit.treatment) if is_undoing(event) else None
        if mistaken is None:
            kept.append(place)
        else:
            kept.remove(mistaken)
    if len(kept) == len(visit.treatment):
        return visit
    handled = tuple(replace(act, after=sum(place < act.after for place in kept)) for act in visit.handled)
    return replace(visit, treatment=tuple(visit.treatment[place] for place in kept), handled=handled)


def waits_alone(visit: Visit) -> bool:
    """Whether what waits to be counted was taken out by the last *all out* alone, so that a count of none brings exactly
    that back."""
    place = max((place for place, event in enumerate(visit.treatment) if event.event == "all-out"), default=-1)
    if place < 0 or not visit.treatment[place].to_count or not ledger_of(visit).to_count:
        return False
    without = replace(visit, treatment=(*visit.treatment[:place], *visit.treatment[place + 1:]))
    return not ledger_of(without).to_count


def _counter(event: TreatmentEvent) -> str:
    return str(event.detail.get(COUNTED_BY, "")) if event.event in COUNTED else ""


def _mistaken(undoing: TreatmentEvent, kept: list[int], treatment: tuple[TreatmentEvent, ...]) -> int | None:
    """The place of the count that is taken back; None where there is none."""
    for place in reversed(kept):
        event = treatment[place]
        if (event.event, event.site, event.count) == (_OPPOSITE.get(undoing.event), undoing.site, undoing.count):
            return place
    return None
