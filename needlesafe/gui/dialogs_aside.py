"""Dialogs put aside while the emergency card is open, and brought back as they were: hidden, never closed."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QDialog, QWidget
from shiboken6 import isValid


class DialogsAside:
    """The dialogs of one window."""

    def __init__(self) -> None:
        self._held: list[QDialog] = []

    def put(self, window: QWidget) -> None:
        """Closes what pops up and hides every dialog that is shown; the keyboard is the window's from then on."""
        while (popup := QApplication.activePopupWidget()) is not None:
            popup.close()
        self._held = [dialog for dialog in window.findChildren(QDialog) if dialog.isVisible()]
        for dialog in self._held:
            dialog.hide()
        if self._held:
            window.activateWindow()

    def bring_back(self) -> None:
        """Shows them again, the keyboard in the last of them."""
        held, self._held = self._held, []
        for dialog in held:
            if isValid(dialog):
                dialog.show()
                dialog.raise_()
                dialog.activateWindow()
