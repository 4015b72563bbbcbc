"""A closed list that folds away; nothing is chosen beforehand, and a turn of the wheel chooses nothing."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QListView, QWidget

from needlesafe.gui import theme
from needlesafe.gui.widgets.signs import paint_chevron


class Chooser(QComboBox):
    """A drop-down list of ids with their words."""

    def __init__(self, choices: Sequence[tuple[str, str]], hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setView(QListView())
        for value, words in choices:
            self.addItem(words, value)
        self.setPlaceholderText(hint or self.tr("Choose"))
        self.currentIndexChanged.connect(self.show_empty)
        self.setCurrentIndex(-1)
        self.show_empty()
        self.setMaxVisibleItems(12)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(12)

    def minimumSizeHint(self) -> QSize:
        """Returns that it may shrink to a few letters."""
        return QSize(theme.current().scaled(120), super().minimumSizeHint().height())

    def show_empty(self) -> None:
        """Shows the hint in the quiet colour while nothing is chosen."""
        empty = self.currentIndex() < 0
        if self.property("empty") is not empty:
            self.setProperty("empty", empty)
            self.style().polish(self)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Lets the page scroll."""
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints the list's field and its arrow head."""
        super().paintEvent(event)
        look = theme.current()
        side = look.scaled(18)
        painter = QPainter(self)
        area = QRectF(self.width() - side - 12, (self.height() - side) / 2, side, side)
        paint_chevron(painter, area, False, look.colour("quiet"))
        painter.end()
