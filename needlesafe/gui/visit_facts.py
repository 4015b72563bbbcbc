"""Facts as label and words, two columns or one below the other, empty ones left out."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from needlesafe.gui import theme
from needlesafe.gui.side_by_side import large_text
from needlesafe.gui.theme import GAP_CARD
from needlesafe.gui.widgets.words import Words

_LABEL = 136


class FactList(QWidget):
    """A quiet label, then what is known."""

    def __init__(self, loud: int = 0) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self._loud = loud
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(GAP_CARD)
        self._grid.setVerticalSpacing(4)
        self._shown: tuple[tuple[str, str], ...] = ()

    def show_facts(self, facts: Sequence[tuple[str, str]]) -> None:
        """Shows the facts that hold something; the first ones larger where the list was made so."""
        known = tuple((label, words) for label, words in facts if words)
        if known == self._shown:
            return
        self._shown = known
        while (item := self._grid.takeAt(0)) is not None:
            item.widget().hide()
            item.widget().deleteLater()
        for number, (label, words) in enumerate(known):
            self._add(number, Words(label, "quiet"), Words(words, "name" if number < self._loud else "body").let_select())

    def facts(self) -> tuple[tuple[str, str], ...]:
        """Returns the facts that are shown."""
        return self._shown

    def _add(self, number: int, label: Words, words: Words) -> None:
        """Puts words beside their label, or beneath it where the text is large."""
        if large_text():
            self._grid.addWidget(label, 2 * number, 0)
            self._grid.addWidget(words, 2 * number + 1, 0)
            return
        self._grid.setColumnStretch(1, 1)
        label.setFixedWidth(theme.current().scaled(_LABEL))
        self._grid.addWidget(label, number, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(words, number, 1)
