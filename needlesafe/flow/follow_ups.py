"""
Asking after patients once their visit is over: who is to be asked, what, and what came of it.

What was said is an event of the visit, which stays closed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from needlesafe.domain.folding import fold
from needlesafe.domain.follow_up import next_contact
from needlesafe.domain.statements import Enquiry
from needlesafe.domain.visit import Visit
from needlesafe.errors import GateRefused, Lack
from needlesafe.flow.gates import demand
from needlesafe.flow.statements import time_said
from needlesafe.flow.visit_desk import VisitDesk
from needlesafe.flow.workplace import Workplace
from needlesafe.store import VisitSummary

_NOT_WELL = "asked not-well"
_WRITTEN = ("outcome", "asked", "question", "said", "how", "passed_to", "agreed", "again", "by")


@dataclass(frozen=True, slots=True)
class DueContact:
    """A patient who is to be asked."""

    visit: VisitSummary
    overdue: bool
    why: tuple[str, ...]
    """What it is for, in words."""
    passed_to: str = ""
    """To whom it was passed on when the patient was last asked; empty where it was not."""


def due_contacts(workplace: Workplace) -> tuple[DueContact, ...]:
    """Who is to be asked until tonight: whose time is over comes first, then whose time ends first."""
    _work_out_older(workplace)
    today, known = workplace.today(), workplace.catalogue.follow_ups
    now = f"{today}T{workplace.local_time()}"
    due = workplace.store.due(f"{today}T23:59")
    passed = _passed_on(workplace, due)
    found = (DueContact(visit, visit.due_until < now, tuple(known[name].title for name in visit.due_for.split() if name in known),
                        passed.get(visit.id, "")) for visit in due)
    return tuple(sorted(found, key=lambda due: not due.overdue))


def _passed_on(workplace: Workplace, due: Sequence[VisitSummary]) -> dict[str, str]:
    """To whom the patients who were not well when last asked were passed on, by the id of the visit."""
    ids = [visit.id for visit in due if _NOT_WELL in visit.facts.splitlines()]
    told = workplace.store.events_among(ids, ("follow-up-recorded",)) if ids else {}
    return {visit: str(events[-1].payload.get("passed_to", "")) for visit, events in told.items()}


def enquire(desk: VisitDesk, enquiry: Enquiry) -> Visit:
    """Records that the patient was asked, and by whom. GateRefused before the record is sealed, where it is not said what
    was found, or where nobody says what follows when the patient is not well."""
    demand("follow-up", desk.standing)
    wanted = ("outcome", "agreed", "again") if enquiry.outcome == "not-well" else ("outcome",)
    if empty := [name for name in wanted if not getattr(enquiry, name).strip()]:
        raise GateRefused("follow-up", [Lack("statement-part", name, "note") for name in empty])
    by = enquiry.by or desk.workplace.store.user.practitioner.name
    told = {name: value for name, value in {**asdict(enquiry), "by": by}.items() if name in _WRITTEN and value}
    asked = {"asked": list(enquiry.asked)} if enquiry.asked else {}
    return desk.record(("follow-up-recorded", {**told, **asked, "at": enquiry.at or time_said(desk)}))


def _work_out_older(workplace: Workplace) -> None:
    """Works out the contacts of visits that were closed under a program that kept none."""
    store, catalogue = workplace.store, workplace.catalogue
    for visit_id in store.not_worked_out():
        due = next_contact(fold(store.events(visit_id)), catalogue)
        store.keep_due(visit_id, (due.since, due.until, " ".join(due.asks)) if due else ("", "", ""))
