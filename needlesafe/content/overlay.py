"""
Reads the folder in which a clinic adds to the content: questions, factors, rules, cautions, texts, its letterhead.

The files speak the language of `assets/clinical`. What they may say beside ours is told by `merging`; here stands what
they hold, as far as it could be read, with every fault.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from needlesafe.content.files import Found, fingerprint_of, listed, noted, parsed
from needlesafe.content.logo import LARGEST, logo_fault
from needlesafe.content.records import record
from needlesafe.content.tables import CONSENT_ARRAYS, TABLES, Table
from needlesafe.domain.catalogue import Acknowledgement
from needlesafe.domain.clinic_content import Letterhead
from needlesafe.errors import Fault

ADDED = ("references", "factors", "questions", "rules", "readiness", "discharge", "reconciliation", "technique", "pauses",
         "principles")
"""The tables of the Catalogue that a clinic may add entries to."""
SAID = ("element", "risk", "chest", "understanding", "aftercare")
"""The arrays of the consent that a clinic may add statements to."""
HEAD = "clinic.toml"
"""The one file that must be there: who reviewed the folder, and the letterhead."""
_CONSENT = re.compile(r"consent-([a-z]{2,3})\.toml")
_ACCENT = "[\u0300-\u034e\u0483-\u0487]"
UNPRINTABLE = re.compile("[^\n -~\u00a0-\u00ac\u00ae-\u024f\u0300-\u0314\u0316-\u0319\u031c-\u034e\u0384-\u038a\u038c"
                         "\u038e-\u03a1\u03a3-\u0487\u048a-\u0525\u1e00-\u1efb\u2010-\u2027\u2030-\u205e\u20a0-\u20b5"
                         f"\u2190-\u22ff]|(?:(?<=\\s)|^){_ACCENT}|(?<={_ACCENT * 2}){_ACCENT}")
"""What no page of ours can print; everything that it lets through has a glyph, and every accent a letter."""
_MOST_LINES, _LONGEST_LINE = 4, 70


@dataclass(frozen=True, slots=True)
class Caution:
    """What a clinic adds to one region."""

    region: str
    acknowledgements: tuple[Acknowledgement, ...] = ()
    prohibited: tuple[str, ...] = ()
    """What must not be done there, a sentence each."""
    delayed_extra: str = ""
    """What the patient is told to watch for besides, in plain words."""
    risk: str = ""
    """What the patient reads in the consent besides, in plain words."""
    locked: bool = False
    """True where the clinic does not needle there at all."""


@dataclass(frozen=True, slots=True)
class Stricter:
    """A question or rule of ours that asks for more in this clinic."""

    id: str
    action: str
    why: str


@dataclass(frozen=True, slots=True)
class Overlay:
    """Everything that stands in a clinic's folder."""

    tables: Mapping[str, dict[str, Any]] = field(default_factory=dict)
    """The added entries by the Catalogue's field, then by id."""
    consent: Mapping[str, dict[str, dict[str, Any]]] = field(default_factory=dict)
    """The added statements by language, array and id."""
    cautions: Mapping[str, Caution] = field(default_factory=dict)
    stricter: Mapping[str, Stricter] = field(default_factory=dict)
    letterhead: Letterhead | None = None
    fingerprint: str = ""


@dataclass(frozen=True, slots=True)
class _Head:
    """The letterhead as the file has it."""

    name: tuple[str, ...]
    address: tuple[str, ...] = ()
    phone: str = ""
    web: str = ""
    logo: str = ""
    logo_says: str = ""


_CAUTIONS = Table("regions", "caution", Caution, "cautions")
_STRICTER = Table("rules", "stricter", Stricter, "stricter")
_READ = (*(table for table in TABLES if table.into in ADDED), _CAUTIONS, _STRICTER)


def read_overlay(folder: Path, found: Found) -> Overlay:
    """What a clinic's folder holds, as far as it could be read; an empty folder adds nothing."""
    files = _files(folder, found)
    raw_files = {name: _parsed(name, data, found) for name, data in files.items()}
    if not files:
        return Overlay()
    tables = {table.into: _entries(table, raw_files, found) for table in _READ}
    consent = {match[1]: _statements(name, raw, found) for name, raw in raw_files.items()
               if raw is not None and (match := _CONSENT.fullmatch(name))}
    logo, letterhead = _letterhead(folder, raw_files.get(HEAD), found)
    return Overlay(tables, consent, tables.pop("cautions"), tables.pop("stricter"), letterhead, fingerprint_of(files | logo))


def _files(folder: Path, found: Found) -> dict[str, bytes]:
    """The bytes of every file that is read, by its name."""
    known, files = {HEAD, *(f"{table.file}.toml" for table in _READ)}, {}
    for path in _listing(folder, found):
        if path.name not in known and not _CONSENT.fullmatch(path.name):
            found.faults.append(Fault(f"clinic/{path.name}", _stranger(path, known)))
            continue
        try:
            files[path.name] = path.read_bytes()
        except OSError as error:
            found.faults.append(Fault(f"clinic/{path.name}", f"cannot be read: {error.strerror}"))
            _lose(path.name, found)
    if files and HEAD not in files:
        found.faults.append(Fault(f"clinic/{HEAD}", "is missing: it says under [file] who reviewed this folder, and when"))
    return files


def _stranger(path: Path, known: set[str]) -> str:
    """What is wrong with a file or folder that nothing reads."""
    if path.is_dir():
        return "is a folder, and nothing in it is read"
    close = get_close_matches(path.name.lower(), (*known, "consent-en.toml"), 1)
    return "is no file that the program reads" + (f"; '{close[0]}' is" if close else "")


def _listing(folder: Path, found: Found) -> list[Path]:
    """The folders and TOML files of a folder; what is hidden, pictures and notes of another kind are nobody's business."""
    try:
        inside = sorted(folder.iterdir())
    except OSError as error:
        found.faults.append(Fault(str(folder), f"cannot be read as the clinic's folder: {error.strerror}"))
        return []
    return [path for path in inside if not path.name.startswith(".")
            and (path.suffix.lower() == ".toml" or path.is_dir())]


def _lose(name: str, found: Found) -> None:
    for table in _READ:
        if name == f"{table.file}.toml":
            found.lose(table.into, None)


def _parsed(name: str, data: bytes, found: Found) -> dict[str, Any] | None:
    """What a file holds, after what it says of itself, unknown tables and characters that no page can bear are told."""
    place = f"clinic/{name}"
    raw = parsed(place, data, found.faults)
    if raw is None:
        _lose(name, found)
        return None
    known = {"file", *(table.array for table in _READ if name == f"{table.file}.toml")}
    known |= {"letterhead"} if name == HEAD else set(SAID) if _CONSENT.fullmatch(name) else set()
    for key in raw:
        if key not in known:
            found.faults.append(Fault(f"{place}: {key}", "is nothing that a clinic's folder may hold here"))
    if "file" in raw or name == HEAD:
        note = noted(place, raw.get("file", {}), found.faults)
        if note is not None and name == HEAD and not note.reviewed.strip():
            found.faults.append(Fault(f"{place}: file.reviewed", "must say who reviewed this folder, and when"))
    found.faults.extend(_unprintable(f"{place}: ", raw))
    return raw


def _unprintable(place: str, value: Any) -> Iterator[Fault]:
    """A fault for each text with a character that the documents cannot print."""
    if isinstance(value, dict):
        for key, part in value.items():
            yield from _unprintable(f"{place}{'' if place.endswith(' ') else '.'}{key}", part)
    elif isinstance(value, list):
        for index, part in enumerate(value):
            name = part.get("id", part.get("region")) if isinstance(part, dict) else None
            yield from _unprintable(f"{place} {name}" if isinstance(name, str) else f"{place}[{index}]", part)
    elif isinstance(value, str) and (wrong := UNPRINTABLE.search(value)):
        yield Fault(place, f"the character {wrong[0]!r} (U+{ord(wrong[0]):04X}) cannot be printed")


def _entries(table: Table, raw_files: dict[str, dict[str, Any] | None], found: Found) -> dict[str, Any]:
    raw = raw_files.get(f"{table.file}.toml") or {}
    key = "region" if table is _CAUTIONS else "id"
    entries, lost = listed(table.own_place, raw.get(table.array, []), table.shape, found.faults, key)
    found.lose(table.into, lost)
    return entries


def _statements(name: str, raw: dict[str, Any], found: Found) -> dict[str, dict[str, Any]]:
    return {array: listed(f"clinic/{name}: {array}", raw.get(array, []), CONSENT_ARRAYS[array][1], found.faults)[0]
            for array in SAID}


def _letterhead(folder: Path, raw: dict[str, Any] | None, found: Found) -> tuple[dict[str, bytes], Letterhead | None]:
    """The letterhead, and its logo by the name of its file."""
    if raw is None or "letterhead" not in raw:
        return {}, None
    place = f"clinic/{HEAD}: letterhead"
    head = record(_Head, raw["letterhead"], place, found.faults)
    if head is None:
        return {}, None
    found.faults.extend(_lines_faults(place, head))
    logo = _logo(folder, f"{place}.logo", head.logo, found) if head.logo else b""
    return ({head.logo: logo} if logo else {},
            Letterhead(head.name, head.address, head.phone, head.web, logo, head.logo_says))


def _lines_faults(place: str, head: _Head) -> Iterator[Fault]:
    if not head.name:
        yield Fault(f"{place}.name", "must have a line")
    for key in ("name", "address"):
        if len(getattr(head, key)) > _MOST_LINES:
            yield Fault(f"{place}.{key}", f"has more than {_MOST_LINES} lines")
    for line in (*head.name, *head.address, head.phone, head.web):
        if len(line) > _LONGEST_LINE or "\n" in line:
            yield Fault(place, f"'{line[:20]} …' is longer than {_LONGEST_LINE} characters or more than one line")
    if head.logo and not head.logo_says.strip():
        yield Fault(f"{place}.logo_says", "must say in words what the logo shows, for who cannot see it")


def _logo(folder: Path, place: str, name: str, found: Found) -> bytes:
    """The bytes of the logo; none after its fault was added."""
    if Path(name).name != name or not name.lower().endswith(".png"):
        found.faults.append(Fault(place, f"'{name}' must be the name of a PNG file beside {HEAD}"))
        return b""
    try:
        with (folder / name).open("rb") as file:
            data = file.read(LARGEST + 1)
    except OSError as error:
        found.faults.append(Fault(place, f"'{name}' cannot be read: {error.strerror}"))
        return b""
    if fault := logo_fault(data):
        found.faults.append(Fault(place, f"'{name}' {fault}"))
        return b""
    return data
