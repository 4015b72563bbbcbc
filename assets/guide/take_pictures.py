"""
Takes the pictures of the guide from the running window: the invented clinic of the demonstration, one picture a page.

    python assets/guide/take_pictures.py [PAGE ...]

Without names all of them are taken. Each is 1280 by 800 pixels, in the light theme, and stands beside the text of its page.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
SCREENS = ROOT / "assets" / "guide" / "screens"
COLOURS = 200
_PATIENCE = 120.0

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["NEEDLESAFE_DATA"] = tempfile.mkdtemp(prefix="needlesafe-pictures-")
sys.path.insert(0, str(ROOT))

import needlesafe.gui  # noqa: E402  before any call of Qt

from PIL import Image  # noqa: E402
from PySide6.QtCore import Qt  # noqa: E402
from PySide6.QtTest import QTest  # noqa: E402
from PySide6.QtWidgets import QApplication, QWidget  # noqa: E402

from needlesafe.content import load  # noqa: E402
from needlesafe.flow import demo  # noqa: E402
from needlesafe.flow.demo_people import STORIES  # noqa: E402
from needlesafe.flow.follow_ups import due_contacts  # noqa: E402
from needlesafe.flow.reception import begin  # noqa: E402
from needlesafe.flow.visit_desk import VisitDesk  # noqa: E402
from needlesafe.gui import theme  # noqa: E402
from needlesafe.gui.leaving_page import LeavingPage  # noqa: E402
from needlesafe.gui.needles_page import NeedlesPage  # noqa: E402
from needlesafe.gui.papers_page import PapersPage, open_paper  # noqa: E402
from needlesafe.gui.pause_page import PausePage  # noqa: E402
from needlesafe.gui.preparation import Start  # noqa: E402
from needlesafe.gui.refusal_page import RefusalPage  # noqa: E402
from needlesafe.gui.tasks import running  # noqa: E402
from needlesafe.gui.window import Window  # noqa: E402


class Camera:
    """A window and the pictures that are taken of it."""

    def __init__(self, window: Window, wanted: set[str]) -> None:
        self.window, self.wanted = window, wanted
        window.resize(1280, 800)
        window.show()
        self.settle()

    def take(self, name: str) -> None:
        """Writes what is on the screen beside the page of that name."""
        if self.wanted and name not in self.wanted:
            return
        self.settle()
        if self.window.size().width() != 1280 or self.window.size().height() != 800:
            raise SystemExit(f"{name}: the window is {self.window.size()}")
        path = SCREENS / f"{name}.png"
        self.window.grab().save(str(path))
        with Image.open(path) as picture:
            picture.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)
        print(f"{path.name}: {path.stat().st_size // 1024} kB", flush=True)

    def settle(self) -> None:
        """Waits until no task is at work and everything is drawn."""
        self.wait(lambda: not running())
        for _ in range(6):
            QApplication.processEvents()

    def wait(self, until: Callable[[], Any]) -> None:
        """Lets the window go on until something is so."""
        end = time.monotonic() + _PATIENCE
        while not until():
            QApplication.processEvents()
            time.sleep(0.005)
            if time.monotonic() > end:
                raise SystemExit("the window did not come so far")

    def close(self) -> None:
        """Closes the window."""
        while not self.window.close():
            self.settle()
        self.window.deleteLater()
        QApplication.processEvents()


def main(wanted: set[str]) -> None:
    """Takes the pictures that are wanted, or all."""
    app = QApplication.instance() or QApplication(sys.argv[:1])
    theme.apply(app, theme.Theme())
    catalogue, home = load(), Path(os.environ["NEEDLESAFE_DATA"])
    first = Camera(Window(Start(home / "none" / "store", lambda: catalogue)), wanted)
    first.take("first-start")
    first.close()
    camera = Camera(Window(Start(home / "demo" / "store", lambda: catalogue, demo=True)), wanted)
    camera.wait(lambda: camera.window.home is not None)
    around_home(camera)
    through_a_visit(camera)
    beside_the_steps(camera)
    camera.close()
    again = Camera(Window(Start(home / "demo" / "store", lambda: catalogue)), wanted)
    again.take("unlock")
    again.close()
    shutil.rmtree(home)


def around_home(camera: Camera) -> None:
    """Home and the pages that it leads to."""
    window = camera.window
    row = window.workplace.store.search_patients("Abbott", 1)[0]
    camera.take("home")
    window._ask_patient(row)
    camera.take("patient")
    record = next(document for visit in window.workplace.store.visits_of(row.id)
                  for document in window.workplace.store.documents(visit.id) if document.kind == "record")
    paper = Path(os.environ["NEEDLESAFE_DATA"]) / record.name
    paper.write_bytes(record.data)
    for name in ("adoption", "seal", "profile", "paper-form", "about", "check"):
        window.go_home()
        window._open_page(name)
        if name == "check":
            camera.settle()
            window.page.check(paper)
        camera.take(name)
    window.go_home()
    contact = due_contacts(window.workplace)[0]
    window._enquire(contact.visit.id)
    camera.take("follow-up")
    window.go_home()
    people(camera, row.id)


def people(camera: Camera, patient_id: str) -> None:
    """The pages about who is kept: a correction, two who may be one, a file of patients, the figures."""
    window, home = camera.window, Path(os.environ["NEEDLESAFE_DATA"])
    alike = replace(STORIES[2].patient, identifier="DEMO-99", family_name="Castel")
    window.workplace.store.keep_patient(window.workplace.new_id(), alike)
    (home / "patients.csv").write_text("family name,given name,birth date,number\nMoor,Mona,1971-04-30,DEMO-31\n"
                                       "North,Noel,1988-10-02,DEMO-32\nOrchard,Olga,31/02/1990,DEMO-33\n", "utf-8")
    for name, opened in (("correct", f"correct {patient_id}"), ("duplicates", ""), ("import", ""), ("figures", "")):
        window._open_page(opened or name)
        camera.settle()
        if name == "import":
            window.page.read(home / "patients.csv")
        camera.take(name)
        window.go_home()


def through_a_visit(camera: Camera) -> None:
    """The seven steps, one after the other, of one visit at two places."""
    story, desk = STORIES[0], new_visit(camera, 0)
    screen = camera.window.visit
    camera.take("who")
    demo.answer_all(desk, STORIES[1], 0)
    desk.plan_sites(story.sites)
    demo.answer_all(desk, story, 0)
    for step in ("screening", "sites", "cautions"):
        screen.open_step(step)
        camera.take(step)
    screen.open_aside(RefusalPage(screen))
    camera.take("no")
    screen.close_aside()
    screen.open_step("consent")
    demo.talk(desk)
    screen.draw()
    camera.take("consent")
    demo.sign_all(desk)
    desk.pause({item.id: item.wanted for item in desk.workplace.catalogue.pauses.values()})
    screen.open_step("treatment")
    screen.act(lambda d: d.place(0, 2))
    camera.take("treatment")
    for name, page in (("needles", NeedlesPage), ("pause", PausePage)):
        screen.open_aside(page(screen))
        camera.take(name)
    screen.close_aside()
    screen.covers.lock()
    camera.take("lock")
    screen.covers.veil.opened.emit()
    screen.act(lambda d: d.remove_all())
    demo.note(desk, story, 0)
    screen.open_step("note")
    camera.take("note")
    screen.open_aside(LeavingPage(screen))
    camera.take("leaving")
    screen.close_aside()


def beside_the_steps(camera: Camera) -> None:
    """What lies above the steps: the papers, a letter, the patient's no, what was answered in haste, the emergency."""
    screen = camera.window.visit
    screen.open_aside(PapersPage(screen))
    camera.take("papers")
    open_paper(screen, "incident")
    camera.take("letters")
    new_visit(camera, 3)
    screen = camera.window.visit
    screen.open_step("screening")
    camera.settle()
    for row in list(screen.page.rows.values())[:5]:
        row.buttons[1].click()
    screen.rail.step_chosen.emit("sites")
    camera.take("review")
    screen.close_aside()
    QTest.keyClick(screen, Qt.Key.Key_F9)
    camera.take("emergency")
    screen.emergency.closed.emit()
    screen.open_step("screening")
    screen.covers.hand_over("patient")
    camera.settle()
    turn = screen.covers.turn
    turn.page.name.edit.setText(screen.desk.visit.patient.name)
    turn.go_on()
    camera.window.showNormal()  # it fills the screen, which is of another size here
    camera.window.resize(1280, 800)
    camera.take("turn")


def new_visit(camera: Camera, number: int) -> VisitDesk:
    """A visit that begins now, on the screen."""
    window = camera.window
    desk = begin(window.workplace, STORIES[number].patient, trial_choice="practice")
    window.open_visit(desk)
    camera.settle()
    return desk


if __name__ == "__main__":
    main(set(sys.argv[1:]))
