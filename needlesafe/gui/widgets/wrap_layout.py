"""A layout that puts its items side by side and goes on in the next line where the width ends."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

from needlesafe.gui.theme import GAP_TIGHT


class WrapLayout(QLayout):
    """Items in lines from the left; nothing is ever cut off at the right."""

    def __init__(self, parent: QWidget | None = None, gap: int = GAP_TIGHT) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._gap = gap
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        """Appends an item."""
        self._items.append(item)

    def count(self) -> int:
        """Returns how many items there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """Returns the item at that place."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Takes the item at that place out."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """Returns that it takes no more room than it needs."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """Returns that a narrower place makes it higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Returns the height of all lines at that width."""
        return self._arrange(QRect(0, 0, width, 0), False)

    def setGeometry(self, area: QRect) -> None:
        """Places the items."""
        super().setGeometry(area)
        self._arrange(area, True)

    def sizeHint(self) -> QSize:
        """Returns all items on one line."""
        hints = [item.sizeHint() for item in self._items if not item.isEmpty()]
        return QSize(sum(hint.width() + self._gap for hint in hints), max((hint.height() for hint in hints), default=0))

    def minimumSize(self) -> QSize:
        """Returns the widest and the highest single item."""
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        return size

    def _arrange(self, area: QRect, place: bool) -> int:
        """Goes through the lines, places the items where asked to and returns the height."""
        x, y, line = area.x(), area.y(), 0
        for item in self._items:
            if item.isEmpty():
                continue
            size = item.sizeHint()
            if size.width() > area.width():
                size = QSize(area.width(), max(size.height(), item.heightForWidth(area.width())))
            if x > area.x() and x + size.width() > area.right() + 1:
                x, y, line = area.x(), y + line + self._gap, 0
            if place:
                item.setGeometry(QRect(QPoint(x, y), size))
            x, line = x + size.width() + self._gap, max(line, size.height())
        return y + line - area.y()
