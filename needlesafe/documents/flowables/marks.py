"""
Signs drawn as shapes, because no text face has them all and a shape prints alike everywhere.

Each tells its meaning by form, never by colour alone. Coordinates are those of a square of the given size.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from needlesafe.documents.style import ACCENT, INK, WHITE
from needlesafe.documents.tagged_canvas import TaggedCanvas

Painter = Callable[[TaggedCanvas, float, float, float], None]
"""Draws a sign on a canvas with its lower left corner at x, y in a square of a size."""


def paint_box(canvas: TaggedCanvas, x: float, y: float, size: float) -> None:
    """An empty box to tick."""
    canvas.setStrokeColor(INK)
    canvas.setLineWidth(size * 0.08)
    canvas.roundRect(x, y, size, size, size * 0.14, stroke=1, fill=0)


def paint_ticked_box(canvas: TaggedCanvas, x: float, y: float, size: float) -> None:
    """A box with a tick in it."""
    paint_box(canvas, x, y, size)
    _tick(canvas, x, y, size, INK)


def paint_stop(canvas: TaggedCanvas, x: float, y: float, size: float) -> None:
    """A filled octagon with a bar: stop."""
    angles = (math.pi / 8 + step * math.pi / 4 for step in range(8))
    middle, reach = size / 2, size / 2 / math.cos(math.pi / 8)
    _polygon(canvas, [(x + middle + reach * math.cos(a), y + middle + reach * math.sin(a)) for a in angles], INK)
    canvas.setFillColor(WHITE)
    canvas.rect(x + size * 0.24, y + size * 0.42, size * 0.52, size * 0.16, stroke=0, fill=1)


def paint_clearance(canvas: TaggedCanvas, x: float, y: float, size: float) -> None:
    """A filled diamond: clearance, or ultrasound, is needed."""
    half = size / 2
    _polygon(canvas, [(x + half, y), (x + size, y + half), (x + half, y + size), (x, y + half)], INK)


def paint_change(canvas: TaggedCanvas, x: float, y: float, size: float) -> None:
    """A filled triangle: change the plan."""
    _polygon(canvas, [(x, y + size * 0.06), (x + size, y + size * 0.06), (x + size / 2, y + size * 0.94)], ACCENT)


def paint_keep_in_mind(canvas: TaggedCanvas, x: float, y: float, size: float) -> None:
    """An open rounded square: keep in mind."""
    inset = size * 0.1
    canvas.setStrokeColor(ACCENT)
    canvas.setLineWidth(size * 0.14)
    canvas.roundRect(x + inset, y + inset, size - 2 * inset, size - 2 * inset, size * 0.2, stroke=1, fill=0)


def paint_done(canvas: TaggedCanvas, x: float, y: float, size: float) -> None:
    """A tick in a circle: done."""
    canvas.setStrokeColor(INK)
    canvas.setLineWidth(size * 0.08)
    canvas.circle(x + size / 2, y + size / 2, size * 0.48, stroke=1, fill=0)
    _tick(canvas, x, y, size, INK)


def paint_not_done(canvas: TaggedCanvas, x: float, y: float, size: float) -> None:
    """An empty circle: not done, or not answered."""
    canvas.setStrokeColor(INK)
    canvas.setLineWidth(size * 0.08)
    canvas.circle(x + size / 2, y + size / 2, size * 0.48, stroke=1, fill=0)


MARKS: dict[str, Painter] = {
    "stop": paint_stop,
    "ultrasound-or-stop": paint_clearance,
    "clearance": paint_clearance,
    "modify": paint_change,
    "precaution": paint_keep_in_mind,
    "done": paint_done,
    "not-done": paint_not_done,
}
"""The sign of each action and state."""


def _tick(canvas: TaggedCanvas, x: float, y: float, size: float, colour: object) -> None:
    canvas.setStrokeColor(colour)
    canvas.setLineWidth(size * 0.14)
    canvas.setLineCap(1)
    canvas.setLineJoin(1)
    path = canvas.beginPath()
    path.moveTo(x + size * 0.24, y + size * 0.52)
    path.lineTo(x + size * 0.43, y + size * 0.30)
    path.lineTo(x + size * 0.77, y + size * 0.73)
    canvas.drawPath(path, stroke=1, fill=0)
    canvas.setLineCap(0)
    canvas.setLineJoin(0)


def _polygon(canvas: TaggedCanvas, corners: Sequence[tuple[float, float]], colour: object) -> None:
    path = canvas.beginPath()
    path.moveTo(*corners[0])
    for corner in corners[1:]:
        path.lineTo(*corner)
    path.close()
    canvas.setFillColor(colour)
    canvas.drawPath(path, stroke=0, fill=1)
