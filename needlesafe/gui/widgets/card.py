"""A rounded surface with a title, a quiet line and whatever a page puts on it."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from needlesafe.gui import theme
from needlesafe.gui.theme import GAP, GAP_TIGHT, RADIUS_CARD
from needlesafe.gui.widgets.words import Words

_MARGIN = 20


class Card(QWidget):
    """One thing at a time: widgets are added to `body`."""

    def __init__(self, title: str = "", quiet: str = "", tone: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tone = tone
        self.setAccessibleName(title)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(_MARGIN, _MARGIN - 4, _MARGIN, _MARGIN)
        outer.setSpacing(GAP_TIGHT)
        self._title, self._quiet = Words(title, "section"), Words(quiet, "quiet")
        self.body = QVBoxLayout()
        self.body.setSpacing(GAP)
        outer.addWidget(self._title)
        outer.addWidget(self._quiet)
        outer.addLayout(self.body)
        self.show_title(title, quiet)

    def show_title(self, title: str, quiet: str = "") -> None:
        """Shows another title and quiet line; an empty one takes no room."""
        for label, text in ((self._title, title), (self._quiet, quiet)):
            label.say(text)
            label.setVisible(bool(text))
        self.setAccessibleName(title)

    def show_tone(self, tone: str) -> None:
        """Shows the ground of a role such as `stop` or `done`, or the plain surface."""
        self._tone = tone
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints the rounded surface."""
        look = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(look.colour(self._tone or "line"), 1))
        painter.setBrush(look.colour(f"{self._tone}_soft" if self._tone else "surface"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), RADIUS_CARD, RADIUS_CARD)
        painter.end()
