"""
What every button is that stays as it was turned.

Why a class: a screen reader, a voice or a switch turns such a button without pressing it, and the toolkit then shows it
turned and tells nobody. An answer that is seen and not kept would be worse than none.
"""

from __future__ import annotations

from PySide6.QtWidgets import QAbstractButton, QWidget


class Turned(QAbstractButton):
    """`clicked` is told by whatever way somebody turned it, and never when it only shows what is so."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._is_told = False
        self.setCheckable(True)
        self.toggled.connect(self._hear)

    def setChecked(self, on: bool) -> None:
        """Shows it turned or not, without saying that anybody turned it."""
        if on != self.isChecked():
            self._is_told = True
            super().setChecked(on)
            self._is_told = False

    def nextCheckState(self) -> None:
        """Turns it because it was pressed, which is told by itself."""
        self._is_told = True
        super().nextCheckState()
        self._is_told = False

    def _hear(self, on: bool) -> None:
        if not self._is_told:
            self.clicked[bool].emit(on)
