"""
One thing to tick by itself; the whole row can be tapped.

Why there is no row that ticks others: an acknowledgement that was not read one by one is none.
"""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from needlesafe.gui import theme
from needlesafe.gui.theme import RADIUS, mixed
from needlesafe.gui.widgets.button import enter_presses
from needlesafe.gui.widgets.signs import paint_tick
from needlesafe.gui.widgets.turned import Turned
from needlesafe.gui.widgets.words import paint_text, text_height

_BOX = 24


class TickRow(Turned):
    """A box, a sentence, a quiet line."""

    ticked = Signal(str, bool)

    def __init__(self, row_id: str, text: str, quiet: str = "", role: str = "body",
                 parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.row_id, self._words, self._quiet, self._role = row_id, text, quiet, role
        self.setText(text.replace("&", "&&"))
        self.setAccessibleName(text)
        self.setAccessibleDescription(quiet)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.clicked.connect(lambda on: self.ticked.emit(self.row_id, on))

    def sizeHint(self) -> QSize:
        """Returns a width to start from and one line; the height follows the width that is given."""
        look = theme.current()
        return QSize(look.scaled(360), look.target)

    def minimumSizeHint(self) -> QSize:
        """Returns that it may be narrow, never lower than a finger."""
        look = theme.current()
        return QSize(look.scaled(120), look.target)

    def heightForWidth(self, width: int) -> int:
        """Returns the height of the wrapped text, and never less than a finger needs."""
        return max(theme.current().target, self._text_height(width) + 16)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter ticks like Space, once for one press; it never goes on to the page."""
        if not enter_presses(self, event):
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints box, sentence and quiet line."""
        look, alive = theme.current(), self.isEnabled()
        painter = QPainter(self)
        if alive and (self.underMouse() or self.isDown()):
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(mixed(look.colour("surface"), look.colour("ink"), 0.1 if self.isDown() else 0.04))
            painter.drawRoundedRect(QRectF(self.rect()), RADIUS, RADIUS)
        high, first = self._text_height(self.width()), text_height("x", look.font(self._role), 999)
        top, side = (self.height() - high) // 2, look.scaled(_BOX)
        paint_tick(painter, QRectF(2, top + (first - side) / 2, side, side), self.isChecked(), look, alive)
        area = QRect(self._left(), top, self.width() - self._left() - 8, self.height())
        taken = paint_text(painter, area, self._words, look.font(self._role), look.colour("ink" if alive else "quiet"))
        paint_text(painter, area.adjusted(0, taken, 0, 0), self._quiet, look.font("quiet"), look.colour("quiet"))
        painter.end()

    def _left(self) -> int:
        """Returns where the text begins."""
        return theme.current().scaled(_BOX) + 14

    def _text_height(self, width: int) -> int:
        """Returns the height of sentence and quiet line."""
        look, room = theme.current(), width - self._left() - 8
        return text_height(self._words, look.font(self._role), room) + text_height(self._quiet, look.font("quiet"), room)
