"""
Doubt told with the fact: † behind what its source did not confirm, ‡ behind a default of our own.

An entry of the content holds several facts and one status, that of the weakest of them. Where its texts carry marks,
these say which facts are meant; where they carry none, all of it is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from functools import cache
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


def marked_texts(entry: Any) -> Iterator[tuple[str, str]]:
    """Every text of an entry in which a mark stands, with its record and field, such as `Warning.window`."""
    for name in _fields(type(entry)):
        value = getattr(entry, name)
        for item in value if type(value) is tuple else (value,):
            if type(item) is str:
                if "†" in item or "‡" in item:
                    yield f"{type(entry).__name__}.{name}", item
            elif _fields(type(item)) and not hasattr(item, "status"):
                yield from marked_texts(item)


def marks_in(entry: Any) -> Counter[str]:
    """How many of each mark stand in an entry's own texts; a part with a status of its own speaks for itself."""
    return Counter(sign for _, text in marked_texts(entry) for sign in text if sign in "†‡")


def parts_of(entry: Any) -> Iterator[tuple[str, Any]]:
    """The parts of an entry that have a status of their own, each with its place, such as `rates[0]`."""
    for name in _fields(type(entry)):
        value = getattr(entry, name)
        if type(value) is tuple and value and hasattr(value[0], "status"):
            yield from ((f"{name}[{index}]", part) for index, part in enumerate(value))


def doubt_in(entry: Any) -> str:
    """The status that the marks in an entry's texts ask for at least."""
    marked = marks_in(entry)
    return max((status for status, sign in MARKS.items() if marked[sign]), key=_ORDER.index, default="confirmed")


def is_weaker(status: str, other: str) -> bool:
    """Whether a status admits more doubt than another; an unknown word is neither weaker nor stronger."""
    return {status, other} <= set(_ORDER) and _ORDER.index(status) > _ORDER.index(other)


@cache
def _fields(shape: type) -> tuple[str, ...]:
    """The fields of a record, a dataclass or a named tuple, in which words or parts may stand; nothing else has any."""
    names = [part.name for part in fields(shape)] if is_dataclass(shape) else getattr(shape, "_fields", ())
    return tuple(name for name in names if name not in ("id", "status", "sources"))
