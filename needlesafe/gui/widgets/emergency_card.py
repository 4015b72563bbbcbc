"""
The emergency card: the one screen that may be loud.

Why one thing at a time: under pressure the next thing to do must be read at once; the steps behind it can be ticked in any order.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from needlesafe.gui import theme
from needlesafe.gui.theme import GAP, GAP_CARD, GAP_TIGHT, GAP_WIDE
from needlesafe.gui.widgets.button import Button
from needlesafe.gui.widgets.card import Card
from needlesafe.gui.widgets.column import Column
from needlesafe.gui.widgets.spoken import announce
from needlesafe.gui.widgets.tick_row import TickRow
from needlesafe.gui.widgets.words import Words


@dataclass(frozen=True, slots=True)
class EmergencyStep:
    """One thing to do."""

    id: str
    """The step's id, sent when it is ticked."""
    text: str
    """What to do, verb first."""
    done: bool = False
    """Whether it was ticked."""


class EmergencyCard(QWidget):
    """Fills the window: what to do now, the steps, the number to call, the clock."""

    step_ticked = Signal(str, bool)
    called = Signal()
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title, self._next = Words(role="title", tone="stop"), Words(role="loud")
        self._clock = Words("0:00", "figure")
        self._number, self._whom = Words(role="number", tone="stop").let_select(), Words(role="strong")
        self.call, self.back = Button(self.tr("I have called"), "danger"), Button(self.tr("Back to where I was"))
        self.call.clicked.connect(lambda: self.called.emit())
        self.back.clicked.connect(lambda: self.closed.emit())
        self._steps = QVBoxLayout()
        self._steps.setSpacing(0)
        self.rows: list[TickRow] = []
        self._list: tuple[EmergencyStep, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(GAP_WIDE * 2, GAP_WIDE, GAP_WIDE * 2, GAP_WIDE)
        outer.setSpacing(GAP)
        outer.addLayout(self._head())
        outer.addWidget(self._next)
        outer.addLayout(self._middle(), 1)

    def set_card(self, title: str, steps: Sequence[EmergencyStep], number: str, whom: str = "") -> None:
        """Shows which emergency it is, its steps, the number to call and whom it reaches."""
        self._title.say(title)
        self._number.say(number)
        self._whom.say(whom)
        self._whom.setVisible(bool(whom))
        self._number.setAccessibleName(self.tr("Call {number}").format(number=number))
        self.setAccessibleName(title)
        for row in self.rows:
            row.hide()
            row.deleteLater()
        self.rows = [TickRow(step.id, step.text) for step in steps]
        for row in self.rows:
            row.ticked.connect(self._tick)
            self._steps.addWidget(row)
        self.set_steps(steps)

    def set_steps(self, steps: Sequence[EmergencyStep]) -> None:
        """Shows which steps are done; the first that is not is the next thing to do."""
        self._list = tuple(steps)
        for row, step in zip(self.rows, steps):
            row.setChecked(step.done)
        self._show_next()

    def set_called(self, text: str) -> None:
        """Says when help was called; the button stays, for a second call."""
        self.call.say(self.tr("Call again") if text else self.tr("I have called"))
        self._whom.say(text or self._whom.text())
        self._whom.setVisible(bool(self._whom.text()))

    def set_clock(self, seconds: int) -> None:
        """Shows how long it has been."""
        self._clock.say(f"{seconds // 60}:{seconds % 60:02}")

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints the ground of a stop with a bar at the top."""
        look = theme.current()
        painter = QPainter(self)
        painter.fillRect(self.rect(), look.colour("stop_soft"))
        painter.fillRect(0, 0, self.width(), 8, look.colour("stop"))
        painter.end()

    def _tick(self, step_id: str, on: bool) -> None:
        """Shows the next thing to do and says what was ticked."""
        self._show_next()
        self.step_ticked.emit(step_id, on)

    def _show_next(self) -> None:
        """Shows the first step that is not ticked, large."""
        texts = [step.text for row, step in zip(self.rows, self._list) if not row.isChecked()]
        words = texts[0] if texts else self.tr("Every step is ticked. Stay with the patient.")
        if words != self._next.text():
            self._next.say(words)
            announce(self, words)

    def _head(self) -> QHBoxLayout:
        """Returns the title, the way back and the clock in its corner."""
        row = QHBoxLayout()
        row.setSpacing(GAP_WIDE)
        self._clock.setWordWrap(False)
        self._clock.setAccessibleName(self.tr("Time since the card was opened"))
        row.addWidget(self._title, 1)
        row.addWidget(self.back)
        row.addWidget(self._clock)
        return row

    def _middle(self) -> QHBoxLayout:
        """Returns the steps beside the number."""
        steps, call = Card(self.tr("Step by step")), Card(self.tr("Call"), tone="stop")
        steps.body.addLayout(self._steps)
        for part in (self._number, self._whom, self.call):
            call.body.addWidget(part)
        scroll, side = Column(widest=900), QVBoxLayout()
        scroll.body.addWidget(steps)
        side.setContentsMargins(0, 6, 0, 0)
        side.addWidget(call)
        side.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(GAP_CARD + GAP_TIGHT)
        row.addWidget(scroll, 3)
        row.addLayout(side, 2)
        return row
