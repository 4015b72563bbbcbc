"""A change of plan that a finding asks for: accepted in one tick, or declined with a written reason where it may be."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from needlesafe.domain.catalogue import Catalogue
from needlesafe.domain.differences import names_of
from needlesafe.domain.rules import Finding
from needlesafe.gui.differing import difference_folds
from needlesafe.gui.messages import tr
from needlesafe.gui.sourced import sourced
from needlesafe.gui.widgets.button import Button
from needlesafe.gui.widgets.card import Card
from needlesafe.gui.widgets.field_row import Field, FieldRow
from needlesafe.gui.widgets.tick_row import TickRow
from needlesafe.gui.widgets.words import Words


class ChangeCard(Card):
    """One `modify` finding."""

    accepted = Signal(str, bool)
    declined = Signal(str, str)

    def __init__(self, finding: Finding, catalogue: Catalogue) -> None:
        self._title_words = tr("Change the plan: {what}").format(what=finding.title)
        super().__init__(self._title_words, "", "change")
        self.tick = TickRow(finding.id, tr("I make these changes"))
        self.tick.ticked.connect(self.accepted)
        self.reason = FieldRow(Field(finding.id, tr("Why the change is not made"), "text",
                                     note=tr("Printed in the record with your name.")))
        self.reason.changed.connect(lambda name, value: self.declined.emit(name, value or ""))
        self.decline = Button(tr("Decline with a reason"), "quiet")
        self.decline.clicked.connect(self._ask_reason)
        said = QVBoxLayout()
        said.setSpacing(4)
        said.addWidget(sourced(Words(finding.text), finding.title, finding, catalogue))
        for change in finding.changes:
            said.addWidget(Words(f"•  {change}"))
        for fold in difference_folds(names_of(finding), catalogue):
            said.addWidget(fold)
        row = QHBoxLayout()
        row.addWidget(self.tick, 1)
        row.addWidget(self.decline)
        self.body.addLayout(said)
        self.body.addLayout(row)
        self.body.addWidget(self.reason)
        self.reason.hide()
        self.decline.setVisible(finding.overridable)

    def show_state(self, ticked: bool, reason: str) -> None:
        """Shows what was decided."""
        self.tick.setChecked(ticked)
        self.reason.set_value(reason or None)
        if reason:
            self.reason.show()
            self.decline.hide()

    def say_where(self, where: str) -> None:
        """Says at which sites the plan is to be changed, where another card bears the same title."""
        self.show_title(self._title_words, f"{where[:1].upper()}{where[1:]}")

    def _ask_reason(self) -> None:
        self.decline.hide()
        self.reason.show()
        self.reason.edit.setFocus()
