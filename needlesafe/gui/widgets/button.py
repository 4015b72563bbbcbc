"""
One press button in six weights.

Why painted here: the weights, the least height and the size of the text follow the theme, and a screen full of them draws fast.
"""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from needlesafe.gui import theme
from needlesafe.gui.theme import RADIUS, mixed
from needlesafe.gui.widgets.words import text_width

_MIDDLE = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Button(QAbstractButton):
    """A button of a weight: `primary`, `waiting` (primary that cannot act yet), `plain`, `danger`, `alarm` or `quiet`."""

    EDGE = 8
    """The least room beside the text."""
    PADDING = 20
    """The room beside the text at 100 %; a quiet one, which has no outline, has less."""

    def __init__(self, text: str, weight: str = "plain", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.weight, self._words = weight, ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self.say(text)

    def say(self, text: str, weight: str = "") -> None:
        """Shows another text, and another weight where one is given."""
        self.weight, self._words = weight or self.weight, text
        self.setText(text.replace("&", "&&"))
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Returns room for the text on one line and a finger."""
        look = theme.current()
        padding = look.scaled(12 if self.weight == "quiet" else self.PADDING)
        return QSize(max(look.target, text_width(self._words, self._font()) + 2 * padding), look.target)

    def minimumSizeHint(self) -> QSize:
        """Returns the same: a button never cuts its text."""
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses like Space, once for one press; it never goes on to the page."""
        if not enter_presses(self, event):
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints the ground, the outline and the text."""
        look = theme.current()
        fill, edge, ink = self._roles()
        ground = look.colour(fill) if fill else look.colour("surface")
        shade = 0.16 if self.isDown() else 0.07 if self.underMouse() and self.isEnabled() else 0.0
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width = 2.0 if self.weight == "danger" else 1.0
        painter.setPen(QPen(look.colour(edge), width) if edge else Qt.PenStyle.NoPen)
        if fill or shade:
            painter.setBrush(mixed(ground, look.colour("ink"), shade))
        inset = width / 2
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), RADIUS, RADIUS)
        painter.setFont(self._font())
        painter.setPen(look.colour(ink))
        painter.drawText(self.rect().adjusted(self.EDGE, 0, -self.EDGE, 0), _MIDDLE, self._words)
        painter.end()

    def _roles(self) -> tuple[str, str, str]:
        """Returns the colour roles of ground, outline and text."""
        if not self.isEnabled():
            return "", "line", "quiet"
        return {
            "primary": ("accent", "", "on_accent"), "waiting": ("accent_soft", "accent", "accent"),
            "danger": ("", "stop", "stop"), "alarm": ("stop", "", "on_accent"), "quiet": ("", "", "accent"),
        }.get(self.weight, ("surface", "edge", "ink"))

    def _font(self) -> QFont:
        """Returns the face: heavier where more hangs on it."""
        return theme.current().font("body" if self.weight == "plain" else "strong")


def enter_presses(button: QAbstractButton, event: QKeyEvent) -> bool:
    """Presses the button where the key is Enter and not a held one; returns whether it was Enter."""
    if event.key() not in _ENTER:
        return False
    if not event.isAutoRepeat():
        button.click()
    return True
