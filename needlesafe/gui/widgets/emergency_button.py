"""
*Emergency F9*: the button and its key, which are one thing and stand together on every screen and dialog.

The key reaches across all windows of the program but not under one that is modal: that one has a button of its own.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from needlesafe.gui.theme import GAP_WIDE
from needlesafe.gui.widgets.button import Button

EMERGENCY = QKeySequence(Qt.Key.Key_F9)


class EmergencyButton(Button):
    """Opens the emergency card of whatever it stands on: the nearest screen above it that has one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", "danger", parent)
        self.say(self.tr("Emergency  F9"))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the keyboard where it is
        key = QShortcut(EMERGENCY, self)
        key.setContext(Qt.ShortcutContext.ApplicationShortcut)
        key.setAutoRepeat(False)
        for pressed in (key.activated, key.activatedAmbiguously):  # two windows that show it both lead to the same card
            pressed.connect(self.click)
        self.clicked.connect(self._open)

    def _open(self) -> None:
        door = self.parentWidget()
        while door is not None and not hasattr(door, "open_emergency"):
            door = door.parentWidget()
        if door is not None:
            door.open_emergency()


class EmergencyStrip(QWidget):
    """The button at the right end of a strip, above a page that has no head of its own."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.button = EmergencyButton()
        row = QHBoxLayout(self)
        row.setContentsMargins(GAP_WIDE, 8, GAP_WIDE, 0)
        row.addStretch(1)
        row.addWidget(self.button)
