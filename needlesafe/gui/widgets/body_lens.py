"""
Which part of a drawing of the body is seen, and how near.

Why beside the figure: wheel, keys, buttons and fingers all draw nearer and aside, and none may lose the body.
"""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSizeF
from PySide6.QtGui import QTransform

from needlesafe.gui.widgets.body_drawing import SIZE

_CLOSEST = 12.0
"""So near that one hand fills the room of the whole figure."""
_MARGIN = 24
"""How far from the edge what is gone to must stand, in pixels."""


class Lens:
    """The whole figure at first; never farther than that, never beside it."""

    def __init__(self) -> None:
        self._room = QSizeF(1, 1)
        self._zoom, self._shift = 1.0, QPointF()

    def is_near(self) -> bool:
        """Returns whether less than the whole figure is seen."""
        return self._zoom > 1.0

    def resize(self, room: QSizeF) -> None:
        """Fits the figure into another room."""
        self._room = room
        self._keep_in_view()

    def way(self) -> QTransform:
        """Returns the way from the drawing to the widget."""
        scale = self._fitting() * self._zoom
        middle = QPointF(self._room.width() / 2, self._room.height() / 2) + self._shift
        return QTransform.fromTranslate(middle.x(), middle.y()).scale(scale, scale).translate(-SIZE.width() / 2, -SIZE.height() / 2)

    def to_drawing(self, place: QPointF) -> QPointF:
        """Returns which point of the drawing stands at a place of the widget."""
        return self.way().inverted()[0].map(place)

    def zoom_by(self, factor: float, about: QPointF) -> None:
        """Draws nearer or farther; what stands at that place of the widget stays there."""
        place = self.to_drawing(about)
        self._zoom = min(_CLOSEST, max(1.0, self._zoom * factor))
        self._shift += about - self.way().map(place)
        self._keep_in_view()

    def look_at(self, part: QRectF, above: float = 0.0) -> None:
        """Draws a part of the drawing as near as all of it is seen, also beneath a line of that height."""
        room = QSizeF(max(1.0, self._room.width() - 2 * _MARGIN), max(1.0, self._room.height() - 2 * max(_MARGIN, above)))
        scale = min(room.width() / part.width(), room.height() / part.height())
        self._zoom, self._shift = min(_CLOSEST, max(1.0, scale / self._fitting())), QPointF()
        self._shift = QPointF(self._room.width() / 2, self._room.height() / 2) - self.way().map(part.center())
        self._keep_in_view()

    def pan_by(self, aside: QPointF) -> None:
        """Draws the figure aside, as far as there is more of it."""
        self._shift += aside
        self._keep_in_view()

    def bring_into_view(self, place: QPointF) -> bool:
        """Draws aside until a point of the drawing is seen; returns whether it had to."""
        seen = QRectF(QPointF(), self._room).adjusted(_MARGIN, _MARGIN, -_MARGIN, -_MARGIN)
        here = self.way().map(place)
        if not self.is_near() or seen.contains(here):
            return False
        self.pan_by(seen.center() - here)
        return True

    def _fitting(self) -> float:
        """Returns the scale at which the whole figure is seen."""
        return max(0.01, min(self._room.width() / SIZE.width(), (self._room.height() - 8) / SIZE.height()))

    def _keep_in_view(self) -> None:
        """Leaves no more empty room beside the figure than the whole has."""
        scale = self._fitting() * (self._zoom - 1) / 2
        most = (SIZE.width() * scale, SIZE.height() * scale)
        self._shift = QPointF(*(min(far, max(-far, at)) for far, at in zip(most, (self._shift.x(), self._shift.y()))))
