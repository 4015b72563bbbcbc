"""
The emergency card over whatever is on screen: choose what happened, then one step after the other; every tap is kept.

It lies above the page and changes nothing there, so that going back leads exactly to where one was. What cannot be
saved at once is held here and tried again every second; a card that is still open goes along when the page beneath goes.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from functools import cached_property
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from needlesafe.domain.anatomy import Site
from needlesafe.domain.doubt import mark_of
from needlesafe.domain.emergency import Happened
from needlesafe.domain.nerve_concern import NERVE_EVENTS
from needlesafe.errors import UnprintableCharacter
from needlesafe.flow.printable import demand_printable, described
from needlesafe.flow.views import LedgerLine
from needlesafe.gui import theme
from needlesafe.gui.emergency_choice import EmergencyChoice
from needlesafe.gui.emergency_ground import Episode, Ground
from needlesafe.gui.emergency_letter import EmergencyLetter
from needlesafe.gui.emergency_notes import EmergencyNotes
from needlesafe.gui.in_turn import InTurn
from needlesafe.gui.messages import tr
from needlesafe.gui.needle_clock import NeedleClock
from needlesafe.gui.needle_strip import NeedleStrip
from needlesafe.gui.nerve_walk import NerveWalk
from needlesafe.gui.sourced import source_words, status_lines
from needlesafe.gui.theme import GAP, GAP_CARD, GAP_TIGHT, GAP_WIDE
from needlesafe.gui.widgets.button import Button
from needlesafe.gui.widgets.emergency_card import EmergencyCard, EmergencyStep
from needlesafe.gui.widgets.words import Words

_JOINED = {"called": "; ", "found": "\n"}
"""What is written down as lines, and what stands between them."""
_STAYS_IN = {"ae-cardiac-tamponade": 1}
"""The step that says not to pull the needle, by the kind of emergency: beneath such a card nothing may take every needle out
in one tap, for one that went into the heart holds its wound closed, and an arrest is reported after one was pulled."""

_NO_CALL = ("ae-needlestick", "ae-needle-bent")
"""The kinds for which the content names no reason to call: the number stands there, but not loud."""


class EmergencyScreen(QWidget):
    """A choice of emergencies, then the card of the chosen one, and whatever needles are still in."""

    closed = Signal()

    def __init__(self, ground: Ground, letter: EmergencyLetter | None = None) -> None:
        super().__init__()
        self._ground, self.letter = ground, letter
        self._now: Episode | None = None
        self._all: list[Episode] = []
        self.card, self.needles = EmergencyCard(), NeedleStrip(with_way=False)
        self.notes: EmergencyNotes | None = None
        self.walk: NerveWalk | None = None
        self._walked: tuple[str, tuple[Site, ...]] = ("", ())
        self.other, self.over = Button(tr("Something else happens")), Button(tr("It is over"))
        self.write, self.state = Button(tr("Letter for the ambulance"), "danger"), Words("", "strong", "stop")
        self.stays_in = Words("", "strong", "stop")
        column, self._layers, self._page = QVBoxLayout(self), QStackedLayout(), self._under(self.card)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._layers, 1)
        for said in (self.state, self.stays_in):
            column.addWidget(said)
            said.setContentsMargins(GAP_WIDE * 2, GAP_TIGHT, GAP_WIDE * 2, GAP_TIGHT)
            said.hide()
        column.addWidget(self.needles)
        for part in (self._page, *((letter,) if letter else ())):  # last: without a parent it would be a window
            self._layers.addWidget(part)
        self._connect()
        self._later = InTurn(self, "choice")
        self._later.begin()

    @cached_property
    def choice(self) -> EmergencyChoice:
        """What may have happened, made in the turn after the page beneath, or as soon as the card is opened."""
        choice = EmergencyChoice(self._ground.catalogue, self._ground.number)
        choice.chosen.connect(self.choose)
        choice.left.connect(self.closed)
        choice.loose.taken_in.connect(self._take_in)
        choice.loose.set_aside.connect(self._set_aside)
        self._layers.addWidget(choice)
        return choice

    @property
    def choices(self) -> dict[str, Button]:
        """The button of each emergency, by its id."""
        return self.choice.choices

    @property
    def waits(self) -> bool:
        """Whether something was told that is not saved yet."""
        return any(episode.unsaved for episode in self._all)

    def open(self) -> None:
        """Shows the card that is open already, else the choice."""
        self.choice.show_number(self._ground.number)
        self.choice.show_loose([one for one in self._ground.loose() if self._now is None or one.id != self._now.id],
                               bool(self._ground.visit_id))
        if self._now is not None:
            self._show_episode(self._now)
        else:
            self._layers.setCurrentWidget(self.choice)
            self.choice.first.setFocus()

    def show_needles(self, whose: str, lines: Sequence[LedgerLine], clock: NeedleClock) -> None:
        """Shows the needles that are in the patient on screen, and names the patient where that may be read."""
        self.needles.say_whose(whose)
        self.needles.setVisible(self.needles.show_ledger(lines, clock))
        self._show_way_out()

    def choose(self, event_id: str) -> None:
        """Records the event and shows its card with the clock running."""
        ground, (day, at) = self._ground, self._ground.moment()
        happened = Happened(event_id, day, at, 0 if len(ground.sites) == 1 else None)
        self._now = Episode(str(uuid.uuid4()), ground.catalogue.events[event_id], happened, ground.monotonic(), ground.visit_id)
        self._all.append(self._now)
        self._show_episode(self._now)
        self._keep({"emergency_card": "opened"})
        self.tick()

    def end(self) -> None:
        """Writes down what still stands in a field and closes the card for good; the next opening asks anew."""
        self._keep_all_typed()
        self._keep({"over": self._ground.moment()[1]})
        if self._now is not None:
            self._now.over, self._now = True, None
        self.closed.emit()

    def keep_typed(self) -> None:
        """Writes down what stands in a field of the card that is open."""
        for part in (self.notes, self.walk) if self._now is not None else ():
            if part is not None:
                part.keep_typed()

    def _keep_all_typed(self) -> None:
        """Writes down what stands in a field because the card goes, as words where it can be nothing else."""
        self.keep_typed()
        if self._now is not None and self.notes is not None:
            self.notes.keep_unreadable()

    def hand_on(self) -> list[Episode]:
        """Lets go of the card that is open and of what is not saved yet, for whoever shows the next page."""
        self._keep_all_typed()
        going = [episode for episode in self._all if episode.unsaved or not episode.over]
        self._all, self._now = [], None
        return going

    def receive(self, episodes: Sequence[Episode]) -> None:
        """Goes on with what was open on the page before."""
        self._all += episodes
        self._now = next((episode for episode in reversed(self._all) if not episode.over), None)
        self.save()

    def tick(self) -> None:
        """Shows how long it has been, and tries again to save what could not be saved."""
        if self._now is not None:
            seconds = int(self._ground.monotonic() - self._now.began)
            self.card.set_clock(seconds)
            if self.letter is not None:
                self.letter.set_clock(seconds)
        self.save()

    def save(self) -> None:
        """Records what is not recorded yet, and says where that cannot be."""
        reasons = []
        for episode in self._all:
            if not episode.unsaved:
                continue
            told, episode.unsaved = episode.unsaved, {}
            if reason := self._ground.keep(episode, told):
                episode.unsaved = told | episode.unsaved
                reasons.append(reason)
        self._all = [episode for episode in self._all if episode.unsaved or not episode.over]
        words = reasons[0] if reasons else ""
        if words != self.state.text():
            self.state.say(words)
        self.state.setVisible(bool(words))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints the ground of a stop."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.current().colour("stop_soft"))
        painter.end()

    def _connect(self) -> None:
        self.card.closed.connect(self.closed)
        self.card.step_ticked.connect(lambda *_: self._keep(
            {"steps_done": [row.row_id for row in self.card.rows if row.isChecked()]}))
        self.card.called.connect(lambda: self._written(
            "called", tr("called {number}").format(number=self._ground.number or tr("the emergency services"))))
        self.other.clicked.connect(self._choose_another)
        self.over.clicked.connect(self.end)
        self.write.setVisible(self.letter is not None)
        if self.letter is not None:
            self.write.clicked.connect(self._write_letter)
            self.letter.left.connect(self.open)

    def _under(self, card: QWidget) -> QWidget:
        """The card with the ways out of it beneath."""
        page, row = QWidget(), QHBoxLayout()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(card, 1)
        row.setContentsMargins(GAP_WIDE * 2, GAP_TIGHT, GAP_WIDE * 2 - 6 + GAP_CARD, GAP_TIGHT)
        row.setSpacing(GAP)
        row.addWidget(self.write)
        row.addWidget(self.other)
        row.addStretch(1)
        row.addWidget(self.over)
        column.addLayout(row)
        return page

    def _show_episode(self, episode: Episode) -> None:
        """Shows the card of an emergency with everything that is known of it."""
        event, catalogue = episode.event, self._ground.catalogue
        episode.detail = {**episode.detail, **self._ground.known(episode), **episode.unsaved}
        done = episode.detail.get("steps_done", ())
        steps = [EmergencyStep(f"step-{n}", step, f"step-{n}" in done) for n, step in enumerate(event.steps, 1)]
        when = tr("When: {when}\nRed flags: {flags}").format(when=event.call_when, flags=event.red_flags)
        self.card.set_card(event.title, steps, self._ground.number, when)
        self.card.show_call(loud=event.id not in _NO_CALL)
        self.card.show_foundation(mark_of(event.status), "\n".join(status_lines(event, catalogue)),
                                  "\n".join(source_words(name, catalogue) for name in event.sources))
        if self.notes is None:
            self.notes = EmergencyNotes(self._written)
            self.card.add_notes(self.notes.signs_card)
            self.card.add_beneath(self.notes.said_card)
        self._show_walk(episode)
        self._show_detail(episode)
        self._show_way_out()
        self._layers.setCurrentWidget(self._page)
        (self.card.back if self.card.done.isHidden() else self.card.done).setFocus()

    def _show_way_out(self) -> None:
        """Offers *all needles out*, or says in the card's own words why a needle may have to stay in."""
        step = _STAYS_IN.get(self._now.event.id) if self._now is not None else None
        self.needles.offer_all_out(step is None)
        if step is not None:
            self.stays_in.say(tr("{step} Single needles come out at the treatment.").format(step=self._now.event.steps[step]))
        self.stays_in.setVisible(step is not None and self.needles.isVisibleTo(self))

    def _show_walk(self, episode: Episode) -> None:
        """Shows the walk through a nerve contact, made anew for another plan or another emergency."""
        walked = (episode.id, tuple(self._ground.sites))
        if walked == self._walked:
            return
        self._walked = walked
        if self.walk is not None:
            self.walk.hide()
            self.walk.deleteLater()
            self.walk = None
        if episode.event.id in NERVE_EVENTS:
            self.walk = NerveWalk(self._ground.catalogue, self._ground.sites)
            self.walk.told.connect(self._answered)
            self.card.add_beneath(self.walk, first=True)
            self.walk.show()

    def _show_detail(self, episode: Episode) -> None:
        self.card.set_called(str(episode.detail.get("called", "")).rpartition("; ")[2])
        if self.notes is not None:
            self.notes.show_detail(episode.detail)
        if self.walk is not None:
            self.walk.show_detail(episode.detail, episode.happened.site)

    def _written(self, kind: str, told: Any) -> str:
        """Keeps what was written down, with the time before it; why it cannot be kept, empty where it can."""
        fault = _unprintable(told)
        if self._now is not None and not fault:
            at = self._ground.moment()[1]
            if kind == "signs":
                taken = [*self._now.detail.get("vital_signs", ()), {"at": at, **told}]
                self._keep({"vital_signs": taken})
            else:
                before = self._now.detail.get(kind, "")
                self._keep({kind: f"{before}{_JOINED[kind] if before else ''}{at} {told}"})
        return fault

    def _answered(self, name: str, value: object) -> None:
        """Keeps an answer of the walk; a text that no page can show stays in its field, which says so."""
        if self.walk is not None and (fault := _unprintable(value)):
            self.walk.keep_unsaved(name, fault)
        else:
            self._keep({name: value})

    def _write_letter(self) -> None:
        """Writes and seals the letter in one action, as soon as nothing else is being sealed."""
        self.keep_typed()
        self._layers.setCurrentWidget(self.letter)
        self.letter.write(self._now.event.title if self._now else "", self.save)

    def _choose_another(self) -> None:
        self.keep_typed()
        self._layers.setCurrentWidget(self.choice)
        self.choice.first.setFocus()

    def _take_in(self, emergency_id: str) -> None:
        """Takes an emergency from outside into the visit; its card goes on there where it is still open."""
        emergency = next((one for one in self._ground.loose() if one.id == emergency_id), None)
        episode = next((one for one in self._all if one.id == emergency_id), None)
        if emergency is not None:
            self._ground.take_in(emergency, episode)
        self.open()

    def _set_aside(self, emergency_id: str) -> None:
        self._ground.set_aside(emergency_id)
        self.open()

    def _keep(self, detail: dict[str, Any]) -> None:
        if self._now is not None:
            self._now.detail |= detail
            self._now.unsaved |= detail
            self._show_detail(self._now)
            self.save()


def _unprintable(told: Any) -> str:
    """What to say of a text that no page can show; nothing where every page can."""
    try:
        demand_printable({"told": told})
    except UnprintableCharacter as error:
        return tr("No page can show {character}. Write it in another way.").format(character=described(error.character))
    return ""
