"""What law and custom of a place fix, as far as it was read; no legal advice."""

from __future__ import annotations

from dataclasses import dataclass

LAW_KINDS = ("consent-age", "retention", "consent-test", "privacy")
"""What a point of law speaks of."""


@dataclass(frozen=True, slots=True)
class Jurisdiction:
    """What the law or custom of a place fixes."""

    id: str
    title: str
    emergency_number: str
    consent_age: int
    retention: str
    skin_preparation: bool = True
    basis: tuple[str, ...] = ()
    """The points of law that it rests on; those of every place besides."""
    sources: tuple[str, ...] = ()
    status: str = "confirmed"


@dataclass(frozen=True, slots=True)
class LawPoint:
    """One point of law or custom that a practitioner should know."""

    id: str
    kind: str
    """One of LAW_KINDS."""
    title: str
    text: str
    follows: str = ""
    """What the practitioner does because of it."""
    everywhere: bool = False
    """Whether it is shown in every place, and not only where a jurisdiction names it."""
    sources: tuple[str, ...] = ()
    status: str = "confirmed"
