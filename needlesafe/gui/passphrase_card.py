"""A card that asks the signed-in user for the passphrase once more; the store tells off this thread whether it is right."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal

from needlesafe.errors import UserError
from needlesafe.gui.messages import tr
from needlesafe.gui.tasks import Task
from needlesafe.gui.widgets.button import Button
from needlesafe.gui.widgets.card import Card
from needlesafe.gui.widgets.field_row import Field, FieldRow
from needlesafe.gui.widgets.spoken import announce


class PassphraseCard(Card):
    """The passphrase of one user; `known` once it was right."""

    known = Signal()

    def __init__(self, knows: Callable[[str], bool], title: str, quiet: str = "", opens: str = "") -> None:
        super().__init__(title, quiet)
        self._knows, self._tried, self._opens = knows, "", opens or tr("Open the visit")
        self.passphrase = FieldRow(Field("passphrase", tr("Passphrase"), "secret"))
        self.open = Button(self._opens, "primary")
        self.passphrase.entered.connect(lambda _: self._ask())
        self.open.clicked.connect(self._ask)
        self.body.addWidget(self.passphrase)
        self.body.addWidget(self.open, 0, Qt.AlignmentFlag.AlignLeft)

    def _ask(self) -> None:
        """Tries what is written, one at a time."""
        if self._tried:
            return
        self._tried = self.passphrase.raw()
        self.passphrase.set_fault("" if self._tried else tr("Write the passphrase."))
        if not self._tried:
            return
        self.open.say(tr("Opening …"))
        tried = self._tried
        task = Task(lambda: self._knows(tried))
        task.succeeded.connect(self._told)
        task.failed.connect(self._fail)
        task.start()

    def _told(self, right: bool) -> None:
        self._end()
        self.passphrase.edit.clear()
        self.passphrase.commit()
        if right:
            self.known.emit()
            return
        words = tr("The passphrase is wrong. Look out for Caps Lock and the keyboard's language.")
        self.passphrase.set_fault(words)
        announce(self.passphrase, words)
        self.passphrase.edit.setFocus()

    def _fail(self, error: Exception) -> None:
        self._end()
        if not isinstance(error, UserError):
            raise error
        self.passphrase.set_fault(error.happened)

    def _end(self) -> None:
        self._tried = ""
        self.open.say(self._opens)
