"""
The invented clinic, its window, and the scenes that are played in it.

Every scene begins at home and stands by itself: where one goes wrong the others are still played, and what went wrong is told.
"""

from __future__ import annotations

import shutil
import sys
import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from camera import Camera, Shelf
from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from needlesafe.content import load
from needlesafe.flow import demo
from needlesafe.flow.demo_people import Story
from needlesafe.flow.progress import Progress
from needlesafe.flow.reception import begin
from needlesafe.flow.visit_desk import VisitDesk
from needlesafe.gui import theme
from needlesafe.gui.preparation import Start
from needlesafe.gui.visit_screen import VisitScreen
from needlesafe.gui.widgets.focus_ring import FocusRing
from needlesafe.gui.window import Window
from needlesafe.store import KdfCost

CHEAP = KdfCost(memory_kib=8, passes=1, lanes=1)
_NO_SCREEN = "This plugin does not support"
"""What Qt says where there is no screen."""
STAGES = ("fresh", "answered", "read", "agreed", "paused", "needled", "out", "noted")
"""How far a visit is walked; each stage holds all before it."""


class Studio:
    """One look of the window on a copy of the clinic."""

    def __init__(self, home: Path, clinic: Path, shelf: Shelf) -> None:
        self.home, self.shelf, self.catalogue = home, shelf, load()
        self._clinic = clinic
        self.camera: Camera | None = None
        self._signed_in = False
        app = QApplication.instance() or QApplication(sys.argv[:1])
        self.dress()
        FocusRing(app)
        sys.excepthook = lambda kind, error, trace: self._fault(traceback.format_exception(kind, error, trace)[-2:])
        qInstallMessageHandler(self._hear)

    @property
    def window(self) -> Window:
        """The window that is open."""
        return self.camera.window

    @property
    def take(self) -> Callable[..., None]:
        """Takes a picture of the window."""
        return self.camera.take

    def dress(self) -> None:
        """Dresses the program as this look has it."""
        theme.apply(QApplication.instance(), self.shelf.look.theme)

    def play(self, scenes: Sequence[Scene]) -> None:
        """Plays every scene of which a picture is wanted."""
        for scene in scenes:
            if not self.shelf.wants(scene.pictures):
                continue
            try:
                scene.played(self)
            except Exception as error:  # the others are still played
                self._fault([f"{scene.played.__name__}: {error!r}\n", *traceback.format_exc().splitlines(True)[-4:]])
                self.leave()
            wanted = {name for name in scene.pictures if self.shelf.wants([name])}
            self.shelf.found += [f"{name}: was not taken" for name in sorted(wanted - self.shelf.taken)]

    def open(self, start: Start) -> Window:
        """Shows the window anew, instead of the one that is open."""
        self.leave()
        self.camera = Camera(Window(start), self.shelf)
        return self.window

    def open_locked(self) -> Window:
        """Shows the window before anybody signed in to the clinic."""
        self.leave()
        place = self.home / "store"
        if not place.exists():
            shutil.copytree(self._clinic, self.home, dirs_exist_ok=True)
        return self.open(Start(place, lambda: self.catalogue))

    def sign_in(self) -> Window:
        """The window at home in the clinic; it stays open from scene to scene."""
        if not self._signed_in:
            window = self.open_locked()
            window.page.passphrase.edit.setText(demo.PASSPHRASE)
            window.page.open.click()
            self.camera.wait(lambda: window.home is not None)
            self._signed_in = True
        elif self.window.page is not self.window.home:
            self.window.go_home()
        self.camera.settle()
        return self.window

    def visit(self, story: Story, stage: str = "fresh", **told: Any) -> VisitScreen:
        """The screen of a new visit that was walked so far."""
        window = self.sign_in()
        desk = begin(window.workplace, story.patient, trial_choice="practice")
        walk(desk, story, stage, **told)
        window.open_visit(desk)
        self.camera.settle()
        return window.visit

    def open_step(self, screen: VisitScreen, step: str) -> None:
        """Shows a step, with every question of the screening, which makes them a few at a time."""
        screen.open_step(step)
        if step == "screening":
            screen.page._make(len(screen.desk.workplace.catalogue.questions))
        self.camera.settle()

    def leave(self) -> None:
        """Closes the window that is open."""
        if self.camera is not None:
            self.camera.close()
        self.camera, self._signed_in = None, False
        self.dress()

    def _fault(self, lines: Sequence[str]) -> None:
        self.shelf.found.append("FAULT " + " ".join(" ".join(lines).split()))

    def _hear(self, kind: QtMsgType, _place: QMessageLogContext, text: str) -> None:
        if kind not in (QtMsgType.QtDebugMsg, QtMsgType.QtInfoMsg) and not text.startswith(_NO_SCREEN):
            self._fault([f"Qt says: {text}"])


@dataclass(frozen=True, slots=True)
class Scene:
    """What is played, and the pictures that are taken in it."""

    played: Callable[[Studio], None]
    pictures: tuple[str, ...]


def make_clinic(folder: Path) -> Path:
    """The folder with the invented clinic, made anew; its copies are played in."""
    demo.make(folder, load(), datetime.now(UTC), Progress()).store.close()
    return folder


def walk(desk: VisitDesk, story: Story, stage: str, needles: int = 0) -> None:
    """Walks a visit as far as a stage; so many needles go in at the first site, else all that are planned."""
    acts: tuple[Callable[[], object], ...] = (
        lambda: demo.answer_all(desk, story, 0), lambda: demo.talk(desk), lambda: demo.sign_all(desk),
        lambda: desk.pause({item.id: item.wanted for item in desk.workplace.catalogue.pauses.values()}),
        lambda: _needle(desk, needles), lambda: desk.remove_all(), lambda: demo.note(desk, story, 0))
    for act in acts[:STAGES.index(stage)]:
        act()


def _needle(desk: VisitDesk, needles: int) -> None:
    if needles:
        desk.place(0, needles)
        return
    for index, site in enumerate(desk.visit.sites):
        desk.place(index, site.needles)
