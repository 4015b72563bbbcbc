"""
The parts of a page that are made one in each turn, once what is met first is on the screen.

Why: a page opens at once however much stands below its fold, and no turn takes so long that a key would have to wait.
"""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget


class InTurn(QTimer):
    """Asks a page for its parts by their names; each is made where it is asked for first, here or by whoever needs it earlier."""

    def __init__(self, page: QWidget, *names: str) -> None:
        super().__init__(page, interval=0)
        self._left = list(names)
        self.timeout.connect(self._make_next)

    def begin(self) -> None:
        """Goes on with what is still to be made."""
        if self._left and not self.isActive():
            self.start()

    def _make_next(self) -> None:
        """Makes one part that is not there yet."""
        page = self.parent()
        self._left = [name for name in self._left if name not in vars(page)]
        if self._left:
            getattr(page, self._left.pop(0))
        if not self._left:
            self.stop()
