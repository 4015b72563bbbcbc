"""A part of a card on the soft ground of an action, with its sign: what must be met before everything else there."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from needlesafe.gui import theme
from needlesafe.gui.theme import GAP, GAP_CARD, LOOKS, RADIUS
from needlesafe.gui.widgets.signs import Sign
from needlesafe.gui.widgets.words import Words


class Tinted(QWidget):
    """Sign, heading in the action's colour where there is one, and whatever is added to `body`."""

    def __init__(self, action: str, title: str, role: str = "strong", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._colour = LOOKS[action].colour
        self.setAccessibleName(title)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        row = QHBoxLayout(self)
        room = GAP if role == "strong" else GAP_CARD
        row.setContentsMargins(room, room - 2, room, room)
        row.setSpacing(GAP)
        row.addWidget(Sign(action), 0, Qt.AlignmentFlag.AlignTop)
        self.body = QVBoxLayout()
        self.body.setSpacing(4)
        if title:
            self.body.addWidget(Words(title, role, self._colour))
        row.addLayout(self.body, 1)

    def say(self, *lines: str, role: str = "body") -> None:
        """Adds lines of text, each by itself."""
        for line in lines:
            self.body.addWidget(Words(line, role))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints the soft ground."""
        look = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.colour(f"{self._colour}_soft"))
        painter.drawRoundedRect(QRectF(self.rect()), RADIUS, RADIUS)
        painter.end()
