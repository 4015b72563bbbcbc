"""
Reads the TOML tables of `assets/` into the Catalogue, and lays what a clinic adds over it.

The records of `domain.catalogue` are the schema: a table array is named for its record, a key for its field. Every
fault of every file is told at once, with file, entry and key; nothing is loaded then.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from needlesafe.content.crosscheck import Reading, crosscheck
from needlesafe.content.files import Found, fingerprint_of, listed, noted, parsed
from needlesafe.content.founded import founded
from needlesafe.content.merging import overlaid
from needlesafe.content.overlay import read_overlay
from needlesafe.content.stops import LIST, lost
from needlesafe.content.tables import CONSENT_ARRAYS, TABLES, Table
from needlesafe.domain.catalogue import Catalogue, ConsentText
from needlesafe.errors import BadInput, Fault
from needlesafe.paths import assets_dir

_OF_THE_CLINIC = "Mend what is named, or bring back the clinic's folder {folder} as it was, and start again."


def load(folder: Path | None = None, clinic: Path | None = None) -> Catalogue:
    """The Catalogue of an assets folder, the program's own by default, with a clinic's folder laid over it if one is
    given. BadInput names every fault of every file."""
    root = folder or assets_dir()
    reading, faults = read(root, clinic)
    if faults := [*faults, *lost_stops(root, reading, faults)]:
        raise BadInput(faults, _OF_THE_CLINIC.format(folder=clinic) if clinic else "")
    return reading.catalogue


def read(root: Path, clinic: Path | None = None) -> tuple[Reading, list[Fault]]:
    """What the folders hold as far as it can be read, with every fault but that a stop was lost."""
    found = Found()
    catalogue = _shipped(root, found)
    if clinic is not None:
        catalogue = overlaid(catalogue, read_overlay(clinic, found), found)
    reading = Reading(catalogue, found.lost)
    return reading, [*found.faults, *crosscheck(reading), *founded(reading)]


def lost_stops(root: Path, reading: Reading, told: list[Fault]) -> list[Fault]:
    """What was lost of the stops that the folder's own list keeps, but entries that were told of already."""
    try:
        listed_stops = (root / LIST).read_text("utf-8")
    except FileNotFoundError:
        return [Fault(LIST, "is missing")]
    except (OSError, UnicodeDecodeError) as error:
        return [Fault(LIST, f"cannot be read: {error}")]
    places = {fault.place for fault in told}
    return [fault for fault in lost(listed_stops, reading.catalogue, reading.lost) if fault.place not in places]


def _shipped(root: Path, found: Found) -> Catalogue:
    """What the program brings along, as far as it could be read."""
    files = _files(root, found)
    raw_files = {name: _parsed(name, data, found) for name, data in files.items()}
    for name, raw in raw_files.items():
        if raw is not None:
            _noted(name, raw, found)
    tables: dict[str, Any] = {table.into: _entries(table, raw_files, found) for table in TABLES}
    consent = {name.partition("/")[2]: _consent(name, raw, found) for name, raw in raw_files.items()
               if name.startswith("consent/") and raw is not None}
    fingerprint = fingerprint_of({f"{name}.toml": data for name, data in files.items()})
    return Catalogue(version=max(found.versions, default=""), fingerprint=fingerprint, consent=consent, **tables)


def _files(root: Path, found: Found) -> dict[str, bytes]:
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


def _lose(name: str, found: Found) -> None:
    """Notes that a file's tables are not known at all."""
    found.lost.update({table.into: None for table in TABLES if name == f"clinical/{table.file}"})
    if name.startswith("consent/"):
        found.lost["consent"] = None


def _parsed(name: str, data: bytes, found: Found) -> dict[str, Any] | None:
    raw = parsed(f"{name}.toml", data, found.faults)
    if raw is None:
        _lose(name, found)
    return raw


def _noted(name: str, raw: dict[str, Any], found: Found) -> None:
    """Reads what a file says of itself, and names every table in it that nothing reads."""
    known = {table.array for table in TABLES if name == f"clinical/{table.file}"}
    if name.startswith("consent/"):
        known = {"language", "headings", "paragraphs", *CONSENT_ARRAYS}
    found.faults.extend(Fault(f"{name}.toml: {key}", "is no table that the program reads")
                        for key in raw if key not in known and key != "file")
    if (note := noted(f"{name}.toml", raw.get("file", {}), found.faults)) is not None:
        found.versions.add(note.version)


def _entries(table: Table, raw_files: dict[str, dict[str, Any] | None], found: Found) -> dict[str, Any]:
    raw = raw_files.get(f"clinical/{table.file}")
    if raw is None:
        return {}
    entries, broken = listed(table.place, raw.get(table.array, []), table.shape, found.faults)
    found.lose(table.into, broken)
    return entries


def _consent(name: str, raw: dict[str, Any], found: Found) -> ConsentText:
    place = f"{name}.toml"
    lists = {}
    for array, (into, shape) in CONSENT_ARRAYS.items():
        entries, faulty = listed(f"{place}: {array}", raw.get(array, []), shape, found.faults)
        lists[into] = tuple(entries.values())
        found.lose("consent", faulty)
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
