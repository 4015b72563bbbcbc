"""
What fingers do on a figure: one taps or draws aside, two draw nearer about their middle.

Why by touch events and not by Qt's gestures: a tap must be told from the beginning of a pinch before anything is chosen.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from PySide6.QtCore import QEvent, QPointF
from PySide6.QtGui import QTouchEvent

TOUCHES = (QEvent.Type.TouchBegin, QEvent.Type.TouchUpdate, QEvent.Type.TouchEnd, QEvent.Type.TouchCancel)
_STILL = 12
"""How far a finger may slip and still tap, in pixels."""


class Touched(Protocol):
    """What fingers act on."""

    def tap(self, place: QPointF, thumb: bool = False) -> None:
        """Chooses what stands there."""

    def pan_by(self, aside: QPointF) -> None:
        """Draws the figure aside."""

    def zoom_by(self, factor: float, about: QPointF | None = None) -> None:
        """Draws nearer or farther."""


class BodyTouch:
    """Follows the fingers from the first that comes to the last that goes."""

    def __init__(self, figure: Touched) -> None:
        self._figure = figure
        self._last: list[QPointF] = []
        self._began = QPointF()
        self._may_tap = False

    def take(self, event: QTouchEvent) -> None:
        """Does what the event asks."""
        places = [point.position() for point in event.points()]
        if event.type() == QEvent.Type.TouchBegin:
            self._began, self._may_tap = places[0], len(places) == 1
        elif event.type() == QEvent.Type.TouchUpdate:
            self._move(places)
        elif event.type() == QEvent.Type.TouchEnd and self._may_tap and len(places) == 1:
            self._figure.tap(self._began, thumb=True)
        self._last = places if event.type() in TOUCHES[:2] else []

    def _move(self, places: Sequence[QPointF]) -> None:
        if len(places) > 1:
            self._may_tap = False
            if len(self._last) > 1:
                self._pinch(places)
            return
        if (places[0] - self._began).manhattanLength() > _STILL:
            self._may_tap = False
        if not self._may_tap and len(self._last) == 1:
            self._figure.pan_by(places[0] - self._last[0])

    def _pinch(self, places: Sequence[QPointF]) -> None:
        """Draws nearer as the fingers part, and aside as both move."""
        before, now = _length(self._last), _length(places)
        middle, last_middle = (places[0] + places[1]) / 2, (self._last[0] + self._last[1]) / 2
        self._figure.pan_by(middle - last_middle)
        if before > 1 and now > 1:
            self._figure.zoom_by(now / before, middle)


def _length(places: Sequence[QPointF]) -> float:
    apart = places[1] - places[0]
    return (apart.x() ** 2 + apart.y() ** 2) ** 0.5
