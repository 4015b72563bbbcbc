"""
The real window on a store in FOLDER, led from screen to screen by lines on standard input, to be read from outside.

The first line that it writes is the list of all screens that it can show; each line it reads names one, and is written back
once the screen stands. The lists come from the program's own tables, so that a new screen cannot be forgotten.
"""

from __future__ import annotations

import json
import os
import sys
import time
import traceback
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

import needlesafe.gui  # noqa: E402  before Qt
from PySide6.QtCore import QEvent, QSocketNotifier  # noqa: E402
from PySide6.QtWidgets import QApplication, QDialog  # noqa: E402

from needlesafe.content import load  # noqa: E402
from needlesafe.flow.walk import start_from  # noqa: E402
from needlesafe.gui import papers_page, theme  # noqa: E402
from needlesafe.gui import window as window_module  # noqa: E402
from needlesafe.gui.pages import PAGES as STEP_PAGES  # noqa: E402
from needlesafe.gui.papers_page import PapersPage, open_paper  # noqa: E402
from needlesafe.gui.patient.turn import STATIONS  # noqa: E402
from needlesafe.gui.patient.understanding import UnderstandingPage  # noqa: E402
from needlesafe.gui.preparation import Start  # noqa: E402
from needlesafe.gui.refusal_page import RefusalPage  # noqa: E402
from needlesafe.gui.tasks import running  # noqa: E402
from needlesafe.gui.widgets.column import Column  # noqa: E402
from needlesafe.gui.widgets.finger_scroll import FingerScroll  # noqa: E402
from needlesafe.gui.widgets.focus_ring import FocusRing  # noqa: E402
from needlesafe.gui.widgets.fold import Fold  # noqa: E402
from needlesafe.gui.window import Window  # noqa: E402
from needlesafe.store import exists  # noqa: E402
from tests.gui.test_emergency_crawl import ASKED, DIALOGS, needs_subject  # noqa: E402
from tests.helpers.visit_files import GASTROCNEMIUS, UPPER_TRAPEZIUS, as_visit, begun, complete  # noqa: E402
from tests.helpers.visit_walk import record_up_to  # noqa: E402
from tests.helpers.workplaces import CHEAP, PASSPHRASE  # noqa: E402

LEAST_STAGES = {"planned": list(STEP_PAGES), "prepared": ["consent"], "needled": ["treatment", "note"], "sealed": ["treatment", "note"]}
"""Which steps are shown of a visit that is recorded so far."""
PATIENTS_PAGES = 60
"""More presses than any way through the patient's pages takes."""


class Stage:
    """The window and the ways to each of its screens."""

    def __init__(self, window: Window) -> None:
        self.window, self.desks = window, {}
        self.screens: dict[str, Callable[[], None]] = {}
        if not exists(window.start.folder):
            self.screens = {f"first start {part + 1}": lambda part=part: window.page._open(part) for part in range(3)}
            return
        self.screens["locked"] = lambda: None
        self.screens["home"] = self.unlock
        self.screens["home, a patient chosen"] = lambda: (window.go_home(), window.home.show_patient("p1"))
        self.screens["home, found"] = lambda: window.home.patients.search.setText("byrne")
        for name in window_module.PAGES:
            subject = f"{name} p1" if needs_subject(name) else name
            self.screens[f"page {name}"] = lambda subject=subject: self.from_home(lambda: window._open_page(subject))
        self.screens["new patient"] = lambda: window._ask_patient(None)
        self.screens["adoption before a patient"] = lambda: window._adopt_before(window.page)
        for stage, steps in LEAST_STAGES.items():
            for step in steps:
                self.screens[f"step {step}, {stage}"] = lambda stage=stage, step=step: self.open_step(stage, step)
        self.screens["a region is open"] = self.open_region
        self.screens["the planned minutes are over"] = self.let_time_pass
        for name in papers_page.WAYS:
            self.screens[f"paper {name}"] = lambda name=name: self.open_paper(name)
        self.screens["papers"] = lambda: self.visit("needled").open_aside(PapersPage(self.window.visit))
        self.screens["the patient says no"] = lambda: self.visit("prepared").open_aside(RefusalPage(self.window.visit))
        self.screens["emergency"] = lambda: (self.visit("needled"), self.window.open_emergency())
        for event in load().events:
            self.screens[f"emergency {event}"] = lambda event=event: self.window.visit.emergency.choose(event)
        self.screens["follow-up"] = lambda: self.from_home(lambda: self.window._enquire(self.desk("sealed").visit_id))
        for kind, make in DIALOGS.items():
            self.screens[f"dialog {kind.__name__}"] = lambda make=make: make(self.window.page).show()
        for name, ask in ASKED.items():
            self.screens[f"asked for a {name}"] = lambda ask=ask: ask(self.window.page)
        self.screens["lock"] = lambda: self.visit("needled").covers.lock()
        self.screens["the patient's turn"] = lambda: self.visit("ready").hand_over("patient")
        for station in STATIONS[1:]:
            self.screens[f"the patient's turn, {station.__name__}"] = lambda station=station: self.go_to(station)

    def unlock(self) -> None:
        """Opens the records."""
        self.window.page.passphrase.edit.setText(PASSPHRASE)
        self.window.page.open.click()

    def from_home(self, deed: Callable[[], object]) -> None:
        """Does something that home leads to; whatever was open is left."""
        self.window.go_home()
        deed()

    def desk(self, stage: str):
        """The visit that is recorded as far as a stage, made once."""
        if stage not in self.desks:
            catalogue = self.window.workplace.catalogue
            told = as_visit(complete(begun(UPPER_TRAPEZIUS, GASTROCNEMIUS, screening={"pr-anticoagulant": "yes"}), catalogue), catalogue)
            self.desks[stage] = start_from(told, self.window.workplace)
            record_up_to(self.desks[stage], told, stage)
            if stage == "needled":
                self.desks[stage].adverse("ae-nerve-contact", 0, {})
        return self.desks[stage]

    def visit(self, stage: str):
        """The screen of that visit."""
        self.window.open_visit(self.desk(stage))
        return self.window.visit

    def open_step(self, stage: str, step: str) -> None:
        """A step with everything on it unfolded."""
        screen = self.visit(stage)
        screen.open_step(step)
        if step == "screening":
            screen.page._make(1000)

    def open_region(self) -> None:
        """The sites with the form of a new one."""
        self.visit("planned").open_step("sites")
        self.window.visit.page.list.region_chosen.emit("upper-trapezius-shoulder-top", "left")

    def let_time_pass(self) -> None:
        """The clock of a site past its planned minutes."""
        self.visit("needled").open_step("treatment")
        self.window.visit.page.rows[0].set_clock(601, 10)

    def open_paper(self, name: str) -> None:
        """A page for something that is written besides the steps."""
        self.visit("sealed" if name == "amendment" else "needled")
        open_paper(self.window.visit, name)

    def go_to(self, station: type) -> None:
        """Presses on through the patient's pages until one of that kind is shown, or the way ends."""
        turn = self.window.visit.covers.turn
        for _ in range(PATIENTS_PAGES):
            if turn is None or type(turn.page) is station or not turn.foot.next.isEnabled():
                return
            if hasattr(turn.page, "name"):
                turn.page.name.edit.setText("Aoife Byrne")
            if isinstance(turn.page, UnderstandingPage):
                wanted = {item.id: item.wanted for item in turn.page._items}
                for item, row in turn.page.rows.items():
                    next(button for button in row.buttons if button.value == wanted[item] and not button.isChecked()).click()
            turn.foot.next.click()
            settle()

    def show(self, name: str) -> None:
        """Shows a screen; dialogs of the one before go."""
        for dialog in self.window.findChildren(QDialog):
            dialog.close()
        self.screens[name]()
        settle()
        top = QApplication.activeModalWidget() or self.window
        for fold in top.findChildren(Fold):
            if fold.isVisible():
                fold.unfold()
        for column in top.findChildren(Column):
            column.settle()
        settle()


def settle() -> None:
    """Waits until no task is at work and everything is drawn."""
    until = time.monotonic() + 30
    while running() and time.monotonic() < until:
        QApplication.processEvents()
    for _ in range(4):
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        QApplication.processEvents()


def main() -> None:
    """Shows what is asked for until standard input ends."""
    app = QApplication(sys.argv[:1])
    app.setApplicationName("NeedleSafe")
    theme.apply(app, theme.Theme())
    FocusRing(app)
    FingerScroll(app)
    catalogue = load()
    window = Window(Start(Path(sys.argv[1]), lambda: catalogue, CHEAP))
    window.preparation.ready.connect(lambda _: answer(list(stage.screens)))
    stage = Stage(window)
    window.show()
    window.activateWindow()  # where this runs nobody else would bring it to the front
    lines = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read)
    lines.activated.connect(lambda *_: take(stage, sys.stdin.readline()))
    app.exec()


def take(stage: Stage, line: str) -> None:
    """Shows what a line asks for; the end of the lines is the end of the program, and so is a fault."""
    if not line:
        os._exit(0)
    try:
        stage.show(json.loads(line))
    except Exception:
        traceback.print_exc()
        os._exit(1)
    answer(json.loads(line))


def answer(told: object) -> None:
    """Writes one line."""
    print("answer " + json.dumps(told), flush=True)


main()
