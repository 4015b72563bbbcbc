"""After *all out now*: the needles are counted, all of them in one tap, or site by site where one is missing."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal

from needlesafe.gui.messages import tr
from needlesafe.gui.widgets.button import Button
from needlesafe.gui.widgets.card import Card
from needlesafe.gui.widgets.count_row import CountRow
from needlesafe.gui.widgets.words import Words


class CountCard(Card):
    """Waits for the count of what was taken out in one act; `counted` carries the number of each site of the plan."""

    counted = Signal(object)

    def __init__(self) -> None:
        super().__init__(tr("Count them now"), "", "grave")
        self.all = Button("", "primary")
        self.all.clicked.connect(lambda: self.counted.emit(tuple(number for _, number in self._waiting)))
        self.short = Words(tr("Or count each site. What is missing is in the patient again."), "quiet")
        self.keep = Button(tr("Keep this count"))
        self.keep.clicked.connect(self._tell)
        self.rows: dict[int, CountRow] = {}
        self._waiting: tuple[tuple[str, int], ...] = ()
        self._said: dict[int, int] = {}
        self.body.addWidget(self.all, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(self.short)
        self.body.addWidget(self.keep, 0, Qt.AlignmentFlag.AlignLeft)

    def show_waiting(self, waiting: Sequence[tuple[str, int]]) -> None:
        """Shows each site's name and how many of its needles wait to be counted; hidden where none does."""
        if tuple(waiting) != self._waiting:
            self._waiting, self._said = tuple(waiting), {}
            self._rebuild()
        total = sum(number for _, number in self._waiting)
        self.setVisible(total > 0)
        self.show_title(tr("Count them now"), tr("{n} needles were recorded as out in one act.").format(n=total) if total != 1
                        else tr("1 needle was recorded as out."))
        self.all.say(tr("I counted {n}: all are out").format(n=total), "primary")
        self._draw()

    def _rebuild(self) -> None:
        for row in self.rows.values():
            row.hide()
            row.deleteLater()
        self.rows = {}
        for site, (title, number) in enumerate(self._waiting):
            if number:
                self.rows[site] = CountRow(title)
                self.rows[site].counted.connect(lambda counted, site=site: self._count(site, counted))
                self.body.insertWidget(self.body.count() - 1, self.rows[site])
                self.rows[site].show()
        widest = max((row.label.minimumWidth() for row in self.rows.values()), default=0)
        for row in self.rows.values():
            row.label.setMinimumWidth(widest)

    def _count(self, site: int, counted: int) -> None:
        self._said[site] = counted
        self._draw()

    def _draw(self) -> None:
        for site, row in self.rows.items():
            row.show_count(self._said.get(site), range(self._waiting[site][1] + 1))
        self.keep.setVisible(bool(self.rows) and set(self._said) == set(self.rows))

    def _tell(self) -> None:
        self.counted.emit(tuple(self._said.get(site, 0) for site in range(len(self._waiting))))
