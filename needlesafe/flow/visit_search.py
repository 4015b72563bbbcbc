"""
Visits found as one types: by region, muscle, event, rule or lot, and by whose they were besides.

What is typed becomes facts by the names of the content; the store finds the visits that hold them. A name alone finds
patients and no visits: those stand with the patient.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from needlesafe.flow.fact_names import SHORTEST, FactNames
from needlesafe.flow.summary import lot_fact
from needlesafe.flow.workplace import Workplace
from needlesafe.store import Sought, VisitSummary

MOST_FOUND = 50
_MOST_WORDS = 8


@dataclass(frozen=True, slots=True)
class FoundVisit:
    """A visit and why it was found."""

    visit: VisitSummary
    because: tuple[str, ...]
    """What it holds of that which was typed, in words."""


class VisitSearch:
    """The search over one store; it knows the names of the content."""

    def __init__(self, workplace: Workplace) -> None:
        self._store, self.names = workplace.store, FactNames(workplace.catalogue)

    def found(self, text: str, near: bool = False) -> tuple[FoundVisit, ...]:
        """The latest visits that hold everything typed; with `near` also what is typed with a slip of the keys."""
        sought = self.sought(text, near)
        visits = self._store.search_visits(sought, MOST_FOUND) if sought else ()
        return tuple(FoundVisit(visit, self.names.titles(_held(visit, sought))) for visit in visits)

    def sought(self, text: str, near: bool = False) -> tuple[Sought, ...]:
        """What is typed, thing by thing; none where it can only be a patient."""
        typed, parts = text.split()[:_MOST_WORDS], []
        while typed:
            run = self._longest_name(typed, near)
            parts.append(self._part(typed[:run], near))
            typed = typed[run:]
        if not any(part.facts or part.begins for part in parts):
            return ()
        return tuple(parts) if len(parts) > 1 else (Sought(parts[0].facts, parts[0].begins),)

    def _longest_name(self, typed: Sequence[str], near: bool) -> int:
        """How many of the first words are one name together; at least one."""
        return next((length for length in range(len(typed), 1, -1) if self.names.facts(typed[:length], near)), 1)

    def _part(self, run: Sequence[str], near: bool) -> Sought:
        facts = self.names.facts(run, near)
        if len(run) > 1:
            return Sought(facts)
        word = run[0]
        numbered = len(word) >= SHORTEST and any(letter.isdigit() for letter in word)
        return Sought(facts, (lot_fact(word),) if numbered else (), word)


def _held(visit: VisitSummary, sought: Sequence[Sought]) -> tuple[str, ...]:
    facts = visit.facts.splitlines()
    return tuple(fact for one in sought for fact in facts
                 if fact in one.facts or any(fact.startswith(beginning) for beginning in one.begins))
