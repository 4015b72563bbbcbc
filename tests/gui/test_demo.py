"""The demonstration in the window: made while one looks, marked on every screen, opened early where one does not wait."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from needlesafe.domain.catalogue import Catalogue
from needlesafe.gui.demo_page import DemoPage, DemoStrip
from needlesafe.gui.preparation import Start
from needlesafe.gui.tasks import running
from needlesafe.gui.titles import titled
from needlesafe.gui.window import Window
from tests.helpers.workplaces import CHEAP


@pytest.fixture
def demo_window(qtbot: QtBot, dressed: None, catalogue: Catalogue, tmp_path: Path) -> Iterator[Window]:
    """The window of a demonstration."""
    window = Window(Start(tmp_path / "demo" / "store", lambda: catalogue, CHEAP, demo=True))
    with qtbot.waitActive(window):
        window.show()
    yield window
    while not window.close():
        qtbot.waitUntil(lambda: not running(), timeout=60000)
    window.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def marked(window: Window) -> bool:
    """Whether the line above the pages and the title say what it is."""
    strip = window.menuWidget()
    return isinstance(strip, DemoStrip) and strip.isVisible() and "DEMO" in window.windowTitle()


def test_it_opens_as_it_is_where_somebody_does_not_wait_and_every_screen_is_marked(demo_window: Window, qtbot: QtBot) -> None:
    window = demo_window
    assert isinstance(window.page, DemoPage) and marked(window)
    qtbot.waitUntil(lambda: window.page.work.isVisible(), timeout=20000)
    qtbot.waitUntil(lambda: window.page.work.progress.done >= 1, timeout=60000)
    window.page.work.cancel.click()
    qtbot.waitUntil(lambda: window.home is not None and not running(), timeout=60000)
    assert marked(window) and window.workplace.demo
    assert 1 <= len(window.workplace.store.search_patients("", 50)) < 9
    patient = window.workplace.store.search_patients("Abbott", 1)[0]
    window._ask_patient(patient)
    assert marked(window)
    from needlesafe.flow.reception import begin
    window.open_visit(begin(window.workplace, patient.patient, patient.id, "practice"))
    assert marked(window) and window.visit.desk.visit.demo
    window.visit.open_emergency()
    assert marked(window)
    window.go_home()
    window.guide.open()
    assert window.guide.guide.windowTitle() == "DEMO: Guide" and titled("Print", window.guide.guide) == "DEMO: Print"
    window.guide.guide.close()


def test_closing_it_while_it_is_made_ends_the_making(demo_window: Window, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: demo_window.page.work.progress.done >= 1, timeout=60000)
    demo_window.close()
    qtbot.waitUntil(lambda: not running() and not demo_window.isVisible(), timeout=60000)
