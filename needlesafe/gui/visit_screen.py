"""
The frame of a visit, the same on every step: head, rail, middle, raised, foot; the emergency card above all.

Every act of a page goes through `act`: committed first, then drawn; what the store refuses is said in a banner, what a
gate refuses at the foot. While something is being sealed nothing else is done at the desk: what must not be lost waits.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from needlesafe.errors import GateRefused, Lack, StoreRefused, UserError
from needlesafe.flow.habit import pace_of
from needlesafe.flow.needling import all_out
from needlesafe.flow.sealing import finish
from needlesafe.flow.steps import STEP_IDS, STEPS, current_step, finish_gate, step_after, step_lacks, unsealed
from needlesafe.flow.unsent import Unsent
from needlesafe.flow.views import ledger_lines, rail, raised_causes
from needlesafe.flow.visit_desk import VisitDesk
from needlesafe.gui import theme
from needlesafe.gui.aside_page import AsidePage
from needlesafe.gui.covers import Covers
from needlesafe.gui.dialogs_aside import DialogsAside
from needlesafe.gui.emergency import EmergencyScreen
from needlesafe.gui.emergency_ground import VisitGround
from needlesafe.gui.emergency_letter import EmergencyLetter
from needlesafe.gui.finding_cards import cause_card
from needlesafe.gui.messages import error_words, missing_words, tr
from needlesafe.gui.needle_clock import NeedleClock
from needlesafe.gui.needles_elsewhere import short_name
from needlesafe.gui.pages import PAGES
from needlesafe.gui.papers_page import PapersPage, open_paper
from needlesafe.gui.reading_order import neighbour, room_of
from needlesafe.gui.refusal_page import RefusalPage
from needlesafe.gui.review_page import looked_again
from needlesafe.gui.sealing_line import SealingLine
from needlesafe.gui.side_by_side import large_text
from needlesafe.gui.spoken_dates import birth_words, day_words, time_words
from needlesafe.gui.step_page import StepPage
from needlesafe.gui.tasks import Task
from needlesafe.gui.theme import FOLD_BELOW
from needlesafe.gui.veil import LOCK
from needlesafe.gui.undo_way import UndoWay
from needlesafe.gui.visit_frame import NO, PAPERS, VisitFrame

Deed = Callable[[VisitDesk], Any]
_SECOND = 1000
ONWARD = QKeySequence("Ctrl+Return")
"""Presses the primary button from wherever the keyboard is: on, or to the next thing missing."""


class VisitScreen(VisitFrame):
    """One visit on screen."""

    left = Signal()
    covered = Signal(bool)
    hidden = Signal(bool)

    def __init__(self, desk: VisitDesk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk, self.clock = desk, NeedleClock(desk.workplace, desk.visit_id)
        self.step = current_step(desk.standing)
        self.pages: dict[str, StepPage] = {}
        self.aside: AsidePage | None = None
        self.unsent = Unsent(desk.workplace, desk.visit_id)
        self._task: Task | None = None
        self._waiting: list[Deed] = []
        self._refused, self._not_saved, self._held = "", False, None
        self._typed_in: QWidget | None = None
        self.undo, self.pace = UndoWay(self), pace_of(desk)
        self.foot.stand_beside_saved(self.undo)
        self.sealing = SealingLine(self, self)
        self._dialogs = DialogsAside()
        self.emergency = EmergencyScreen(VisitGround(self), EmergencyLetter(self))
        self.layers.addWidget(self.emergency)
        self.covers = Covers(self)
        self._connect()
        self.header.set_patient(desk.visit.patient.name, birth_words(desk.visit), desk.visit.patient.identifier)
        self.header.set_visit(tr("Visit {n}").format(n=desk.visit.number), day_words(desk.visit.date))
        self.open_step(self.step)
        if desk.visit.handed_to:
            self.covers.show_turn()

    @property
    def page(self) -> StepPage:
        """The page of the step on screen."""
        return self.pages[self.step]

    @property
    def busy(self) -> bool:
        """Whether something is being sealed, so that nothing else is done at the desk."""
        return self._task is not None

    def act(self, deed: Deed) -> bool:
        """Does something at the desk and shows what came of it; False where it was refused."""
        if self.busy:
            return False
        before = self.desk.visit
        try:
            deed(self.desk)
        except UserError as error:
            self.tell(error)
            self.draw()
            return False
        if self.desk.visit is not before:
            self.undo.note(before)
            self.pace.hear(self.desk.last_events)
        self._refused, self._not_saved = "", False
        self.banner.hide()
        self.draw()
        return True

    def act_soon(self, deed: Deed) -> None:
        """Does something at the desk now, or as soon as what is being sealed is sealed."""
        if self.busy:
            self._waiting.append(deed)
        else:
            self.act(deed)

    def tell(self, error: UserError) -> None:
        """Says what was refused: a gate's lack at the foot, anything else in the banner."""
        happened, safe, remedy = error_words(error)
        if isinstance(error, GateRefused):
            self._refused = happened
        else:
            if self.banner.isHidden() or self.banner.accessibleName() != happened:
                self.banner.show_fault(happened, safe, remedy)
            self._not_saved = isinstance(error, StoreRefused)

    def seal(self, label: str, work: Callable[[], Any], then: Callable[[Any], None],
             refused: Callable[[UserError], None] = lambda _: None) -> None:
        """Does long work off this thread while the screen says so and takes no other act; what was refused is said."""
        held = QApplication.focusWidget()
        if not self.busy:
            self.setFocus()  # what is being typed is kept first, which may begin such work itself
        if self.busy:
            return
        self._held, self._task = held, Task(work)
        self._task.succeeded.connect(lambda outcome: self._sealed(then, outcome))
        self._task.failed.connect(lambda error: self._seal_failed(error, refused))
        self.set_busy(label)
        self._task.start()

    def open_aside(self, page: AsidePage) -> None:
        """Shows a page that is none of the steps, above the step; one that was open goes."""
        self._leave_page()
        self.aside = page
        self.middle.addWidget(page)
        self.middle.setCurrentWidget(page)
        self.draw()
        page.begin()

    def close_aside(self) -> None:
        """Shows the step again as it stands."""
        self.open_step(self.step)

    def open_step(self, step: str) -> None:
        """Shows a step's page."""
        if self.aside is not None or step != self.step:
            self._leave_page()
        self.step = step
        if step not in self.pages:
            self.pages[step] = PAGES[step](self)
            self.middle.addWidget(self.pages[step])
        self.middle.setCurrentWidget(self.pages[step])
        self.draw()

    def lead_to(self, lack: Lack) -> None:
        """Shows where a lack is put right; what must come before the consent leads there first."""
        waits = lack.step == "consent" and lack.code != "decision" and not self.desk.visit.consent.decision
        early = self.desk.lacks("consent") if waits else ()
        lack = early[0] if early else lack
        if lack.step in STEP_IDS and (lack.step != self.step or self.aside is not None):
            self.open_step(lack.step)
        self.page.lead_to(lack)

    def draw(self) -> None:
        """Shows the visit as it stands, on every part of the frame."""
        standing = self.desk.standing
        self.covers.draw()
        if self.aside is not None:
            self.aside.draw()
        elif self.covers.turn is None:
            self.page.draw()
            self.page.lock(self.desk.visit.closed)
        self.show_steps(rail(standing, self.step), standing)
        self.panel.set_findings([cause_card(cause, standing) for cause in raised_causes(standing)])
        if not self.busy:
            missing, onward, can_act = self._foot_words()
            self.foot.set_missing(self._refused or missing, "grave" if self._refused else "quiet")
            self.foot.set_next(onward, can_act)
            saved = ("unsaved", tr("See above.")) if self._not_saved else ("saved", time_words(self.desk.visit.last_at))
            self.foot.set_saved(*saved)
        self.undo.draw()
        self.foot.set_back(self.aside.back_words() if self.aside else tr("Back") if self.step != STEP_IDS[0] else tr("Home"))
        self._tick()
        (self.aside or self.page).settle()

    def open_emergency(self) -> None:
        """Shows the emergency card; the step beneath stays as it is."""
        if self.layers.currentWidget() is self.emergency:
            return
        self._typed_in = QApplication.focusWidget()
        self._dialogs.put(self.window())
        self.layers.setCurrentWidget(self.emergency)
        self.emergency.open()
        self._tick()

    def hand_over(self, who: str) -> None:
        """Gives the screen to the patient's side, until the passphrase is typed."""
        self.covers.hand_over(who)

    def call_off(self) -> None:
        """Keeps what is typed and seen on whatever covers the visit, before the window closes or home is shown."""
        self.covers.leave()

    def leave(self) -> None:
        """Keeps what is typed on the page on screen, before the window closes or shows another."""
        (self.aside or self.page).leave()

    def give_focus_to(self, held: QWidget | None) -> None:
        """Puts the focus where it was before something else had the screen, once no emergency card lies above."""
        if self.layers.currentWidget() is self.emergency:
            self._typed_in = held
            return
        self._held = held
        self._give_focus_back()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Goes to what stands next on the screen, whenever it was put there."""
        control = neighbour(room_of(self), QApplication.focusWidget(), forward)
        if control is None:
            return False
        control.setFocus(Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason)
        return True

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Folds the findings to a strip where the window is narrow for its text."""
        super().resizeEvent(event)
        self.set_narrow(self.width() < FOLD_BELOW * theme.current().scale)

    def _connect(self) -> None:
        self.rail.step_chosen.connect(self._choose_step)
        self.foot.back_asked.connect(self._back)
        self.foot.next_asked.connect(self._next)
        self.foot.missing_asked.connect(self._lead_to_missing)
        self.emergency.closed.connect(self._close_emergency)
        self.emergency.letter.more_asked.connect(self._say_more)
        for way, key, page in ((self.papers, PAPERS, PapersPage), (self.no, NO, RefusalPage)):
            way.clicked.connect(lambda _=False, page=page: self.open_aside(page(self)))
            QShortcut(key, way).activated.connect(way.click)
        self.lock.clicked.connect(self.covers.lock)
        QShortcut(LOCK, self).activated.connect(self.covers.lock)
        self.needles.treatment_asked.connect(lambda: self.open_step("treatment"))
        for strip in (self.needles, self.emergency.needles):
            strip.all_out_asked.connect(lambda: self.act_soon(all_out))
        QShortcut(ONWARD, self).activated.connect(lambda: self.foot.next.isVisible() and self.foot.next.click())
        self.foot.next.setToolTip(ONWARD.toString(QKeySequence.SequenceFormat.NativeText))
        second = QTimer(self, interval=_SECOND)
        second.timeout.connect(self._tick)
        second.start()

    def _tick(self) -> None:
        """Shows how long needles have been in, wherever one looks."""
        lines = ledger_lines(self.desk.standing)
        shown = self.needles.show_ledger(lines, self.clock)
        self.needles.setVisible(shown and (self.step != "treatment" or self.aside is not None))
        self.emergency.show_needles("" if self.covers.hides else short_name(self.desk.visit.patient), lines, self.clock)
        self.page.tick()
        self.covers.tick()
        self.emergency.tick()

    def _close_emergency(self) -> None:
        if not self.covers.come_back():
            self.layers.setCurrentIndex(0)
        self._dialogs.bring_back()
        self.draw()
        if not self.busy:
            self._give_focus_back()
        self.covers.hold_keyboard()

    def _say_more(self) -> None:
        """Leads to the letter's own page; the card is found again as it is."""
        self._close_emergency()
        open_paper(self, "hand-over")

    def _give_focus_back(self) -> None:
        """Puts the focus where it was before, unless it was put elsewhere meanwhile; beneath the emergency card it cannot be."""
        above = None
        if self.layers.currentWidget() is not self.emergency:
            above, self._typed_in = self._typed_in, None
        held, self._held = above or self._held, None
        now = QApplication.focusWidget()
        free = above is not None or now is None or now is self or not now.isVisible()
        if free and held is not None and isValid(held) and held.isVisibleTo(self) and held.isEnabledTo(self):
            held.setFocus()

    def _leave_page(self) -> None:
        """Keeps what is typed on the page on screen; one that is none of the steps goes."""
        if self.aside is not None:
            aside, self.aside = self.aside, None
            aside.leave()
            self.middle.removeWidget(aside)
            aside.deleteLater()
        elif self.step in self.pages:
            self.page.leave()

    def _foot_words(self) -> tuple[str, str, bool]:
        """What is missing, where the primary button leads, and whether it can act."""
        if self.aside is not None:
            return (self.aside.missing(), *self.aside.onward())
        missing = step_lacks(self.step, self.desk.standing)
        return missing_words(missing, 1 if large_text() else 2), self._onward(), not missing

    def _choose_step(self, step: str) -> None:
        if not looked_again(self, self.pace, lambda: self.open_step(step)):
            self.open_step(step)

    def _back(self) -> None:
        place = STEP_IDS.index(self.step)
        if self.busy:
            self.sealing.call_off()
        elif self.aside is not None:
            self.aside.go_back()
        elif place == 0:
            self.left.emit()
        else:
            self.open_step(STEP_IDS[place - 1])

    def _next(self) -> None:
        if self.aside is not None:
            self.aside.go_on()
        elif looked_again(self, self.pace, self._next):
            return
        elif self.step != "note":
            self._arrive(step_after(self.step, self.desk.standing))
        elif self.desk.visit.closed and not unsealed(self.desk.visit):
            self.left.emit()
        else:
            progress = self.sealing.begin(tr("Sealing the record"))
            self.seal(tr("Sealing the record"), lambda: finish(self.desk, progress), lambda _: None)
            self.sealing.show_way()

    def _onward(self) -> str:
        if self.step == "note" and self.desk.visit.closed:
            return tr("Seal the record") if unsealed(self.desk.visit) else tr("Close the visit")
        if self.step == "note":
            return tr("Finish and seal") if finish_gate(self.desk.standing) == "finish" else tr("Seal what happened")
        ahead = step_after(self.step, self.desk.standing)
        return tr(next(step.onward for step in STEPS if step.id == ahead))

    def _arrive(self, step: str) -> None:
        """Opens the step that the way on leads to; one that was left before is entered where something is missing."""
        back = STEP_IDS.index(step) < STEP_IDS.index(self.step)
        self.open_step(step)
        if back:
            self._lead_to_missing()
        self.page.arrive()

    def _lead_to_missing(self) -> None:
        if self.aside is not None:
            self.aside.lead_to_missing()
            return
        missing = step_lacks(self.step, self.desk.standing)
        if missing:
            self.lead_to(self.page.first_of(missing))

    def _sealed(self, then: Callable[[Any], None], outcome: Any) -> None:
        self._end_task()
        self._refused, self._not_saved = "", False
        self.banner.hide()
        then(outcome)
        self._go_on()

    def _seal_failed(self, error: Exception, refused: Callable[[UserError], None]) -> None:
        self._end_task()
        if isinstance(error, UserError):
            self.tell(error)
            refused(error)
        self._go_on()
        if not isinstance(error, UserError):
            raise error

    def _end_task(self) -> None:
        self._task = None
        self.set_busy("")

    def _go_on(self) -> None:
        """Does what waited, shows what stands, and gives the focus back."""
        while self._waiting and not self.busy:
            self.act(self._waiting.pop(0))
        self.draw()
        self._give_focus_back()
