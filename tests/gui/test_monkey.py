"""Random acts on the whole window: nothing crashes, nothing warns, no page stays behind."""

from __future__ import annotations

import gc
import json
import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (QAbstractButton, QApplication, QComboBox, QDialog, QFileDialog, QLineEdit, QPlainTextEdit,
                               QWidget)
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from needlesafe.domain.catalogue import Catalogue
from needlesafe.flow.walk import start_from
from needlesafe.gui.aside_page import AsidePage
from needlesafe.gui.patient.turn import PatientTurn
from needlesafe.gui.step_page import StepPage
from needlesafe.gui.tasks import running
from needlesafe.gui.veil import Veil
from needlesafe.gui.visit_screen import VisitScreen
from needlesafe.gui.widgets.body_figure import BodyFigure
from needlesafe.gui.widgets.ink import Ink
from needlesafe.gui.window import Window
from tests.gui.conftest import Opened
from tests.helpers.visit_files import as_visit
from tests.helpers.visit_walk import record_up_to
from tests.helpers.workplaces import PASSPHRASE, new_workplace
from tests.journey.test_window import walked

FEW, MANY = 120, 1000
NECK = Path(__file__).parents[1] / "cases" / "neck.json"
WORDS = ("Aoife", "left shoulder", "2026-11-21", "12", "no", "x" * 60, PASSPHRASE, "0.25", "call 112")
KEYS = (Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_Down, Qt.Key.Key_Up,
        Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Backspace, Qt.Key.Key_Y, Qt.Key.Key_N, Qt.Key.Key_U, Qt.Key.Key_F1,
        Qt.Key.Key_F6, Qt.Key.Key_F7, Qt.Key.Key_F8, Qt.Key.Key_F9, Qt.Key.Key_Plus, Qt.Key.Key_Minus, Qt.Key.Key_PageDown)
CHORDS = (Qt.Key.Key_Z, Qt.Key.Key_Return)
"""Keys pressed with Ctrl: undo, and on to the next step."""
STAGES = ("fresh", "prepared", "agreed", "needled", "out", "noted")
"""How far the open visits in the store have come; the first is open at the beginning, each seed begins with another."""
PAGES = (VisitScreen, StepPage, AsidePage, PatientTurn, Veil, QDialog)


class Monkey:
    """Does one random thing after another to whatever is on the screen."""

    def __init__(self, window: Window, seed: int) -> None:
        self.window, self.chance, self.told = window, random.Random(seed), []

    def act(self) -> None:
        """One act; what was done is told, so that a fault can be found again."""
        target = self.chance.choice(self._targets() or [self.window])
        self.told.append(f"{type(target).__name__} {target.accessibleName() or target.objectName()}")
        if popup := QApplication.activePopupWidget():
            QTest.keyClick(popup, self.chance.choice((Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Escape)))
        elif isinstance(target, (QLineEdit, QPlainTextEdit)) and self.chance.random() < 0.7:
            target.setFocus()
            QTest.keyClicks(target, self.chance.choice(WORDS))
        elif isinstance(target, (Ink, BodyFigure)) and self.chance.random() < 0.7:
            self._draw(target)
        elif self.chance.random() < 0.2:
            QTest.keyClick(QApplication.focusWidget() or self.window, self.chance.choice(KEYS))
        elif self.chance.random() < 0.03:
            QTest.keyClick(QApplication.focusWidget() or self.window, self.chance.choice(CHORDS), Qt.KeyboardModifier.ControlModifier)
        elif self.chance.random() < 0.01:
            self.window.resize(self.chance.randint(1024, 1920), self.chance.randint(700, 1080))
        else:
            QTest.mouseClick(target, Qt.MouseButton.LeftButton)
        QApplication.processEvents()

    def _targets(self) -> list[QWidget]:
        """What can be pressed, typed into or drawn on, on the topmost window."""
        tops = [top for top in QApplication.topLevelWidgets() if top.isVisible() and isinstance(top, (QDialog, Window))]
        return [widget for top in tops for widget in top.findChildren(QWidget)
                if widget.isVisible() and widget.isEnabled() and not widget.visibleRegion().isEmpty()
                and (isinstance(widget, (QAbstractButton, QComboBox, Ink)) or widget.focusPolicy() != Qt.FocusPolicy.NoFocus)]

    def _draw(self, on: QWidget) -> None:
        points = [QPoint(self.chance.randrange(on.width()), self.chance.randrange(on.height())) for _ in range(4)]
        QTest.mousePress(on, Qt.MouseButton.LeftButton, pos=points[0])
        for point in points[1:]:
            QTest.mouseMove(on, point)
        QTest.mouseRelease(on, Qt.MouseButton.LeftButton, pos=points[-1])


@pytest.fixture
def no_native_dialogs(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Lets every dialog of the desktop be answered by *cancel*, opens nothing outside the program, and writes into no folder but
    this test's."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", staticmethod(lambda *_, **__: ("", "")))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", staticmethod(lambda *_, **__: ("", "")))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", staticmethod(lambda *_, **__: ""))
    monkeypatch.setattr(QFileDialog, "exec", lambda *_: 0)
    monkeypatch.setattr(QPrintDialog, "exec", lambda *_: 0)
    monkeypatch.setattr(QDesktopServices, "openUrl", staticmethod(lambda *_: True))


@pytest.fixture
def window(tmp_path: Path, catalogue: Catalogue, home_on: Opened, no_native_dialogs: None) -> Iterator[Window]:
    """The window at home, with a sealed visit in the store and an open one at each stage."""
    workplace, neck = new_workplace(tmp_path / "store", catalogue), json.loads(NECK.read_bytes())
    walked(neck, workplace, tmp_path / "out")
    for number, stage in enumerate(STAGES):
        told = as_visit({**neck, "patient": {**neck["patient"], "given_name": f"Ines{number}", "identifier": f"K-{number}"}}, catalogue)
        record_up_to(start_from(told, workplace), told, stage)
    workplace.store.close()
    yield home_on(tmp_path / "store")


@pytest.mark.full
@pytest.mark.parametrize(("seed", "steps"), [(20261121, FEW), *((seed, MANY) for seed in (1, 2, 3))])
def test_random_acts_do_no_harm(window: Window, qtbot: QtBot, seed: int, steps: int) -> None:
    monkey = Monkey(window, seed)
    window.home.visit_resumed.emit(window.workplace.store.unfinished()[seed % len(STAGES)].id)
    for _ in range(steps):
        monkey.act()
        if monkey.chance.random() < 0.5:
            qtbot.waitUntil(lambda: not running(), timeout=20000)
        if not window.isVisible():
            window.show()

    qtbot.waitUntil(lambda: not running(), timeout=20000)
    window.go_home()
    for dialog in window.findChildren(QDialog):
        dialog.close()
    QApplication.processEvents()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    gc.collect()
    left = [type(thing).__name__ for thing in gc.get_objects() if isinstance(thing, PAGES) and isValid(thing)
            and thing is not window.guide.guide]
    print(f"seed {seed}: {steps} acts, {len(set(monkey.told))} different controls")
    assert window.pages.count() <= 2 and left == []
