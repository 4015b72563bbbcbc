"""What is searched when needles out do not equal needles in: every check answered, and what was found in words."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal

from needlesafe.domain.catalogue import Catalogue
from needlesafe.domain.visit import Reconciliation
from needlesafe.gui.check_rows import CheckRows
from needlesafe.gui.messages import tr
from needlesafe.gui.widgets.button import Button
from needlesafe.gui.widgets.card import Card
from needlesafe.gui.widgets.field_row import Field, FieldRow
from needlesafe.gui.widgets.words import Words


class ReconciliationCard(Card):
    """The written account of a count that does not balance; first of all, the way to count needles out."""

    reconciled = Signal(object, str)
    needles_asked = Signal()

    def __init__(self, catalogue: Catalogue) -> None:
        super().__init__("", "", "stop")
        self._items = tuple(catalogue.reconciliation.values())
        self._said: dict[str, str] = {}
        self.count = Button(tr("They are out: count them"))
        self.count.clicked.connect(self.needles_asked)
        self.checks = CheckRows(catalogue, self._checked, tr("Do it before the patient goes."))
        self.text = FieldRow(Field("text", tr("What was found"), "text"))
        self.text.changed.connect(lambda *_: self._tell())
        self.body.addWidget(self.count, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(Words(tr("If one cannot be found, search for it and write down what was done."), "strong"))
        self.body.addWidget(self.checks)
        self.body.addWidget(self.text)

    def show_account(self, missing: int, account: Reconciliation | None) -> None:
        """Shows how many needles the count misses and what was written."""
        self.show_title(tr("{n} needles are not accounted for").format(n=missing) if missing != 1 else
                        tr("1 needle is not accounted for"), tr("Do not let the patient go before each point was checked."))
        self._said = dict(account.checks) if account else {}
        self.text.set_value(account.text or None if account else None)
        self.checks.show_items(self._items, self._said)

    def _checked(self, item: str, answer: str) -> None:
        self._said = {**self._said, item: answer} if answer else {k: v for k, v in self._said.items() if k != item}
        self._tell()

    def _tell(self) -> None:
        self.reconciled.emit(dict(self._said), str(self.text.value() or ""))
