"""A quiet way beside the steps: a drawn sign and a few words, the sign alone where there is no room for more."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from needlesafe.gui import theme
from needlesafe.gui.theme import RADIUS, mixed
from needlesafe.gui.widgets.button import enter_presses
from needlesafe.gui.widgets.words import paint_text, text_height, text_width

_SIGN, _LARGEST, _PAD = 22, 34, 8


class SideWay(QAbstractButton):
    """One way; `sign` is `papers` (a sheet), `no` (a struck circle) or `lock`."""

    def __init__(self, sign: str, words: str, key: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sign, self._words, self._narrow = sign, words, False
        self.setText(words.replace("&", "&&"))
        self.setAccessibleName(words)
        self.setToolTip(f"{words}  {key}".strip())
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def set_narrow(self, narrow: bool) -> None:
        """Shows the sign alone, or the words beside it."""
        self._narrow = narrow
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Returns room for the sign, and for the words on one line."""
        wide = self._left() + text_width(self._words, theme.current().font("quiet")) + 2 * _PAD
        return QSize(_side() + 2 * _PAD if self._narrow else wide, self._least())

    def minimumSizeHint(self) -> QSize:
        """Returns that it may be as narrow as its sign."""
        return QSize(44, 44)

    def heightForWidth(self, width: int) -> int:
        """Returns the height of the words at that width, and never less than a finger needs."""
        return self._least() if self._narrow else max(self._least(), text_height(self._words, theme.current().font("quiet"), self._room(width)) + 14)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses like Space."""
        if not enter_presses(self, event):
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints the sign and the words."""
        look, side = theme.current(), _side()
        ink = look.colour("quiet" if self.isEnabled() else "edge")
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.isEnabled() and (self.underMouse() or self.isDown()):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(mixed(look.colour("page"), look.colour("ink"), 0.12 if self.isDown() else 0.06))
            painter.drawRoundedRect(QRectF(self.rect()), RADIUS, RADIUS)
        left = (self.width() - side) / 2 if self._narrow else look.scaled(13)
        _PAINT[self._sign](painter, QRectF(left, (self.height() - side) / 2, side, side), ink)
        if not self._narrow:
            high = text_height(self._words, look.font("quiet"), self._room(self.width()))
            area = QRect(self._left(), (self.height() - high) // 2, self._room(self.width()), self.height())
            paint_text(painter, area, self._words, look.font("quiet"), ink)
        painter.end()

    def _least(self) -> int:
        return max(44, _side() + _PAD) if self._narrow else theme.current().target

    def _left(self) -> int:
        return theme.current().scaled(13) + _side() + 15

    def _room(self, width: int) -> int:
        return width - self._left() - _PAD


def _side() -> int:
    return min(theme.current().scaled(_SIGN), _LARGEST)


def _paint_papers(painter: QPainter, area: QRectF, ink: QColor) -> None:
    """Paints a sheet with three lines."""
    width = area.width() / 12
    painter.setPen(QPen(ink, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(area.adjusted(width * 2, width / 2, -width * 2, -width / 2), width, width)
    for share in (0.32, 0.5, 0.68):
        painter.drawLine(_at(area, 0.34, share), _at(area, 0.66, share))


def _paint_no(painter: QPainter, area: QRectF, ink: QColor) -> None:
    """Paints a struck circle."""
    width = area.width() / 12
    painter.setPen(QPen(ink, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(area.adjusted(width, width, -width, -width))
    painter.drawLine(_at(area, 0.24, 0.76), _at(area, 0.76, 0.24))


def _paint_lock(painter: QPainter, area: QRectF, ink: QColor) -> None:
    """Paints a closed padlock."""
    width, shackle = area.width() / 12, QRectF(_at(area, 0.3, 0.1), _at(area, 0.7, 0.6))
    painter.setPen(QPen(ink, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawArc(shackle, 0, 180 * 16)
    painter.drawLine(_at(area, 0.3, 0.35), _at(area, 0.3, 0.46))
    painter.drawLine(_at(area, 0.7, 0.35), _at(area, 0.7, 0.46))
    painter.drawRoundedRect(QRectF(_at(area, 0.18, 0.46), _at(area, 0.82, 0.92)), width, width)


def _at(area: QRectF, x: float, y: float) -> QPointF:
    return QPointF(area.x() + x * area.width(), area.y() + y * area.height())


_PAINT = {"papers": _paint_papers, "no": _paint_no, "lock": _paint_lock}
