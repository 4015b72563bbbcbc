"""
The letter for those who take over, above the visit: written and sealed by one tap, to be printed at once.

It names the patient. While the screen is locked, or the patient's, it asks for the passphrase first: no step of the card
waits for that, and the way back to them stays.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import Any, Protocol

from PySide6.QtCore import Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from needlesafe.domain.statements import HandOver
from needlesafe.flow.sealing import say_and_seal
from needlesafe.flow.statements import hand_over, time_said
from needlesafe.flow.visit_desk import VisitDesk
from needlesafe.gui import theme
from needlesafe.gui.messages import tr
from needlesafe.gui.needle_clock import clock_words
from needlesafe.gui.passphrase_card import PassphraseCard
from needlesafe.gui.shown_paper import ShownPaper
from needlesafe.gui.step_page import Screen
from needlesafe.gui.theme import GAP, GAP_CARD, GAP_WIDE
from needlesafe.gui.widgets.button import Button
from needlesafe.gui.widgets.column import Column
from needlesafe.gui.widgets.spoken import announce
from needlesafe.gui.widgets.words import Words

KIND = "hand-over"
_RIM = 6


class Whole(Screen, Protocol):
    """The screen of a visit, as far as it is asked here."""

    covers: Any
    """What lies over the visit while the practitioner has not the screen."""


class EmergencyLetter(QWidget):
    """The clock, the way to print, the way to say more, the pages."""

    left = Signal()
    more_asked = Signal()

    def __init__(self, screen: Whole) -> None:
        super().__init__()
        self._screen = screen
        self.lock: PassphraseCard | None = None
        self._begin: Callable[[], None] | None = None
        self._clock, self.said = Words("0:00", "figure"), Words("", "patient-body")
        self._clock.setWordWrap(False)
        self._clock.setAccessibleName(tr("Time since the card was opened"))
        self.back, self.more = Button(tr("Back to the steps")), Button(tr("Say more in another letter …"))
        self.back.clicked.connect(self.left)
        self.more.clicked.connect(self.more_asked)
        head = QHBoxLayout()
        head.setSpacing(GAP_WIDE)
        head.setContentsMargins(_RIM, 0, GAP_CARD, 0)
        self.said.setContentsMargins(_RIM, 0, _RIM, 0)
        for part, share in ((Words(tr("Letter for those who take over"), "title", "stop"), 1), (self.back, 0), (self._clock, 0)):
            head.addWidget(part, share)
        self._column = Column(1000, "stop_soft")
        self._column.stand_in_the_middle()
        self._pages = QVBoxLayout()
        self._column.body.addLayout(self._pages)
        self._column.body.addWidget(self.more)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(GAP_WIDE * 2 - _RIM, GAP_WIDE, GAP_WIDE * 2 - _RIM, GAP)
        outer.setSpacing(GAP_CARD)
        outer.addLayout(head)
        outer.addWidget(self.said)
        outer.addWidget(self._column, 1)

    @cached_property
    def paper(self) -> ShownPaper:
        """The sealed letter; made when one is written, as few visits ever see one."""
        paper = ShownPaper(self._screen)
        self._pages.addWidget(paper)
        return paper

    def write(self, suspected: str, ready: Callable[[], None]) -> None:
        """Writes and seals the letter as soon as nothing else is being sealed, once it may be read; `ready` is called before."""
        self._begin = lambda: self._screen.act_soon(lambda desk: self._seal(desk, suspected, ready))
        if self._screen.covers.hides:
            self.ask()
        else:
            self._go_on()

    def ask(self) -> None:
        """Asks for the passphrase, and for nothing else, in place of the pages."""
        self.paper.hide()
        self.more.hide()
        if self.lock is None:
            self.lock = self._made_lock()
            self._column.body.insertWidget(0, self.lock)
        self.lock.passphrase.edit.clear()
        self.lock.passphrase.set_fault("")
        self.lock.show()
        self._say(tr("The steps and the clock go on without it."))
        self.lock.passphrase.edit.setFocus()

    def show_work(self) -> None:
        """Says that the letter is being sealed."""
        for part in (self.lock, self.paper, self.more):
            if part is not None:
                part.hide()
        self._say(tr("Sealing the letter …"))
        self.back.setFocus()

    def show_letter(self) -> None:
        """Shows the sealed letter, with the keyboard on *Print*."""
        self.paper.show_sealed(KIND)
        self.more.setVisible(not self._screen.covers.hides)
        self._say(tr("Sealed. Print it now, or save it where the ambulance can take it."))
        self.paper.buttons.print.say(tr("Print …"), "primary")
        self.paper.buttons.print.setFocus()

    def show_refused(self) -> None:
        """Says that there is no letter."""
        self._say(tr("The letter could not be sealed: see above. Hand over in your own words."))

    def set_clock(self, seconds: int) -> None:
        """Shows how long it has been."""
        self._clock.say(clock_words(seconds))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints the ground of a stop with a bar at the top."""
        look = theme.current()
        painter = QPainter(self)
        painter.fillRect(self.rect(), look.colour("stop_soft"))
        painter.fillRect(0, 0, self.width(), 8, look.colour("stop"))
        painter.end()

    def _made_lock(self) -> PassphraseCard:
        """The one field that stands between the crew and the letter, in large type."""
        store = self._screen.desk.workplace.store
        said = tr("The screen is locked. {user} opens it; then the letter is written at once. Without the passphrase, hand over in "
                  "your own words.").format(user=store.user.practitioner.name)
        lock = PassphraseCard(store.knows, tr("The letter names the patient"), said, tr("Open and write the letter"))
        lock.passphrase.edit.setProperty("loud", True)
        lock.known.connect(self._open)
        return lock

    def _open(self) -> None:
        """Takes the lock away, and writes the letter where it is still asked for."""
        self._screen.covers.lift()
        if self.isVisible():
            self._go_on()

    def _go_on(self) -> None:
        begin, self._begin = self._begin, None
        if begin is not None:
            self.show_work()
            begin()

    def _seal(self, desk: VisitDesk, suspected: str, ready: Callable[[], None]) -> None:
        ready()
        letter = HandOver(suspected=suspected, phone=desk.visit.clinic.phone, at=time_said(desk))
        self._screen.seal(tr("Sealing the letter"), lambda: say_and_seal(desk, lambda desk: hand_over(desk, letter)),
                          lambda _: self.show_letter(), lambda _: self.show_refused())

    def _say(self, words: str) -> None:
        self.said.say(words)
        announce(self, words)
