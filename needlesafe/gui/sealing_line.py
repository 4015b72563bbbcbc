"""How far sealing has come, at the foot, and the way to stop it: what is not sealed then waits, and the visit stays open."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from needlesafe.flow.progress import Progress
from needlesafe.gui.messages import tr
from needlesafe.gui.widgets.foot_bar import FootBar

_LOOK = 100
"""Milliseconds between two looks at how far the work has come."""


class Sealing(Protocol):
    """A screen on which something is being sealed."""

    foot: FootBar

    @property
    def busy(self) -> bool:
        """Whether it still is."""


class SealingLine(QTimer):
    """Looks at the work now and then, until it is over."""

    def __init__(self, screen: Sealing, parent: QWidget) -> None:
        super().__init__(parent, interval=_LOOK)
        self._screen, self._label, self._progress = screen, "", Progress()
        self.timeout.connect(self._look)

    def begin(self, label: str) -> Progress:
        """Names what is being done; the work notes its progress in what is returned."""
        self._label, self._progress = label, Progress()
        return self._progress

    def show_way(self) -> None:
        """Shows how far it has come, and the way to stop it where the way back was."""
        foot = self._screen.foot
        if not self._screen.busy:
            return
        foot.set_back(tr("Stop"))
        foot.back.setAccessibleDescription(tr("Ends after the document that is being sealed; the others can be sealed later."))
        foot.back.setEnabled(True)
        self._look()
        self.start()

    def call_off(self) -> None:
        """Ends the work after the document that is being sealed."""
        self._progress.call_off()
        self._screen.foot.back.setEnabled(False)
        self._look()

    def _look(self) -> None:
        if not self._screen.busy:
            self.stop()
            self._screen.foot.back.setAccessibleDescription("")
            return
        done, total = self._progress.done, self._progress.total
        words = tr("{what} …") if not total else tr("{what}: document {n} of {m} …")
        if self._progress.called_off:
            words = tr("Stops after this document …")
        self._screen.foot.set_missing(words.format(what=self._label, n=done + 1, m=total), "accent")
