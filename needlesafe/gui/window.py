"""
The one window: first start or unlocking, then home, then one visit at a time.

Pages are brought in late, so that the passphrase can be typed before the rest of the program is read.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSize, QTimer, Qt
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from needlesafe.errors import UserError
from needlesafe.gui.guide_way import GuideWay
from needlesafe.gui.messages import tr
from needlesafe.gui.preparation import Preparation, Start
from needlesafe.gui.tasks import running
from needlesafe.gui.unlock import Unlock
from needlesafe.gui.window_door import WindowDoor
from needlesafe.store import exists

SIZE, SMALLEST = QSize(1280, 800), QSize(1024, 700)
PAGES = {"paper-form": ("paper_form", "empty_form"), "proof-sheet": ("paper_form", "proof_sheet"),
         "check": ("check_page", "CheckPage"), "seal": ("seal_page", "SealPage"), "profile": ("profile", "ProfilePage"),
         "new-user": ("profile", "NewUserPage"), "about": ("about", "AboutPage"), "adoption": ("adoption", "AdoptionPage"),
         "correct": ("correct_page", "CorrectPage"), "duplicates": ("duplicates_page", "DuplicatesPage"),
         "import": ("import_page", "ImportPage"), "figures": ("figures_page", "FiguresPage")}
"""The module of each page that home leads to, and what makes it."""
_LOOK_AGAIN = 50

log = logging.getLogger(__name__)


class Window(QMainWindow):
    """Holds what is on screen; its title never names a patient."""

    def __init__(self, start: Start) -> None:
        super().__init__()
        self.setWindowTitle("NeedleSafe")
        self.setMinimumSize(SMALLEST)
        self.resize(SIZE.boundedTo(QGuiApplication.primaryScreen().availableSize()).expandedTo(SMALLEST))
        self.workplace: Any = None
        self.home: Any = None
        self.visit: Any = None
        self.rounds: Any = None
        self.elsewhere: Any = None
        self._painted = self._warned = self._told_of_emergency = self._told_of_unsaved = False
        self.setAcceptDrops(True)
        self.pages = QStackedWidget()
        self.door = WindowDoor(self)
        self.setCentralWidget(_below_each_other(self.door.layers))
        self.preparation = Preparation(start, self)
        self.preparation.failed.connect(self._not_prepared)
        self.guide = GuideWay(self, self)
        if start.demo:
            self._mark_demo()
        self.start = start
        first = _first_page(start, self.preparation)
        first.opened.connect(self.open_home)
        self.show_page(first)

    @property
    def page(self) -> QWidget:
        """What is on screen."""
        return self.pages.currentWidget()

    def show_page(self, page: QWidget) -> None:
        """Puts a page on screen; the one before it goes as soon as the new one is painted, home stays behind."""
        before = self.pages.currentWidget()
        if self.pages.indexOf(page) < 0:
            self.pages.addWidget(page)
        self.pages.setCurrentWidget(page)
        if before is not None and before is not self.home:
            self.pages.removeWidget(before)
            QTimer.singleShot(0, before, before.deleteLater)

    def open_home(self, workplace: Any) -> None:
        """Shows the home screen of a workplace that was just opened."""
        from needlesafe.gui.home import Home
        from needlesafe.gui.needles_elsewhere import NeedlesElsewhere
        from needlesafe.gui.stamp_rounds import StampRounds

        log.info("store opened %s", workplace.store.store_id)
        self.workplace, self.home = workplace, Home(workplace)
        if self.rounds is not None:
            self.rounds.call_off()
        self.rounds = StampRounds(workplace, self)
        self._watch_needles(NeedlesElsewhere(workplace, self.centralWidget()))
        self.home.page_asked.connect(self._open_page)
        self.home.new_patient_asked.connect(lambda: self._ask_patient(None))
        self.home.visit_asked.connect(self._ask_patient)
        self.home.visit_resumed.connect(self._resume)
        self.home.enquiry_asked.connect(lambda visit_id: self._try(lambda: self._enquire(visit_id)))
        self.show_page(self.home)
        self.home.take_keyboard()
        QTimer.singleShot(0, self.preparation.go_on)

    def open_visit(self, desk: Any) -> None:
        """Shows a visit; the one that was open before, if any, is closed first."""
        from needlesafe.gui.visit_screen import VisitScreen

        self._leave_page()
        log.info("visit opened %s", desk.visit_id)
        try:
            self.visit = VisitScreen(desk, self.pages)  # where it stands from the start it is dressed once
        except Exception:
            for half_made in self.pages.findChildren(VisitScreen):
                half_made.deleteLater()
            raise
        self.visit.emergency.receive(self.door.hand_on())
        self.visit.left.connect(self.go_home)
        self.visit.covered.connect(self._fill_screen)
        self.visit.hidden.connect(self.elsewhere.cover)
        self.elsewhere.forget(desk.visit_id)
        if self.visit.covers.turn is not None:
            self._fill_screen(True)
            self.elsewhere.cover(True)
        self.show_page(self.visit)

    def go_home(self) -> None:
        """Shows the home screen as things stand."""
        self._leave_page()
        self.show_page(self.home)
        self.home.refresh()
        self.home.take_keyboard()
        self.rounds.ask()

    def open_emergency(self) -> None:
        """Shows the emergency card of the visit on screen, or the one that stands above every other page."""
        if self.visit is not None and self.page is self.visit:
            self.visit.open_emergency()
        else:
            self.door.open()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Takes a PDF at home and where documents are checked; nowhere else would it be in nobody's way."""
        if self._dropped(event) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Checks the PDF that was dropped."""
        path = self._dropped(event)
        if path is not None:
            event.acceptProposedAction()
            if self.page is self.home:
                self._open_page("check")
            self.page.check(path)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keeps what is being typed, asks twice while a needle is in, then calls off or waits for what is being done."""
        _keep_what_is_typed()
        self.setEnabled(True)
        if self.rounds is not None:
            self.rounds.go_on()
        if not running() and self.door.waits(self.visit) and not self._told_of_emergency:
            self._told_of_emergency = True
            self.page.tell(UserError(tr("What was noted of the emergency is not saved yet."),
                                     tr("It is kept for as long as this window is open."),
                                     tr("Open the records, or see why they cannot be written; or close the window once more to leave "
                                        "all the same.")))
            event.ignore()
            return
        if not running() and self._is_unsaved() and not self._told_of_unsaved:
            self._told_of_unsaved = True
            self.page.tell(UserError(tr("Something that you wrote could not be saved."), tr("Everything else is saved."),
                                     tr("It stays in its field, which says so; or close the window once more to leave all the same.")))
            event.ignore()
            return
        if self._needles_in() and not self._warned:
            self._warned = True
            where = tr("Needles are in a patient.") if self.visit is None else tr("Needles are in the patient.")
            self.page.tell(UserError(where, tr("Everything is saved."),
                                     tr("Take them out first, or close the window once more to leave all the same.")))
            event.ignore()
            return
        for asking in (self.rounds, self.page):
            if hasattr(asking, "call_off"):
                asking.call_off()
        if running():
            event.ignore()
            self.setEnabled(False)
            QTimer.singleShot(_LOOK_AGAIN, self.close)
            return
        for dialog in self.findChildren(QDialog):
            dialog.close()
        if self.workplace is not None:
            self.workplace.store.close()
        event.accept()

    def safety(self) -> str:
        """What can be said of the saved answers: `nothing-open`, `read-back` or `unsure`."""
        if self.workplace is None:
            return "nothing-open"
        from needlesafe.flow.reception import reads_back

        return "read-back" if reads_back(self.workplace, self.visit.desk if self.visit else None) else "unsure"

    def paintEvent(self, event: Any) -> None:
        """Begins to read ahead once there is something to see."""
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            QTimer.singleShot(0, self.preparation.begin)

    def _mark_demo(self) -> None:
        """Says above every page that all of it is invented."""
        from needlesafe.gui.demo_page import DemoStrip

        self.setMenuWidget(DemoStrip())
        self.setWindowTitle("NeedleSafe: DEMO")

    def _dropped(self, event: QDropEvent) -> Path | None:
        """The one PDF that is being dropped where it can be checked; None otherwise."""
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        fitting = self.home is not None and (self.page is self.home or hasattr(self.page, "check"))
        return paths[0] if fitting and len(paths) == 1 and paths[0].suffix.lower() == ".pdf" else None

    def _leave_page(self) -> None:
        """Keeps what is being typed and closes whatever of a patient is still open."""
        from needlesafe.gui.fault_dialog import FaultDialog

        _keep_what_is_typed()
        if hasattr(self.page, "leave"):
            self.page.leave()
        for dialog in self.findChildren(QDialog):
            if not isinstance(dialog, FaultDialog):
                dialog.close()
        if self.visit is not None:
            self.door.receive(self.visit.emergency.hand_on())
            log.info("visit closed %s", self.visit.desk.visit_id)
            self.visit.covers.end()
            self._fill_screen(False)
            self.elsewhere.cover(False)
            self.elsewhere.keep(self.visit.desk, self.visit.clock)
        self.visit, self._warned, self._told_of_unsaved = None, False, False

    def _fill_screen(self, whole: bool) -> None:
        """Gives the patient's turn the whole screen, and the practitioner the window as it was."""
        full = Qt.WindowState.WindowFullScreen
        self.setWindowState(self.windowState() | full if whole else self.windowState() & ~full)

    def _is_unsaved(self) -> bool:
        """Keeps what is written on the page; whether anything of it is saved nowhere."""
        from needlesafe.gui.kept_form import is_unsaved

        if hasattr(self.page, "leave"):
            self.page.leave()
        return self.workplace is not None and is_unsaved(self.page)

    def _needles_in(self) -> bool:
        if self.visit is None:
            return self.elsewhere is not None and self.elsewhere.is_any_in
        from needlesafe.domain.needles import present

        return present(self.visit.desk.visit) > 0 or self.elsewhere.is_any_in

    def _watch_needles(self, elsewhere: Any) -> None:
        """Stands the needles of visits that are not on screen above everything, in the place of what stood there before."""
        if self.elsewhere is not None:
            self.elsewhere.deleteLater()
        self.elsewhere = elsewhere
        self.centralWidget().layout().insertWidget(0, elsewhere)
        elsewhere.visit_asked.connect(self._back_to_needles)
        elsewhere.all_out_asked.connect(self._all_out_elsewhere)
        elsewhere.find()

    def _back_to_needles(self, visit_id: str) -> None:
        """Shows the treatment of a visit, once nothing is being sealed in the one on screen."""
        if self.visit is not None and self.visit.busy:
            QTimer.singleShot(_LOOK_AGAIN, self, lambda: self._back_to_needles(visit_id))
            return
        self._resume(visit_id)
        if self.visit is not None and self.visit.desk.visit_id == visit_id:
            self.visit.open_step("treatment")

    def _all_out_elsewhere(self, visit_id: str) -> None:
        from needlesafe.flow.needles_elsewhere import all_out_elsewhere

        try:
            self.elsewhere.keep(all_out_elsewhere(self.workplace, visit_id))
        except UserError as error:
            self.page.tell(error)

    def _open_page(self, name: str) -> None:
        """Opens a page by its name; what stands behind a blank is the id of whom or what it is about."""
        if name == "guide":
            self.guide.open()
            return
        name, _, subject = name.partition(" ")
        module, page = PAGES[name]
        made = getattr(import_module(f"needlesafe.gui.{module}"), page)(self.workplace, *([subject] if subject else []))
        made.left.connect(self.go_home)
        made.page_asked.connect(self._open_page)
        self.show_page(made)

    def _ask_patient(self, known: Any) -> None:
        from needlesafe.gui.new_patient import PatientPage

        page = PatientPage(self.workplace, known)
        page.left.connect(self.go_home)
        page.page_asked.connect(self._open_page)
        page.adoption_asked.connect(lambda: self._adopt_before(page))
        page.visit_started.connect(lambda desk: self._try(lambda: self.open_visit(desk)))
        self.show_page(page)

    def _adopt_before(self, patient: QWidget) -> None:
        """Shows the adoption above the patient's page, which stays as it is until then."""
        from needlesafe.gui.adoption import AdoptionPage

        page = AdoptionPage(self.workplace, tr("Back to the patient"))
        page.left.connect(lambda: self.show_page(patient))
        self.pages.addWidget(page)
        self.pages.setCurrentWidget(page)

    def _resume(self, visit_id: str) -> None:
        from needlesafe.flow.reception import resume

        self._try(lambda: self.open_visit(resume(self.workplace, visit_id)))

    def _enquire(self, visit_id: str) -> None:
        from needlesafe.flow.reception import resume
        from needlesafe.gui.follow_up_page import FollowUpPage

        page = FollowUpPage(resume(self.workplace, visit_id))
        page.left.connect(self.go_home)
        page.visit_asked.connect(self._resume)
        page.paper_asked.connect(self._write)
        self.show_page(page)

    def _write(self, visit_id: str, paper: str) -> None:
        """Opens a visit on the page where one of its papers is written."""
        from needlesafe.gui.papers_page import open_paper

        self._resume(visit_id)
        if self.visit is not None:
            open_paper(self.visit, paper)

    def _try(self, deed: Callable[[], None]) -> None:
        try:
            deed()
        except UserError as error:
            self.go_home()
            self.home.tell(error)

    def _not_prepared(self, error: Exception) -> None:
        if not isinstance(error, UserError):
            raise error
        self.page.tell(error)


def _first_page(start: Start, preparation: Preparation) -> QWidget:
    if start.demo:
        from needlesafe.gui.demo_page import DemoPage

        return DemoPage(start, preparation)
    if exists(start.folder):
        return Unlock(start, preparation)
    from needlesafe.gui.first_start import FirstStart

    return FirstStart(start, preparation)


def _below_each_other(*parts: QWidget) -> QWidget:
    held = QWidget()
    column = QVBoxLayout(held)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    for part in parts:
        column.addWidget(part, 1)
    return held


def _keep_what_is_typed() -> None:
    """Takes the keyboard from a field, which keeps what stands in it."""
    if focused := QApplication.focusWidget():
        focused.clearFocus()
