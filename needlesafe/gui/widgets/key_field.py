"""A field that takes a key: pressed once, it holds the next key that comes."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QWidget

from needlesafe.gui.widgets.button import Button

_ALONE = (Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_Meta, Qt.Key.Key_AltGr, Qt.Key.Key_unknown)
_LEAVES = (Qt.Key.Key_Escape, Qt.Key.Key_Tab, Qt.Key.Key_Backtab)


class KeyField(Button):
    """Shows the key that is set; `chosen` tells the name of the key that was pressed."""

    chosen = Signal(str)

    def __init__(self, label: str, parent: QWidget | None = None) -> None:
        super().__init__("", "plain", parent)
        self._label, self._key, self._listening = label, "", False
        self.clicked.connect(lambda: self._listen(True))
        self.set_key("")

    def set_key(self, key: str) -> None:
        """Shows a key by its portable name, or that none is set."""
        self._key = key
        self._listen(False)

    def event(self, event: QEvent) -> bool:
        """Takes a key for itself while it listens, also one that does something elsewhere."""
        if event.type() == QEvent.Type.ShortcutOverride and self._listening:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Holds the key while it listens; Escape and Tab leave it as it was."""
        if not self._listening:
            super().keyPressEvent(event)
        elif event.key() in _LEAVES:
            self._listen(False)
        elif event.key() not in _ALONE and not event.isAutoRepeat():
            self._listen(False)
            self.chosen.emit(QKeySequence(event.keyCombination()).toString(QKeySequence.SequenceFormat.PortableText))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Listens no longer."""
        self._listen(False)
        super().focusOutEvent(event)

    def _listen(self, listening: bool) -> None:
        self._listening = listening
        shown = QKeySequence(self._key, QKeySequence.SequenceFormat.PortableText)
        words = self.tr("Press the pedal now …") if listening else (
            shown.toString(QKeySequence.SequenceFormat.NativeText) or self.tr("No key yet"))
        self.say(words, "waiting" if listening else "plain")
        self.setAccessibleName(f"{self._label}: {words}")
