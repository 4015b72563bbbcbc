"""What is told of an emergency: which card, when, where, and where it stands in a visit once it is recorded."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Happened:
    """One emergency, told apart from all others of its kind."""

    event: str
    """The id of its card."""
    day: str
    """The local date on which its card was opened, ISO."""
    at: str
    """The local time of day, HH:MM."""
    site: int | None = None
    """The site where it happened, by its number in the plan, where that is known."""


@dataclass(frozen=True, slots=True)
class Kept:
    """Where an emergency stands in a visit."""

    treatment: int = -1
    """Its place among what happened in the treatment; -1 where it is not there."""
    afterwards: int = -1
    """Its place among the emergencies that were recorded once the record was sealed; -1 where it is not there."""
