"""The plan: one line a site, each with its way to be changed or dropped."""

from __future__ import annotations

from collections.abc import Sequence, Set

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from needlesafe.gui.messages import tr
from needlesafe.gui.side_by_side import line_of
from needlesafe.gui.theme import GAP_TIGHT
from needlesafe.gui.widgets.button import Button
from needlesafe.gui.widgets.card import Card
from needlesafe.gui.widgets.words import Words


class PlannedSites(Card):
    """The sites that are planned, in the order of choice."""

    change_asked = Signal(int)
    drop_asked = Signal(int)

    def __init__(self) -> None:
        super().__init__(tr("The plan"))
        self._shown: tuple[list[tuple[str, str]], set[int]] | None = None
        self.lines: list[QWidget] = []
        self.buttons: list[tuple[Button, Button]] = []
        self.empty = Words(tr("Nothing planned yet. Choose a region above: its muscles stand beneath it in the list."), "quiet")
        self.body.addWidget(self.empty)

    def show_sites(self, titles: Sequence[tuple[str, str]], needled: Set[int]) -> None:
        """Shows each site by its title and how it is needled; one that was needled stays as it is."""
        if (list(titles), set(needled)) == self._shown:
            return
        self._shown = (list(titles), set(needled))
        for line in self.lines:
            line.hide()
            line.deleteLater()
        self.buttons = []
        self.lines = [self._line(index, *words) for index, words in enumerate(titles)]
        for index, line in enumerate(self.lines):
            self.body.addWidget(line)
            for button in self.buttons[index]:
                button.setVisible(index not in needled)
        self.empty.setVisible(not titles)

    def _line(self, index: int, title: str, detail: str) -> QWidget:
        line, words, row = QWidget(), QVBoxLayout(), line_of(GAP_TIGHT)
        line.setLayout(row)
        row.setContentsMargins(0, 0, 0, 0)
        words.setSpacing(0)
        words.addWidget(Words(f"{index + 1}. {title}", "strong"))
        words.addWidget(Words(detail, "quiet"))
        row.addLayout(words, 1)
        buttons = QHBoxLayout()
        change, drop = Button(tr("Change")), Button(tr("Remove"), "quiet")
        change.clicked.connect(lambda: self.change_asked.emit(index))
        drop.clicked.connect(lambda: self.drop_asked.emit(index))
        for button in (change, drop):
            button.setAccessibleDescription(title)
            buttons.addWidget(button)
        buttons.addStretch(0)
        row.addLayout(buttons)
        self.buttons.append((change, drop))
        return line
