"""The needles counted: the ledger site by site, whether it balances, the packs, and what hands did, in words."""

from __future__ import annotations

from collections.abc import Callable

from reportlab.platypus import Flowable

from needlesafe.documents.sections.layout import Layout
from needlesafe.documents.sections.sites import site_name
from needlesafe.domain.ledger import Ledger, SiteLedger, ledger_of
from needlesafe.domain.visit import Handled, TreatmentEvent

_TAKEN = {"in": "in", "out": "out"}


def balance(layout: Layout) -> str:
    """Needles in and out, in a sentence."""
    book = ledger_of(layout.facts.visit)
    if not book.placed:
        return "No needle was placed."
    stays = f" Left in on purpose: {book.declared}." if book.declared else ""
    return f"Needles in: {book.placed}. Needles out: {book.removed}.{stays} {_rest(book)}"


def needle_table(layout: Layout) -> list[Flowable]:
    """The ledger, one line a site, with what was planned there beside it; a column for those that stay in where any do."""
    setter, book = layout.setter, ledger_of(layout.facts.visit)
    columns = [column for column in _COLUMNS if column[0] != _STAY or book.declared]
    rows = [(site_name(line.site, layout), *(told(line, layout) for _, _, told in columns)) for line in book.sites]
    if not rows:
        return []
    head, shares = ("Site", *(name for name, _, _ in columns)), (5, *(share for _, share, _ in columns))
    moved = [setter.text(f"Moved from one site to another: {book.moved}, counted at both.", "quiet")] if book.moved else []
    return [setter.part("Needles in and out"), setter.table(head, rows, shares, tuple(range(1, len(head)))), *moved,
            setter.text(balance(layout), "strong"), *_packs(layout)]


def deed_words(event: TreatmentEvent, layout: Layout) -> str:
    """Needles in or out in words: how many, by whom where that was said, and where they were moved."""
    moved = f", moved {'to' if event.event == 'out' else 'from'} {site_name(event.moved, layout)}" if event.moved is not None else ""
    return f"{_needles(event.count)} {_TAKEN[event.event]}{hand_words(event.by)}{moved}"


def handled_words(act: Handled) -> str:
    """Needles passed on, counted or left in on purpose, in words."""
    if act.what == "passed-on":
        return f"Needles passed on to {act.to}"
    if act.what == "needles-counted":
        return f"Counted after all were out: {sum(act.counts)} found{hand_words(act.by)}"
    return f"{_needles(act.count)} left in on purpose{hand_words(act.by)}: {act.why}"


def hand_words(name: str) -> str:
    """Who did it, where that was said."""
    return f" by {name}" if name else ""


def _needles(count: int) -> str:
    return f"{count} {'needle' if count == 1 else 'needles'}"


def _rest(book: Ledger) -> str:
    """Whether the count balances, and what it misses."""
    if book.balanced:
        return "The count balances."
    missed = [f"{book.present} not accounted for by the count."] if book.present else []
    missed += [f"{book.to_count} taken out all at once, not accounted for by a count after."] if book.to_count else []
    return " ".join(missed)


def _packs(layout: Layout) -> list[Flowable]:
    """The packs of needles, where they were counted."""
    packs = layout.facts.visit.packs
    if packs is None:
        return []
    return [layout.setter.text(f"Packs opened: {packs.opened}. Opened and not used: {packs.unused}. "
                               f"Thrown away: {packs.discarded}.")]


def _planned_at(line: SiteLedger, layout: Layout) -> str:
    """How many needles were planned at a site; nothing for one that has left the plan."""
    sites = layout.facts.visit.sites
    return str(sites[line.site].needles) if line.site < len(sites) else ""


_STAY = "Stay in"
_COLUMNS: tuple[tuple[str, float, Callable[[SiteLedger, Layout], str]], ...] = (
    ("Planned", 1.2, _planned_at), ("In", 1, lambda line, _: str(line.placed)), ("Out", 1, lambda line, _: str(line.removed)),
    (_STAY, 1.2, lambda line, _: str(line.declared)), ("Left", 1, lambda line, _: str(line.present)))
