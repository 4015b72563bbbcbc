"""
The patient's turn: a layer over the visit that holds one page at a time, in the order in which they are met.

Nothing of the visit is shown before the right name was typed; the practitioner's side opens by the passphrase alone.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout
from shiboken6 import isValid

from needlesafe.errors import UserError
from needlesafe.flow.patient_turn import call, holder, noes, say_no
from needlesafe.gui import theme
from needlesafe.gui.messages import tr
from needlesafe.gui.patient.give_back import GiveBackPage
from needlesafe.gui.patient.name import NamePage
from needlesafe.gui.patient.page import PatientPage
from needlesafe.gui.patient.places import PlacesPage
from needlesafe.gui.patient.questions import QuestionsPage
from needlesafe.gui.patient.say_no import SayNoPage
from needlesafe.gui.patient.sheets import ChangedSheetsPage, SheetsPage
from needlesafe.gui.patient.signing import SigningPage
from needlesafe.gui.patient.understanding import UnderstandingPage
from needlesafe.gui.step_page import Screen
from needlesafe.gui.theme import GAP, GAP_WIDE
from needlesafe.gui.veil import Cover
from needlesafe.gui.widgets.button import Button
from needlesafe.gui.widgets.foot_bar import FootBar
from needlesafe.gui.widgets.words import Words

STATIONS = (NamePage, QuestionsPage, PlacesPage, SheetsPage, UnderstandingPage, ChangedSheetsPage, SigningPage)
"""The pages in their order; one that has nothing to show is passed over."""
_LOOK_AGAIN = 50


class PatientTurn(Cover):
    """The head with the ways out, the page, the foot; `returned` carries why the practitioner was called."""

    returned = Signal(str)

    def __init__(self, screen: Screen, read: set[str]) -> None:
        super().__init__()
        self.screen, self.read = screen, read
        self.going_back = self._known = False
        self._working, self._why = "", ""
        self._path: list[int] = []
        self._station = -1
        self._aside: PatientPage | None = None
        self.setAccessibleName(tr("The patient's turn"))
        self.who, self.no = Words("", "name"), Button(tr("I say no"), "quiet")
        self.ask, self.foot, self.stack = Button(tr("My practitioner …")), FootBar(), QStackedWidget()
        self.no.clicked.connect(self._say_no)
        self.ask.clicked.connect(lambda: self._put_aside(GiveBackPage(self, "asked")))
        self.foot.back_asked.connect(self._back)
        self.foot.next_asked.connect(self.go_on)
        self.foot.missing_asked.connect(lambda: self.page.lead_to_missing())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(self._head())
        layout.addWidget(self.needles)
        layout.addWidget(self.stack, 1)
        layout.addWidget(self.foot)

    @property
    def page(self) -> PatientPage:
        """What is on the screen."""
        return self.stack.currentWidget()

    def begin(self) -> None:
        """Asks for the name; where the practitioner was called, says so again."""
        called = self.screen.desk.visit.called
        if called:
            self._stop(called)
        else:
            self._onward()

    def call(self, why: str) -> None:
        """Stops the turn and calls the practitioner, and records why."""
        self.screen.act_soon(lambda desk: call(desk, why))
        self._stop(why)

    def work(self, label: str, deed: Callable[[], Any], then: Callable[[Any], None]) -> None:
        """Does long work off this thread while the page takes no input; what is refused calls the practitioner."""
        self._set_working(label)
        if self.screen.busy:
            later = QTimer(self, singleShot=True, interval=_LOOK_AGAIN)
            later.timeout.connect(lambda: self.work(label, deed, then))
            later.start()
            return
        self.screen.seal(label, deed, lambda outcome: self._worked(then, outcome), self._refused)
        self.setFocus()

    def skip(self) -> None:
        """Goes past the page, which has nothing to show after all."""
        if self.going_back:
            self._return()
        else:
            self._path.pop()
            self._onward()

    def go_on(self) -> None:
        """Goes to the next part of the page, or to the next page."""
        if self.page.forward():
            self._known = self._known or isinstance(self.page, NamePage)
            self._onward()
        self.draw()

    def leave(self) -> None:
        """Keeps what is typed and how long a page was seen."""
        for page in (self._aside, self.page):
            if page is not None:
                page.leave()

    def take_keyboard(self) -> None:
        """Gives the keyboard to the page."""
        self.page.take_keyboard()

    def draw(self) -> None:
        """Shows the visit as it stands, the ways out and the foot."""
        page, visit = self.page, self.screen.desk.visit
        page.draw()
        self.who.say(holder(visit) if self._known else tr("NeedleSafe"))
        over = isinstance(page, (GiveBackPage, SayNoPage))
        self.no.setVisible(self._known and not isinstance(page, SayNoPage) and self._why != "no"
                           and bool(noes(self.screen.desk.standing)))
        self.ask.setVisible(not isinstance(page, GiveBackPage))
        behind = isinstance(page, SayNoPage) or isinstance(page, GiveBackPage) and page.may_go_back()
        further = not over and (not page.is_at_start() or len(self._path) > 1)
        self.foot.set_back(tr("Back") if behind or further else "")
        if not self._working:
            self.foot.set_missing(page.progress())
            self.foot.set_next(*page.onward())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints the surface behind the head."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.current().colour("page"))
        painter.end()

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(GAP_WIDE, GAP, GAP_WIDE, GAP)
        row.setSpacing(GAP)
        row.addWidget(self.who, 1)
        for way in (self.no, self.ask, self.emergency):
            row.addWidget(way)
        return row

    def _onward(self) -> None:
        """Shows the next page that has anything to show; at the end the screen goes back."""
        self.going_back = False
        for place in range(self._station + 1, len(STATIONS)):
            page, self._station = STATIONS[place](self), place
            if page.begin():
                self._path += [place] if place else []
                self._show(page)
                return
            page.deleteLater()
        self._stop("")

    def _return(self) -> None:
        """Shows the page before."""
        self.going_back = True
        while len(self._path) > 1:
            self._path.pop()
            page, self._station = STATIONS[self._path[-1]](self), self._path[-1]
            if page.begin():
                self._show(page)
                return
            page.deleteLater()

    def _back(self) -> None:
        if self.page.backward() and len(self._path) > 1:
            self._return()
        self.draw()

    def _show(self, page: PatientPage) -> None:
        """Puts a page on the screen in place of the one before."""
        before = self.page
        page.changed.connect(self._drawn_again)
        page.went_on.connect(self.go_on)
        self.stack.addWidget(page)
        self.stack.setCurrentWidget(page)
        if before is not None and before is not self._aside:
            before.leave()
            self.stack.removeWidget(before)
            before.deleteLater()
        self.draw()
        self.take_keyboard()

    def _put_aside(self, page: GiveBackPage | SayNoPage) -> None:
        """Shows a page above the one on the screen, which is found again as it was."""
        if self._aside is None:
            self._aside = self.page
        page.left.connect(self._come_back)
        if isinstance(page, GiveBackPage):
            page.known.connect(lambda: self.returned.emit(self._why))
        self._show(page)

    def _come_back(self) -> None:
        """Shows the page that was put aside; where there is none, the name is asked for."""
        over, self._aside, beneath = self.page, None, self._aside
        if beneath is None:
            self._onward()
            return
        self.stack.setCurrentWidget(beneath)
        self.stack.removeWidget(over)
        over.deleteLater()
        self.draw()
        self.take_keyboard()

    def _say_no(self) -> None:
        page = SayNoPage(self)
        page.decided.connect(self._decide)
        self._put_aside(page)

    def _decide(self, decision: str) -> None:
        """Records the no at once; what was asked of the patient ends here."""
        if self.screen.act(lambda desk: say_no(desk, decision)):
            self._stop("no")

    def _stop(self, why: str) -> None:
        """Ends the patient's part; only the practitioner goes on from here."""
        aside, self._aside, self._why, self._path = self._aside, None, why, []
        self._known = self._known and why not in ("name", "signer")
        page = GiveBackPage(self, why)
        page.known.connect(lambda: self.returned.emit(self._why))
        self._show(page)
        if aside is not None:
            aside.leave()
            self.stack.removeWidget(aside)
            aside.deleteLater()

    def _worked(self, then: Callable[[Any], None], outcome: Any) -> None:
        """Goes on with what came of it, unless the practitioner took the screen meanwhile or somebody called."""
        if not isValid(self):
            return
        self._set_working("")
        if isinstance(self.page, GiveBackPage) and self._aside is None:
            return
        then(outcome)
        self.draw()
        self.take_keyboard()

    def _refused(self, _error: UserError) -> None:
        if isValid(self):
            self._set_working("")
            self._stop("away")

    def _set_working(self, label: str) -> None:
        """Says what is being done and takes no input meanwhile; the ways out stay."""
        self._working = label
        for part in (self.stack, self.foot.back, self.foot.next, self.no):
            part.setEnabled(not label)
        if label:
            self.foot.set_missing(tr("{what} …").format(what=label), "accent")

    def _drawn_again(self) -> None:
        """Shows the foot anew, where the page that asks for it is on the screen."""
        if self.page is self.sender():
            self.draw()
