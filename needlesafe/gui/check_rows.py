"""A checklist as rows of ticks or of yes and no, drawn from check items and kept in step with what was answered."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from needlesafe.domain.catalogue import Catalogue
from needlesafe.domain.doubt import mark_of
from needlesafe.domain.wording import CheckItem
from needlesafe.gui.messages import tr
from needlesafe.gui.sourced import Sourced, founded_words
from needlesafe.gui.theme import GAP, GAP_TIGHT
from needlesafe.gui.widgets.field_row import Field, FieldRow
from needlesafe.gui.widgets.tick_row import TickRow
from needlesafe.gui.widgets.two_way_row import TwoWayRow
from needlesafe.gui.widgets.words import Words

_NOTHING: Mapping[str, str] = {}
_ON_THE_SHEET = "The patient's sheet says it too."


class CheckRows(QWidget):
    """Check items one below the other; `answered` is called with the id and the answer, empty where it was taken back.

    Where a check may stay unmet, a field beneath it asks what is owed and `owed` is emitted with the field."""

    owed = Signal(object)

    def __init__(self, catalogue: Catalogue, answered: Callable[[str, str], None], wrong: str = "", role: str = "body") -> None:
        super().__init__()
        self._role = role
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self._catalogue, self._answered, self._wrong = catalogue, answered, wrong
        self.rows: dict[str, TickRow | TwoWayRow] = {}
        self.debts: dict[str, FieldRow] = {}
        self._warnings: dict[str, Words] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)

    def show_items(self, items: Sequence[CheckItem], answers: Mapping[str, str], owed: Mapping[str, str] = _NOTHING) -> None:
        """Shows the items with the answers that were given and what is owed; rows that stay are kept."""
        if list(self.rows) != [item.id for item in items]:
            self._rebuild(items)
        for item in items:
            row, answer = self.rows[item.id], answers.get(item.id, "")
            if isinstance(row, TickRow):
                row.setChecked(answer == item.wanted)
            else:
                row.set_answer(answer)
                self._show_unmet(item.id, bool(answer) and answer != item.wanted, owed.get(item.id))

    def _show_unmet(self, name: str, unmet: bool, owed: str | None) -> None:
        """Shows what follows where a check is not met: that the patient stays, or the field for what is owed."""
        if name in self.debts:
            self.debts[name].setVisible(unmet)
            self.debts[name].set_value(owed)
        else:
            self._warnings[name].setVisible(bool(self._wrong) and unmet)

    def _rebuild(self, items: Sequence[CheckItem]) -> None:
        while (old := self._column.takeAt(0)) is not None:
            old.widget().hide()
            old.widget().deleteLater()
        behind = {item.id: self._behind(item) for item in items}
        self.rows = {item.id: self._row(item) for item in items}
        self._warnings, self.debts = {}, {}
        for item in items:
            held = Sourced(self.rows[item.id], item.text, behind[item.id], mark_of(item.status), any(behind.values()))
            self._column.addWidget(held)
            held.show()
            if isinstance(self.rows[item.id], TwoWayRow):
                self._column.addWidget(self._debt(item) if item.owed else self._warning(item))

    def _warning(self, item: CheckItem) -> Words:
        """Says that the check is to be met, and why."""
        self._warnings[item.id] = Words(" ".join(part for part in (tr(self._wrong), item.why) if part), "quiet", "grave")
        return self._warnings[item.id]

    def _debt(self, item: CheckItem) -> FieldRow:
        """Asks what is owed for a check that is not met."""
        field = FieldRow(Field(item.id, tr("What is owed, who was told, and who sees to it"), "text",
                               note=f"{item.owed} {tr(_ON_THE_SHEET)}"))
        field.changed.connect(lambda *_: self.owed.emit(field))
        field.layout().setContentsMargins(0, GAP_TIGHT, 0, GAP)
        self.debts[item.id] = field
        return field

    def _behind(self, item: CheckItem) -> str:
        return "\n".join(part for part in (item.why, founded_words(item, self._catalogue)) if part)

    def _row(self, item: CheckItem) -> TickRow | TwoWayRow:
        """A tick where it is said of oneself; yes and no, neither beforehand, where a wrong answer must be possible."""
        if self._wrong or item.wanted == "no":
            asked = TwoWayRow(item.id, item.text)
            asked.answered.connect(self._answered)
            return asked
        row = TickRow(item.id, item.text, "" if item.required else tr("Tick it if it applies: it is not counted as missing."), self._role)
        row.ticked.connect(lambda name, on, wanted=item.wanted: self._answered(name, wanted if on else ""))
        return row
