"""Text that hangs beside a label: items of lists, boxes to tick, lines with a sign."""

from __future__ import annotations

from dataclasses import dataclass, field

from reportlab.platypus import Flowable

from needlesafe.documents.flowables.blocks import split_inside
from needlesafe.documents.flowables.marks import Painter
from needlesafe.documents.flowables.paragraph import TaggedParagraph
from needlesafe.documents.tagged_canvas import TaggedCanvas


@dataclass(frozen=True, slots=True, eq=False)
class ListPlace:
    """Where an item belongs in a list."""

    numbering: str
    """How the list is labelled, in the standard's words: `Disc`, `Decimal`, `None`."""
    list_key: object
    """The same for every item of the list."""
    item_key: object = field(default_factory=object)
    """The same for every part of the item."""


class Hanging(Flowable):
    """A label and, indented, a paragraph."""

    def __init__(self, label: Flowable | None, text: TaggedParagraph, indent: float,
                 place: ListPlace | None = None) -> None:
        super().__init__()
        self.label, self.text, self.indent, self.place = label, text, indent, place
        self.spaceBefore, self.spaceAfter = text.getSpaceBefore(), text.getSpaceAfter()

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """The room that it takes: that of its text."""
        self.height = self.text.wrapOn(self.canv, width - self.indent, height)[1]
        if self.label is not None:
            self.label.wrapOn(self.canv, self.indent, height)
        self.width = width
        return self.width, self.height

    def split(self, width: float, height: float) -> list[Flowable]:
        """Two parts of which the first has the label; none where the text stays together."""
        parts = split_inside(self, self.text, width - self.indent, height)
        if len(parts) < 2:
            return []
        return [Hanging(self.label, parts[0], self.indent, self.place), Hanging(None, parts[1], self.indent, self.place)]

    def drawOn(self, canvas: TaggedCanvas, x: float, y: float, _sW: float = 0) -> None:  # noqa: N802, N803
        """Draws label and text, as an item where it belongs to a list."""
        if self.place is None or canvas.in_artifact:
            self._draw_parts(canvas, x, y)
            return
        numbering: dict[str, str | int] = {"O": "List", "ListNumbering": self.place.numbering}
        whole = canvas.element(self.place.list_key, "L", attributes=numbering)
        with canvas.within(whole), canvas.within(canvas.element(self.place.item_key, "LI")):
            self._draw_parts(canvas, x, y)

    def _draw_parts(self, canvas: TaggedCanvas, x: float, y: float) -> None:
        if self.label is not None:
            self.label.drawOn(canvas, x, y + self.height - self.label.height)
        self.text.drawOn(canvas, x + self.indent, y)


class SignLabel(Flowable):
    """A sign as a label: decoration, or a figure that says what it means."""

    def __init__(self, painter: Painter, size: float, line: float, meaning: str = "") -> None:
        super().__init__()
        self.painter, self.size, self.line, self.meaning = painter, size, line, meaning
        self.key, self.label_key = object(), object()

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        """The room that it takes: one line of the text beside it."""
        self.width, self.height = width, self.line
        return self.width, self.height

    def drawOn(self, canvas: TaggedCanvas, x: float, y: float, _sW: float = 0) -> None:  # noqa: N802, N803
        """Draws the sign in the middle of its line's letters."""
        bottom = y + (self.line - self.size) / 2
        if not self.meaning:
            with canvas.artifact():
                self._paint(canvas, x, bottom)
            return
        box = canvas.box_at(x, bottom, self.size, self.size)
        with canvas.within(canvas.element(self.label_key, "Lbl")):
            with canvas.tagged(self.key, "Figure", alternative=self.meaning, box=box):
                self._paint(canvas, x, bottom)

    def _paint(self, canvas: TaggedCanvas, x: float, y: float) -> None:
        canvas.saveState()
        self.painter(canvas, x, y, self.size)
        canvas.restoreState()

