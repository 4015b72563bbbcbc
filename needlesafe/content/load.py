"""
Reads the TOML tables of `assets/` into the Catalogue.

The records of `domain.catalogue` are the schema: a table array is named for its record, a key for its field. Every
fault of every file is told at once, with file, entry and key; nothing is loaded then.
"""

from __future__ import annotations

import hashlib
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from needlesafe.content.crosscheck import crosscheck
from needlesafe.content.records import record
from needlesafe.domain import catalogue as shapes
from needlesafe.domain.catalogue import Catalogue, ConsentText
from needlesafe.errors import BadInput, Fault
from needlesafe.paths import assets_dir


@dataclass(frozen=True, slots=True)
class Table:
    """One table array of one file and the record that it holds."""

    file: str
    array: str
    shape: type
    into: str
    """The Catalogue's field."""


TABLES = (
    Table("references", "reference", shapes.Reference, "references"),
    Table("factors", "factor", shapes.Factor, "factors"),
    Table("questions", "question", shapes.Question, "questions"),
    Table("computed", "computed", shapes.Computed, "computed"),
    Table("rules", "rule", shapes.Rule, "rules"),
    Table("warnings", "warning", shapes.Warning, "warnings"),
    Table("regions", "region", shapes.Region, "regions"),
    Table("muscles", "muscle", shapes.Muscle, "muscles"),
    Table("nerves", "nerve", shapes.Nerve, "nerves"),
    Table("events", "event", shapes.EventCard, "events"),
    Table("readiness", "readiness", shapes.CheckItem, "readiness"),
    Table("readiness", "changes", shapes.CheckItem, "changes"),
    Table("readiness", "discharge", shapes.CheckItem, "discharge"),
    Table("readiness", "reconciliation", shapes.CheckItem, "reconciliation"),
    Table("readiness", "technique", shapes.CheckItem, "technique"),
    Table("readiness", "pause", shapes.CheckItem, "pauses"),
    Table("principles", "principle", shapes.Principle, "principles"),
    Table("jurisdictions", "jurisdiction", shapes.Jurisdiction, "jurisdictions"),
    Table("disagreements", "disagreement", shapes.Disagreement, "disagreements"),
)
CONSENT_ARRAYS = {"element": ("elements", shapes.Statement), "benefit": ("benefits", shapes.Statement),
                  "risk": ("risks", shapes.Statement), "alternative": ("alternatives", shapes.Statement),
                  "chest": ("chest", shapes.Statement), "understanding": ("understanding", shapes.CheckItem),
                  "aftercare": ("aftercare", shapes.Statement), "red_flag": ("red_flags", shapes.RedFlag)}


def load(folder: Path | None = None) -> Catalogue:
    """The Catalogue of an assets folder, the program's own by default. BadInput names every fault of every file."""
    root = folder or assets_dir()
    faults: list[Fault] = []
    files = {path: path.read_bytes() for kind in ("clinical", "consent") for path in sorted((root / kind).glob("*.toml"))}
    parsed = {f"{path.parent.name}/{path.stem}": _parsed(path, data, faults) for path, data in files.items()}
    fields: dict[str, Any] = {table.into: _entries(table, parsed, faults) for table in TABLES}
    consent = {name.partition("/")[2]: _consent(name, raw, faults) for name, raw in parsed.items()
               if name.startswith("consent/")}
    _no_strangers(parsed, faults)
    versions = sorted({str(raw.get("file", {}).get("version", "")) for raw in parsed.values()})
    catalogue = Catalogue(version=versions[-1] if versions else "", fingerprint=_fingerprint(files), consent=consent,
                          **fields)
    faults += crosscheck(catalogue)
    if faults:
        raise BadInput(faults)
    return catalogue


def _fingerprint(files: dict[Path, bytes]) -> str:
    """SHA-256 over the names and bytes of all content files."""
    total = hashlib.sha256()
    for path, data in files.items():
        total.update(f"{path.parent.name}/{path.name}\n{len(data)}\n".encode() + data)
    return total.hexdigest()


def _parsed(path: Path, data: bytes, faults: list[Fault]) -> dict[str, Any]:
    place = f"{path.parent.name}/{path.name}"
    try:
        return tomllib.loads(data.decode("utf-8"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        faults.append(Fault(place, f"is not TOML: {error}"))
        return {}


def _entries(table: Table, parsed: dict[str, dict[str, Any]], faults: list[Fault]) -> dict[str, Any]:
    place = f"clinical/{table.file}.toml"
    raw = parsed.get(f"clinical/{table.file}")
    if raw is None:
        faults.append(Fault(place, "is missing"))
        return {}
    return _listed(place, table.array, raw.get(table.array, []), table.shape, faults)


def _listed(place: str, array: str, entries: Any, shape: type, faults: list[Fault]) -> dict[str, Any]:
    """The records of a table array by id, in the file's order."""
    found: dict[str, Any] = {}
    if not isinstance(entries, list):
        faults.append(Fault(f"{place}: {array}", "must be a list of tables"))
        return {}
    for index, entry in enumerate(entries):
        name = entry.get("id", f"#{index + 1}") if isinstance(entry, dict) else f"#{index + 1}"
        made = record(shape, entry, f"{place}: {array} {name}", faults)
        if made is None:
            continue
        if made.id in found:
            faults.append(Fault(f"{place}: {array} {name}", "stands twice"))
        found[made.id] = made
    return found


def _consent(name: str, raw: dict[str, Any], faults: list[Fault]) -> ConsentText:
    place = f"{name}.toml"
    lists = {into: tuple(_listed(place, array, raw.get(array, []), shape, faults).values())
             for array, (into, shape) in CONSENT_ARRAYS.items()}
    words = {part: _words(f"{place}: {part}", raw.get(part, {}), faults) for part in ("headings", "paragraphs")}
    return ConsentText(language=str(raw.get("language", name.partition("/")[2])), **words, **lists)


def _words(place: str, raw: Any, faults: list[Fault]) -> dict[str, str]:
    if not isinstance(raw, dict):
        faults.append(Fault(place, "must be a table of texts"))
        return {}
    faults += [Fault(f"{place}.{key}", "must be text") for key, value in raw.items() if not isinstance(value, str)]
    return {key: value for key, value in raw.items() if isinstance(value, str)}


def _no_strangers(parsed: dict[str, dict[str, Any]], faults: list[Fault]) -> None:
    """Names every top-level key that no table reads."""
    known: dict[str, set[str]] = {}
    for table in TABLES:
        known.setdefault(f"clinical/{table.file}", {"file"}).add(table.array)
    consent = {"file", "language", "headings", "paragraphs", *CONSENT_ARRAYS}
    for name, raw in parsed.items():
        allowed = consent if name.startswith("consent/") else known.get(name, {"file"})
        faults += [Fault(f"{name}.toml: {key}", "is no table that the program reads") for key in raw if key not in allowed]
