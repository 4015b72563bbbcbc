"""A layout in columns of the same width, as many as there is room for: what is looked for at once stands in lines."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize
from PySide6.QtWidgets import QWidget

from needlesafe.gui.theme import GAP
from needlesafe.gui.widgets.wrap_layout import WrapLayout


class EvenGrid(WrapLayout):
    """Items from the left and from the top, in columns no narrower than `least` and no more than `most`; each line is as high
    as its highest item."""

    def __init__(self, least: int, most: int, gap: int = GAP, parent: QWidget | None = None) -> None:
        super().__init__(parent, gap)
        self._least, self._most = least, most

    def minimumSize(self) -> QSize:
        """Returns the widest single item as narrow as it may be."""
        return QSize(max((item.minimumSize().width() for item in self._items), default=0), super().minimumSize().height())

    def _arrange(self, area: QRect, place: bool) -> int:
        """Goes through the lines, places the items where asked to and returns the height."""
        shown = [item for item in self._items if not item.isEmpty()]
        columns = max(1, min(self._most, len(shown), (area.width() + self._gap) // (self._least + self._gap)))
        wide, y = (area.width() - (columns - 1) * self._gap) // columns, area.y()
        for first in range(0, len(shown), columns):
            line = shown[first:first + columns]
            high = max(item.heightForWidth(wide) if item.hasHeightForWidth() else item.sizeHint().height() for item in line)
            for number, item in enumerate(line if place else ()):
                item.setGeometry(QRect(area.x() + number * (wide + self._gap), y, wide, high))
            y += high + self._gap
        return max(0, y - self._gap - area.y())
