"""
A small chart of what was before and after, one pair a visit: a ring before, a dot after, a line between.

Why shapes and figures: it is read without its colours. What it shows is spoken, and stands in words beside it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from needlesafe.gui import theme
from needlesafe.gui.messages import tr
from needlesafe.gui.widgets.words import text_height, text_width

_PLOT, _APART, _MARK, _SLOT, _WIDEST, _SPACE = 96, 13, 5, 62, 112, 8


@dataclass(frozen=True, slots=True)
class Pair:
    """What was measured at one visit; None where nothing was."""

    day: str
    """As it stands beneath, such as `21 Nov`."""
    year: str
    """Stands beneath the first day of it."""
    before: float | None
    after: float | None


class PairsChart(QWidget):
    """Pairs from left to right, the latest at the right; as many of the latest as there is room for."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.pairs: tuple[Pair, ...] = ()
        self._top, self._unit, self._marks = 10.0, "", True
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def show_pairs(self, pairs: Sequence[Pair], top: float, unit: str = "", marks: bool = True) -> None:
        """Shows pairs on a scale from nought to a top; which mark is which is said above where it is asked for."""
        self.pairs, self._top, self._unit, self._marks = tuple(pairs), top, unit, marks
        self.updateGeometry()
        self.update()

    def shown(self) -> tuple[Pair, ...]:
        """The latest pairs, as many as there is room for."""
        room = max(1, int((self.width() - self._left()) // self._slot()))
        return self.pairs[-room:]

    def sizeHint(self) -> QSize:
        """Returns a width to start from, and room for the figures, the days and which mark is which."""
        line = self._line()
        return QSize(theme.current().scaled(320), (5 if self._marks else 4) * line + theme.current().scaled(_PLOT) + 2 * _SPACE)

    def minimumSizeHint(self) -> QSize:
        """Returns room for one pair."""
        return QSize(round(self._left() + self._slot()), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints the scale, the pairs, their days and which mark is which."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.current().font("quiet"))
        if self._marks:
            self._paint_marks(painter)
        self._paint_scale(painter)
        shown, year = self.shown(), ""
        slot = min((self.width() - self._left()) / max(1, len(shown)), theme.current().scaled(_WIDEST))
        for number, pair in enumerate(shown):
            middle = self._left() + slot * (number + 0.5)
            self._paint_pair(painter, pair, middle)
            self._paint_day(painter, pair, middle, slot, pair.year != year)
            year = pair.year
        painter.end()

    def _paint_marks(self, painter: QPainter) -> None:
        """Says above which mark is which."""
        look, left = theme.current(), 0.0
        for words, after in ((tr("before"), False), (tr("after"), True)):
            self._paint_mark(painter, QPointF(left + self._mark() + 2, self._line() / 2), after)
            wide = text_width(words, look.font("quiet")) + 4
            painter.setPen(look.colour("quiet"))
            painter.drawText(QRectF(left + 2 * self._mark() + _SPACE, 0, wide, self._line()), Qt.AlignmentFlag.AlignVCenter, words)
            left += 2 * self._mark() + 3 * _SPACE + wide

    def _paint_scale(self, painter: QPainter) -> None:
        """Paints nought, the middle and the top, each with its figure."""
        look = theme.current()
        for value in (0.0, self._top / 2, self._top):
            high = self._height_of(value)
            painter.setPen(QPen(look.colour("line"), 1))
            painter.drawLine(QPointF(self._left(), high), QPointF(self.width(), high))
            painter.setPen(look.colour("quiet"))
            area = QRectF(0, high - self._line() / 2, self._left() - _SPACE, self._line())
            painter.drawText(area, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, self._figure(value))

    def _paint_pair(self, painter: QPainter, pair: Pair, middle: float) -> None:
        """Paints one visit: the line, the marks, and the figure of each on the side where the line is not."""
        look, apart = theme.current(), theme.current().scaled(_APART)
        known = [(value, QPointF(middle + step, self._height_of(value)), after)
                 for value, step, after in ((pair.before, -apart, False), (pair.after, apart, True)) if value is not None]
        if len(known) == 2:
            painter.setPen(QPen(look.colour("quiet"), 2))
            painter.drawLine(known[0][1], known[1][1])
        lowest = min((value for value, *_ in known), default=0.0)
        for value, place, after in known:
            self._paint_mark(painter, place, after)
            beneath = len(known) == 2 and value == lowest and pair.before != pair.after
            top = place.y() + self._mark() + 1 if beneath else place.y() - self._mark() - 1 - self._line()
            wide = text_width(f"{value:g}", look.font("quiet")) + 4
            area = QRectF(place.x() - wide / 2, top + 2, wide, self._line() - 4)
            painter.fillRect(area, look.colour("surface"))
            painter.setPen(look.colour("ink"))
            painter.drawText(area, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextDontClip, f"{value:g}")

    def _paint_mark(self, painter: QPainter, place: QPointF, after: bool) -> None:
        """Paints a ring, or a dot."""
        look = theme.current()
        painter.setPen(QPen(look.colour("accent"), max(2, look.scaled(2))))
        painter.setBrush(look.colour("accent" if after else "surface"))
        painter.drawEllipse(place, self._mark(), self._mark())
        painter.setBrush(Qt.BrushStyle.NoBrush)

    def _paint_day(self, painter: QPainter, pair: Pair, middle: float, slot: float, first: bool) -> None:
        """Writes the day beneath, and the year where it is the first of it."""
        painter.setPen(theme.current().colour("quiet"))
        top = self._height_of(0) + self._line() + _SPACE // 2
        for line, words in enumerate((pair.day, pair.year if first else "")):
            painter.drawText(QRectF(middle - slot / 2, top + line * self._line(), slot, self._line()), Qt.AlignmentFlag.AlignCenter, words)

    def _height_of(self, value: float) -> float:
        """Where a value stands, from the top of the widget."""
        plot = theme.current().scaled(_PLOT)
        return (2 if self._marks else 1) * self._line() + _SPACE + plot * (1 - min(max(value / self._top, 0.0), 1.0))

    def _figure(self, value: float) -> str:
        return f"{value:g}{self._unit if self._unit == '°' else ''}"

    def _line(self) -> int:
        return text_height("x", theme.current().font("quiet"), 999)

    def _mark(self) -> int:
        return theme.current().scaled(_MARK)

    def _left(self) -> float:
        font = theme.current().font("quiet")
        figures = ("100°", self._figure(self._top / 2), self._figure(self._top))
        return max(text_width(figure, font) for figure in figures) + _SPACE + 4

    def _slot(self) -> float:
        """The least width of one visit."""
        return theme.current().scaled(_SLOT)
