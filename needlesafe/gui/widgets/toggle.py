"""
One large button that can be on or off: an answer, a choice of a closed list.

Why not a radio button: an answer can be taken back, so nothing here insists that one of a group is on.
"""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from needlesafe.gui import theme
from needlesafe.gui.theme import RADIUS, mixed
from needlesafe.gui.widgets.button import enter_presses
from needlesafe.gui.widgets.signs import paint_dot, paint_tick
from needlesafe.gui.widgets.turned import Turned
from needlesafe.gui.widgets.words import paint_text, text_height, text_width

_WIDEST = 420


class Toggle(Turned):
    """A value that is chosen or not; Space and Enter turn it, and nothing moves on by itself."""

    def __init__(self, value: str, text: str, many: bool = False, bare: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.value, self._words, self._many = value, text, many
        self._bare = bare or text.isdigit() and not many
        self.setText(text.replace("&", "&&"))
        self.setAccessibleName(text)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        policy = QSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def sizeHint(self) -> QSize:
        """Returns room for mark and text, wrapped where the text is long."""
        look = theme.current()
        if self._bare:
            return QSize(max(44, look.scaled(48), text_width(self._words, self._font(True)) + 2 * look.scaled(15)), look.target)
        wide = text_width(self._words, self._font(True)) + self._left() + look.scaled(16)
        width = max(look.scaled(64), min(wide + 1, look.scaled(_WIDEST)))
        return QSize(width, self.heightForWidth(width))

    def heightForWidth(self, width: int) -> int:
        """Returns the height that the wrapped text needs, and never less than a finger does."""
        look = theme.current()
        if self._bare:
            return look.target
        room = width - self._left() - look.scaled(12)
        return max(look.target, text_height(self._words, self._font(True), room) + look.scaled(16))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter turns it like Space, once for one press; it never goes on to the page."""
        if not enter_presses(self, event):
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints the ground and what stands on it; what is on has its mark filled and its text heavier."""
        look, chosen, alive = theme.current(), self.isChecked(), self.isEnabled()
        filled = "accent" if self._bare else "accent_soft"
        ground = look.colour(filled if chosen else "surface" if alive else "page")
        shade = 0.12 if self.isDown() else 0.05 if self.underMouse() and alive else 0.0
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width = 2.0 if chosen else 1.0
        painter.setPen(QPen(look.colour("line" if not alive else "accent" if chosen else "edge"), width))
        painter.setBrush(mixed(ground, look.colour("ink"), shade))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(width / 2, width / 2, -width / 2, -width / 2), RADIUS, RADIUS)
        (self._paint_bare if self._bare else self._paint_marked)(painter)
        painter.end()

    def _paint_bare(self, painter: QPainter) -> None:
        """Paints a number or a short word in the middle, on the full accent when it is on."""
        look, chosen = theme.current(), self.isChecked()
        painter.setFont(self._font(chosen))
        painter.setPen(look.colour("on_accent" if chosen else "ink" if self.isEnabled() else "quiet"))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._words)

    def _paint_marked(self, painter: QPainter) -> None:
        """Paints the mark and the text beside it."""
        look, chosen, alive = theme.current(), self.isChecked(), self.isEnabled()
        side = look.scaled(18)
        mark = QRectF(look.scaled(12), (self.height() - side) / 2, side, side)
        (paint_tick if self._many else paint_dot)(painter, mark, chosen, look, alive)
        high = text_height(self._words, self._font(chosen), self.width() - self._left() - look.scaled(12))
        area = self.rect().adjusted(self._left(), (self.height() - high) // 2, -look.scaled(12), 0)
        paint_text(painter, area, self._words, self._font(chosen), look.colour("ink" if alive else "quiet"))

    def _left(self) -> int:
        """Returns where the text begins."""
        return theme.current().scaled(38)

    def _font(self, chosen: bool) -> QFont:
        """Returns the face: heavier when it is on."""
        return theme.current().font("strong" if chosen else "body")
