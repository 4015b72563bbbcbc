"""The plan: one line a site, each with its way to be changed or dropped."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from needlesafe.gui.messages import tr
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
        self._shown: list[tuple[str, str]] | None = None
        self.lines: list[QWidget] = []
        self.buttons: list[tuple[Button, Button]] = []
        self.empty = Words(tr("Nothing planned yet. Choose a region below: its muscles come next."), "quiet")
        self.body.addWidget(self.empty)

    def show_sites(self, titles: Sequence[tuple[str, str]]) -> None:
        """Shows each site by its title and how it is needled."""
        if list(titles) == self._shown:
            return
        self._shown = list(titles)
        for line in self.lines:
            line.hide()
            line.deleteLater()
        self.buttons = []
        self.lines = [self._line(index, title, detail) for index, (title, detail) in enumerate(titles)]
        for line in self.lines:
            self.body.addWidget(line)
        self.empty.setVisible(not titles)

    def _line(self, index: int, title: str, detail: str) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP_TIGHT)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(Words(title, "strong"))
        words.addWidget(Words(detail, "quiet"))
        row.addLayout(words, 1)
        change, drop = Button(tr("Change")), Button(tr("Remove"), "quiet")
        change.clicked.connect(lambda: self.change_asked.emit(index))
        drop.clicked.connect(lambda: self.drop_asked.emit(index))
        for button in (change, drop):
            button.setAccessibleDescription(title)
            row.addWidget(button)
        self.buttons.append((change, drop))
        return line
