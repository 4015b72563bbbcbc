"""
Reads the TOML tables of `assets/` into the Catalogue.

The records of `domain.catalogue` are the schema: a table array is named for its record, a key for its field. Every
fault of every file is told at once, with file, entry and key; nothing is loaded then.
"""

from __future__ import annotations

import hashlib
import tomllib
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from needlesafe.content.crosscheck import Reading, crosscheck
from needlesafe.content.records import record
from needlesafe.content.tables import CONSENT_ARRAYS, TABLES, FileNote, Table
from needlesafe.domain.catalogue import Catalogue, ConsentText
from needlesafe.errors import BadInput, Fault
from needlesafe.paths import assets_dir


@dataclass(frozen=True, slots=True)
class _Found:
    """What was found while reading."""

    faults: list[Fault] = field(default_factory=list)
    lost: dict[str, set[str] | None] = field(default_factory=dict)
    """By table, the ids of entries that have faults; None where a whole file could not be read."""
    versions: set[str] = field(default_factory=set)


def load(folder: Path | None = None) -> Catalogue:
    """The Catalogue of an assets folder, the program's own by default. BadInput names every fault of every file."""
    root, found = folder or assets_dir(), _Found()
    files = _files(root, found)
    parsed = {name: _parsed(name, data, found) for name, data in files.items()}
    for name, raw in parsed.items():
        if raw is not None:
            _noted(name, raw, found)
    tables: dict[str, Any] = {table.into: _entries(table, parsed, found) for table in TABLES}
    consent = {name.partition("/")[2]: _consent(name, raw, found) for name, raw in parsed.items()
               if name.startswith("consent/") and raw is not None}
    catalogue = Catalogue(version=max(found.versions, default=""), fingerprint=_fingerprint(files), consent=consent, **tables)
    found.faults.extend(crosscheck(Reading(catalogue, found.lost)))
    if found.faults:
        raise BadInput(found.faults)
    return catalogue


def _files(root: Path, found: _Found) -> dict[str, bytes]:
    """The bytes of every content file by its name, such as `clinical/rules`."""
    names = {f"{kind}/{path.stem}" for kind in ("clinical", "consent") for path in (root / kind).glob("*.toml")}
    files = {}
    for name in sorted(names | {f"clinical/{table.file}" for table in TABLES} | {"consent/en"}):
        try:
            files[name] = (root / f"{name}.toml").read_bytes()
        except OSError as error:
            missing = isinstance(error, FileNotFoundError)
            found.faults.append(Fault(f"{name}.toml", "is missing" if missing else f"cannot be read: {error.strerror}"))
            _lose(name, found)
    return files


def _lose(name: str, found: _Found) -> None:
    """Notes that a file's tables are not known at all."""
    found.lost.update({table.into: None for table in TABLES if name == f"clinical/{table.file}"})
    if name.startswith("consent/"):
        found.lost["consent"] = None


def _fingerprint(files: dict[str, bytes]) -> str:
    """SHA-256 over the names and bytes of all content files."""
    total = hashlib.sha256()
    for name, data in files.items():
        total.update(f"{name}.toml\n{len(data)}\n".encode() + data)
    return total.hexdigest()


def _parsed(name: str, data: bytes, found: _Found) -> dict[str, Any] | None:
    try:
        return tomllib.loads(data.decode("utf-8"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        found.faults.append(Fault(f"{name}.toml", f"is not TOML: {error}"))
        _lose(name, found)
        return None


def _noted(name: str, raw: dict[str, Any], found: _Found) -> None:
    """Reads what a file says of itself, and names every table in it that nothing reads."""
    known = {table.array for table in TABLES if name == f"clinical/{table.file}"}
    if name.startswith("consent/"):
        known = {"language", "headings", "paragraphs", *CONSENT_ARRAYS}
    found.faults.extend(Fault(f"{name}.toml: {key}", "is no table that the program reads")
                        for key in raw if key not in known and key != "file")
    note = record(FileNote, raw.get("file", {}), f"{name}.toml: file", found.faults)
    if note is not None:
        found.versions.add(note.version)
        if not _is_day(note.review_due):
            found.faults.append(Fault(f"{name}.toml: file.review_due", f"must be a date, not '{note.review_due}'"))


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _entries(table: Table, parsed: dict[str, dict[str, Any] | None], found: _Found) -> dict[str, Any]:
    name = f"clinical/{table.file}"
    raw = parsed.get(name)
    if raw is None:
        return {}
    entries, lost = _listed(table.place, raw.get(table.array, []), table.shape, found.faults)
    found.lost[table.into] = lost
    return entries


def _listed(place: str, entries: Any, shape: type, faults: list[Fault]) -> tuple[dict[str, Any], set[str]]:
    """The records of a table array by id, in the file's order, and the ids of those with faults."""
    made: dict[str, Any] = {}
    lost: set[str] = set()
    if not isinstance(entries, list):
        faults.append(Fault(place, "must be a list of tables"))
        return {}, lost
    seen: set[str] = set()
    for index, entry in enumerate(entries):
        name = entry.get("id") if isinstance(entry, dict) else None
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


def _consent(name: str, raw: dict[str, Any], found: _Found) -> ConsentText:
    place = f"{name}.toml"
    lists = {into: tuple(_listed(f"{place}: {array}", raw.get(array, []), shape, found.faults)[0].values())
             for array, (into, shape) in CONSENT_ARRAYS.items()}
    words = {part: _words(f"{place}: {part}", raw.get(part, {}), found.faults) for part in ("headings", "paragraphs")}
    language = name.partition("/")[2]
    if raw.get("language") != language:
        found.faults.append(Fault(f"{place}: language", f"must be '{language}', as the file's name"))
    return ConsentText(language=language, **words, **lists)


def _words(place: str, raw: Any, faults: list[Fault]) -> dict[str, str]:
    if not isinstance(raw, dict):
        faults.append(Fault(place, "must be a table of texts"))
        return {}
    faults += [Fault(f"{place}.{key}", "must be text") for key, value in raw.items() if not isinstance(value, str)]
    return {key: value for key, value in raw.items() if isinstance(value, str)}
