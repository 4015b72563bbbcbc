"""A patient's visits one after the other, each with what is otherwise than the time before; no journal is read for it."""

from __future__ import annotations

from dataclasses import dataclass

from needlesafe.flow.fact_names import FactNames
from needlesafe.flow.workplace import Workplace
from needlesafe.store import VisitSummary


@dataclass(frozen=True, slots=True)
class Change:
    """What came and what went between two visits, in words."""

    new: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """One visit of a patient."""

    visit: VisitSummary
    first: bool
    """Whether nothing is known of a visit before it."""
    muscles: Change
    raised: Change
    """What rules spoke of."""
    happened: tuple[str, ...]
    """The adverse events, in words."""
    asked: str
    """How the patient was when last asked after it: one of `statements.OUTCOMES`; empty where nobody asked."""


def timeline(workplace: Workplace, patient_id: str, names: FactNames) -> tuple[TimelineEntry, ...]:
    """The visits of a patient, the latest first; each is compared with the one before it that had a plan."""
    entries: list[TimelineEntry] = []
    before: VisitSummary | None = None
    for visit in reversed(workplace.store.visits_of(patient_id)):
        entries.append(_entry(visit, before, names))
        before = visit if _facts(visit, "muscle") else before
    return tuple(reversed(entries))


def _entry(visit: VisitSummary, before: VisitSummary | None, names: FactNames) -> TimelineEntry:
    asked = _facts(visit, "asked")
    return TimelineEntry(visit, before is None, _change(visit, before, "muscle", names), _change(visit, before, "rule", names),
                         names.titles(_facts(visit, "event")), asked[0].partition(" ")[2] if asked else "")


def _change(visit: VisitSummary, before: VisitSummary | None, kind: str, names: FactNames) -> Change:
    """A first visit brings everything; one without a plan takes nothing away."""
    now = names.titles(_facts(visit, kind))
    then = names.titles(_facts(before, kind)) if before else ()
    gone = tuple(title for title in then if title not in now) if _facts(visit, "muscle") else ()
    return Change(tuple(title for title in now if title not in then), gone)


def _facts(visit: VisitSummary, kind: str) -> tuple[str, ...]:
    return tuple(fact for fact in visit.facts.splitlines() if fact.startswith(f"{kind} "))
