"""
The figures of a practice as CSV for others: no name, no date, no text that somebody typed, and no count of a few.

What is hidden says so; `domain.small_cells` holds what is. No cell begins as a formula of a spreadsheet does.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from needlesafe.domain.catalogue import Catalogue
from needlesafe.domain.doubt import mark_of
from needlesafe.domain.practice import Practice
from needlesafe.domain.proportions import Proportion
from needlesafe.domain.small_cells import Row, Shown, open_number, open_rows, open_sum

HEADER = ("table", "entry", "title", "counted", "of", "percent", "lower_95", "upper_95", "published")
HIDDEN = "hidden"
"""Stands for a number that is of a few people, or from which one could be worked out."""
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_RECORD_TITLES = {
    "needles": "every needle out or accounted for", "sealed": "record sealed", "complaint": "complaint written",
    "pack": "lot and use-by of every needled site", "pain": "pain before and after", "response": "how the patient responded",
    "aftercare": "aftercare given and warning signs explained", "contact": "whom to call in an emergency", "whole": "all of these"}
Line = tuple[str, ...]


def figures_csv(practice: Practice, catalogue: Catalogue) -> bytes:
    """The table as UTF-8 with the mark that spreadsheets look for, lines ended as RFC 4180 has it."""
    told = io.StringIO()
    writer = csv.writer(told)
    writer.writerow(HEADER)
    for line in (*_overview(practice), *_events(practice, catalogue), *_records(practice), *_rules(practice)):
        writer.writerow([f"'{cell}" if cell.startswith(_FORMULA) else cell for cell in line])
    return b"\xef\xbb\xbf" + told.getvalue().encode()


def record_title(part: str) -> str:
    """What a part of a record is called."""
    return _RECORD_TITLES[part]


def _overview(practice: Practice) -> Iterator[Line]:
    if practice.invented:
        yield ("DEMO", "demo", "the invented clinic of the demonstration: nothing of this happened", "", "", "", "", "", "")
    for name, title, number in (("visits", "visits with needles", practice.visits), ("patients", "patients needled", practice.patients),
                                ("sites", "sites needled", practice.sites), ("needles", "needles placed", practice.needles),
                                ("trials", "trial visits, counted nowhere else", practice.trials)):
        shown = open_number(number)
        yield ("overview", name, title, HIDDEN if shown is None else str(shown), "", "", "", "", "")


def _events(practice: Practice, catalogue: Catalogue) -> Iterator[Line]:
    """Each event of the content, recorded or not: which ones are left out would tell which ones are rare here."""
    figures = [practice.event(name) for name in dict.fromkeys((*catalogue.events, *(one.event for one in practice.events)))]
    rows = open_rows(Row(one.event, (one.visits, one.patients)) for one in figures)
    total = open_sum(Row(practice.any_event.event, (practice.any_event.visits, practice.any_event.patients)), rows)
    for row in (*rows, total):
        card = catalogue.events.get(row.subject)
        published = " | ".join(f"{rate.text}{mark_of(rate.status)} [{', '.join(rate.sources)}]" for rate in card.rates) if card else ""
        title = card.title if card else "any adverse event" if row is total else ""
        yield from (_line(f"events by {unit}", row, title, place, published) for place, unit in enumerate(("visit", "patient")))


def _records(practice: Practice) -> Iterator[Line]:
    rows = open_rows(Row(one.part, (one.held,)) for one in practice.records)
    total = open_sum(Row(practice.whole_record.part, (practice.whole_record.held,)), rows)
    return (_line("records", row, _RECORD_TITLES[row.subject], 0) for row in (*rows, total))


def _rules(practice: Practice) -> Iterator[Line]:
    rows = open_rows(Row(one.rule, (one.declined,)) for one in practice.rules)
    total = open_sum(Row(practice.all_rules.rule, (practice.all_rules.declined,)), rows)
    return (_line("changes declined", row, "all rules" if row is total else "", 0) for row in (*rows, total))


def _line(table: str, row: Shown, title: str, place: int, published: str = "") -> Line:
    part, whole = row.parts[place], row.wholes[place]
    of = HIDDEN if whole is None else str(whole)
    if part is None:
        return (table, row.subject, title, HIDDEN, of, HIDDEN, HIDDEN, HIDDEN, published)
    return (table, row.subject, title, str(part.count), of, *_rates(part), published)


def _rates(part: Proportion) -> tuple[str, str, str]:
    low, high = part.interval or (0.0, 1.0)
    return _percent(part.share or 0.0), _percent(low), _percent(high)


def _percent(share: float) -> str:
    return f"{100 * share:.2f}"
