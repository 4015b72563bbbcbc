"""Asked where a new visit is wanted for somebody whose last one is not finished: that one first, a new one all the same."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal

from needlesafe.gui.messages import tr
from needlesafe.gui.patient_words import unfinished_line
from needlesafe.gui.spoken_dates import day_words
from needlesafe.gui.widgets.button import Button
from needlesafe.gui.widgets.card import Card
from needlesafe.gui.widgets.words import Words
from needlesafe.store import VisitSummary

MOST = 3
"""The latest unfinished visits that are offered; all of them stand among the unfinished below."""


class OpenVisitCard(Card):
    """A line and a button for each unfinished visit, then the way to a new one; hidden until it is asked."""

    resumed = Signal(str)
    new_asked = Signal()

    def __init__(self) -> None:
        super().__init__("", "", "grave")
        self.rows: dict[str, Button] = {}
        self._lines: list[Words] = []
        self.new = Button(tr("A new visit all the same"), "quiet")
        self.new.clicked.connect(self.new_asked)
        self.body.addWidget(self.new, 0, Qt.AlignmentFlag.AlignLeft)
        self.hide()

    def ask(self, name: str, visits: Sequence[VisitSummary], today: str) -> None:
        """Shows the visits that are not finished, the latest first; the keyboard goes to the first."""
        for gone in (*self.rows.values(), *self._lines):
            gone.hide()
            gone.deleteLater()
        self.show_title(tr("{name} has an unfinished visit").format(name=name))
        self.rows, self._lines = {}, []
        for visit in visits[:MOST]:
            line, button = Words(unfinished_line(visit, today)), Button(tr("Resume the visit of {day}").format(day=day_words(visit.date)))
            button.clicked.connect(lambda _=False, visit_id=visit.id: self.resumed.emit(visit_id))
            for part in (line, button):
                self.body.insertWidget(self.body.count() - 1, part, 0, *(() if part is line else (Qt.AlignmentFlag.AlignLeft,)))
            self.rows[visit.id] = button
            self._lines.append(line)
        self.show()
        next(iter(self.rows.values())).setFocus(Qt.FocusReason.OtherFocusReason)
