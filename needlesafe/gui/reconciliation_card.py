"""Where needles out do not equal needles in: the way to take them out and count them; then what is searched, every check
answered and what was found in words."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from needlesafe.domain.catalogue import Catalogue
from needlesafe.domain.visit import Reconciliation
from needlesafe.gui.check_rows import CheckRows
from needlesafe.gui.messages import tr
from needlesafe.gui.widgets.button import Button
from needlesafe.gui.widgets.card import Card
from needlesafe.gui.widgets.field_row import Field, FieldRow
from needlesafe.gui.widgets.fold import Fold
from needlesafe.gui.widgets.words import Words


class ReconciliationCard(Card):
    """The way to count needles out; behind a line the written account of one that cannot be found."""

    reconciled = Signal(object, str)
    needles_asked = Signal()

    def __init__(self, catalogue: Catalogue) -> None:
        super().__init__("", "", "grave")
        self._items = tuple(catalogue.reconciliation.values())
        self._said: dict[str, str] = {}
        self.count = Button(tr("They are out: count them"))
        self.count.clicked.connect(self.needles_asked)
        self.checks = CheckRows(catalogue, self._checked, tr("Do it before the patient goes."))
        self.text = FieldRow(Field("text", tr("What was found"), "text"))
        self.text.changed.connect(lambda *_: self._tell())
        self.body.addWidget(self.count, 0, Qt.AlignmentFlag.AlignLeft)
        self.search = Fold(tr("One cannot be found …"), tr("Search for it, and write down what was done."), self._searched(), self)
        self.body.addWidget(self.search)

    def show_account(self, missing: int, account: Reconciliation | None) -> None:
        """Shows how many needles the count misses and what was written."""
        self.show_title(*((tr("{n} needles are still in").format(n=missing), tr("Take them out and count them.")) if missing != 1
                          else (tr("1 needle is still in"), tr("Take it out and count it."))))
        self._said = dict(account.checks) if account else {}
        self.text.set_value(account.text or None if account else None)
        self.checks.show_items(self._items, self._said)
        if account and not self.search.is_open():
            self.search.unfold()

    def _searched(self) -> QWidget:
        """What stands behind the line: each point of the search, and what was found."""
        behind = QWidget()
        column = QVBoxLayout(behind)
        for part in (Words(tr("Do not let the patient go before each point was checked."), "strong"), self.checks, self.text):
            column.addWidget(part)
        return behind

    def _checked(self, item: str, answer: str) -> None:
        self._said = {**self._said, item: answer} if answer else {k: v for k, v in self._said.items() if k != item}
        self._tell()

    def _tell(self) -> None:
        self.reconciled.emit(dict(self._said), str(self.text.value() or ""))
