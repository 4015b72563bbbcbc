"""
Which counts of a table may leave the clinic: none that is below five, and none from which such a count could be worked out.

A count is also hidden where so few others are left that they could be recognised; and a sum is written only where nothing
that it sums is hidden.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from needlesafe.domain.proportions import Proportion

SMALLEST = 5
"""The least count that is written."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table: several counts, each of so many."""

    subject: str
    """What is counted: an id."""
    parts: tuple[Proportion, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """A line as it may leave; None stands for a number that is hidden."""

    subject: str
    parts: tuple[Proportion | None, ...]
    wholes: tuple[int | None, ...]
    """What each count is of."""


def open_rows(rows: Iterable[Row]) -> tuple[Shown, ...]:
    """The lines; where one count of a line is hidden, all of that line are, because each bounds the others."""
    return tuple(_shown(row) for row in rows)


def open_sum(total: Row, rows: Sequence[Shown]) -> Shown:
    """The line of a sum: hidden, with what it is of, where anything in the lines that it sums is hidden."""
    if any(part is None for row in rows for part in row.parts):
        return Shown(total.subject, (None,) * len(total.parts), (None,) * len(total.parts))
    return _shown(total)


def open_number(number: int) -> int | None:
    """A bare number; None where it is small."""
    return number if number >= SMALLEST else None


def _shown(row: Row) -> Shown:
    wholes = tuple(open_number(part.of) for part in row.parts)
    hidden = any(_tells_of_few(part) for part in row.parts)
    return Shown(row.subject, tuple(None if hidden else part for part in row.parts), wholes)


def _tells_of_few(part: Proportion) -> bool:
    """Whether a count, what it is of or the rest is of few people."""
    return part.count < SMALLEST or 0 < part.of - part.count < SMALLEST
