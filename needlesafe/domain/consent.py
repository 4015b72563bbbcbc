"""Consent: who signed for what, and what a signature must be to count as one."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

PURPOSES = ("needling", "chest", "left-in")
REFUSAL = "refusal"
"""What is signed under a no."""
ROLES = ("patient", "guardian", "practitioner", "interpreter", "witness", "chaperone", "supervisor")
DECISIONS = ("given", "declined", "deferred")

Point = tuple[float, float, float, float]
Stroke = tuple[Point, ...]

LEAST_EXTENT = 0.015
"""The least width or height of a drawn mark, in widths and heights of the pad: a dot has less."""
LEAST_BEND = 0.03
"""How far a drawn mark must leave the straight line between its farthest points, in lengths of that line: a single line does not."""
PAD_SHAPE = 3.0
"""How many of its heights the pad is wide."""


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
class Understood:
    """One answer to a question that shows understanding, as it was given."""

    question: str
    answer: str
    at: str = ""
    """UTC, from this computer's clock."""
    talk: str = ""
    """What was talked over after it, where it was not what the consent says."""


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
    refusal: tuple[Signature, ...] = ()
    """Who signed the page of a no; nobody has to."""
    answered: tuple[Understood, ...] = ()
    """Every answer that was ever given to the questions of `understanding`, in order, with the talk that followed."""

    def signed(self, role: str, purpose: str) -> bool:
        """Whether that role signed the last draft for that purpose."""
        return any(s.role == role and purpose in s.purposes and s.draft == self.draft for s in self.signatures)


def signature_from_json(data: Mapping[str, Any], at: str = "") -> Signature:
    """The signature as a visit file or an event holds it."""
    strokes = tuple(tuple(tuple(point) for point in stroke) for stroke in data.get("strokes", ()))
    return Signature(data["role"], tuple(data["for"]), data["name"], strokes, data.get("typed", ""),
                     data.get("draft", ""), at)


def signature_fault(strokes: tuple[Stroke, ...]) -> str:
    """Why the strokes are not a signature (`blank`, `dot`, `line`), or empty where they are one."""
    points = [(point[0], point[1]) for stroke in strokes for point in stroke]
    if not points:
        return "blank"
    width = max(x for x, _ in points) - min(x for x, _ in points)
    height = max(y for _, y in points) - min(y for _, y in points)
    if max(width, height) < LEAST_EXTENT:
        return "dot"
    return "line" if _is_straight([(x * PAD_SHAPE, y) for x, y in points]) else ""


def is_told_by_its_ends(strokes: tuple[Stroke, ...]) -> bool:
    """Whether a stroke is told by two points alone, as a file may tell it: how it went between them is not known."""
    return sum(len(stroke) for stroke in strokes) == 2


def talked_over(consent: Consent, index: int, text: str) -> Consent:
    """The consent after a talk about one of the answers; the same where there is no such answer."""
    if index not in range(len(consent.answered)):
        return consent
    told = replace(consent.answered[index], talk=text)
    return replace(consent, answered=(*consent.answered[:index], told, *consent.answered[index + 1:]))


def _is_straight(points: list[tuple[float, float]]) -> bool:
    """Whether all points lie on one line, as straight as a hand draws it."""
    start = max(points, key=lambda point: math.dist(point, points[0]))
    end = max(points, key=lambda point: math.dist(point, start))
    across, down = end[0] - start[0], end[1] - start[1]
    leaves = max(abs((y - start[1]) * across - (x - start[0]) * down) for x, y in points)
    return leaves <= LEAST_BEND * (across * across + down * down)
