"""Widgets are tested in the light theme at 100 %, with the focus ring there as in the program."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from needlesafe.gui import theme
from needlesafe.gui.theme import Theme


@pytest.fixture(autouse=True)
def dressed(qapp: QApplication) -> None:
    """Dresses the program as it opens."""
    theme.apply(qapp, Theme())


@pytest.fixture
def shown(qtbot: QtBot) -> Iterator[Callable[..., QWidget]]:
    """Returns a function that shows a widget at a size and keeps it until the test is over."""
    kept: list[QWidget] = []

    def show(widget: QWidget, width: int = 700, height: int = 600) -> QWidget:
        kept.append(widget)
        widget.resize(width, height)
        widget.show()
        qtbot.waitExposed(widget)
        QApplication.processEvents()
        return widget

    yield show
    for widget in kept:
        widget.close()
        widget.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@pytest.fixture
def heard() -> Callable[..., list]:
    """Returns a function that listens to a signal and returns the growing list of what it said."""

    def listen(signal: object) -> list:
        said: list = []
        signal.connect(lambda *told: said.append(told))
        return said

    return listen
