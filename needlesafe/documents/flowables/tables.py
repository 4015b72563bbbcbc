"""
Tables with thin rules whose heads are repeated as decoration and whose rows stay whole.

A row is torn only when it is taller than a page. Row and cell elements are found again by keys kept in the cells'
styles, which reportlab copies into every part that a table is split into.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.platypus import Flowable, Table
from reportlab.platypus.tables import TableStyle

from needlesafe.documents.faces import BODY
from needlesafe.documents.flowables.blocks import page_room
from needlesafe.documents.flowables.paragraph import TaggedParagraph
from needlesafe.documents.style import HAIR, INK, LINE, THIN
from needlesafe.documents.tagged_canvas import REPEATED, TaggedCanvas

_LEAST_PART = 60


@dataclass(frozen=True, slots=True, eq=False)
class CellPlace:
    """What a cell is, whichever part of the table it is drawn in."""

    row: object
    """The key of its row's element."""
    cell: object
    """The key of its own element."""
    scope: str
    """`Column` or `Row` for a head, else empty."""
    in_head: bool
    """Whether it is repeated on every page."""

    @property
    def tag(self) -> str:
        """What it is, in the standard's words."""
        return "TH" if self.scope else "TD"


class WholeRowTable(Table):
    """A table that tears a row only where the row is taller than a page."""

    def split(self, width: float, height: float) -> list[Flowable]:
        """Two tables, the first of which fits, or none."""
        self._calc(width, height)
        if self._giant_row_at(height):
            parts = self._splitRows(height, doInRowSplit=1)
            if parts:
                return parts
        return self._splitRows(height, doInRowSplit=0)

    def _giant_row_at(self, height: float) -> bool:
        """Whether the row that crosses the height is taller than a page with its head, and a part of it fits."""
        room = page_room(self, height) - sum(self._rowHeights[:self.repeatRows])
        reached = 0.0
        for row in self._rowHeights:
            if reached + row > height:
                return row > room and height - reached > _LEAST_PART
            reached += row
        return False


def ruled_table(cells: Sequence[Sequence[Sequence[Flowable]]], shares: Sequence[float], heads: int,
                row_heads: bool, figures: Sequence[int] = ()) -> WholeRowTable:
    """A table as wide as its column; `shares` are the columns' parts of the width."""
    total = sum(shares)
    table = WholeRowTable([[list(cell) for cell in row] for row in cells],
                          colWidths=[f"{100 * share / total:.6f}%" for share in shares], repeatRows=heads,
                          splitInRow=1, style=_rules(heads, len(shares), figures), renderCB=TableTagger(),
                          spaceBefore=4, spaceAfter=8)
    for row_index, row in enumerate(table._cellStyles):
        row_key = object()
        for column, style in enumerate(row):
            style.place = place = CellPlace(row_key, object(), _scope(row_index < heads, row_heads and column == 0),
                                            row_index < heads)
            _let_words_be_the_cell(table._cellvalues[row_index][column], place)
    return table


def _let_words_be_the_cell(pieces: Sequence[Flowable], place: CellPlace) -> None:
    """A cell that holds one paragraph and nothing else needs no element for it within its own."""
    if len(pieces) == 1 and isinstance(pieces[0], TaggedParagraph) and pieces[0].tag == "P":
        pieces[0].key, pieces[0].tag = place.cell, place.tag


class TableTagger:
    """Opens and closes the elements of a table while reportlab draws its parts."""

    def __init__(self) -> None:
        self._key = object()
        self._repeating = False

    def __call__(self, table: Table, moment: str, *details: object) -> None:
        """Called by reportlab before and after each piece of the table."""
        getattr(self, _MOMENTS[moment])(table.canv, table, *details)

    def begin_table(self, canvas: TaggedCanvas, _table: Table) -> None:
        """Opens the table's element."""
        canvas.open_element(canvas.element(self._key, "Table"))

    def begin_row(self, canvas: TaggedCanvas, table: Table, row: int) -> None:
        """Opens the row's element, unless the row is a head seen before."""
        place = table._cellStyles[row][0].place
        if place.in_head and canvas.has_element(place.row):
            self._repeating = True
            canvas.begin_artifact(REPEATED)
        else:
            canvas.open_element(canvas.element(place.row, "TR"))

    def begin_cell(self, canvas: TaggedCanvas, _table: Table, *details: object) -> None:
        """Opens the cell's element."""
        if self._repeating:
            return
        place = details[3].place
        scope: dict[str, str | int] = {"O": "Table", "Scope": place.scope} if place.scope else {}
        canvas.open_element(canvas.element(place.cell, place.tag, attributes=scope))

    def end_cell(self, canvas: TaggedCanvas, _table: Table) -> None:
        """Closes the cell's element."""
        if not self._repeating:
            canvas.close_element()

    def end_row(self, canvas: TaggedCanvas, _table: Table) -> None:
        """Closes the row's element or the repeated head."""
        if self._repeating:
            self._repeating = False
            canvas.end_artifact()
        else:
            canvas.close_element()

    def end_table(self, canvas: TaggedCanvas, _table: Table) -> None:
        """Closes the table's element."""
        canvas.close_element()

    def begin_rules(self, canvas: TaggedCanvas, _table: Table) -> None:
        """Grounds and rules are decoration."""
        canvas.begin_artifact()

    def end_rules(self, canvas: TaggedCanvas, _table: Table) -> None:
        """Decoration ends."""
        canvas.end_artifact()


_MOMENTS = {
    "startTable": "begin_table", "startBG": "begin_rules", "endBG": "end_rules", "startRow": "begin_row",
    "startCell": "begin_cell", "endCell": "end_cell", "endRow": "end_row", "startLines": "begin_rules",
    "endLines": "end_rules", "endTable": "end_table",
}


def _scope(in_head: bool, heads_row: bool) -> str:
    if in_head:
        return "Column"
    return "Row" if heads_row else ""


def _rules(heads: int, columns: int, figures: Sequence[int]) -> TableStyle:
    """Thin rules, no zebra; the outer columns stand on the margins."""
    commands = [("FONT", (0, 0), (-1, -1), BODY), ("VALIGN", (0, 0), (-1, -1), "TOP"),
                ("TOPPADDING", (0, 0), (-1, -1), 4), ("BOTTOMPADDING", (0, 0), (-1, -1), 5),
                ("LEFTPADDING", (0, 0), (-1, -1), 6), ("RIGHTPADDING", (0, 0), (-1, -1), 6),
                *(("RIGHTPADDING", (column, 0), (column, -1), 16) for column in figures),
                ("LEFTPADDING", (0, 0), (0, -1), 0), ("RIGHTPADDING", (columns - 1, 0), (columns - 1, -1), 0),
                ("LINEBELOW", (0, heads), (-1, -1), HAIR, LINE)]
    if heads:
        commands.append(("LINEBELOW", (0, heads - 1), (-1, heads - 1), THIN, INK))
    return TableStyle(commands)
