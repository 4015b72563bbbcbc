"""
One region of one side as an element of its own: what a screen reader finds on the body, names, reaches and presses.

Why a button that paints nothing and takes no pointer: the figure draws the regions and follows pointer and fingers by their
true shapes; a reader needs something that stands there all the same.
"""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from needlesafe.gui.widgets.body_drawing import BodyRegion


class Drawn(Protocol):
    """The figure that a region is drawn on."""

    def reach(self, region: BodyRegion) -> None:
        """Puts the keyboard's mark on the region, because the keyboard came to it."""

    def choose(self, region: BodyRegion) -> None:
        """Chooses the region."""

    def show_keyboard(self) -> None:
        """Shows whether the keyboard is anywhere on the figure."""


class BodyPlace(QAbstractButton):
    """Stands where its region is seen; its keys are those of the figure."""

    def __init__(self, region: BodyRegion, figure: Drawn, parent: QWidget) -> None:
        super().__init__(parent)
        self.region, self._figure = region, figure
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setProperty("own_focus", True)
        self.clicked.connect(self._press)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leaves every key to the figure."""
        event.ignore()

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """Leaves every key to the figure."""
        event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tells the figure that the keyboard is here."""
        super().focusInEvent(event)
        self._figure.reach(self.region)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tells the figure that the keyboard is gone."""
        super().focusOutEvent(event)
        self._figure.show_keyboard()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints nothing: the figure has drawn the region."""

    def _press(self) -> None:
        self._figure.choose(self.region)
