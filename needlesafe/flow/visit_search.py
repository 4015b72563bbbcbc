"""
Visits found as one types: by region, muscle, event, rule or lot, and by whose they were besides.

What is typed becomes facts by the names of the content; the store finds the visits that hold them. A name alone finds
patients and no visits: those stand with the patient.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from needlesafe.flow.fact_names import SHORTEST, FactNames
from needlesafe.flow.lot_search import lot_readings, lots_beginning
from needlesafe.flow.workplace import Workplace
from needlesafe.store import Sought, VisitSummary
from needlesafe.store.search_words import plain_dates

MOST_FOUND = 50
_MOST_WORDS = 8
_LOOKED_THROUGH = 200
"""So many visits of a place are looked at for the side that was typed."""
SIDES = {"left": ("left",), "right": ("right",), "midline": ("midline",), "both": ("left", "right"), "bilateral": ("left", "right")}
"""Words for a side, with the sides that a visit must then have."""


@dataclass(frozen=True, slots=True)
class FoundVisit:
    """A visit and why it was found."""

    visit: VisitSummary
    because: tuple[str, ...]
    """What it holds of that which was typed, in words."""


class VisitSearch:
    """The search over one store; it knows the names of the content."""

    def __init__(self, workplace: Workplace) -> None:
        self._store, self._catalogue = workplace.store, workplace.catalogue
        self.names = FactNames(workplace.catalogue)

    def found(self, text: str, near: bool = False) -> tuple[FoundVisit, ...]:
        """The latest visits that hold everything typed; with `near` also what is typed with a slip of the keys.

        What nothing holds as it stands is read once more: a side beside a place, then a lot of several parts.
        """
        words = plain_dates(text).split()[:_MOST_WORDS]
        return self._holding(self.sought(text, near)) or self._on_a_side(words, near) or self._of_a_lot(words, near)

    def _holding(self, sought: tuple[Sought, ...], most: int = MOST_FOUND) -> tuple[FoundVisit, ...]:
        visits = self._store.search_visits(sought, most) if sought else ()
        return tuple(FoundVisit(visit, self.names.titles(_held(visit, sought))) for visit in visits)

    def _on_a_side(self, words: Sequence[str], near: bool) -> tuple[FoundVisit, ...]:
        """The visits that were found without the word for a side, as far as they were on that side."""
        sides = tuple(side for word in words for side in SIDES.get(word.casefold(), ()))
        rest = [word for word in words if word.casefold() not in SIDES]
        if not sides or not rest:
            return ()
        sought = self.sought(" ".join(rest), near)
        places = {self._title_of(fact) for one in sought for fact in one.facts} - {""} or {""}
        found = self._holding(sought, _LOOKED_THROUGH)
        return tuple(one for one in found if all(any(_is_at(one.visit, place, side) for place in places) for side in sides))[:MOST_FOUND]

    def _of_a_lot(self, words: Sequence[str], near: bool) -> tuple[FoundVisit, ...]:
        """The visits with a lot that was typed with a blank or a sign, or without it, beside whatever else was typed."""
        for before, lots, after in lot_readings(words):
            rest = self._parts([*before, *after], near)
            if found := self._holding((*rest, Sought((), lots))):
                return found
        return ()

    def _title_of(self, fact: str) -> str:
        """The region of a muscle's fact; empty for any other."""
        kind, _, name = fact.partition(" ")
        muscle = self._catalogue.muscles.get(name) if kind == "muscle" else None
        return self._catalogue.regions[muscle.region].title if muscle else ""

    def sought(self, text: str, near: bool = False) -> tuple[Sought, ...]:
        """What is typed, thing by thing; none where it can only be a patient."""
        parts = self._parts(plain_dates(text).split()[:_MOST_WORDS], near)
        if not any(part.facts or part.begins for part in parts):
            return ()
        return tuple(parts) if len(parts) > 1 else (Sought(parts[0].facts, parts[0].begins),)

    def _parts(self, typed: Sequence[str], near: bool) -> list[Sought]:
        parts = []
        while typed:
            run = self._longest_name(typed, near)
            parts.append(self._part(typed[:run], near))
            typed = typed[run:]
        return parts

    def _longest_name(self, typed: Sequence[str], near: bool) -> int:
        """How many of the first words are one name together; at least one."""
        return next((length for length in range(len(typed), 1, -1) if self.names.facts(typed[:length], near)), 1)

    def _part(self, run: Sequence[str], near: bool) -> Sought:
        facts = self.names.facts(run, near)
        if len(run) > 1:
            return Sought(facts)
        word = run[0]
        numbered = len(word) >= SHORTEST and any(letter.isdigit() for letter in word)
        return Sought(facts, lots_beginning(run) if numbered else (), word)


def _is_at(visit: VisitSummary, place: str, side: str) -> bool:
    """Whether a visit had a site there on that side; without a place, any site on it."""
    return f"{place} {side}" in visit.sites


def _held(visit: VisitSummary, sought: Sequence[Sought]) -> tuple[str, ...]:
    facts = visit.facts.splitlines()
    return tuple(fact for one in sought for fact in facts
                 if fact in one.facts or any(fact.startswith(beginning) for beginning in one.begins))
