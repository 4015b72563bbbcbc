"""
An emergency in the journal: in a visit, in one whose record is sealed, and where no visit is open at all.

Every tap of the card comes here and none is dropped. What belongs to no visit stands in a log of the store, without a
patient, until it is taken into the visit that it belongs to.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from needlesafe.domain.emergency import Happened, Kept
from needlesafe.flow.printable import demand_printable
from needlesafe.flow.visit_desk import VisitDesk
from needlesafe.flow.workplace import Workplace
from needlesafe.store import EmergencyNote

OUTSIDE = "noted_outside"
"""The detail that says that an emergency was first noted where no visit was open."""


NO_VISIT = "none"
"""What the log says of an emergency that was of no patient's visit."""


@dataclass(frozen=True, slots=True)
class LooseEmergency:
    """An emergency that belongs to no visit."""

    id: str
    happened: Happened
    detail: Mapping[str, Any] = field(default_factory=dict)


def record(desk: VisitDesk, happened: Happened, detail: Mapping[str, Any], kept: Kept = Kept()) -> Kept:
    """Where an emergency stands after what was told of it was recorded; one that began before the record was sealed goes
    on behind it as an entry of its own."""
    if desk.visit.closed:
        return _recorded_afterwards(desk, happened, detail, kept)
    if kept.treatment >= 0:
        desk.detail_adverse(kept.treatment, detail)
        return kept
    desk.adverse(happened.event, happened.site, detail, happened.at if happened.day == desk.visit.date else "")
    return replace(kept, treatment=len(desk.visit.treatment) - 1)


def record_elsewhere(workplace: Workplace, visit_id: str, happened: Happened, detail: Mapping[str, Any], kept: Kept) -> Kept:
    """The same in a visit that is not on the screen."""
    return record(VisitDesk.resume(workplace, visit_id), happened, detail, kept)


def note(workplace: Workplace, emergency: str, detail: Mapping[str, Any], happened: Happened | None = None) -> None:
    """Keeps in the store's log what was told of an emergency where no visit is open; `happened` with the first tap."""
    demand_printable(detail)
    begun = {"event": happened.event, "day": happened.day, "at": happened.at} if happened else {}
    _keep(workplace, emergency, {**begun, "detail": dict(detail)})


def loose_emergencies(workplace: Workplace) -> tuple[LooseEmergency, ...]:
    """What the log holds and no visit took in yet, in the order in which it happened."""
    found: dict[str, LooseEmergency] = {}
    for told in workplace.store.emergency_notes():
        if told.told.get("visit"):
            found.pop(told.emergency, None)
            continue
        known = found.get(told.emergency)
        if known is None and "event" in told.told:
            happened = Happened(told.told["event"], told.told["day"], told.told["at"])
            known = LooseEmergency(told.emergency, happened)
        if known is not None:
            found[told.emergency] = replace(known, detail={**known.detail, **told.told.get("detail", {})})
    return tuple(found.values())


def take_in(desk: VisitDesk, emergency: LooseEmergency) -> Kept:
    """Where an emergency stands in the visit that it belongs to; the log says that it was taken in."""
    happened = emergency.happened
    where = "" if happened.day == desk.visit.date else f"{happened.day}, "
    kept = record(desk, happened, {**emergency.detail, OUTSIDE: f"{where}{happened.at}"})
    _keep(desk.workplace, emergency.id, {"visit": desk.visit_id})
    return kept


def set_aside(workplace: Workplace, emergency: str) -> None:
    """Says in the log that an emergency belongs to no visit; it stays there and is offered no more."""
    _keep(workplace, emergency, {"visit": NO_VISIT})


def _keep(workplace: Workplace, emergency: str, told: Mapping[str, Any]) -> None:
    store = workplace.store
    store.note_emergency(EmergencyNote(emergency, workplace.now(), store.user.id, told))


def _recorded_afterwards(desk: VisitDesk, happened: Happened, detail: Mapping[str, Any], kept: Kept) -> Kept:
    if kept.afterwards >= 0:
        desk.record(("emergency-recorded", {"index": kept.afterwards, "detail": dict(detail)}))
        return kept
    at = happened.at if happened.day == desk.visit.date else f"{happened.day}T{happened.at}"
    site = {} if happened.site is None else {"site": happened.site}
    index = len(desk.visit.afterwards)
    desk.record(("emergency-recorded", {"index": index, "id": happened.event, "at": at, **site, "detail": dict(detail)}))
    return replace(kept, afterwards=index)
