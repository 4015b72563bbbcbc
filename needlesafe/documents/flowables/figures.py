"""Drawn figures, each with the words that stand for it, and the place of the seal."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from itertools import groupby

from reportlab.lib.colors import HexColor
from reportlab.lib.utils import ImageReader
from reportlab.platypus import Flowable

from needlesafe.documents.style import HAIR, LINE
from needlesafe.documents.tagged_canvas import TaggedCanvas

SEAL_FIELD = "Seal"
PEN = HexColor("#12234F")

Stroke = Sequence[Sequence[float]]
"""Points `(x, y, milliseconds, pressure)` of one movement of the pen; x and y in 0–1, y downwards."""

_THINNEST, _PRESSED = 0.5, 1.5
_WIDTH_STEP = 0.2


class Figure(Flowable):
    """A drawing of a known size that has an alternative in words."""

    def __init__(self, size: tuple[float, float], alternative: str, paint: Callable[[TaggedCanvas], None]) -> None:
        super().__init__()
        self.width, self.height = size
        self.alternative, self.paint = alternative, paint
        self.key = object()

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        """Its size."""
        return self.width, self.height

    def drawOn(self, canvas: TaggedCanvas, x: float, y: float, _sW: float = 0) -> None:  # noqa: N802, N803
        """Draws the figure with its own origin at its lower left corner."""
        box = canvas.box_at(x, y, self.width, self.height)
        with canvas.tagged(self.key, "Figure", alternative=self.alternative, box=box):
            canvas.saveState()
            canvas.translate(x, y)
            self.paint(canvas)
            canvas.restoreState()


def picture(data: bytes, room: tuple[float, float], alternative: str) -> Figure:
    """A raster image, such as a clinic's logo, as large as the room lets it be."""
    image = ImageReader(io.BytesIO(data))
    across, down = image.getSize()
    scale = min(room[0] / across, room[1] / down)
    width, height = across * scale, down * scale
    return Figure((width, height), alternative,
                  lambda canvas: canvas.drawImage(image, 0, 0, width, height, mask="auto"))


def signature_strokes(strokes: Sequence[Stroke], size: tuple[float, float], alternative: str) -> Figure:
    """A signature as it was drawn, thicker where the pen was pressed."""
    def paint(canvas: TaggedCanvas) -> None:
        canvas.setStrokeColor(PEN)
        canvas.setLineCap(1)
        canvas.setLineJoin(1)
        for stroke in strokes:
            _draw_stroke(canvas, [(point[0] * size[0], (1 - point[1]) * size[1], _thickness(point))
                                  for point in stroke])

    return Figure(size, alternative, paint)


class SealField(Flowable):
    """Room for the one signature field; the field itself is made when the document is finished."""

    def __init__(self, size: tuple[float, float], tip: str) -> None:
        super().__init__()
        self.width, self.height = size
        self.tip = tip
        self.key = object()
        self.spaceBefore = self.spaceAfter = 8

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        """Its size, never wider than the column."""
        self.width = min(self.width, width)
        return self.width, self.height

    def drawOn(self, canvas: TaggedCanvas, x: float, y: float, _sW: float = 0) -> None:  # noqa: N802, N803
        """Draws an edge and notes the place."""
        with canvas.artifact():
            canvas.setStrokeColor(LINE)
            canvas.setLineWidth(HAIR)
            canvas.roundRect(x, y, self.width, self.height, 4, stroke=1, fill=0)
        canvas.spot_field(SEAL_FIELD, canvas.box_at(x, y, self.width, self.height), self.tip, self.key)


def _thickness(point: Sequence[float]) -> float:
    pressure = point[3] if len(point) > 3 else 0.5
    steps = round((_THINNEST + _PRESSED * pressure) / _WIDTH_STEP)
    return max(1, steps) * _WIDTH_STEP


def _draw_stroke(canvas: TaggedCanvas, points: Sequence[tuple[float, float, float]]) -> None:
    """One movement of the pen as lines through its points, one path for each run of equal thickness."""
    if len(points) == 1:
        points = [points[0], points[0]]
    segments = list(zip(points, points[1:]))
    for thickness, run in groupby(segments, lambda segment: segment[1][2]):
        canvas.setLineWidth(thickness)
        path = canvas.beginPath()
        for index, ((x0, y0, _), (x1, y1, _)) in enumerate(run):
            if index == 0:
                path.moveTo(x0, y0)
            path.lineTo(x1, y1)
        canvas.drawPath(path, stroke=1, fill=0)
