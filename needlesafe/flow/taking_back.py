"""
The last count of needles taken back: a needle in or out that was tapped by mistake, needles that were moved, all out.

Nothing leaves the journal. The opposite is added and says that it undoes; where all were counted out at once, a count of none brings
them back. Nobody's hands do anything by that, so it asks for no consent: a needle that is in truth still in must be on the screen
in every state of the visit.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from needlesafe.domain.ledger import acts, ledger_of
from needlesafe.domain.visit import TreatmentEvent, Visit
from needlesafe.errors import GateRefused, Lack
from needlesafe.flow.counting import BECAUSE, COUNTED, COUNTED_BY, UNDONE, is_undoing, waits_alone
from needlesafe.flow.gates import demand
from needlesafe.flow.needle_lacks import account_voided
from needlesafe.flow.needling import count_after
from needlesafe.flow.visit_desk import VisitDesk


@dataclass(frozen=True, slots=True)
class LastCount:
    """What would be taken back."""

    what: str
    """`in`, `out`, `moved` or `all-out`."""
    count: int
    site: int = 0
    """Where it was counted; of needles that were moved, where they came from."""
    to: int = 0
    """Where needles were moved to."""


def last_count(visit: Visit) -> LastCount | None:
    """The last thing that was done with needles, where it is a count that can be taken back; None otherwise."""
    if visit.closed:
        return None
    done = [act for act in acts(visit) if not isinstance(act, TreatmentEvent) or act.event in COUNTED]
    last = done[-1] if done else None
    if not isinstance(last, TreatmentEvent) or is_undoing(last):
        return None
    if last.event == "all-out":
        return LastCount("all-out", ledger_of(visit).to_count) if waits_alone(visit) else None
    if last.moved is not None:
        return LastCount("moved", last.count, last.moved, last.site or 0)
    return LastCount(last.event, last.count, last.site or 0) if not _left_changed(last, visit) else None


def take_back(desk: VisitDesk, at: str = "") -> Visit:
    """Takes the last count back. GateRefused where there is none, or the record is sealed."""
    demand("needle-out", desk.standing)
    last = last_count(desk.visit)
    if last is None:
        raise GateRefused("take-back", (Lack("nothing-to-take-back", "", "treatment"),))
    if last.what == "all-out":
        return count_after(desk, (0,) * len(ledger_of(desk.visit).sites), at)
    at = at or desk.workplace.local_time()
    if last.what == "moved":
        return desk.record(*account_voided(desk.visit), *(("treatment-recorded", _undoing(at, desk, event=event, site=site, count=last.count, moved=other))
                             for event, site, other in (("out", last.to, last.site), ("in", last.site, last.to))))
    by = next(event.by for event in reversed(desk.visit.treatment) if event.event in COUNTED)
    hands, voided = {"by": by} if by else {}, account_voided(desk.visit) if last.what == "out" else ()
    return desk.record(*voided, ("treatment-recorded", _undoing(
        at, desk, event="out" if last.what == "in" else "in", site=last.site, count=last.count, **hands)))


def _undoing(at: str, desk: VisitDesk, **told: Any) -> Mapping[str, Any]:
    """An event that says that it undoes, and who says so."""
    counter = {COUNTED_BY: desk.counter} if desk.counter else {}
    return {"at": at, **told, "detail": {BECAUSE: UNDONE, **counter}}


def _left_changed(last: TreatmentEvent, visit: Visit) -> bool:
    """Whether the count took out what was left in on purpose: its opposite would not leave it there again."""
    place = max(place for place, event in enumerate(visit.treatment) if event is last)
    before = replace(visit, treatment=(*visit.treatment[:place], *visit.treatment[place + 1:]))
    return ledger_of(before).declared != ledger_of(visit).declared
