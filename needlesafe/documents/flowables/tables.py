"""
Tables with thin rules whose heads are repeated as decoration and whose rows stay whole.

A row is torn only when it is taller than a page. reportlab draws the tables; where they break is decided here, since
its own torn rows can run past the foot of a page. A row keeps the keys of its elements in whichever part it is drawn.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from reportlab.platypus import Flowable, Table
from reportlab.platypus.tables import TableStyle

from needlesafe.documents.faces import BODY
from needlesafe.documents.flowables.blocks import Stack, page_room, split_inside
from needlesafe.documents.flowables.paragraph import TaggedParagraph
from needlesafe.documents.style import HAIR, INK, LINE, THIN
from needlesafe.documents.tagged_canvas import REPEATED, TaggedCanvas

_LEAST_PART = 60
_FEW_LINES = 48
_ABOVE, _BELOW, _BESIDE, _AFTER_FIGURES = 4, 5, 6, 16
_ENOUGH = 1e-6


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


@dataclass(frozen=True, slots=True)
class Row:
    """What stands beside each other, and what each of it is."""

    cells: tuple[tuple[Flowable, ...], ...]
    """The pieces of each cell."""
    places: tuple[CellPlace, ...]
    """What each cell is."""


@dataclass(frozen=True, slots=True)
class Form:
    """What the parts of a table have in common."""

    heads: tuple[Row, ...]
    """The rows that are repeated on every page."""
    shares: tuple[float, ...]
    """The columns' parts of the width."""
    figures: tuple[int, ...]
    """The columns that are set to the right."""
    tagger: TableTagger
    """What opens and closes the elements of all its parts."""


class RuledTable(Table):
    """A table, or the part of one that stands on a page; it tears a row only where the row is taller than a page."""

    def __init__(self, rows: Sequence[Row], form: Form) -> None:
        drawn, total = [*form.heads, *rows], sum(form.shares)
        super().__init__([[list(cell) for cell in row.cells] for row in drawn],
                         colWidths=[f"{100 * share / total:.6f}%" for share in form.shares],
                         style=_rules(len(form.heads), len(form.shares), form.figures), renderCB=form.tagger,
                         spaceBefore=4, spaceAfter=8)
        self.rows, self.form = rows, form
        self._set_for: float | None = None
        for row, styles in zip(drawn, self._cellStyles):
            for place, style in zip(row.places, styles):
                style.place = place

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """The room that it takes; reportlab alone would keep the columns of the first width that it was tried in."""
        if self._set_for != width:
            self._set_for, self._width_calculated_once = width, None
            super().wrap(width, height)
        return self._width, self._height

    def split(self, width: float, height: float) -> list[Flowable]:
        """Two tables, the first of which fits; none where it is better moved to the next page."""
        self.wrap(width, height)
        heads = sum(self._rowHeights[:len(self.form.heads)])
        fitting, used = self._fitting(height, heads)
        if fitting == len(self.rows):
            return [self]
        if self._begins_with_one_row(fitting) and height < page_room(self, height) - _ENOUGH:
            return []
        if self._ends_with_one_row(fitting):
            fitting, used = fitting - 1, used - self._rowHeights[len(self.form.heads) + fitting - 1]
        tall, left = self._rowHeights[len(self.form.heads) + fitting], height - used
        if tall > page_room(self, height) - heads and left > _LEAST_PART and (parts := self._torn(self.rows[fitting], left)):
            first, rest = [*self.rows[:fitting], parts[0]], [parts[1], *self.rows[fitting + 1:]]
        else:
            first, rest = self.rows[:fitting], self.rows[fitting:]
        return [RuledTable(first, self.form), RuledTable(rest, self.form)] if first else []

    def _begins_with_one_row(self, fitting: int) -> bool:
        """Whether a first row of few lines would be left alone at the foot of a page."""
        return fitting == 1 and self._rowHeights[len(self.form.heads)] < _FEW_LINES

    def _ends_with_one_row(self, fitting: int) -> bool:
        """Whether a last row of few lines would stand alone on the next page, and one more can go with it."""
        return fitting == len(self.rows) - 1 and fitting > 1 and self._rowHeights[-1] < _FEW_LINES

    def _fitting(self, height: float, heads: float) -> tuple[int, float]:
        """How many rows fit, and the height that they take with the heads."""
        used = heads
        for index, row in enumerate(self._rowHeights[len(self.form.heads):]):
            if used + row > height + _ENOUGH:
                return index, used
            used += row
        return len(self.rows), used

    def _torn(self, row: Row, height: float) -> tuple[Row, Row] | None:
        """The row in two, the first of which fits; None where nothing of it does."""
        parts = [self._torn_cell(cell, column, height) for column, cell in enumerate(row.cells)]
        upper, lower = zip(*parts)
        if not any(upper) or not any(lower):
            return None
        return replace(row, cells=upper), replace(row, cells=lower)

    def _torn_cell(self, cell: tuple[Flowable, ...], column: int, height: float) -> tuple[tuple[Flowable, ...], ...]:
        style = self._cellStyles[0][column]
        width = self._colWidths[column] - style.leftPadding - style.rightPadding
        parts = split_inside(self, Stack(cell), width, height - _ABOVE - _BELOW, _ABOVE + _BELOW) if cell else []
        if len(parts) == 1:
            return cell, ()
        return (tuple(parts[0].pieces), tuple(parts[1].pieces)) if parts else ((), cell)


def ruled_table(cells: Sequence[Sequence[Sequence[Flowable]]], shares: Sequence[float], heads: int,
                row_heads: bool, figures: Sequence[int] = ()) -> RuledTable:
    """A table as wide as its column; `shares` are the columns' parts of the width."""
    rows = [_row(row, index < heads, row_heads) for index, row in enumerate(cells)]
    return RuledTable(rows[heads:], Form(tuple(rows[:heads]), tuple(shares), tuple(figures), TableTagger()))


def _row(cells: Sequence[Sequence[Flowable]], in_head: bool, row_heads: bool) -> Row:
    key = object()
    places = tuple(CellPlace(key, object(), _scope(in_head, row_heads and column == 0), in_head)
                   for column in range(len(cells)))
    for pieces, place in zip(cells, places):
        _let_words_be_the_cell(pieces, place)
    return Row(tuple(tuple(cell) for cell in cells), places)


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
                ("TOPPADDING", (0, 0), (-1, -1), _ABOVE), ("BOTTOMPADDING", (0, 0), (-1, -1), _BELOW),
                ("LEFTPADDING", (0, 0), (-1, -1), _BESIDE), ("RIGHTPADDING", (0, 0), (-1, -1), _BESIDE),
                *(("RIGHTPADDING", (column, 0), (column, -1), _AFTER_FIGURES) for column in figures),
                ("LEFTPADDING", (0, 0), (0, -1), 0), ("RIGHTPADDING", (columns - 1, 0), (columns - 1, -1), 0),
                ("LINEBELOW", (0, heads), (-1, -1), HAIR, LINE)]
    if heads:
        commands.append(("LINEBELOW", (0, heads - 1), (-1, heads - 1), THIN, INK))
    return TableStyle(commands)
