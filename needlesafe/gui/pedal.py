"""
A foot pedal on the treatment page: what it does reaches the page only while that page is on screen.

It does nothing while a field has the keyboard, and a key that is held down counts once.
"""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPlainTextEdit, QWidget

_FIELDS = (QLineEdit, QPlainTextEdit, QComboBox)


class Pedal(QObject):
    """The keys that were set; `pressed` tells `in`, `out` or `next`."""

    pressed = Signal(str)

    def __init__(self, page: QWidget) -> None:
        super().__init__(page)
        self._page = page
        self._keys: dict[str, str] = {}
        self.shortcuts: list[QShortcut] = []

    @property
    def is_set(self) -> bool:
        """Whether any key was set."""
        return bool(self._keys)

    def set_keys(self, keys: Mapping[str, str]) -> None:
        """Listens for these keys, by what each does."""
        if dict(keys) == self._keys:
            return
        for shortcut in self.shortcuts:
            shortcut.setEnabled(False)
            shortcut.deleteLater()
        self._keys, self.shortcuts = dict(keys), []
        for deed, key in keys.items():
            shortcut = QShortcut(QKeySequence(key, QKeySequence.SequenceFormat.PortableText), self._page)
            shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
            shortcut.setAutoRepeat(False)
            shortcut.activated.connect(lambda deed=deed: self._press(deed))
            self.shortcuts.append(shortcut)

    def _press(self, deed: str) -> None:
        if not isinstance(QApplication.focusWidget(), _FIELDS):
            self.pressed.emit(deed)
