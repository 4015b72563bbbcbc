"""Who is to be asked how they are: whose time is over stands first, in words and in colour; without anybody it is not there."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal

from needlesafe.flow.follow_ups import DueContact
from needlesafe.gui.follow_up_words import contact_line, when_words
from needlesafe.gui.messages import tr
from needlesafe.gui.visit_cards import FEW, ShowAll, VisitRow, drop
from needlesafe.gui.widgets.card import Card


class DueCard(Card):
    """The contacts that are overdue or due today."""

    asked = Signal(str)

    def __init__(self) -> None:
        super().__init__(tr("Ask how they are"))
        self.rows: dict[str, VisitRow] = {}
        self._due: tuple[DueContact, ...] = ()
        self._today = ""
        self.all = ShowAll()
        self.all.clicked.connect(lambda: self._show(len(self._due)))
        self.body.addWidget(self.all)

    def show_due(self, due: Sequence[DueContact], today: str) -> None:
        """Shows the contacts in the order in which they are given."""
        self._due, self._today = tuple(due), today
        late = sum(one.overdue for one in due)
        self.show_title(tr("Ask how they are"), tr("{n} overdue").format(n=late) if late else "")
        self.setVisible(bool(due))
        self._show(FEW)

    def _show(self, most: int) -> None:
        drop(self.rows.values())
        self.rows = {}
        for place, due in enumerate(self._due[:most]):
            row = VisitRow(due.visit.patient_name, contact_line(due), tr("Ask …"))
            row.show_state(when_words(due, self._today), "stop" if due.overdue else "")
            row.pressed.connect(lambda visit_id=due.visit.id: self.asked.emit(visit_id))
            self.rows[due.visit.id] = row
            self.body.insertWidget(place, row)
        self.all.show_number(len(self._due), most)
