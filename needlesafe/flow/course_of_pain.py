"""Pain and range of motion before and after, visit by visit: read from the few events that hold them, never from whole journals."""

from __future__ import annotations

import re
from dataclasses import dataclass

from needlesafe.domain.folding import fold
from needlesafe.domain.visit import Visit
from needlesafe.flow.workplace import Workplace

MOST = 12
"""So many visits are looked at, the latest ones."""
_HOLD_IT = ("visit-started", "indication-recorded", "note-recorded")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")
_UNIT = re.compile(r"\s*([^\W\d_]+|[°%])")
_DEGREES = {"deg", "degree", "degrees", "°"}
_MEANT_OTHERWISE = "-–<>~/.,"
"""Before a number these make it something else: less than, about, a part of."""


@dataclass(frozen=True, slots=True)
class Range:
    """A range of motion that was written as one number before and one after, in the same unit."""

    what: str
    """The words beside the numbers, without capitals; empty where there are none."""
    unit: str
    """`°`, or the word behind the number; empty where there is none."""
    before: float
    after: float


@dataclass(frozen=True, slots=True)
class Measured:
    """One visit in which pain or range was written down."""

    visit_id: str
    date: str
    """The day of the visit, ISO."""
    pain_before: float | None
    pain_after: float | None
    range_before: str
    """As it was written."""
    range_after: str
    """As it was written."""

    @property
    def range(self) -> Range | None:
        """The range in numbers; None where the words hold none, or different ones."""
        before, after = _number_in(self.range_before), _number_in(self.range_after)
        if before is None or after is None or before[2] != after[2]:
            return None
        if before[1] and after[1] and before[1] != after[1]:
            return None
        return Range(before[1] or after[1], before[2], before[0], after[0])


def measured(workplace: Workplace, patient_id: str, without: str = "") -> tuple[Measured, ...]:
    """The patient's latest visits in which anything was measured, the oldest first; `without` leaves one out."""
    ids = [visit.id for visit in workplace.store.visits_of(patient_id) if visit.id != without][:MOST]
    told = workplace.store.events_among(ids, _HOLD_IT)
    found = (measured_in(fold(told[name])) for name in reversed(ids) if name in told)
    return tuple(one for one in found if one is not None)


def measured_in(visit: Visit) -> Measured | None:
    """What a visit holds of it as it stands; None where it holds nothing."""
    before, after = visit.indication, visit.note
    held = Measured(visit.id, visit.date, before.pain_before, after.pain_after, before.range_before.strip(), after.range_after.strip())
    empty = held.pain_before is None and held.pain_after is None and not held.range_before and not held.range_after
    return None if empty else held


def _number_in(text: str) -> tuple[float, str, str] | None:
    """The one number of a text, the words around it and its unit; None where there is none, or more than one."""
    numbers = list(_NUMBER.finditer(text))
    if len(numbers) != 1:
        return None
    [number] = numbers
    front = text[:number.start()]
    if front and (front[-1] in _MEANT_OTHERWISE or front[-1].isalpha()):
        return None
    unit = _UNIT.match(text, number.end())
    rest = text[unit.end():] if unit else text[number.end():]
    named = unit.group(1).casefold() if unit else ""
    words = " ".join(re.findall(r"\w+", f"{front} {rest}".casefold()))
    return float(number.group().replace(",", ".")), words, "°" if named in _DEGREES else named
