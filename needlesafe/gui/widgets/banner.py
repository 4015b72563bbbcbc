"""A strip across the window for what went wrong with the store or the seal, and for nothing else."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from needlesafe.gui import theme
from needlesafe.gui.theme import GAP, GAP_WIDE
from needlesafe.gui.widgets.button import Button
from needlesafe.gui.widgets.signs import Sign
from needlesafe.gui.widgets.spoken import announce
from needlesafe.gui.widgets.words import Words


class Banner(QWidget):
    """What happened, what is safe, what to do; hidden until there is something to say."""

    remedy_asked = Signal()
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self._happened, self._rest = Words(role="strong"), Words()
        self.remedy, self.close_button = Button(""), Button(self.tr("Close"), "quiet")
        self.remedy.clicked.connect(lambda: self.remedy_asked.emit())
        self.close_button.clicked.connect(self._close)
        text = QVBoxLayout()
        text.setSpacing(2)
        text.addWidget(self._happened)
        text.addWidget(self._rest)
        row = QHBoxLayout(self)
        row.setContentsMargins(GAP_WIDE, GAP, GAP_WIDE, GAP)
        row.setSpacing(GAP)
        row.addWidget(Sign("stop"))
        row.addLayout(text, 1)
        row.addWidget(self.remedy)
        row.addWidget(self.close_button)
        self.remedy.hide()
        self.hide()

    def show_fault(self, happened: str, safe: str = "", todo: str = "", remedy: str = "") -> None:
        """Shows a fault in three sentences and, where there is one, the button that mends it."""
        self._happened.say(happened)
        rest = " ".join(part for part in (safe, todo) if part)
        self._rest.say(rest)
        self._rest.setVisible(bool(rest))
        self.remedy.setVisible(bool(remedy))
        self.remedy.say(remedy)
        self.setAccessibleName(happened)
        self.setAccessibleDescription(rest)
        self.show()
        announce(self, f"{happened} {rest}")

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints the soft ground and the edge of a stop."""
        look = theme.current()
        painter = QPainter(self)
        painter.fillRect(self.rect(), look.colour("stop_soft"))
        painter.fillRect(0, 0, 4, self.height(), look.colour("stop"))
        painter.end()

    def _close(self) -> None:
        """Hides the banner and says so."""
        self.hide()
        self.closed.emit()
