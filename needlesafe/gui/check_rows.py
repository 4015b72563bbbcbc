"""A checklist as rows of yes and no, drawn from check items and kept in step with what was answered."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from needlesafe.domain.catalogue import CheckItem
from needlesafe.gui.finding_cards import STATUS_WORDS
from needlesafe.gui.messages import tr
from needlesafe.gui.widgets.tick_row import TickRow
from needlesafe.gui.widgets.two_way_row import TwoWayRow


class CheckRows(QWidget):
    """Check items one below the other; `answered` is called with the id and the answer, empty where it was taken back."""

    def __init__(self, answered: Callable[[str, str], None], as_questions: bool = False) -> None:
        super().__init__()
        self._answered, self._as_questions = answered, as_questions
        self.rows: dict[str, TickRow | TwoWayRow] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)

    def show_items(self, items: Sequence[CheckItem], answers: Mapping[str, str]) -> None:
        """Shows the items with the answers that were given; rows that stay are kept."""
        if list(self.rows) != [item.id for item in items]:
            self._rebuild(items)
        for item in items:
            row, answer = self.rows[item.id], answers.get(item.id, "")
            if isinstance(row, TickRow):
                row.setChecked(answer == item.wanted)
            else:
                row.set_answer(answer)

    def _rebuild(self, items: Sequence[CheckItem]) -> None:
        for row in self.rows.values():
            row.hide()
            row.deleteLater()
        self.rows = {item.id: self._row(item) for item in items}
        for row in self.rows.values():
            self._column.addWidget(row)

    def _row(self, item: CheckItem) -> TickRow | TwoWayRow:
        quiet = "" if item.status == "confirmed" else tr(STATUS_WORDS[item.status])
        if self._as_questions or item.wanted == "no":
            asked = TwoWayRow(item.id, item.text, quiet)
            asked.answered.connect(self._answered)
            return asked
        row = TickRow(item.id, item.text, quiet)
        row.ticked.connect(lambda name, on, wanted=item.wanted: self._answered(name, wanted if on else ""))
        return row
