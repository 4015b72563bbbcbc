"""Windows for tests: dressed like the program, with the real content and a key that costs nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from needlesafe.domain.catalogue import Catalogue
from needlesafe.gui import theme
from needlesafe.gui.preparation import Start
from needlesafe.gui.tasks import running
from needlesafe.gui.theme import Theme
from needlesafe.gui.window import Window
from tests.helpers.workplaces import CHEAP, PASSPHRASE

Opened = Callable[[Path], Window]


@pytest.fixture
def dressed(qapp: QApplication) -> None:
    """Dresses the program as it opens."""
    theme.apply(qapp, Theme())


@pytest.fixture
def window_on(qtbot: QtBot, dressed: None, catalogue: Catalogue) -> Iterator[Opened]:
    """Returns a function that shows the window on a store's folder; at the end it is closed."""
    shown: list[Window] = []

    def show(folder: Path) -> Window:
        window = Window(Start(folder, lambda: catalogue, CHEAP))
        shown.append(window)
        with qtbot.waitSignal(window.preparation.ready, timeout=20000), qtbot.waitActive(window):
            window.show()
        return window

    yield show
    qtbot.waitUntil(lambda: not running(), timeout=20000)
    for window in shown:
        while not window.close():
            pass
        window.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@pytest.fixture
def home_on(qtbot: QtBot, window_on: Opened) -> Opened:
    """Returns a function that unlocks the store in a folder and returns the window at home."""

    def unlock(folder: Path) -> Window:
        window = window_on(folder)
        qtbot.keyClicks(window.page.passphrase.edit, PASSPHRASE)
        window.page.open.click()
        qtbot.waitUntil(lambda: window.home is not None and not running(), timeout=20000)
        return window

    return unlock
