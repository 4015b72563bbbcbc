"""STRICTA 2010 beside the record: each item of the standard, and where this record holds it."""

from __future__ import annotations

from reportlab.platypus import Flowable

from needlesafe.documents.sections.layout import Layout
from needlesafe.documents.style import FINE
from needlesafe.documents.typesetter import Typesetter
from needlesafe.domain.reporting import ReportItem


def reporting(layout: Layout) -> list[Flowable]:
    """A fine table of the items; what no part of the record holds is said."""
    fine = Typesetter(FINE)
    rows = [(item.item, item.demand, _where(item)) for item in layout.facts.catalogue.reporting.values()]
    note = ("A standard for reports of needling and no legal duty. The table tells where each of its items stands here, as "
            "far as it was recorded.")
    return [layout.setter.part("STRICTA 2010"), fine.table(("Item", "Asked for", "Stands under"), rows, (0.7, 3.4, 5)),
            fine.text(note, "quiet")] if rows else []


def _where(item: ReportItem) -> str:
    lacking = f"Not recorded: {item.lacking}." if item.lacking else ""
    return " ".join(part for part in (f"{item.stands}." if item.stands else "", lacking) if part)
