"""
Every † and ‡ of the clinical reference is kept: the status of its entry admits it, and the mark stands where the fact does.

`marks.toml` says how many marks each row of the reference carries. A row is carried by the entry of its id and by those
that took over a part of it.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from needlesafe.content.tables import CONSENT_ARRAYS, TABLES
from needlesafe.domain.catalogue import Catalogue
from needlesafe.domain.doubt import MARKS, is_weaker, marks_in, parts_of

ROWS: dict[str, dict[str, list[int]]] = tomllib.loads(Path(__file__).with_name("marks.toml").read_text("utf-8"))

BESIDES = {"pr-anticoagulant": ("pr-anticoagulant-unstable",), "pr-epilepsy": ("pr-epilepsy-recent",),
           "cr-prosthesis-joint": ("cr-prosthesis-joint-first-year",), "pf-low-bmi": ("cf-bmi-under-20", "pr-low-bmi")}
"""Entries that took over a part of a row."""

SOURCES = ("regions 6", "screening 7")
WARNED = "regions 1.4"
"""The part whose windows of watching stand with the warning sets that a region names."""
CONSENT = "en"
"""The language in which statements are looked at."""


def entries(catalogue: Catalogue) -> dict[str, list[Any]]:
    """Every entry by its id."""
    found: dict[str, list[Any]] = {}
    for table in TABLES:
        for name, entry in getattr(catalogue, table.into).items():
            found.setdefault(name, []).append(entry)
    for part, _ in CONSENT_ARRAYS.values():
        for entry in getattr(catalogue.consent[CONSENT], part):
            found.setdefault(entry.id, []).append(entry)
    return found


def carriers(section: str, row: str, catalogue: Catalogue) -> list[Any]:
    """The entries that carry a row of the reference."""
    known = entries(catalogue)
    found = [entry for name in (row, *BESIDES.get(row, ())) for entry in known.get(name, ())]
    if section == WARNED:
        found += [catalogue.warnings[name] for name in catalogue.regions[row].delayed]
    return found


def shown(entry: Any) -> Counter[str]:
    """The marks in an entry's words and in those of its parts."""
    return sum((marks_in(part) for _, part in parts_of(entry)), start=marks_in(entry))


def rows() -> Iterator[tuple[str, str, int, int]]:
    """Every row that carries marks, but those of sources."""
    for section, counted in ROWS.items():
        if section not in SOURCES:
            yield from ((section, row, *counts) for row, counts in counted.items())


@pytest.fixture(scope="module")
def carried(catalogue: Catalogue) -> dict[tuple[str, str], list[Any]]:
    """The carriers of every row."""
    return {(section, row): carriers(section, row, catalogue) for section, row, _, _ in rows()}


def test_every_marked_row_of_the_reference_is_an_entry(carried: dict[tuple[str, str], list[Any]]) -> None:
    assert [row for row, found in carried.items() if not found] == []


def test_no_entry_is_less_doubtful_than_its_row(carried: dict[tuple[str, str], list[Any]]) -> None:
    weaker = []
    for section, row, unconfirmed, _ in rows():
        wanted = "unconfirmed" if unconfirmed else "default"
        if all(is_weaker(wanted, entry.status) for entry in carried[section, row]):
            weaker.append(f"{section} {row}: {wanted}")
    assert weaker == []


def test_each_marked_fact_bears_its_mark_where_an_entry_holds_confirmed_ones_too(
        carried: dict[tuple[str, str], list[Any]]) -> None:
    missing = []
    for section, row, *counts in rows():
        found = carried[section, row]
        marks = sum((shown(entry) for entry in found), start=Counter())
        mixed = any(entry.sources for entry in found) and sum(marks.values())
        if mixed and any(marks[sign] < n for sign, n in zip(MARKS.values(), counts, strict=True)):
            missing.append(f"{section} {row}: {counts}, but {dict(marks)}")
    assert missing == []


def test_a_source_whose_note_is_marked_says_what_was_not_confirmed(catalogue: Catalogue) -> None:
    told = {name for section in SOURCES for name in ROWS[section]}
    silent = [name for name in told if "not confirmed" not in catalogue.references[name].checked
              and "not seen" not in catalogue.references[name].checked]
    assert silent == []


def test_at_least_as_many_marks_stand_in_the_content_as_rows_need_them(catalogue: Catalogue) -> None:
    marks = sum((shown(entry) for found in entries(catalogue).values() for entry in found), start=Counter())
    assert marks["†"] >= 115 and marks["‡"] >= 60
