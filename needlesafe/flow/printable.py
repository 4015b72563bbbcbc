"""
Refuses a text that no document of ours could show before anything is made of it.

A visit whose note cannot be printed could be closed and never sealed. So each text is looked at where it comes in: the
whole file before its visit starts, every event before it is recorded, clinic and practitioner before they are kept.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any

from needlesafe.documents import unprintable
from needlesafe.errors import BadInput, Fault, UnprintableCharacter

_NAMES_OF_EVENTS = ("id", "finding", "role")


def demand_printable(told: Any, place: str = "") -> None:
    """UnprintableCharacter names the first text in nested records that cannot be printed."""
    for field, character in _faults(told, place):
        raise UnprintableCharacter(character, field)


def demand_printable_event(payload: Mapping[str, Any]) -> None:
    """The same for what an event holds; the entry that it is about stands before the field."""
    demand_printable(payload, next((str(payload[key]) for key in _NAMES_OF_EVENTS if payload.get(key)), ""))


def demand_printable_file(raw: Mapping[str, Any]) -> None:
    """BadInput names every text of a visit file that cannot be printed, with the character."""
    if found := [Fault(place, f"holds {described(character)}, which no document can show")
                 for place, character in _faults(raw, "")]:
        raise BadInput(found, "Write it in another way.")


def _faults(value: Any, place: str) -> Iterator[tuple[str, str]]:
    """Where a character cannot be printed, and which."""
    if isinstance(value, str):
        if character := unprintable(value):
            yield place, character
    elif isinstance(value, Mapping):
        for key, item in value.items():
            inner = f"{place}.{key}" if place else str(key)
            yield from _faults(str(key), ascii(inner)[1:-1])
            yield from _faults(item, inner if inner.isprintable() else ascii(inner)[1:-1])
    elif isinstance(value, (list, tuple)):
        for index, item in enumerate(value):
            if not isinstance(item, (int, float)):
                yield from _faults(item, f"{place}[{index}]")


def described(character: str) -> str:
    """A character, its number and its name."""
    named = unicodedata.name(character, "").lower()
    return f"{character!r} (U+{ord(character):04X}{f', {named}' if named else ''})"
