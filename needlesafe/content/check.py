"""
Every fault of the content at once: what loading finds, and besides what only its makers have to mend.

Loading asks whether a visit may begin with the content; this asks whether it may be given away.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path

import tomli

from needlesafe.content.cases import coverage, judged, read_cases
from needlesafe.content.crosscheck import Reading
from needlesafe.content.entries import entries
from needlesafe.content.load import lost_stops, read
from needlesafe.content.orphans import LIST as UNREACHED
from needlesafe.content.orphans import orphans
from needlesafe.content.permanent import LIST as IDS
from needlesafe.content.permanent import changed_ids
from needlesafe.content.plain_words import Read, hard_texts
from needlesafe.content.plain_words import read as read_lay_texts
from needlesafe.content.stops import LIST as STOPS
from needlesafe.content.stops import unlisted
from needlesafe.content.tables import PLACES
from needlesafe.domain.catalogue import STATUSES, Catalogue
from needlesafe.errors import BadInput, Fault

LONGEST_UNREVIEWED = 3
"""Years that a file may go without a review at most."""
DEFINING = ("references", "factors", "computed")
"""Tables whose numbers claim nothing: a reference's own, and the bounds by which a factor or a fact is defined."""
NO_NUMBER = re.compile(r"\b[A-Z]{1,3}-?\d+\b|\b[A-Z]\d+ to [A-Z]?\d+\b")
"""Digits that are a name, such as a spinal level or COVID-19."""
NAMES = ("id", "sources", "status", "emergency_number")
"""Fields that hold no fact in words."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check found."""

    catalogue: Catalogue
    faults: tuple[Fault, ...]
    cases: int | None
    """How many cases were judged; None where there are none beside the content, or where it could not be read."""
    next_review: date | None
    hardest: Read | None
    """The lay text that is hardest to read."""

    @property
    def statuses(self) -> dict[str, int]:
        """How many entries have each status."""
        found = [entry.status for entry in entries(self.catalogue).values() if hasattr(entry, "status")]
        return {status: found.count(status) for status in STATUSES}

    @property
    def counts(self) -> dict[str, int]:
        """How many entries each table has."""
        return {table: len(getattr(self.catalogue, table)) for table in PLACES}


def check(root: Path, clinic: Path | None, cases: Path, today: date) -> Checked:
    """Every fault of an assets folder with a clinic's folder over it, judged by the cases of a folder, on a day."""
    reading, faults = read(root, clinic)
    ours = reading if clinic is None else read(root)[0]
    due, lay = _reviews_due(root, clinic), read_lay_texts(reading.catalogue)
    told = [*faults, *lost_stops(root, reading, faults), *changed_ids(_listed(root, IDS), ours.catalogue, ours.lost),
            *hard_texts(reading.catalogue), *_unsourced(reading.catalogue), *_late(due, today)]
    number = None
    if not faults:
        told += [*unlisted(_listed(root, STOPS), ours.catalogue), *orphans(_listed(root, UNREACHED), ours.catalogue)]
        if cases.is_dir():
            number, wrong = _judged(cases, ours.catalogue)
            told += wrong
    return Checked(reading.catalogue, tuple(told), number, min(due.values(), default=None), lay[0] if lay else None)


def _listed(root: Path, name: str) -> str:
    """The text of a committed list; empty where there is none, so that everything in it counts as missing."""
    try:
        return (root / name).read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        return ""


def _judged(folder: Path, catalogue: Catalogue) -> tuple[int, list[Fault]]:
    """How many cases there are, and a fault for each that does not hold and for each rule that lacks one."""
    try:
        cases = read_cases(folder, catalogue)
    except BadInput as error:
        return 0, [Fault(f"tests/cases/{fault.place}", fault.text) for fault in error.faults]
    wrong = [Fault(f"tests/cases/{case.place}", f"{words} The case says: {case.says}")
             for case in cases if (words := judged(case, catalogue))]
    return len(cases), [*wrong, *coverage(cases, catalogue)]


def _reviews_due(root: Path, clinic: Path | None) -> dict[str, date]:
    """By file, the day on which it asks to be reviewed again; what cannot be read was told before."""
    due = {}
    files = [*root.glob("clinical/*.toml"), *root.glob("consent/*.toml"), *(clinic.glob("*.toml") if clinic else ())]
    for path in files:
        try:
            note = tomli.loads(path.read_text("utf-8"))["file"]
            due[f"{path.parent.name}/{path.name}"] = date.fromisoformat(note["review_due"])
        except (OSError, ValueError, KeyError, TypeError):
            continue
    return dict(sorted(due.items()))


def _late(due: dict[str, date], today: date) -> Iterator[Fault]:
    """A fault for each file whose review is past due, or put off for too long."""
    latest = date(today.year + LONGEST_UNREVIEWED, today.month, min(today.day, 28))
    for name, day in due.items():
        if day < today:
            yield Fault(f"{name}: file.review_due", f"was {day}: review the file, name who did, and set the next day")
        elif day > latest:
            yield Fault(f"{name}: file.review_due", f"is {day}; no file goes {LONGEST_UNREVIEWED} years without a review")


def _unsourced(catalogue: Catalogue) -> Iterator[Fault]:
    """A fault for each number that is said to be confirmed, by nobody."""
    for name, entry in entries(catalogue).items():
        if isinstance(entry, str) or name.partition(" ")[0] in DEFINING:
            continue
        if getattr(entry, "sources", ()) or getattr(entry, "status", "confirmed") != "confirmed":
            continue
        yield from (Fault(f"{name}.{field.name}", "names a number as confirmed and no source of it: cite one, or mark it")
                    for field in fields(entry) if field.name not in NAMES and _names_a_number(getattr(entry, field.name)))


def _names_a_number(value: object) -> bool:
    texts = value if isinstance(value, tuple) else (value,)
    return any(isinstance(text, str) and re.search(r"\d", NO_NUMBER.sub("", text)) for text in texts)
