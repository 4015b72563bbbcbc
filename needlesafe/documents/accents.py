"""
Accents for which there is no letter of its own: which are set, and where each stands over or under its letter.

A face sets an accent where the pen happens to be. Here it is centred on its letter, raised above a tall one, lowered
below a deep one, and kept clear of the accent before it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from needlesafe.documents.faces import BODY, FALLBACK, box_of, characters, width_of

MOST = 2
"""Accents on one letter; where more are piled up, readers of the file no longer find them all."""
_ABOVE, _BELOW, _OVERLAY = 230, (220, 202, 240), 1
_GAP = 40.0
"""Between two accents, in thousandths of the size."""


@dataclass(frozen=True, slots=True)
class Accent:
    """One accent and where it stands, in thousandths of the size."""

    mark: str
    """The character."""
    across: float
    """How far to the right of the pen, which stands behind the letter."""
    up: float
    """How far above its usual height."""


@cache
def settable() -> frozenset[str]:
    """The accents that can be set: ink above, below or across one letter."""
    return frozenset(mark for mark in characters(BODY) | characters(FALLBACK) if _is_accent(mark))


def misplaced(text: str) -> str:
    """The first accent that has no letter to stand on, or too many before it; empty where there is none."""
    found = _patterns()[1].search(text)
    return found.group() if found else ""


def has_accents(text: str) -> bool:
    """Whether any letter of the text has an accent of its own."""
    return not text.isascii() and _patterns()[0].search(text) is not None


def stretches(text: str) -> Iterator[str]:
    """The text cut into letters that have accents, each with its own, and what stands between them."""
    return (found.group() for found in _patterns()[2].finditer(text))


def placed(letter: str, face: str) -> Iterator[Accent]:
    """The accents of a letter, which are the characters after its first, in the order of reading."""
    left, bottom, right, top = box_of(letter[0], face)
    middle = (left + right) / 2 - width_of(letter[0], face)
    above, below = max(0.0, top - box_of("x", face)[3]), min(0.0, bottom + _GAP)
    for accent in letter[1:]:
        box, side = box_of(accent, face), unicodedata.combining(accent)
        across = middle - (box[0] + box[2]) / 2
        if side == _ABOVE:
            yield Accent(accent, across, above)
            above += box[3] - box[1] + _GAP
        elif side in _BELOW:
            yield Accent(accent, across, below)
            below -= box[3] - box[1] + _GAP
        else:
            yield Accent(accent, across, (top + bottom) / 2 - (box[1] + box[3]) / 2)


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    """What finds an accent, one that is out of place, and a letter with accents or whatever has none."""
    accent = f"[{''.join(sorted(settable()))}]"
    return (re.compile(accent), re.compile(rf"(?:(?<=\s)|^){accent}|(?<={accent * MOST}){accent}"),
            re.compile(rf"[^{accent[1:]}{accent}+|(?:(?!.{accent}).)+", re.DOTALL))


def _is_accent(character: str) -> bool:
    if unicodedata.category(character) != "Mn" or not unicodedata.name(character, "").startswith("COMBINING"):
        return False
    face = BODY if character in characters(BODY) else FALLBACK
    side = unicodedata.combining(character)
    return side in (_ABOVE, _OVERLAY, *_BELOW) and width_of(character, face) == 0 and any(box_of(character, face))
