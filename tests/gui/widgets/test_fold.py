"""A line that unfolds: by finger and by key, and closed again the same way."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from needlesafe.gui.widgets.fold import Fold


@pytest.fixture
def fold(qtbot: QtBot) -> Fold:
    """A fold on screen."""
    shown = Fold("Nearby", "2 nerves", lambda: QLabel("Facial nerve"))
    qtbot.addWidget(shown)
    shown.resize(400, 80)
    shown.show()
    return shown


def test_a_tap_opens_it_and_another_closes_it(qtbot: QtBot, fold: Fold) -> None:
    assert fold.behind is None
    qtbot.mouseClick(fold.head, Qt.MouseButton.LeftButton)
    assert fold.is_open() and fold.behind.isVisible()
    qtbot.mouseClick(fold.head, Qt.MouseButton.LeftButton)
    assert not fold.is_open() and not fold.behind.isVisible()


@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_Return])
def test_a_key_opens_it(qtbot: QtBot, fold: Fold, key: Qt.Key) -> None:
    qtbot.keyClick(fold.head, key)
    assert fold.is_open() and fold.behind.isVisible()
