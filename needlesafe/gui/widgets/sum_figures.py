"""
Figures that are read from across the room, each with its word beneath.

Why painted: they are as large as their place allows, at every size of text, and are never cut.
"""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from needlesafe.gui import theme
from needlesafe.gui.theme import GAP_WIDE
from needlesafe.gui.widgets.words import paint_text, text_height, text_width

_SHARE = 5
"""The figures are no larger than this part of the width."""
_LARGEST, _LEAST = 160, 40
_LARGE_TEXT, _LARGEST_THERE = 1.4, 128
_HIGH, _APART = 1.1, 0.45
"""The height of a line of figures, and the room after each, against their size."""


class SumFigures(QWidget):
    """A line of figures; the larger the widget, the larger they are, up to a bound."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cells: tuple[tuple[str, str], ...] = ()
        self.tone = "ink"
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_figures(self, cells: tuple[tuple[str, str], ...], tone: str) -> None:
        """Shows each figure over its word, in the colour of a role."""
        if (cells, tone) == (self.cells, self.tone):
            return
        grown = [len(figure) for figure, _ in cells] != [len(figure) for figure, _ in self.cells]
        self.cells, self.tone = cells, tone
        if grown:
            self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Returns room for the figures at their largest."""
        width = self.width_at(_largest())
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Returns that they may be smaller, but not small."""
        width = self.width_at(theme.current().scaled(_LEAST))
        return QSize(width, self.heightForWidth(width))

    def heightForWidth(self, width: int) -> int:
        """Returns the height of the figures at that width with their words."""
        return round(self.size_at(width) * _HIGH) + self._words_height()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints the figures from the left, each word in the middle beneath its figure."""
        look, size = theme.current(), self.size_at(self.width())
        high, left = round(size * _HIGH), 0
        painter = QPainter(self)
        for (figure, word), width in zip(self.cells, self.widths(size)):
            painter.setFont(_face(size))
            painter.setPen(look.colour(self.tone))
            cell = width - _gap(size)
            painter.drawText(QRect(left, 0, cell, high), Qt.AlignmentFlag.AlignCenter, figure)
            wide = min(cell, text_width(word, look.font("quiet")) + 2)
            paint_text(painter, QRect(left + (cell - wide) // 2, high, wide, self._words_height()), word, look.font("quiet"),
                       look.colour("ink"))
            left += width
        painter.end()

    def size_at(self, width: int) -> int:
        """The largest size in pixels at which all stands in the width."""
        size = min(_largest(), max(width // _SHARE, theme.current().scaled(_LEAST)))
        while size > 12 and self.width_at(size) > width:
            size -= 2
        return size

    def width_at(self, size: int) -> int:
        """The width of the whole line in that size."""
        return sum(self.widths(size)) - _gap(size)

    def widths(self, size: int) -> list[int]:
        """The width of each figure or its word, with the gap after it."""
        quiet = theme.current().font("quiet")
        return [max(text_width(figure, _face(size)), text_width(word, quiet)) + 4 + _gap(size) for figure, word in self.cells]

    def _words_height(self) -> int:
        return text_height("x", theme.current().font("quiet"), 999)


def _gap(size: int) -> int:
    """Returns the room after a figure: as it grows, or two figures are read as one from across the room."""
    return max(GAP_WIDE, round(size * _APART))


def _largest() -> int:
    return _LARGEST_THERE if theme.current().scale > _LARGE_TEXT else _LARGEST


def _face(pixels: int) -> QFont:
    face = theme.current().font("count")
    face.setPixelSize(pixels)
    return face
