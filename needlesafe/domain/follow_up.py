"""
When a patient is contacted again: by what was needled, by what the answers raised, by what happened, by what was not well
when they left; and which of these contacts is still to come.

Times are local and without a zone, as the visit's own are; whoever asks says what time it is.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from needlesafe.domain.catalogue import Catalogue
from needlesafe.domain.disclosures import visit_tags
from needlesafe.domain.needles import any_placed
from needlesafe.domain.statements import day_of
from needlesafe.domain.visit import Visit
from needlesafe.domain.wording import CheckItem, FollowUp

_NOON = time(12)


@dataclass(frozen=True, slots=True)
class Due:
    """A contact that is still to come."""

    since: str
    """From when on, local, such as `2026-11-22T10:05`."""
    until: str
    """When it becomes overdue, in the same form."""
    asks: tuple[str, ...]
    """The ids of the follow-ups that it is for."""


def follow_ups(visit: Visit, catalogue: Catalogue) -> tuple[FollowUp, ...]:
    """The contacts that a visit calls for, in the catalogue's order."""
    tags = visit_tags(visit, catalogue)
    failed = {item.id for item in unmet(visit, catalogue)}
    happened = [catalogue.events[event.id] for event in (*visit.treatment, *visit.afterwards) if event.id in catalogue.events]
    named = {card.id for card in happened}
    grave = {severity for card in happened for severity in card.severity}
    return tuple(item for item in catalogue.follow_ups.values()
                 if tags.intersection(item.tags) or named.intersection(item.events) or grave.intersection(item.severities)
                 or failed.intersection(item.checks))


def unmet(visit: Visit, catalogue: Catalogue) -> tuple[CheckItem, ...]:
    """The checks before leaving that were answered and are not met, in the catalogue's order."""
    said = visit.note.discharge
    return tuple(item for item in catalogue.discharge.values() if said.get(item.id, item.wanted) != item.wanted)


def next_contact(visit: Visit, catalogue: Catalogue) -> Due | None:
    """The contact that is overdue first, with all that can be asked in it; None where none is to come."""
    waiting = [*_called_for(visit, catalogue), *_agreed(visit)]
    if not waiting:
        return None
    first = min(waiting, key=lambda due: due.until)
    joined = [due for due in waiting if due.since <= first.until]
    return Due(min(due.since for due in joined), first.until, tuple(dict.fromkeys(item for due in joined for item in due.asks)))


def _called_for(visit: Visit, catalogue: Catalogue) -> Iterator[Due]:
    """The contacts that the content names and nobody made; a patient who was reached on the day or later was asked."""
    if not any_placed(visit):
        return
    reached = max((day_of(told.at, visit.date) for told in visit.enquiries if told.reached), default="")
    over = _over(visit)
    for item in follow_ups(visit, catalogue):
        for after, within in zip(item.after_h, item.within_h, strict=True):
            due = Due(_moment(over + timedelta(hours=after)), _moment(over + timedelta(hours=within)), (item.id,))
            if reached < day_of(due.since, visit.date):
                yield due


def _agreed(visit: Visit) -> Iterator[Due]:
    """The day that was agreed when the patient was last asked, until they are reached again."""
    for told in reversed(visit.enquiries):
        if told.again:
            yield Due(f"{told.again}T00:00", f"{told.again}T23:59", told.asked)
        if told.again or told.reached:
            return


def _over(visit: Visit) -> datetime:
    """When the last thing happened, on the couch or afterwards; noon where nobody wrote a time that can be read."""
    day = datetime.fromisoformat(visit.date)
    return max((moment for event in (*visit.treatment, *visit.afterwards) if (moment := _read(event.at, visit.date)) is not None),
               default=datetime.combine(day, _NOON))


def _read(at: str, day: str) -> datetime | None:
    try:
        return datetime.fromisoformat(at if "T" in at else f"{day}T{at}").replace(tzinfo=None)
    except ValueError:
        return None


def _moment(moment: datetime) -> str:
    return moment.isoformat(timespec="minutes")
