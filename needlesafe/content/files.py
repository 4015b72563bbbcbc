"""Reads TOML files of content: bytes to tables, tables to records, every fault kept with its place."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import tomli

from needlesafe.content.records import record
from needlesafe.content.tables import FileNote
from needlesafe.errors import Fault


@dataclass(frozen=True, slots=True)
class Found:
    """What was found while reading."""

    faults: list[Fault] = field(default_factory=list)
    lost: dict[str, set[str] | None] = field(default_factory=dict)
    """By table, the ids of entries that have faults; None where a whole file could not be read."""
    versions: set[str] = field(default_factory=set)

    def lose(self, into: str, names: set[str] | None) -> None:
        """Notes ids of a table that have faults besides those noted before, or that a file of it could not be read."""
        before = self.lost.get(into, set())
        self.lost[into] = None if names is None or before is None else before | names


def parsed(place: str, data: bytes, faults: list[Fault]) -> dict[str, Any] | None:
    """What a file holds, or None after its fault was added."""
    try:
        return tomli.loads(data.decode("utf-8"))
    except (UnicodeDecodeError, tomli.TOMLDecodeError) as error:
        faults.append(Fault(place, f"is not TOML: {error}"))
        return None


def noted(place: str, raw: Any, faults: list[Fault]) -> FileNote | None:
    """What a file says of itself, or None after its faults were added."""
    note = record(FileNote, raw, f"{place}: file", faults)
    if note is not None and not _is_day(note.review_due):
        faults.append(Fault(f"{place}: file.review_due", f"must be a date, not '{note.review_due}'"))
    return note


def listed(place: str, entries: Any, shape: type, faults: list[Fault], key: str = "id") -> tuple[dict[str, Any], set[str]]:
    """The records of a table array by id, in the file's order, and the ids of those with faults."""
    made: dict[str, Any] = {}
    lost: set[str] = set()
    if not isinstance(entries, list):
        faults.append(Fault(place, "must be a list of tables"))
        return {}, lost
    seen: set[str] = set()
    for index, entry in enumerate(entries):
        name = entry.get(key) if isinstance(entry, dict) else None
        name = name if isinstance(name, str) else f"#{index + 1}"
        if name in seen:
            faults.append(Fault(f"{place} {name}", "stands twice"))
        seen.add(name)
        entry_made = record(shape, entry, f"{place} {name}", faults)
        if entry_made is None:
            lost.add(name)
        else:
            made[name] = entry_made
    return made, lost


def fingerprint_of(files: Mapping[str, bytes]) -> str:
    """SHA-256 over the names and bytes of files."""
    total = hashlib.sha256()
    for name, data in files.items():
        total.update(f"{name}\n{len(data)}\n".encode() + data)
    return total.hexdigest()


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
