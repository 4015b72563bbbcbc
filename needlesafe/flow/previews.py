"""
Pages as they would be sealed now, for reading before anything is recorded.

What is shown is laid out by the same program from the same facts; only the seal, and the time at which it is made, are
not there yet.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from needlesafe.domain.statements import Amendment, HandOver, Incident, Referral
from needlesafe.domain.visit import Visit
from needlesafe.flow.papers import NUMBERED, Source, facts_of, printed
from needlesafe.flow.visit_desk import VisitDesk

Statement = Amendment | HandOver | Incident | Referral
_LISTS = {Amendment: ("amendment", "amendments"), HandOver: ("hand-over", "hand_overs"), Referral: ("referral", "referrals")}


def preview_of(desk: VisitDesk, statement: Statement) -> bytes:
    """The page of a statement as it would be sealed now; nothing is recorded."""
    told = replace(statement, recorded_at=desk.workplace.now())
    if isinstance(told, Incident):
        return printed("incident", _source(desk, replace(desk.visit, incident=told)))
    kind, field = _LISTS[type(told)]
    listed: tuple[Any, ...] = (*getattr(desk.visit, field), told)
    return NUMBERED[kind](_source(desk, replace(desk.visit, **{field: listed})), len(listed)).pdf


def aftercare_of(desk: VisitDesk, large_print: bool = False) -> bytes:
    """The sheet that the patient takes home, as things stand; it can be read together before the visit is finished."""
    return printed("aftercare-large" if large_print else "aftercare", _source(desk, desk.visit))


def record_of(desk: VisitDesk) -> bytes:
    """The record as it stands: what the program writes by itself of plan, needles and events, before it is sealed."""
    kept = desk.workplace.store.document(desk.visit_id, "consent")
    return printed("record", replace(_source(desk, desk.visit), consent=kept.data if kept else None))


def _source(desk: VisitDesk, visit: Visit) -> Source:
    place = desk.workplace
    return Source(facts_of(visit, place.catalogue), place.store.events(desk.visit_id))
