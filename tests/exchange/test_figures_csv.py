"""The table that leaves: no name, no date, no formula, no count of a few."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace

from needlesafe.domain.catalogue import Catalogue
from needlesafe.domain.practice import EventFigure, Practice, RecordFigure, RuleFigure
from needlesafe.domain.proportions import Proportion
from needlesafe.exchange.figures_csv import HEADER, HIDDEN, figures_csv


def figure(event: str, visits: int, patients: int) -> EventFigure:
    """An event of 200 visits and 90 patients."""
    return EventFigure(event, Proportion(visits, 200), Proportion(patients, 90), visits)


PRACTICE = Practice(
    200, 90, 310, 620, 3, (figure("ae-bleeding", 40, 20), figure("ae-vasovagal", 7, 6), figure("ae-bruise", 4, 4)), figure("any", 45, 25),
    (RecordFigure("sealed", Proportion(150, 200)), RecordFigure("pack", Proportion(200, 200))), RecordFigure("whole", Proportion(150, 200)),
    (RuleFigure("cr-1", Proportion(6, 30)), RuleFigure("cr-2", Proportion(1, 9)), RuleFigure("cr-3", Proportion(1, 3))),
    RuleFigure("any", Proportion(8, 42)))


def rows(practice: Practice, catalogue: Catalogue) -> dict[tuple[str, str], dict[str, str]]:
    """The lines by their table and entry."""
    text = figures_csv(practice, catalogue).decode("utf-8-sig")
    read = list(csv.DictReader(io.StringIO(text, newline="")))
    assert tuple(read[0]) == HEADER
    return {(row["table"], row["entry"]): row for row in read}


def test_counts_and_intervals_are_written(catalogue: Catalogue) -> None:
    told = rows(PRACTICE, catalogue)
    bleeding = told["events by visit", "ae-bleeding"]
    assert (bleeding["counted"], bleeding["of"], bleeding["percent"]) == ("40", "200", "20.00")
    assert (bleeding["lower_95"], bleeding["upper_95"]) == ("15.05", "26.09")
    assert "Brady 2014" in bleeding["published"] and "[brady-2014]" in bleeding["published"]
    assert told["records", "pack"]["counted"] == "200" and told["records", "whole"]["counted"] == "150"
    assert told["overview", "needles"]["counted"] == "620"


def test_counts_of_a_few_and_sums_over_them_are_hidden(catalogue: Catalogue) -> None:
    told = rows(PRACTICE, catalogue)
    for key in (("events by visit", "ae-bruise"), ("events by patient", "ae-bruise"), ("events by visit", "any"),
                ("changes declined", "cr-2"), ("changes declined", "any"), ("overview", "trials")):
        assert told[key]["counted"] == HIDDEN, key
    assert {told["changes declined", "cr-3"][name] for name in ("counted", "of", "percent", "lower_95", "upper_95")} == {HIDDEN}
    assert told["changes declined", "any"]["of"] == HIDDEN and told["changes declined", "cr-2"]["of"] == "9"


def test_every_event_is_named_so_that_none_tells_by_being_there(catalogue: Catalogue) -> None:
    told = rows(PRACTICE, catalogue)
    empty = rows(replace(PRACTICE, events=()), catalogue)
    assert {entry for table, entry in told if table == "events by visit"} == {*catalogue.events, "any"}
    assert set(empty) == set(told) and empty["events by visit", "ae-bruise"] == told["events by visit", "ae-bruise"]


def test_no_number_below_five_is_written_anywhere(catalogue: Catalogue) -> None:
    for row in rows(PRACTICE, catalogue).values():
        for name in ("counted", "of"):
            assert not row[name].isdigit() or int(row[name]) >= 5, row


def test_the_table_of_the_demonstration_says_so(catalogue: Catalogue) -> None:
    assert ("DEMO", "demo") in rows(replace(PRACTICE, invented=True), catalogue)
    assert ("DEMO", "demo") not in rows(PRACTICE, catalogue)


def test_no_cell_begins_as_a_formula(catalogue: Catalogue) -> None:
    odd = replace(PRACTICE, rules=(RuleFigure("=cmd|' /C calc'!A0", Proportion(6, 30)), RuleFigure("@x", Proportion(6, 30))))
    text = figures_csv(odd, catalogue).decode("utf-8-sig")
    assert "'=cmd" in text and "'@x" in text
    assert not re.search(r"(?m)(^|,)\"?[=+@-]", text)
