"""Consent: who signed for what, and what a signature must be to count as one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

PURPOSES = ("needling", "chest")
ROLES = ("patient", "guardian", "practitioner", "interpreter", "witness", "chaperone", "supervisor")
DECISIONS = ("given", "declined", "deferred")

Point = tuple[float, float, float, float]
Stroke = tuple[Point, ...]

LEAST_EXTENT = 0.015
"""The least width or height of a drawn mark, in widths and heights of the pad: a dot has less."""


@dataclass(frozen=True, slots=True)
class Signature:
    """One signature, bound to the hash of the draft that was read."""

    role: str
    purposes: tuple[str, ...]
    name: str
    strokes: tuple[Stroke, ...] = ()
    """Points of x and y in 0–1 of the pad, milliseconds, and pressure in 0–1."""
    typed: str = ""
    """The attested typed name, where no strokes were drawn."""
    draft: str = ""
    """SHA-256 of the draft that was read."""
    at: str = ""
    """UTC, from this computer's clock."""


@dataclass(frozen=True, slots=True)
class Consent:
    """The consent of one visit as it stands."""

    language: str = "en"
    decision: str = ""
    """Empty until decided."""
    questions: str = ""
    """What the patient asked and was told."""
    understanding: tuple[tuple[str, str], ...] = ()
    """Question ids with their answers."""
    signatures: tuple[Signature, ...] = ()
    drawn: tuple[Signature, ...] = ()
    """Strokes as they stood at the last pen-up, not accepted as a signature yet."""
    draft: str = ""
    """SHA-256 of the draft that was prepared last."""
    covers: tuple[str, ...] = ()
    """The keys of sites and findings that the prepared draft speaks of (`domain.visit.consent_keys`)."""
    decided_at: str = ""
    decided_by: str = ""
    """Who decided, where that was written down: the patient, or who decides for them."""
    reason: str = ""
    """Why, only where one was offered."""

    def signed(self, role: str, purpose: str) -> bool:
        """Whether that role signed the last draft for that purpose."""
        return any(s.role == role and purpose in s.purposes and s.draft == self.draft for s in self.signatures)


def signature_from_json(data: Mapping[str, Any], at: str = "") -> Signature:
    """The signature as a visit file or an event holds it."""
    strokes = tuple(tuple(tuple(point) for point in stroke) for stroke in data.get("strokes", ()))
    return Signature(data["role"], tuple(data["for"]), data["name"], strokes, data.get("typed", ""),
                     data.get("draft", ""), at)


def signature_fault(strokes: tuple[Stroke, ...]) -> str:
    """Why the strokes are not a signature (`blank`, `dot`), or empty where they are one."""
    points = [point for stroke in strokes for point in stroke]
    if not points:
        return "blank"
    width = max(point[0] for point in points) - min(point[0] for point in points)
    height = max(point[1] for point in points) - min(point[1] for point in points)
    return "dot" if max(width, height) < LEAST_EXTENT else ""
