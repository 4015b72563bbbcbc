"""Facts as label and words, two columns, empty ones left out."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QGridLayout, QWidget

from needlesafe.gui import theme
from needlesafe.gui.theme import GAP_CARD
from needlesafe.gui.widgets.words import Words


class FactList(QWidget):
    """A quiet label, then what is known."""

    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(GAP_CARD)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(1, 1)
        self._shown: tuple[tuple[str, str], ...] = ()

    def show_facts(self, facts: Sequence[tuple[str, str]]) -> None:
        """Shows the facts that hold something."""
        known = tuple((label, words) for label, words in facts if words)
        if known == self._shown:
            return
        self._shown = known
        while (item := self._grid.takeAt(0)) is not None:
            item.widget().deleteLater()
        self._grid.setColumnMinimumWidth(0, theme.current().scaled(130))
        for row, (label, words) in enumerate(known):
            self._grid.addWidget(Words(label, "quiet"), row, 0)
            self._grid.addWidget(Words(words).let_select(), row, 1)
