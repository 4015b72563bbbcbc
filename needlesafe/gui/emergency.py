"""
The emergency card over the visit: choose what happened, then one step after the other; every tap is an event.

It lies above the step's page and changes nothing there, so that going back leads exactly to where one was.
"""

from __future__ import annotations

from PySide6.QtCore import QElapsedTimer, QTimer, Signal
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from needlesafe.domain.catalogue import EventCard
from needlesafe.gui.messages import tr
from needlesafe.gui.step_page import Screen
from needlesafe.gui.theme import GAP_WIDE
from needlesafe.gui.widgets.button import Button
from needlesafe.gui.widgets.card import Card
from needlesafe.gui.widgets.column import Column
from needlesafe.gui.widgets.emergency_card import EmergencyCard, EmergencyStep
from needlesafe.gui.widgets.words import Words
from needlesafe.gui.widgets.wrap_layout import WrapLayout


class EmergencyScreen(QWidget):
    """A choice of emergencies, then the card of the chosen one."""

    closed = Signal()

    def __init__(self, screen: Screen) -> None:
        super().__init__()
        self._screen, self._index = screen, -1
        self._event: EventCard | None = None
        self.card = EmergencyCard()
        self.card.closed.connect(self.closed)
        self.card.step_ticked.connect(lambda *_: self._tell_steps())
        self.card.called.connect(self._called)
        self.choices: dict[str, Button] = {}
        self._layers = QStackedLayout(self)
        self._layers.addWidget(self._chooser())
        self._layers.addWidget(self.card)
        self._elapsed = QElapsedTimer()
        self._clock = QTimer(self, interval=1000)
        self._clock.timeout.connect(lambda: self.card.set_clock(self._elapsed.elapsed() // 1000))

    def open(self) -> None:
        """Shows the card that is open already, else the choice."""
        self._layers.setCurrentIndex(1 if self._event else 0)
        if self._event is None:
            next(iter(self.choices.values())).setFocus()

    def _chooser(self) -> QWidget:
        page = QWidget()
        outer = QVBoxLayout(page)
        outer.setContentsMargins(GAP_WIDE, GAP_WIDE, GAP_WIDE, GAP_WIDE)
        column, card = Column(1100), Card(tr("What is happening?"), tr("Choose it: the first thing to do comes at once."), "stop")
        line = WrapLayout()
        for event in self._screen.desk.workplace.catalogue.events.values():
            if event.emergency:
                self.choices[event.id] = Button(event.title, "danger")
                self.choices[event.id].clicked.connect(lambda _=False, event=event: self._choose(event))
                line.addWidget(self.choices[event.id])
        card.body.addLayout(line)
        jurisdiction = self._screen.desk.workplace.catalogue.jurisdiction(self._screen.desk.visit.jurisdiction)
        card.body.addWidget(Words(tr("Emergency number: {number}").format(number=jurisdiction.emergency_number), "loud", "stop"))
        column.body.addWidget(card)
        outer.addWidget(column, 1)
        self.back = Button(tr("Back to where I was"))
        self.back.clicked.connect(self.closed)
        outer.addWidget(self.back)
        return page

    def _choose(self, event: EventCard) -> None:
        """Records the event and shows its card with the clock running."""
        self._event = event
        if not self._screen.desk.visit.closed:
            self._screen.act(lambda desk: desk.adverse(event.id, None, {"emergency_card": "opened"}))
            self._index = len(self._screen.desk.visit.treatment) - 1
        place = self._screen.desk.workplace.catalogue.jurisdiction(self._screen.desk.visit.jurisdiction)
        self.card.set_card(event.title, self._steps(), place.emergency_number, event.call_when)
        self._elapsed.start()
        self._clock.start()
        self._layers.setCurrentIndex(1)

    def _steps(self) -> list[EmergencyStep]:
        return [EmergencyStep(f"step-{number}", step) for number, step in enumerate(self._event.steps, 1)]

    def _tell_steps(self) -> None:
        done = [row.row_id for row in self.card.rows if row.isChecked()]
        self._detail({"steps_done": done})

    def _called(self) -> None:
        at = self._screen.desk.workplace.local_time()
        self.card.set_called(tr("Called at {time}").format(time=at))
        self._detail({"called": at})

    def _detail(self, detail: dict[str, object]) -> None:
        if self._index >= 0 and not self._screen.desk.visit.closed:
            self._screen.act(lambda desk: desk.detail_adverse(self._index, detail))

    def end(self) -> None:
        """Closes the card for good; the next opening asks anew."""
        self._event, self._index = None, -1
        self._clock.stop()
