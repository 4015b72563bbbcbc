"""
A line that unfolds what stands behind it.

Why: what matters is met first; what only some need is one tap away and takes one line until then.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from needlesafe.gui import theme
from needlesafe.gui.theme import RADIUS, mixed
from needlesafe.gui.widgets.button import enter_presses
from needlesafe.gui.widgets.signs import paint_chevron
from needlesafe.gui.widgets.turned import Turned
from needlesafe.gui.widgets.words import paint_text, text_height

_PAD = 12


class Fold(QWidget):
    """A title with a quiet line; what is behind it stands already, or is built when it is first asked for."""

    turned = Signal(bool)

    def __init__(self, title: str, quiet: str, behind: QWidget | Callable[[], QWidget], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        if isinstance(behind, QWidget):
            behind.hide()
            behind.setParent(self)  # at once: what has no parent outlives its page
        self._behind = behind
        self.behind: QWidget | None = None
        self.head = _Head(title, quiet)
        self.head.clicked.connect(lambda on: self.unfold(on))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)

    def is_open(self) -> bool:
        """Returns whether what is behind the line is shown."""
        return self.head.isChecked()

    def unfold(self, wanted: bool = True) -> None:
        """Shows what is behind the line, or hides it."""
        if self.behind is None and wanted:
            self.behind = self._behind if isinstance(self._behind, QWidget) else self._behind()
            self.behind.setContentsMargins(_PAD, 4, _PAD, _PAD)
            self.layout().addWidget(self.behind)
        if self.behind is not None:
            self.behind.setVisible(wanted)
        self.head.show_open(wanted)
        self.turned.emit(wanted)

    def say(self, title: str, quiet: str) -> None:
        """Shows another title and quiet line."""
        self.head.say(title, quiet)


class _Head(Turned):
    """The line itself."""

    def __init__(self, title: str, quiet: str) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.say(title, quiet)

    def say(self, title: str, quiet: str) -> None:
        """Shows another title and quiet line, open or closed as it is."""
        self._title, self._quiet = title, quiet
        self._heights: dict[tuple[int, float], int] = {}
        self.setText(title.replace("&", "&&"))
        self.setAccessibleName(title)
        self.show_open(self.isChecked())
        self.updateGeometry()
        self.update()

    def show_open(self, wanted: bool) -> None:
        """Turns the arrow head."""
        self.setChecked(wanted)
        state = self.tr("open") if wanted else self.tr("closed")
        self.setAccessibleDescription(f"{self._quiet} ({state})" if self._quiet else state)

    def sizeHint(self) -> QSize:
        """Returns a width to start from and one line; the height follows the width that is given."""
        look = theme.current()
        return QSize(look.scaled(360), look.target)

    def minimumSizeHint(self) -> QSize:
        """Returns that it may be narrow, never lower than a finger."""
        look = theme.current()
        return QSize(look.scaled(120), look.target)

    def heightForWidth(self, width: int) -> int:
        """Returns the height of title and quiet line; worked out once, because a long list of lines is asked often."""
        asked = (width, theme.current().scale)
        if asked not in self._heights:
            high = sum(text_height(text, font, self._room(width)) for text, font, _ in self._lines())
            self._heights[asked] = max(theme.current().target, high + 18)
        return self._heights[asked]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter unfolds like Space."""
        if not enter_presses(self, event):
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints the outline, both lines and the arrow head."""
        look, arrow = theme.current(), theme.current().scaled(18)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(look.colour("edge" if self.underMouse() else "line"), 1))
        painter.setBrush(mixed(look.colour("surface"), look.colour("ink"), 0.05 if self.isDown() else 0.0))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)
        high = sum(text_height(text, font, self._room(self.width())) for text, font, _ in self._lines())
        area = QRect(_PAD, (self.height() - high) // 2, self._room(self.width()), self.height())
        for text, font, role in self._lines():
            area.setTop(area.top() + paint_text(painter, area, text, font, look.colour(role)))
        place = QRectF(self.width() - arrow - _PAD, (self.height() - arrow) / 2, arrow, arrow)
        paint_chevron(painter, place, self.isChecked(), look.colour("quiet"))
        painter.end()

    def _lines(self) -> tuple:
        """Returns each line with its face and the role of its colour."""
        look = theme.current()
        return (self._title, look.font("strong"), "ink"), (self._quiet, look.font("quiet"), "quiet")

    def _room(self, width: int) -> int:
        """Returns how wide the text may be."""
        return width - theme.current().scaled(18) - 3 * _PAD
