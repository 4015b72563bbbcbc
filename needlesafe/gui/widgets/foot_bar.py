"""
The foot of the window: back, what is saved, what is missing, and the one way on.

Why the primary button is never dead: one that cannot act yet stays readable and leads to the first thing missing.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from needlesafe.gui import theme
from needlesafe.gui.theme import GAP, GAP_WIDE
from needlesafe.gui.widgets.button import Button
from needlesafe.gui.widgets.signs import Sign
from needlesafe.gui.widgets.words import Words

_HEIGHT = 72


class FootBar(QWidget):
    """Back, *Saved 10:02*, what is missing in words, the primary button."""

    back_asked = Signal()
    next_asked = Signal()
    missing_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Back, saved, what is missing, on"))
        self.setMinimumHeight(_HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self._can_act = True
        self.back, self.next = Button(self.tr("Back")), Button("", "primary")
        self._tick, self._saved, self._missing = Sign("done", 16), Words(role="quiet"), Words(role="quiet")
        self._missing.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.back.clicked.connect(lambda: self.back_asked.emit())
        self.next.clicked.connect(lambda: (self.next_asked if self._can_act else self.missing_asked).emit())
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(GAP_WIDE, 12, GAP_WIDE, 12)
        row.setSpacing(8)
        row.addWidget(self.back)
        row.addSpacing(GAP)
        row.addWidget(self._tick)
        row.addWidget(self._saved)
        row.addWidget(self._missing, 3)
        row.addSpacing(GAP)
        row.addWidget(self.next)
        self.set_saved("idle")
        self.set_next("")

    def stand_beside_saved(self, widget: QWidget) -> None:
        """Gives a control its place before what is saved."""
        self._row.insertWidget(self._row.indexOf(self._tick), widget)

    def set_back(self, text: str) -> None:
        """Shows the way back by its name, or none where the text is empty."""
        self.back.setVisible(bool(text))
        self.back.say(text)

    def set_next(self, text: str, can_act: bool = True) -> None:
        """Names where the primary button leads and whether it can act yet."""
        self._can_act = can_act
        self.next.setVisible(bool(text))
        self.next.say(text, "primary" if can_act else "waiting")
        self.next.setAccessibleDescription("" if can_act else self.tr("Goes to the first thing missing."))

    def set_missing(self, text: str, tone: str = "quiet") -> None:
        """Says in words what is missing, what is being done or what was refused, or nothing."""
        self._missing.show_tone(tone)
        self._missing.say(text)

    def set_saved(self, state: str, detail: str = "") -> None:
        """Shows `idle`, `saved` with the time, `unsaved` with the reason, or `undone` with what was taken back."""
        words = {
            "idle": "", "saved": self.tr("Saved {time}").format(time=detail),
            "unsaved": self.tr("Not saved. {reason}").format(reason=detail), "undone": detail,
        }[state]
        self._tick.setVisible(state in ("saved", "unsaved", "undone"))
        self._tick.show_action("stop" if state == "unsaved" else "done")
        self._saved.show_tone("stop" if state == "unsaved" else "quiet")
        self._saved.say(words)
        self._row.setStretchFactor(self._saved, 2 if state in ("unsaved", "undone") else 0)
        self._saved.setAccessibleDescription(words)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints the surface and the hairline above."""
        look = theme.current()
        painter = QPainter(self)
        painter.fillRect(self.rect(), look.colour("surface"))
        painter.fillRect(0, 0, self.width(), 1, look.colour("line"))
        painter.end()
