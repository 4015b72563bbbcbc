"""
The emergency card over the visit: choose what happened, then one step after the other; every tap is an event.

It lies above the step's page and changes nothing there, so that going back leads exactly to where one was. What cannot
be saved at once is kept here and tried again every second.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from PySide6.QtCore import Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from needlesafe.domain.catalogue import EventCard, Jurisdiction
from needlesafe.domain.doubt import mark_of
from needlesafe.domain.statements import HandOver
from needlesafe.flow.sealing import say_and_seal
from needlesafe.flow.statements import hand_over, time_said
from needlesafe.flow.visit_desk import VisitDesk
from needlesafe.gui import theme
from needlesafe.gui.emergency_choice import EmergencyChoice
from needlesafe.gui.emergency_letter import EmergencyLetter
from needlesafe.gui.messages import tr
from needlesafe.gui.needle_strip import NeedleStrip
from needlesafe.gui.sourced import source_words, status_lines
from needlesafe.gui.step_page import Screen
from needlesafe.gui.theme import GAP, GAP_TIGHT, GAP_WIDE
from needlesafe.gui.widgets.button import Button
from needlesafe.gui.widgets.emergency_card import EmergencyCard, EmergencyStep


@dataclass(slots=True)
class _Episode:
    """One emergency from its choice to its end."""

    event: EventCard
    began: float
    index: int = -1
    """Its place among the treatment events; -1 while it is not recorded yet."""
    unsaved: dict[str, object] = field(default_factory=dict)


class EmergencyScreen(QWidget):
    """A choice of emergencies, then the card of the chosen one, and whatever needles are still in."""

    closed = Signal()
    more_asked = Signal()

    def __init__(self, screen: Screen) -> None:
        super().__init__()
        self._screen = screen
        self._now: _Episode | None = None
        self._all: list[_Episode] = []
        self.card, self.needles = EmergencyCard(), NeedleStrip(with_way=False)
        self.choice = EmergencyChoice(screen.desk.workplace.catalogue, self._place.emergency_number)
        self.other, self.over = Button(tr("Something else happens")), Button(tr("It is over"))
        self.write, self.letter = Button(tr("Letter for the ambulance"), "danger"), EmergencyLetter(screen)
        self._layers = QStackedLayout()
        for part in (self.choice, self._under(self.card), self.letter):
            self._layers.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._layers, 1)
        column.addWidget(self.needles)
        self.choice.chosen.connect(self.choose)
        self.choice.left.connect(self.closed)
        self.card.closed.connect(self.closed)
        self.card.step_ticked.connect(lambda *_: self._tell_steps())
        self.card.called.connect(self._called)
        self.other.clicked.connect(lambda: self._show(self.choice))
        self.over.clicked.connect(self.end)
        self.write.clicked.connect(self._write_letter)
        self.letter.left.connect(self.open)
        self.letter.more_asked.connect(self._say_more)

    @property
    def choices(self) -> dict[str, Button]:
        """The button of each emergency, by its id."""
        return self.choice.choices

    @property
    def _place(self) -> Jurisdiction:
        desk = self._screen.desk
        return desk.workplace.catalogue.jurisdiction(desk.visit.jurisdiction)

    def open(self) -> None:
        """Shows the card that is open already, else the choice."""
        self._layers.setCurrentIndex(1 if self._now else 0)
        (self.card.done if self._now else self.choice.first).setFocus()

    def choose(self, event_id: str) -> None:
        """Records the event and shows its card with the clock running."""
        desk = self._screen.desk
        event = desk.workplace.catalogue.events[event_id]
        self._now = _Episode(event, desk.workplace.monotonic())
        self._all.append(self._now)
        steps = [EmergencyStep(f"step-{number}", step) for number, step in enumerate(event.steps, 1)]
        self.card.set_card(event.title, steps, self._place.emergency_number, event.call_when)
        catalogue = desk.workplace.catalogue
        self.card.show_foundation(mark_of(event.status), "\n".join(status_lines(event, catalogue)),
                                  "\n".join(source_words(name, catalogue) for name in event.sources))
        self.card.set_called("")
        self._layers.setCurrentIndex(1)
        self.card.done.setFocus()
        self._keep({"emergency_card": "opened"})
        self.tick()

    def end(self) -> None:
        """Closes the card for good; the next opening asks anew."""
        self._keep({"over": self._screen.desk.workplace.local_time()})
        self._now = None
        self.closed.emit()

    def tick(self) -> None:
        """Shows how long it has been, and tries again to save what could not be saved."""
        if self._now is not None:
            seconds = int(self._screen.desk.workplace.monotonic() - self._now.began)
            self.card.set_clock(seconds)
            self.letter.set_clock(seconds)
        self._save()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints the ground of a stop."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.current().colour("stop_soft"))
        painter.end()

    def _under(self, card: QWidget) -> QWidget:
        """The card with the two ways out of it beneath."""
        page, row = QWidget(), QHBoxLayout()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(card, 1)
        row.setContentsMargins(GAP_WIDE * 2, GAP_TIGHT, GAP_WIDE * 2, GAP_TIGHT)
        row.setSpacing(GAP)
        row.addWidget(self.write)
        row.addWidget(self.other)
        row.addStretch(1)
        row.addWidget(self.over)
        column.addLayout(row)
        return page

    def _write_letter(self) -> None:
        """Writes and seals the letter in one action, as soon as nothing else is being sealed."""
        self._layers.setCurrentWidget(self.letter)
        self.letter.show_work()
        self._screen.act_soon(lambda _: self._seal_letter())

    def _seal_letter(self) -> None:
        self._save()
        desk, suspected = self._screen.desk, self._now.event.title if self._now else ""
        letter = HandOver(suspected=suspected, phone=desk.visit.clinic.phone, at=time_said(desk))
        self._screen.seal(tr("Sealing the letter"), lambda: say_and_seal(desk, lambda desk: hand_over(desk, letter)),
                          lambda _: self.letter.show_letter(), lambda _: self.letter.show_refused())

    def _say_more(self) -> None:
        """Leads to the letter's own page; the card is found again as it is."""
        self.closed.emit()
        self.more_asked.emit()

    def _show(self, part: QWidget) -> None:
        self._layers.setCurrentWidget(part)
        self.choice.first.setFocus()

    def _tell_steps(self) -> None:
        self._keep({"steps_done": [row.row_id for row in self.card.rows if row.isChecked()]})

    def _called(self) -> None:
        at = self._screen.desk.workplace.local_time()
        self.card.set_called(tr("Called at {time}").format(time=at))
        self._keep({"called": tr("Called at {time}").format(time=at)})

    def _keep(self, detail: dict[str, object]) -> None:
        if self._now is not None:
            self._now.unsaved |= detail
            self._save()

    def _save(self) -> None:
        """Records what is not recorded yet; a sealed visit takes nothing any more."""
        for episode in self._all:
            if not episode.unsaved or self._screen.busy or self._screen.desk.visit.closed:
                continue
            told, episode.unsaved = episode.unsaved, {}
            if not self._screen.act(lambda desk, episode=episode, told=told: _record(desk, episode, told)):
                episode.unsaved = told | episode.unsaved


def _record(desk: VisitDesk, episode: _Episode, told: dict[str, object]) -> None:
    if episode.index >= 0:
        desk.detail_adverse(episode.index, told)
    else:
        desk.adverse(episode.event.id, _only_site(desk.visit.sites), told)
        episode.index = len(desk.visit.treatment) - 1


def _only_site(sites: tuple[object, ...]) -> int | None:
    """The site, where there is only one; which of several it was is asked when there is time."""
    return 0 if len(sites) == 1 else None
