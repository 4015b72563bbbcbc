"""A new passphrase, written twice."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from needlesafe.flow.passphrases import LONGEST, SHORTEST, passphrase_fault
from needlesafe.gui.messages import tr
from needlesafe.gui.theme import GAP
from needlesafe.gui.widgets.field_row import Field, FieldRow
from needlesafe.gui.widgets.tick_row import TickRow

FAULTS = {"short": "Use at least {shortest} characters; four or five words do well.",
          "long": "Use at most {longest} characters.",
          "trivial": "Whoever guesses tries this one early. Choose words of your own."}


class PassphraseFields(QWidget):
    """Two fields that must agree, and a tick that shows what is typed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        note = tr("At least {n} characters; any characters, spaces too.").format(n=SHORTEST)
        self.first = FieldRow(Field("passphrase", tr("Passphrase"), "secret", note=note))
        self.again = FieldRow(Field("again", tr("The same passphrase again"), "secret"))
        self.show_typed = TickRow("show", tr("Show what I type"))
        self.show_typed.ticked.connect(self._show)
        self.first.entered.connect(lambda _: self.again.edit.setFocus())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        for part in (self.first, self.again, self.show_typed):
            column.addWidget(part)

    def value(self) -> str:
        """Returns the passphrase."""
        return self.first.raw()

    def first_fault(self) -> QWidget | None:
        """The first field with a fault, after it was shown in words; None where both are right."""
        code = passphrase_fault(self.first.raw())
        self.first.set_fault(tr(FAULTS[code]).format(shortest=SHORTEST, longest=LONGEST) if code else "")
        differs = not code and self.first.raw() != self.again.raw()
        self.again.set_fault(tr("The two are not the same.") if differs else "")
        return self.first if code else self.again if differs else None

    def clear(self) -> None:
        """Empties both fields."""
        for field in (self.first, self.again):
            field.edit.clear()
            field.commit()

    def _show(self, _: str, shown: bool) -> None:
        for field in (self.first, self.again):
            field.edit.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)
