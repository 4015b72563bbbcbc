"""How pieces stand together: in a stack, side by side, in a box, apart from each other."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.lib.colors import Color
from reportlab.platypus import Flowable

from needlesafe.documents.style import HAIR, LINE
from needlesafe.documents.tagged_canvas import TaggedCanvas

_ENOUGH = 1e-6


class Stack(Flowable):
    """Pieces one above the other, which may have to stay on one page or begin together."""

    def __init__(self, pieces: Sequence[Flowable], whole: bool = False, lead: int = 0) -> None:
        super().__init__()
        self.pieces = list(pieces)
        self.whole = whole
        self.lead = lead
        self._heights: list[float] = []

    def getSpaceBefore(self) -> float:  # noqa: N802 - reportlab's name
        """The room above its first piece."""
        return self.pieces[0].getSpaceBefore() if self.pieces else 0

    def getSpaceAfter(self) -> float:  # noqa: N802 - reportlab's name
        """The room below its last piece."""
        return self.pieces[-1].getSpaceAfter() if self.pieces else 0

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """The room that it takes."""
        self._heights = [piece.wrapOn(self.canv, width, height)[1] for piece in self.pieces]
        self.width, self.height = width, sum(self._heights) + sum(self._gaps())
        return self.width, self.height

    def split(self, width: float, height: float) -> list[Flowable]:
        """Two stacks, the first of which fits; none where it is better moved to the next page."""
        self.wrap(width, height)
        if self.whole and self.height <= page_room(self, height) + _ENOUGH:
            return []
        fitting, used = self._fitting(height)
        if fitting == len(self.pieces):
            return [self]
        head, tail = self.pieces[:fitting], self.pieces[fitting:]
        gap = self._gaps()[fitting - 1] if fitting else 0
        parts = split_inside(self, tail[0], width, height - used - gap)
        if len(parts) > 1:
            return [Stack([*head, parts[0]]), Stack([*parts[1:], *tail[1:]])]
        if fitting > self.lead or (fitting and height >= page_room(self, height) - _ENOUGH):
            return [Stack(head), Stack(tail)]
        return []

    def drawOn(self, canvas: TaggedCanvas, x: float, y: float, _sW: float = 0) -> None:  # noqa: N802, N803
        """Draws the pieces from the top."""
        self._draw_pieces(canvas, x, y + self.height)

    def _draw_pieces(self, canvas: TaggedCanvas, x: float, top: float) -> None:
        for piece, height, gap in zip(self.pieces, self._heights, [0.0, *self._gaps()]):
            top -= gap + height
            piece.drawOn(canvas, x, top)

    def _gaps(self) -> list[float]:
        return [max(above.getSpaceAfter(), below.getSpaceBefore())
                for above, below in zip(self.pieces, self.pieces[1:])]

    def _fitting(self, height: float) -> tuple[int, float]:
        """How many pieces fit, and the height that they take."""
        used = 0.0
        for index, (own, gap) in enumerate(zip(self._heights, [0.0, *self._gaps()])):
            if used + gap + own > height + _ENOUGH:
                return index, used
            used += gap + own
        return len(self.pieces), used


class BoxedStack(Stack):
    """A stack on a ground of its own, with an edge around it or a bar at its left."""

    def __init__(self, pieces: Sequence[Flowable], ground: Color | None, edge: Color | None, bar: Color | None) -> None:
        super().__init__(pieces)
        self.colours = (ground, edge, bar)
        self.padding = 10.0
        self.spaceBefore = self.spaceAfter = 8.0

    def getSpaceBefore(self) -> float:  # noqa: N802 - reportlab's name
        """The room above the box."""
        return self.spaceBefore

    def getSpaceAfter(self) -> float:  # noqa: N802 - reportlab's name
        """The room below the box."""
        return self.spaceAfter

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """The room that it takes, padding included."""
        super().wrap(width - 2 * self.padding, height)
        self.width, self.height = width, self.height + 2 * self.padding
        return self.width, self.height

    def split(self, width: float, height: float) -> list[Flowable]:
        """Two boxes, the first of which fits."""
        self.wrap(width, height)
        if self.height <= page_room(self, height) + _ENOUGH:
            return []
        taken = 2 * self.padding
        parts = split_inside(self, Stack(self.pieces), width - taken, height - taken, taken)
        return [BoxedStack([part], *self.colours) for part in parts]

    def drawOn(self, canvas: TaggedCanvas, x: float, y: float, _sW: float = 0) -> None:  # noqa: N802, N803
        """Draws the box as decoration, then what it holds."""
        with canvas.artifact():
            self._draw_box(canvas, x, y)
        self._draw_pieces(canvas, x + self.padding, y + self.height - self.padding)

    def _draw_box(self, canvas: TaggedCanvas, x: float, y: float) -> None:
        ground, edge, bar = self.colours
        canvas.saveState()
        if ground is not None:
            canvas.setFillColor(ground)
            canvas.rect(x, y, self.width, self.height, stroke=0, fill=1)
        if edge is not None:
            canvas.setStrokeColor(edge)
            canvas.setLineWidth(1)
            canvas.roundRect(x, y, self.width, self.height, 4, stroke=1, fill=0)
        if bar is not None:
            canvas.setFillColor(bar)
            canvas.rect(x, y, 3, self.height, stroke=0, fill=1)
        canvas.restoreState()


class SideBySide(Flowable):
    """Pieces beside each other, read from left to right; they stay on one page."""

    def __init__(self, pieces: Sequence[Flowable], shares: Sequence[float], gap: float) -> None:
        super().__init__()
        self.pieces, self.shares, self.gap = list(pieces), list(shares), gap
        self.spaceBefore = max(piece.getSpaceBefore() for piece in self.pieces)
        self.spaceAfter = max(piece.getSpaceAfter() for piece in self.pieces)

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """The room that it takes: the height of its tallest piece."""
        room = width - self.gap * (len(self.pieces) - 1)
        self._widths = [room * share / sum(self.shares) for share in self.shares]
        self._heights = [piece.wrapOn(self.canv, own, height)[1] for piece, own in zip(self.pieces, self._widths)]
        self.width, self.height = width, max(self._heights)
        return self.width, self.height

    def split(self, width: float, height: float) -> list[Flowable]:
        """Nothing, unless it is taller than a page: then its pieces follow each other."""
        self.wrap(width, height)
        if self.height <= page_room(self, height) + _ENOUGH:
            return []
        return split_inside(self, Stack(self.pieces), width, height)

    def drawOn(self, canvas: TaggedCanvas, x: float, y: float, _sW: float = 0) -> None:  # noqa: N802, N803
        """Draws the pieces, their tops on one line."""
        for piece, width, height in zip(self.pieces, self._widths, self._heights):
            piece.drawOn(canvas, x, y + self.height - height, _sW)
            x += width + self.gap


class Rule(Flowable):
    """A line across the column; decoration."""

    def __init__(self, thickness: float = HAIR, colour: Color = LINE, around: tuple[float, float] = (6, 6)) -> None:
        super().__init__()
        self.thickness, self.colour = thickness, colour
        self.spaceBefore, self.spaceAfter = around

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        """The room that it takes."""
        self.width, self.height = width, self.thickness
        return self.width, self.height

    def drawOn(self, canvas: TaggedCanvas, x: float, y: float, _sW: float = 0) -> None:  # noqa: N802, N803
        """Draws the line."""
        with canvas.artifact():
            canvas.setStrokeColor(self.colour)
            canvas.setLineWidth(self.thickness)
            canvas.line(x, y, x + self.width, y)


class Gap(Flowable):
    """Empty room, which vanishes at the top of a page as any room between pieces does."""

    def __init__(self, height: float) -> None:
        super().__init__()
        self.spaceBefore = self.spaceAfter = height

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        """No height of its own."""
        self.width, self.height = width, 0.0
        return self.width, self.height

    def drawOn(self, canvas: TaggedCanvas, x: float, y: float, _sW: float = 0) -> None:  # noqa: N802, N803
        """Draws nothing."""


class Blank(Flowable):
    """Empty room of a fixed height, such as that above a line to sign on."""

    def __init__(self, height: float) -> None:
        super().__init__()
        self.height = height

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        """Its height."""
        self.width = width
        return self.width, self.height

    def drawOn(self, canvas: TaggedCanvas, x: float, y: float, _sW: float = 0) -> None:  # noqa: N802, N803
        """Draws nothing."""


def page_room(flowable: Flowable, available: float) -> float:
    """The height that a piece can have on an empty page."""
    room = getattr(flowable, "room_inside", None)
    frame = getattr(flowable, "_frame", None)
    return room if room is not None else frame._aH if frame is not None else available


def split_inside(outer: Flowable, inner: Flowable, width: float, height: float, taken: float = 0) -> list[Flowable]:
    """The parts that a piece breaks into inside another, which takes some of the page's height for itself."""
    if height <= 0:
        return []
    inner.room_inside = page_room(outer, height) - taken
    inner.canv = outer.canv
    try:
        return inner.split(width, height)
    finally:
        del inner.room_inside, inner.canv


def bind_headings(story: Sequence[Flowable]) -> list[Flowable]:
    """The story with headings and what leads in bound to what follows, so that none is left alone at a page's foot."""
    bound: list[Flowable] = []
    waiting: list[Flowable] = []
    for piece in story:
        if getattr(piece, "leads_in", False):
            waiting.append(piece)
        elif waiting:
            bound.append(Stack([*waiting, piece], lead=len(waiting)))
            waiting = []
        else:
            bound.append(piece)
    return bound + waiting
