"""
The figures of a practice, and who got a lot: read from the few events that they need, never from whole journals.

Reading takes a while with thousands of visits: it belongs on a thread of its own, says how far it has come and can be called
off. The figures leave as a table without anybody in it; a list of who got a lot stays in the program.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from needlesafe.domain.catalogue import Catalogue
from needlesafe.domain.events import EVENT_TYPES
from needlesafe.domain.folding import fold
from needlesafe.domain.ledger import ledger_of
from needlesafe.domain.practice import Practice, practice_of
from needlesafe.domain.visit import Visit
from needlesafe.exchange.figures_csv import HEADER, figures_csv
from needlesafe.flow.export import write_aside
from needlesafe.flow.periods import ALL, Period
from needlesafe.flow.progress import Progress
from needlesafe.flow.workplace import Workplace
from needlesafe.store import PatientRow, VisitSummary

NOT_NEEDED = ("earlier-answers-brought", "since-last-answered", "since-last-withdrawn", "answered", "answer-withdrawn",
              "readiness-answered", "companion-recorded", "acknowledged", "acknowledgement-withdrawn", "consent-prepared",
              "consent-talk-recorded", "understanding-answered", "strokes-drawn", "signed", "signatures-cleared", "given-recorded",
              "course-recorded", "discharge-answered", "discharge-owed", "referral-written", "hand-over-written",
              "consent-withdrawn", "withdrawal-described", "answers-shown-again", "amended")
"""The events of which no figure tells; they are most of a journal."""
_AT_ONCE = 50
"""Visits that are read in one go: a screen never waits longer for the store."""


@dataclass(frozen=True, slots=True)
class LotLine:
    """A patient into whom needles of a lot went."""

    patient: PatientRow
    """As they are known now."""
    visit: VisitSummary
    sites: tuple[int, ...]
    """Which sites of the plan."""
    needles: int
    trial: bool


def practice_figures(workplace: Workplace, progress: Progress | None = None, period: Period = ALL) -> Practice | None:
    """The figures over the visits of a period; None where it was called off. StoreRefused where an event was changed."""
    going = progress or Progress()
    visits = ((workplace.store.person(summary.patient_id), visit) for summary, visit in _visits(workplace, going, period))
    figures = practice_of(visits, workplace.today(), tuple(workplace.catalogue.reconciliation))
    return None if going.called_off else figures


def who_got(workplace: Workplace, lot: str, progress: Progress | None = None) -> tuple[LotLine, ...] | None:
    """Who got needles of a lot, the latest first; None where it was called off. That somebody asked stands in the access
    journal."""
    going, wanted = progress or Progress(), _plain_lot(lot)
    workplace.store.register_view("", f"who got lot {lot.strip()}", workplace.now())
    found = [line for summary, visit in _visits(workplace, going) if (line := _lot_line(workplace, summary, visit, wanted))]
    return None if going.called_off else tuple(sorted(found, key=lambda line: line.visit.date, reverse=True))


def save_figures(practice: Practice, catalogue: Catalogue, folder: Path, period: Period = ALL) -> Path:
    """The table as it was written, which names its period. UserError where the place does not take it, ValueError for days of
    which no table leaves."""
    if period != ALL and not period.year:
        raise ValueError("a table leaves for all visits or for a calendar year")
    named = "all visits" if period == ALL else f"calendar year {period.year}"
    head, end, lines = figures_csv(practice, catalogue).partition(b"\r\n")
    told = b",".join((b"overview", b"period", named.encode(), *(b"" for _ in HEADER[3:])))
    name = "-".join(part for part in ("DEMO" if practice.invented else "", "practice-figures", period.year) if part)
    return write_aside(folder, f"{name}.csv", head + end + told + end + lines)


def _visits(workplace: Workplace, going: Progress, period: Period = ALL) -> Iterator[tuple[VisitSummary, Visit]]:
    """Every visit of a period as far as the figures look at it."""
    summaries = [summary for summary in workplace.store.visits() if period.holds(summary.date)]
    wanted = tuple(kind for kind in EVENT_TYPES if kind not in NOT_NEEDED)
    for start in range(0, len(summaries), _AT_ONCE):
        if not going.goes_on(start, len(summaries)):
            return
        batch = summaries[start:start + _AT_ONCE]
        told = workplace.store.events_among([summary.id for summary in batch], wanted)
        yield from ((summary, fold(told[summary.id])) for summary in batch if summary.id in told)
    going.goes_on(len(summaries), len(summaries))


def _lot_line(workplace: Workplace, summary: VisitSummary, visit: Visit, wanted: str) -> LotLine | None:
    placed = {line.site: line.placed - line.moved_in for line in ledger_of(visit).sites if line.placed > line.moved_in}
    sites = tuple(index for index in placed if index < len(visit.sites) and _plain_lot(visit.sites[index].lot) == wanted)
    if not sites or not wanted:
        return None
    person = workplace.store.person(summary.patient_id)
    patient = PatientRow(person, workplace.store.patient(person) or visit.patient)
    return LotLine(patient, summary, sites, sum(placed[index] for index in sites), visit.trial)


def _plain_lot(lot: str) -> str:
    """A lot without case, blanks and signs: it is copied from small print."""
    return "".join(letter for letter in lot.casefold() if letter.isalnum())
