"""What is searched when needles out do not equal needles in: every check answered, and what was found in words."""

from __future__ import annotations

from PySide6.QtCore import Signal

from needlesafe.domain.catalogue import Catalogue
from needlesafe.domain.visit import Reconciliation
from needlesafe.gui.check_rows import CheckRows
from needlesafe.gui.messages import tr
from needlesafe.gui.widgets.card import Card
from needlesafe.gui.widgets.field_row import Field, FieldRow


class ReconciliationCard(Card):
    """The written account of a count that does not balance."""

    reconciled = Signal(object, str)

    def __init__(self, catalogue: Catalogue) -> None:
        super().__init__("", "", "stop")
        self._items = tuple(catalogue.reconciliation.values())
        self._checks: dict[str, str] = {}
        self.checks = CheckRows(self._checked, as_questions=True)
        self.text = FieldRow(Field("text", tr("What was found"), "text"))
        self.text.changed.connect(lambda *_: self._tell())
        self.body.addWidget(self.checks)
        self.body.addWidget(self.text)

    def show_account(self, missing: int, account: Reconciliation | None) -> None:
        """Shows how many needles the count misses and what was written."""
        self.show_title(tr("{n} needles are not accounted for").format(n=missing) if missing != 1 else
                        tr("1 needle is not accounted for"), tr("Do not let the patient go before each point was checked."))
        if account is not None:
            self._checks = dict(account.checks)
            self.text.set_value(account.text or None)
        self.checks.show_items(self._items, self._checks)

    def _checked(self, item: str, answer: str) -> None:
        self._checks = {**self._checks, item: answer} if answer else {k: v for k, v in self._checks.items() if k != item}
        self._tell()

    def _tell(self) -> None:
        """Tells the account as soon as it says something in words."""
        if self.text.value():
            self.reconciled.emit(dict(self._checks), str(self.text.value()))
