"""Which open visits have needles in, or needles that nobody has counted since they came out."""

from __future__ import annotations

from needlesafe.domain.ledger import ledger_of
from needlesafe.domain.visit import Visit
from needlesafe.errors import UserError
from needlesafe.flow.needling import all_out
from needlesafe.flow.visit_desk import VisitDesk
from needlesafe.flow.workplace import Workplace


def is_unsettled(visit: Visit) -> bool:
    """Whether somebody still has to take needles out of the patient, or to count them."""
    return not visit.closed and not ledger_of(visit).balanced


def unsettled_desks(workplace: Workplace) -> tuple[VisitDesk, ...]:
    """The desks of the visits in the store that are unsettled; one whose journal cannot be read is passed over, home names it."""
    desks = (_read(workplace, visit.id) for visit in workplace.store.unfinished())
    return tuple(desk for desk in desks if desk is not None and is_unsettled(desk.visit))


def all_out_elsewhere(workplace: Workplace, visit_id: str) -> VisitDesk:
    """The desk of a visit that is not on screen, after all its needles came out; they wait to be counted."""
    desk = VisitDesk.resume(workplace, visit_id)
    all_out(desk)
    return desk


def _read(workplace: Workplace, visit_id: str) -> VisitDesk | None:
    store = workplace.store
    try:
        told = store.events_among((visit_id,), ("treatment-recorded",))
        return VisitDesk(workplace, visit_id, store.events(visit_id)) if told.get(visit_id) else None
    except UserError:
        return None
