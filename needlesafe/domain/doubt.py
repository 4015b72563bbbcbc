"""
Doubt told with the fact: † behind what its source did not confirm, ‡ behind a default of our own.

An entry of the content holds several facts and one status, that of the weakest of them. Where its texts carry marks,
these say which facts are meant; where they carry none, all of it is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

MARKS = {"unconfirmed": "†", "default": "‡"}
"""What stands behind a fact, by its status; a confirmed one carries nothing."""

PATIENTS_WORDS = frozenset({
    "Question.text", "Question.short", "Question.patient_words", "Rule.patient_words", "Region.risk",
    "Region.patient_title", "Region.delayed_extra", "Warning.patient_text", "Warning.patient_window",
    "Warning.patient_action", "EventCard.lay_name", "Statement.text", "Statement.level", "RedFlag.title",
    "RedFlag.emergency", "RedFlag.same_day", "RedFlag.ring_us"})
"""The fields that a patient reads: no mark stands there, and no number that needs one."""

_ORDER = ("confirmed", "default", "unconfirmed")


def mark_of(status: str) -> str:
    """The mark of a status; empty where it is confirmed."""
    return MARKS.get(status, "")


def texts_of(entry: Any) -> Iterator[tuple[str, str]]:
    """Every text of an entry and of what it holds, each with its record and field, such as `Warning.window`."""
    for part in fields(entry):
        name, value = f"{type(entry).__name__}.{part.name}", getattr(entry, part.name)
        for item in value if isinstance(value, tuple) else (value,):
            if isinstance(item, str):
                yield name, item
            elif is_dataclass(item):
                yield from texts_of(item)


def marks_in(entry: Any) -> Counter[str]:
    """How many of each mark stand in an entry's own texts; a part with a status of its own speaks for itself."""
    return Counter(sign for part in fields(entry) for sign in _signs(getattr(entry, part.name)))


def doubt_in(entry: Any) -> str:
    """The status that the marks in an entry's texts ask for at least."""
    marked = marks_in(entry)
    return max((status for status, sign in MARKS.items() if marked[sign]), key=_ORDER.index, default="confirmed")


def is_weaker(status: str, other: str) -> bool:
    """Whether a status admits more doubt than another."""
    return _ORDER.index(status) > _ORDER.index(other)


def _signs(value: Any) -> Iterator[str]:
    for item in value if isinstance(value, tuple) else (value,):
        if isinstance(item, str):
            yield from (sign for sign in item if sign in MARKS.values())
        elif is_dataclass(item) and not hasattr(item, "status"):
            yield from marks_in(item).elements()
