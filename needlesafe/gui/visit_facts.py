"""Facts as label and words, side by side, or one below the other where large text leaves no room; empty ones left out."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from needlesafe.gui import theme
from needlesafe.gui.side_by_side import large_text
from needlesafe.gui.theme import GAP_CARD
from needlesafe.gui.widgets.words import Words

_LABEL, _ROOM = 136, 300
"""How wide a label is, and how wide the list is at least before large text stands beside it."""
_APART, _ANY_WIDTH = 8, 16_777_215
"""What keeps a label from the words of the fact above it, where they stand below each other; the width that Qt knows as no limit."""


class FactList(QWidget):
    """A quiet label, then what is known."""

    def __init__(self, loud: int = 0) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self._loud, self._upright = loud, large_text()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(GAP_CARD)
        self._grid.setVerticalSpacing(4)
        self._shown: tuple[tuple[str, str], ...] = ()
        self._lines: list[tuple[Words, Words]] = []

    def show_facts(self, facts: Sequence[tuple[str, str]]) -> None:
        """Shows the facts that hold something; the first ones larger where the list was made so."""
        known = tuple((label, words) for label, words in facts if words)
        if known == self._shown:
            return
        self._shown = known
        while (item := self._grid.takeAt(0)) is not None:
            item.widget().hide()
            item.widget().deleteLater()
        self._lines = [(Words(label, "quiet"), Words(words, "name" if number < self._loud else "body").let_select())
                       for number, (label, words) in enumerate(known)]
        self._place()

    def facts(self) -> tuple[tuple[str, str], ...]:
        """Returns the facts that are shown."""
        return self._shown

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Puts large words beside their labels where there is room for both."""
        super().resizeEvent(event)
        upright = large_text() and self.width() < theme.current().scaled(_ROOM)
        if upright != self._upright:
            self._upright = upright
            self._place()

    def _place(self) -> None:
        """Puts all words beside their labels, or beneath them."""
        self._grid.setColumnStretch(1, 0 if self._upright else 1)
        for number, (label, words) in enumerate(self._lines):
            if self._upright:
                label.setMaximumWidth(_ANY_WIDTH)
                label.setMinimumWidth(0)
                label.setContentsMargins(0, _APART if number else 0, 0, 0)
                self._grid.addWidget(label, 2 * number, 0)
                self._grid.addWidget(words, 2 * number + 1, 0)
            else:
                label.setFixedWidth(theme.current().scaled(_LABEL))
                label.setContentsMargins(0, 0, 0, 0)
                self._grid.addWidget(label, number, 0, Qt.AlignmentFlag.AlignTop)
                self._grid.addWidget(words, number, 1)
