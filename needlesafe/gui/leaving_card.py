"""*Before the patient leaves*, on the note: how far it is, each check, the sheet for home and what was told."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal

from needlesafe.flow.gates import discharge_items
from needlesafe.flow.leaving import leaving
from needlesafe.gui.check_rows import CheckRows
from needlesafe.gui.leaving_page import TOLD as EXPLAINED, LeavingPage
from needlesafe.gui.messages import tr
from needlesafe.gui.papers_page import reading_ways
from needlesafe.gui.ready_line import ReadyLine
from needlesafe.gui.step_page import Screen
from needlesafe.gui.widgets.button import Button
from needlesafe.gui.widgets.card import Card
from needlesafe.gui.widgets.tick_row import TickRow

TOLD = (*EXPLAINED, ("large_print", "The aftercare sheet is wanted in large print as well"))


class LeavingCard(Card):
    """What is answered here stands in the visit at once; `owed` carries the field of a check that is not met."""

    owed = Signal(object)

    def __init__(self, screen: Screen) -> None:
        super().__init__(tr("Before the patient leaves"))
        self._screen = screen
        self.checks = CheckRows(screen.desk.workplace.catalogue, lambda item, answer: screen.act(lambda desk: desk.discharge(item, answer)),
                                tr("Not yet."))
        self.checks.owed.connect(self.owed)
        self.ready, self.as_screen = ReadyLine(), Button(tr("As a screen of its own"), "quiet")
        self.as_screen.clicked.connect(lambda: screen.open_aside(LeavingPage(screen)))
        self.sheets = reading_ways(screen)
        self.told = {name: TickRow(name, tr(words)) for name, words in TOLD}
        self.body.addWidget(self.ready)
        self.body.addWidget(self.as_screen, 0, Qt.AlignmentFlag.AlignLeft)
        for part in (self.checks, self.sheets, *self.told.values()):
            self.body.addWidget(part)
        for row in self.told.values():
            row.ticked.connect(lambda name, on: screen.act(lambda desk: desk.note(**{name: on})))

    def draw(self) -> None:
        """Shows the checks as they stand."""
        standing = self._screen.desk.standing
        visit, counted = standing.visit, leaving(standing)
        self.checks.show_items(discharge_items(standing), visit.note.discharge, visit.note.discharge_owed)
        self.ready.show_leaving(counted)
        self.as_screen.setVisible(counted is not None and not visit.closed)
        for name, row in self.told.items():
            row.setChecked(getattr(visit.note, name))
