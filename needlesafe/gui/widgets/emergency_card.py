"""
The emergency card: the one screen that may be loud.

Why one thing at a time: under pressure the next thing to do must be read at once; the steps behind it can be ticked in any order.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from needlesafe.gui import theme
from needlesafe.gui.theme import GAP_CARD, GAP_TIGHT, GAP_WIDE
from needlesafe.gui.widgets.button import Button
from needlesafe.gui.widgets.card import Card
from needlesafe.gui.widgets.column import Column
from needlesafe.gui.widgets.info_button import InfoButton
from needlesafe.gui.widgets.spoken import announce
from needlesafe.gui.widgets.tick_row import TickRow
from needlesafe.gui.widgets.words import Words, text_width

_WIDE, _WIDEST, _RIM = 960, 2400, 6
_LARGE = 1.4
"""From this scale of text on, the head is set smaller, so that the number and the steps are seen beneath it."""


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
        large = theme.current().scale > _LARGE
        self._title, self._next = Words(role="section" if large else "title", tone="stop"), Words(role="title" if large else "loud")
        self._clock, self._again = Words("0:00", "figure"), Words("", "title", "stop")
        self._number, self._whom = Words(role="number", tone="stop").let_select(), Words()
        self._called = Words(role="strong")
        self.done = Button(self.tr("Done, next"), "primary")
        self.call, self.back = Button(self.tr("I have called"), "danger"), Button(self.tr("Back to where I was"))
        self.done.clicked.connect(self._do_next)
        self.call.clicked.connect(lambda: self.called.emit())
        self.back.clicked.connect(lambda: self.closed.emit())
        self._steps = QVBoxLayout()
        self._steps.setSpacing(0)
        self._cards = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._cards.setSpacing(GAP_CARD)
        self._beside, self._beneath, self._last = QVBoxLayout(), QVBoxLayout(), QVBoxLayout()
        self._beneath.setSpacing(GAP_CARD)
        self._notes: QWidget | None = None
        self._wide = False
        self.rows: list[TickRow] = []
        self._list: tuple[EmergencyStep, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(GAP_WIDE * 2 - _RIM, GAP_WIDE, GAP_WIDE * 2 - _RIM, 0)
        outer.setSpacing(GAP_CARD)
        self.info: InfoButton | None = None
        self._doubt, self._sources = Words("", "quiet"), Words("", "quiet").let_select()
        self._doubt.setContentsMargins(_RIM, 0, _RIM, 0)
        self._head = _line(_RIM, (self._title, 1), (self._again, 0), (self.back, 0), (self._clock, 0))
        self._head.insertStretch(1)
        self._again.setWordWrap(False)
        keeping = self._again.sizePolicy()
        keeping.setRetainSizeWhenHidden(not large)  # so that nothing moves when it is shown; large text leaves no room for it
        self._again.setSizePolicy(keeping)
        self._again.hide()
        outer.addLayout(self._head)
        outer.addWidget(self._doubt)
        outer.addLayout(_line(_RIM, (self._next, 1), (self.done, 0)))
        outer.addWidget(self._scroll(), 1)
        self._clock.setWordWrap(False)
        self._clock.setAccessibleName(self.tr("Time since the card was opened"))

    def set_card(self, title: str, steps: Sequence[EmergencyStep], number: str, whom: str = "") -> None:
        """Shows which emergency it is, its steps, the number to call and whom it reaches."""
        self._column.verticalScrollBar().setValue(0)
        self._title.say(title)
        self._title.setMaximumWidth(text_width(title, theme.current().font(self._title.property("role"))) + GAP_TIGHT)
        self._number.say(number or self.tr("Your emergency number"))
        self._whom.say(whom)
        self._whom.setVisible(bool(whom))
        self._again.say(self.tr("Call {number}").format(number=number) if number and theme.current().scale <= _LARGE else "")
        self._number.setAccessibleName(self.tr("Call {number}").format(number=number) if number else self._number.text())
        self.setAccessibleName(title)
        for row in self.rows:
            row.hide()
            row.deleteLater()
        self.rows = [TickRow(step.id, step.text, role="patient-body") for step in steps]
        for row in self.rows:
            row.ticked.connect(self._tick)
            self._steps.addWidget(row)
        self.set_steps(steps)

    def show_call(self, loud: bool) -> None:
        """Shows the number large, or small where the emergency itself is none to call for."""
        self._number.setProperty("role", "number" if loud else "strong")
        self._number.show_tone("stop" if loud else "quiet")
        self.call.say(self.call.text(), "danger" if loud else "plain")
        if not loud:
            self._again.say("")

    def show_foundation(self, mark: str, doubt: str, sources: str) -> None:
        """Shows the mark of what is in doubt; at one tap what it means, and the sources beneath the steps."""
        if self.info is not None:
            self.info.hide()
            self.info.deleteLater()
        self.info = InfoButton(self._title.text(), mark) if doubt else None
        for part, text in ((self._doubt, doubt), (self._sources, sources)):
            part.say(text)
            part.hide()
            if self.info is not None:
                self.info.turned.connect(part.setVisible)
        if self.info is not None:
            self._head.insertWidget(1, self.info)
            self.info.show()

    def set_steps(self, steps: Sequence[EmergencyStep]) -> None:
        """Shows which steps are done; the first that is not is the next thing to do."""
        self._list = tuple(steps)
        for row, step in zip(self.rows, steps):
            row.setChecked(step.done)
        self._show_next()

    def set_called(self, text: str) -> None:
        """Says when help was called; the button stays, for a second call."""
        self.call.say(self.tr("I have called again") if text else self.tr("I have called"))
        self._called.say(text)
        self._called.setVisible(bool(text))

    def add_beneath(self, part: QWidget, first: bool = False) -> None:
        """Puts a part beneath the steps, before or after what stands there."""
        self._beneath.insertWidget(0 if first else self._beneath.count(), part)

    def add_notes(self, part: QWidget) -> None:
        """Puts what is written down beside the steps, or beneath everything else where it is narrow."""
        self._notes = part
        self._place_notes()

    def set_clock(self, seconds: int) -> None:
        """Shows how long it has been."""
        self._clock.say(f"{seconds // 60}:{seconds % 60:02}")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Puts the number above the steps where it is narrow, else beside them."""
        super().resizeEvent(event)
        wide = self.width() >= theme.current().scaled(_WIDE)
        self._cards.setDirection(QBoxLayout.Direction.RightToLeft if wide else QBoxLayout.Direction.TopToBottom)
        if wide != self._wide:
            self._wide = wide
            self._place_notes()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints the ground of a stop with a bar at the top."""
        look = theme.current()
        painter = QPainter(self)
        painter.fillRect(self.rect(), look.colour("stop_soft"))
        painter.fillRect(0, 0, self.width(), 8, look.colour("stop"))
        painter.end()

    def _place_notes(self) -> None:
        if self._notes is not None:
            (self._beside if self._wide else self._last).addWidget(self._notes)

    def _tick(self, step_id: str, on: bool) -> None:
        """Shows the next thing to do and says what was ticked."""
        self._show_next()
        self.step_ticked.emit(step_id, on)

    def _do_next(self) -> None:
        """Ticks the step that is shown large."""
        row = next((row for row in self.rows if not row.isChecked()), None)
        if row:
            row.click()

    def _show_next(self) -> None:
        """Shows the first step that is not ticked, large."""
        texts = [step.text for row, step in zip(self.rows, self._list) if not row.isChecked()]
        words = texts[0] if texts else self.tr("Every step is ticked. Stay with the patient.")
        self.done.setVisible(bool(texts))
        self.done.setAccessibleDescription(words)
        if words != self._next.text():
            self._next.say(words)
            announce(self, words)

    def _keep_number(self) -> None:
        """Shows the number in the head while it is scrolled out of sight, or lies too far down to be seen."""
        seen = not self._number.isVisible() or self._number.visibleRegion().boundingRect().height() > self._number.height() / 2
        self._again.setVisible(not seen and bool(self._again.text()))

    def _scroll(self) -> Column:
        """Returns the number and the steps, which scroll where they do not fit."""
        large = theme.current().scale > _LARGE  # no room for a heading there: what to call for must be seen with the number
        steps, call = Card(self.tr("Step by step")), Card("" if large else self.tr("Call"))
        steps.body.addLayout(self._steps)
        call.body.addLayout(_line(0, (self._number, 1), (self.call, 0)))
        call.body.addWidget(self._called)
        call.body.addWidget(self._whom)
        self._called.hide()
        for card, more, share in ((call, self._beside, 2), (steps, self._beneath, 3)):
            held = QVBoxLayout()
            held.setSpacing(GAP_CARD)
            held.addWidget(card)
            held.addLayout(more)
            held.addStretch(1)
            self._cards.addLayout(held, share)
        self._column = scroll = Column(widest=_WIDEST, ground="stop_soft")
        scroll.verticalScrollBar().valueChanged.connect(self._keep_number)
        scroll.body.addLayout(self._cards)
        scroll.body.addLayout(self._last)
        scroll.body.addWidget(self._sources)
        return scroll


def _line(rim: int, *parts: tuple[QWidget, int]) -> QHBoxLayout:
    """Returns widgets side by side, each with its share of the room."""
    row = QHBoxLayout()
    row.setSpacing(GAP_WIDE)
    row.setContentsMargins(rim, 0, GAP_CARD if rim else 0, 0)
    for part, share in parts:
        row.addWidget(part, share)
    return row
