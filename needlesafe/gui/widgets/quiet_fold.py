"""
A quiet line that unfolds a text: for what matters to some, and must not crowd what matters to all.

It has no outline, unlike a Fold: several of them may stand on one card and leave it calm.
"""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from needlesafe.gui import theme
from needlesafe.gui.widgets.button import enter_presses
from needlesafe.gui.widgets.signs import paint_chevron
from needlesafe.gui.widgets.turned import Turned
from needlesafe.gui.widgets.words import Words, paint_text, text_height

_ARROW, _GAP = 14, 8


class QuietFold(QWidget):
    """A quiet line with an arrow head; the text behind it is made when it is first asked for."""

    def __init__(self, line: str, behind: str) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.behind: Words | None = None
        self._text = behind
        self.head = _Line(line)
        self.head.clicked.connect(self._turn)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self.head)

    def _turn(self) -> None:
        if self.behind is None:
            self.behind = Words(self._text, "quiet").let_select()
            self.behind.setContentsMargins(theme.current().scaled(_ARROW) + _GAP, 0, 0, _GAP)
            self._column.addWidget(self.behind)
        self.behind.setVisible(self.head.isChecked())
        self.head.show_open()


class _Line(Turned):
    """The line itself."""

    def __init__(self, line: str) -> None:
        super().__init__()
        self._line = line
        self.setText(line.replace("&", "&&"))
        self.setAccessibleName(line)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.show_open()

    def show_open(self) -> None:
        """Says whether the text stands open."""
        self.setAccessibleDescription(self.tr("open") if self.isChecked() else self.tr("closed"))
        self.update()

    def sizeHint(self) -> QSize:
        """Returns a width to start from and one line; the height follows the width that is given."""
        look = theme.current()
        return QSize(look.scaled(240), look.target)

    def minimumSizeHint(self) -> QSize:
        """Returns that it may be narrow, never lower than a finger."""
        look = theme.current()
        return QSize(look.scaled(120), look.target)

    def heightForWidth(self, width: int) -> int:
        """Returns the height of the line at that width."""
        look = theme.current()
        return max(look.target, text_height(self._line, look.font("quiet"), self._room(width)) + 12)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter unfolds like Space."""
        if not enter_presses(self, event):
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints the arrow head and the line."""
        look, arrow = theme.current(), theme.current().scaled(_ARROW)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ink = look.colour("accent" if self.underMouse() else "quiet")
        paint_chevron(painter, QRectF(0, (self.height() - arrow) / 2, arrow, arrow), self.isChecked(), ink)
        high = text_height(self._line, look.font("quiet"), self._room(self.width()))
        area = QRect(arrow + _GAP, (self.height() - high) // 2, self._room(self.width()), self.height())
        paint_text(painter, area, self._line, look.font("quiet"), ink)
        painter.end()

    def _room(self, width: int) -> int:
        """Returns how wide the text may be."""
        return width - theme.current().scaled(_ARROW) - _GAP
