"""
Facts and their doubt, checked: marks and status agree, rates are whole, bands follow from them, what names an entry finds it.

It stands beside the cross-check of names because it reads words and numbers, those of every table alike.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from needlesafe.content.crosscheck import Reading
from needlesafe.content.tables import PLACES
from needlesafe.domain.doubt import MARKS, PATIENTS_WORDS, doubt_in, is_weaker, marked_texts, marks_in, parts_of
from needlesafe.domain.event_cards import SEVERITIES, UNITS, Rate, bands_of
from needlesafe.domain.law import LAW_KINDS
from needlesafe.errors import Fault


def founded(reading: Reading) -> list[Fault]:
    """Every fault between what is said and how far it is known."""
    return [*_marked(reading), *_rates(reading), *_differences(reading), *_law(reading), *_follow_ups(reading)]


def _marked(reading: Reading) -> Iterator[Fault]:
    for table in PLACES:
        if table != "references":
            for place, entry in reading.entries(table):
                yield from _of_entry(place, entry, PATIENTS_WORDS)
    for place, array, entry in reading.statements():
        read = PATIENTS_WORDS | {"CheckItem.text", "CheckItem.why"} if array == "understanding" else PATIENTS_WORDS
        yield from _of_entry(place, entry, read)


def _of_entry(place: str, entry: Any, read_by_patients: frozenset[str]) -> Iterator[Fault]:
    """No patient reads a mark; an entry admits at least the doubt of its words and of its parts."""
    status, marked = getattr(entry, "status", "confirmed"), tuple(marked_texts(entry))
    for field, _ in marked:
        if field in read_by_patients:
            yield Fault(f"{place}.{field.partition('.')[2]}", "is read by patients: no mark of doubt may stand in it")
    if marked and is_weaker(wanted := doubt_in(entry), status):
        yield Fault(f"{place}.status", f"must be '{wanted}': a {MARKS[wanted]} stands in its words")
    for name, part in parts_of(entry):
        yield from _of_entry(f"{place}.{name}", part, read_by_patients)
        if is_weaker(part.status, status):
            yield Fault(f"{place}.status", f"must be '{part.status}', as its {name} is")


def _rates(reading: Reading) -> Iterator[Fault]:
    for table in ("events", "studies"):
        for place, entry in reading.entries(table):
            for index, rate in enumerate(entry.rates):
                yield from _rate(f"{place}.rates[{index}]", rate)
    for place, event in reading.entries("events"):
        if (bands := bands_of(event.rates)) != event.bands:
            yield Fault(f"{place}.bands", f"must be {', '.join(bands)}, as its rates say")
        if not event.rates and not event.rate_note:
            yield Fault(f"{place}.rate_note", "must say what is known where there is no rate")


def _rate(place: str, rate: Rate) -> Iterator[Fault]:
    if rate.unit not in UNITS:
        yield Fault(f"{place}.unit", f"'{rate.unit}' is no unit of a rate")
    if not rate.sources:
        yield Fault(f"{place}.sources", "a number needs its source")
    if rate.share and rate.numerator:
        yield Fault(f"{place}.share", "stands where the source gives no count: one of the two")
    if rate.denominator and rate.numerator > rate.denominator:
        yield Fault(f"{place}.numerator", "is greater than the denominator")
    if rate.status in MARKS and not marks_in(rate)[MARKS[rate.status]]:
        yield Fault(f"{place}.text", f"must carry its {MARKS[rate.status]}")


def _differences(reading: Reading) -> Iterator[Fault]:
    known = _known(reading)
    for place, item in reading.entries("disagreements"):
        if not item.concerns:
            yield Fault(f"{place}.concerns", "must name at least one entry, or nobody ever reads it")
        for name in item.concerns:
            if known is not None and name not in known:
                yield Fault(f"{place}.concerns", f"'{name}' is no entry")


def _known(reading: Reading) -> set[str] | None:
    """The ids of all entries, those with faults among them; None where a table could not be read at all."""
    tables = [getattr(reading.catalogue, table) for table in PLACES]
    if None in reading.lost.values() or not all(tables):
        return None
    told = (entry.id for _, _, entry in reading.statements())
    return {name for names in (*tables, *(names or () for names in reading.lost.values()), told) for name in names}


def _law(reading: Reading) -> Iterator[Fault]:
    known, named = reading.names("law"), set()
    for place, where in reading.entries("jurisdictions"):
        named.update(where.basis)
        for name in where.basis:
            if name not in known:
                yield Fault(f"{place}.basis", f"'{name}' is no point of law")
        kinds = {reading.catalogue.law[name].kind for name in where.basis if name in reading.catalogue.law}
        for kind in ("consent-age", "retention"):
            if where.basis and kind not in kinds and not reading.lost.get("law"):
                yield Fault(f"{place}.basis", f"must name a point on {kind}")
    for place, point in reading.entries("law"):
        if point.kind not in LAW_KINDS:
            yield Fault(f"{place}.kind", f"'{point.kind}' is no kind of law")
        if not point.everywhere and point.id not in named:
            yield Fault(place, "holds in no place")


def _follow_ups(reading: Reading) -> Iterator[Fault]:
    events, checks, tags = reading.names("events"), reading.names("discharge"), reading.tags()
    for place, item in reading.entries("follow_ups"):
        yield from (Fault(f"{place}.tags", f"'{name}' is no site tag") for name in item.tags if name not in tags)
        yield from (Fault(f"{place}.events", f"'{name}' is no event") for name in item.events if name not in events)
        yield from (Fault(f"{place}.severities", f"'{name}' is no severity") for name in item.severities
                    if name not in SEVERITIES)
        yield from (Fault(f"{place}.checks", f"'{name}' is no check before leaving") for name in item.checks if name not in checks)
        if not (item.tags or item.events or item.severities or item.checks):
            yield Fault(place, "is called for by nothing")
        begins, ends = item.after_h, item.within_h
        if len(begins) != len(ends) or any(not 0 <= after < within for after, within in zip(begins, ends, strict=False)):
            yield Fault(f"{place}.within_h", "must hold a later hour for each of after_h")
