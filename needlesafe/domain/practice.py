"""
The figures of a practice, counted from its visits: adverse events, whole records, changes of plan that were declined.

A visit in which a needle went in is one treatment. Trial visits are counted nowhere but in their own number. Those of the
invented clinic of the demonstration are counted there, and whatever is made of them says so.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from needlesafe.domain.ledger import ledger_of
from needlesafe.domain.needles import accounted_for, any_placed
from needlesafe.domain.proportions import Proportion
from needlesafe.domain.visit import Visit

ANY = "any"
"""Stands for all events, and for all rules, together."""
WHOLE = "whole"
"""Stands for everything that a record should hold."""


@dataclass(frozen=True, slots=True)
class EventFigure:
    """How often an adverse event was recorded."""

    event: str
    visits: Proportion
    """Of the visits with needles, those in which it was recorded."""
    patients: Proportion
    """Of the patients who were needled, those to whom it happened."""
    times: int
    """How often in all."""


@dataclass(frozen=True, slots=True)
class RuleFigure:
    """How often the change that a rule asks for was declined."""

    rule: str
    declined: Proportion
    """Of the visits in which it was accepted or declined, those in which it was declined."""


@dataclass(frozen=True, slots=True)
class RecordFigure:
    """How many records hold something that every record should."""

    part: str
    """One of PARTS, or WHOLE."""
    held: Proportion


@dataclass(frozen=True, slots=True)
class Practice:
    """What was counted."""

    visits: int
    """Visits in which a needle went in."""
    patients: int
    sites: int
    """Sites that were needled, visit by visit."""
    needles: int
    trials: int
    """Trial visits, which are counted nowhere else."""
    events: tuple[EventFigure, ...]
    """Each event that was recorded, the most frequent first; the others were recorded in no visit."""
    any_event: EventFigure
    records: tuple[RecordFigure, ...]
    whole_record: RecordFigure
    rules: tuple[RuleFigure, ...]
    """Each rule whose change was accepted or declined, the most declined first."""
    all_rules: RuleFigure

    invented: bool = False
    """Whether any of it happened in the invented clinic of the demonstration."""

    def event(self, event_id: str) -> EventFigure:
        """The figure of an event, at zero where it was never recorded."""
        return next((figure for figure in self.events if figure.event == event_id),
                    EventFigure(event_id, Proportion(0, self.visits), Proportion(0, self.patients), 0))


@dataclass(slots=True)
class _Count:
    visits: int = 0
    persons: set[str] = field(default_factory=set)
    sites: int = 0
    needles: int = 0
    trials: int = 0
    records: int = 0
    invented: bool = False
    event_visits: Counter[str] = field(default_factory=Counter)
    event_times: Counter[str] = field(default_factory=Counter)
    event_persons: dict[str, set[str]] = field(default_factory=dict)
    held: Counter[str] = field(default_factory=Counter)
    decided: Counter[str] = field(default_factory=Counter)
    declined: Counter[str] = field(default_factory=Counter)


def practice_of(visits: Iterable[tuple[str, Visit]], today: str, checks: tuple[str, ...] = ()) -> Practice:
    """The figures of visits, each with the person whom it was for; `checks` are those of a reconciliation.

    The record of a visit of today that is still open is not yet asked whether it is whole.
    """
    count = _Count()
    for person, visit in visits:
        if visit.trial and not visit.demo:
            count.trials += 1
            continue
        count.invented = count.invented or visit.demo
        _count_decisions(count, visit)
        if any_placed(visit):
            _count_treatment(count, person, visit)
            if visit.closed or visit.date < today:
                _count_record(count, visit, checks)
    return _told(count)


def events_of(visit: Visit) -> tuple[str, ...]:
    """The adverse events that are recorded of a visit, in it, after it or in its incident report, as often as each."""
    noted = [told.id for told in (*visit.treatment, *visit.afterwards) if told.event == "adverse" and told.id]
    reported = visit.incident.event if visit.incident is not None else ""
    return tuple(noted) if not reported or reported in noted else (*noted, reported)


def _count_decisions(count: _Count, visit: Visit) -> None:
    declined = {override.finding for override in visit.overrides}
    count.decided.update(declined | set(visit.changes_accepted))
    count.declined.update(declined)


def _count_treatment(count: _Count, person: str, visit: Visit) -> None:
    book = ledger_of(visit)
    count.visits += 1
    count.persons.add(person)
    count.sites += sum(line.placed > 0 for line in book.sites)
    count.needles += book.placed
    events = events_of(visit)
    for event in {*events, *((ANY,) if events else ())}:
        count.event_visits[event] += 1
        count.event_persons.setdefault(event, set()).add(person)
    count.event_times.update(events)
    count.event_times[ANY] += len(events)


def _count_record(count: _Count, visit: Visit, checks: tuple[str, ...]) -> None:
    count.records += 1
    held = {part for part, holds in PARTS.items() if holds(visit)}
    if accounted_for(visit, checks):
        held.add(NEEDLES)
    count.held.update(held)
    count.held[WHOLE] += held >= {*PARTS, NEEDLES}


def _told(count: _Count) -> Practice:
    def event(name: str) -> EventFigure:
        return EventFigure(name, Proportion(count.event_visits[name], count.visits),
                           Proportion(len(count.event_persons.get(name, ())), len(count.persons)), count.event_times[name])

    rules = [RuleFigure(rule, Proportion(count.declined[rule], number)) for rule, number in count.decided.items()]
    return Practice(
        count.visits, len(count.persons), count.sites, count.needles, count.trials,
        tuple(sorted((event(name) for name in count.event_visits if name != ANY), key=lambda one: (-one.visits.count, one.event))),
        event(ANY), tuple(RecordFigure(part, Proportion(count.held[part], count.records)) for part in (NEEDLES, *PARTS)),
        RecordFigure(WHOLE, Proportion(count.held[WHOLE], count.records)),
        tuple(sorted(rules, key=lambda one: (-one.declined.count, -one.declined.of, one.rule))),
        RuleFigure(ANY, Proportion(count.declined.total(), count.decided.total())), count.invented)


def _needled_sites(visit: Visit) -> list[int]:
    return [line.site for line in ledger_of(visit).sites if line.placed and line.site < len(visit.sites)]


def _pack_known(visit: Visit) -> bool:
    return all(visit.sites[index].lot.strip() and visit.sites[index].expires for index in _needled_sites(visit))


def _pain_known(visit: Visit) -> bool:
    return visit.indication.pain_before is not None and visit.note.pain_after is not None


def _caller_known(visit: Visit) -> bool:
    contact = visit.patient.emergency_contact
    return contact is not None and bool(contact.phone.strip())


NEEDLES = "needles"
"""The part of a record that says that every needle is out or accounted for."""
PARTS: dict[str, Callable[[Visit], bool]] = {
    "sealed": lambda visit: any(kept.kind == "record" for kept in visit.documents),
    "complaint": lambda visit: bool(visit.indication.complaint.strip()),
    "pack": _pack_known,
    "pain": _pain_known,
    "response": lambda visit: bool(visit.note.response.strip()),
    "aftercare": lambda visit: visit.note.aftercare_given and visit.note.red_flags_explained,
    "contact": _caller_known,
}
"""What every record of a visit with needles should hold, each with how that is seen."""
