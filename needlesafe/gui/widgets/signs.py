"""
Signs drawn as shapes: what an action is must be seen without its colour and without a face that has the character.
"""

from __future__ import annotations

from math import cos, pi, sin

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from needlesafe.gui import theme
from needlesafe.gui.theme import LOOKS, Theme

SIGN = 26
"""How large a sign is at 100 %, in pixels."""


class Sign(QWidget):
    """The sign of one action, or of `done`."""

    def __init__(self, action: str, size: int = SIGN, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._action, self._size = action, size
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(theme.action_words(action))

    def show_action(self, action: str) -> None:
        """Shows the sign of another action."""
        self._action = action
        self.setAccessibleName(theme.action_words(action))
        self.update()

    def sizeHint(self) -> QSize:
        """Returns a square that grows with the text."""
        side = theme.current().scaled(self._size)
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints the sign."""
        painter = QPainter(self)
        paint_sign(painter, QRectF(self.rect()), self._action, theme.current())
        painter.end()


def paint_sign(painter: QPainter, area: QRectF, action: str, look: Theme) -> None:
    """Paints the sign of an action into the square."""
    shape, colour = LOOKS[action].sign, look.colour(LOOKS[action].colour)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    width = area.width() / 12
    painter.setPen(QPen(colour, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
    inner = area.adjusted(width, width, -width, -width)
    if shape in ("octagon", "tick"):
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
    if shape == "octagon":
        painter.drawPolygon(_octagon(area))
        _stroke(painter, area, ((0.30, 0.5), (0.70, 0.5)), look.colour("surface"))
    elif shape == "tick":
        painter.drawEllipse(area)
        _stroke(painter, area, ((0.30, 0.53), (0.44, 0.67), (0.70, 0.35)), look.colour("surface"))
    elif shape == "triangle":
        painter.drawPolygon(QPolygonF([_at(area, 0.5, 0.1), _at(area, 0.95, 0.88), _at(area, 0.05, 0.88)]))
        _letter(painter, area.adjusted(0, width * 1.6, 0, width * 1.6), "!", 0.46)
    elif shape == "square":
        painter.drawRoundedRect(inner, width * 2, width * 2)
        _letter(painter, area, "i", 0.58)
    else:
        painter.drawPolygon(QPolygonF([_at(area, *point) for point in ((0.5, 0.04), (0.96, 0.5), (0.5, 0.96), (0.04, 0.5))]))
        _letter(painter, area, shape[-1].upper(), 0.46)
    painter.restore()


def paint_step(painter: QPainter, area: QRectF, number: int, state: str, look: Theme) -> None:
    """Paints the circle of a step: `done` ticked, `now` filled, `missing` and `later` outlined."""
    if state == "done":
        paint_sign(painter, area, "done", look)
        return
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    colour = look.colour({"now": "accent", "missing": "grave"}.get(state, "edge"))
    width = area.width() / 13
    painter.setPen(QPen(colour, width))
    if state == "now":
        painter.setBrush(colour)
    painter.drawEllipse(area.adjusted(width / 2, width / 2, -width / 2, -width / 2))
    painter.setPen(look.colour({"now": "on_accent", "missing": "grave"}.get(state, "quiet")))
    _letter(painter, area, str(number), 0.54)
    painter.restore()


def paint_tick(painter: QPainter, area: QRectF, checked: bool, look: Theme, alive: bool = True) -> None:
    """Paints the box of a check row: empty, or filled with a tick."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    width = area.width() / 12
    painter.setPen(QPen(look.colour("accent" if checked else "edge"), width))
    painter.setBrush(look.colour("accent" if checked else "surface") if alive else look.colour("page"))
    painter.drawRoundedRect(area.adjusted(width / 2, width / 2, -width / 2, -width / 2), width * 2.2, width * 2.2)
    if checked:
        _stroke(painter, area, ((0.24, 0.53), (0.42, 0.70), (0.76, 0.31)), look.colour("on_accent" if alive else "ink"))
    painter.restore()


def paint_dot(painter: QPainter, area: QRectF, checked: bool, look: Theme, alive: bool = True) -> None:
    """Paints the circle of an exclusive choice: empty, or with a filled middle."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    width = area.width() / 12
    colour = look.colour("accent" if checked else "edge") if alive else look.colour("edge")
    painter.setPen(QPen(colour, width))
    painter.drawEllipse(area.adjusted(width / 2, width / 2, -width / 2, -width / 2))
    if checked:
        inset = area.width() * 0.27
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawEllipse(area.adjusted(inset, inset, -inset, -inset))
    painter.restore()


def paint_chevron(painter: QPainter, area: QRectF, opened: bool, colour: QColor) -> None:
    """Paints the arrow head that says that there is more beneath, or less."""
    points = ((0.22, 0.62), (0.5, 0.36), (0.78, 0.62)) if opened else ((0.22, 0.38), (0.5, 0.64), (0.78, 0.38))
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _stroke(painter, area, points, colour)
    painter.restore()


def _at(area: QRectF, x: float, y: float) -> QPointF:
    """Returns the point at those shares of the area."""
    return QPointF(area.x() + x * area.width(), area.y() + y * area.height())


def _octagon(area: QRectF) -> QPolygonF:
    """Returns the eight corners, standing on a side."""
    angles = [pi / 8 + corner * pi / 4 for corner in range(8)]
    return QPolygonF([_at(area, 0.5 + 0.52 * cos(angle), 0.5 + 0.52 * sin(angle)) for angle in angles])


def _stroke(painter: QPainter, area: QRectF, points: tuple[tuple[float, float], ...], colour: QColor) -> None:
    """Paints a line with round ends through the points."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(colour, area.width() / 9, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
    painter.drawPolyline(QPolygonF([_at(area, *point) for point in points]))


def _letter(painter: QPainter, area: QRectF, letter: str, share: float) -> None:
    """Paints one letter in the middle, in the colour of the pen."""
    font = QFont(theme.current().font("sign"))
    font.setPixelSize(max(8, round(area.height() * share)))
    painter.setFont(font)
    painter.drawText(area, Qt.AlignmentFlag.AlignCenter, letter)
