"""What is asked of the needles of a visit; the counts themselves stand in `domain.ledger`."""

from __future__ import annotations

from collections.abc import Iterable

from needlesafe.domain.ledger import ledger_of
from needlesafe.domain.visit import TreatmentEvent, Visit

_DAY = 24 * 60 * 60


def minutes_retained(events: Iterable[TreatmentEvent], site: int) -> int | None:
    """Whole minutes during which a needle was in at a site, by the times that were recorded; None where none went in, one
    is still in or the times run backwards. A span over midnight is one."""
    inside, since, total = 0, 0, 0
    told = False
    for event in events:
        if event.event != "all-out" and (event.site != site or event.event not in ("in", "out")):
            continue
        before, now = inside, _seconds(event.at)
        inside = 0 if event.event == "all-out" else inside + (event.count if event.event == "in" else -event.count)
        if not before and inside:
            since, told = now, True
        elif before and not inside:
            span = (now - since) % _DAY
            if span > _DAY // 2:
                return None
            total += span
    return total // 60 if told and not inside else None


def _seconds(at: str) -> int:
    """Seconds since midnight of a recorded time of day."""
    hours, minutes, seconds = (*at.split(":"), "0")[:3]
    return int(hours) * 3600 + int(minutes) * 60 + int(seconds)


def present(visit: Visit) -> int:
    """Needles that are in the patient now and have to come out."""
    return ledger_of(visit).present


def any_placed(visit: Visit) -> bool:
    """Whether a needle went in during this visit."""
    return any(event.event == "in" for event in visit.treatment)


def reconciled(visit: Visit, checks: Iterable[str]) -> bool:
    """Whether a written reconciliation answers every check with yes and says what was found."""
    account = visit.reconciliation
    return (account is not None and bool(account.text.strip())
            and all(account.checks.get(check) == "yes" for check in checks))


def accounted_for(visit: Visit, checks: Iterable[str]) -> bool:
    """Whether the ledger balances, or the difference is reconciled in writing."""
    return ledger_of(visit).balanced or reconciled(visit, checks)
