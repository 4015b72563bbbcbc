"""A form whose fields outlive the page: what differs from what stood there first is kept at every pause and shown again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from needlesafe.errors import UserError
from needlesafe.flow.unsent import Unsent
from needlesafe.gui.messages import tr
from needlesafe.gui.theme import GAP
from needlesafe.gui.widgets.button import Button
from needlesafe.gui.widgets.choice_row import ChoiceRow
from needlesafe.gui.widgets.field_row import FieldRow
from needlesafe.gui.widgets.tick_row import TickRow
from needlesafe.gui.widgets.words import Words

Row = FieldRow | ChoiceRow | TickRow
Rows = Mapping[str, Row]


class KeptForm(QWidget):
    """The rows of one draft, and the line that says that they were found again; its button empties them."""

    emptied = Signal()

    def __init__(self, unsent: Unsent, kind: str, rows: Rows, refused: Callable[[UserError], None]) -> None:
        super().__init__()
        self._unsent, self._kind, self._rows, self._refused = unsent, kind, rows, refused
        self.lost = False
        """Whether what is written now could not be kept."""
        self._first, self._over = {name: written_in(row) for name, row in rows.items()}, False
        self.empty = Button(tr("Empty the fields"), "quiet")
        self.empty.setAccessibleDescription(tr("Shows the fields as they were before anything was written."))
        self.empty.clicked.connect(self._empty)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(GAP)
        line.addWidget(Words(tr("What you wrote before is here again. Nothing of it is recorded yet.")), 1)
        line.addWidget(self.empty)
        self.setVisible(self._bring_back())
        for row in rows.values():
            (row.ticked if isinstance(row, TickRow) else row.changed).connect(lambda *_: self.keep())

    def keep(self) -> None:
        """Keeps what is written now; what cannot be kept is said."""
        if self._over:
            return
        told = {name: written for name, row in self._rows.items() if (written := written_in(row)) != self._first[name]}
        try:
            self._unsent.keep(self._kind, told)
        except UserError as error:
            self.lost = True
            self._refused(error)
        else:
            self.lost = False

    def drop(self) -> None:
        """Leaves nothing to be found again: it was sent."""
        self.hide()
        if self._over:
            return
        self._over, self.lost = True, False
        try:
            self._unsent.drop(self._kind)
        except UserError as error:
            self._refused(error)

    def _bring_back(self) -> bool:
        """Shows what was kept; says whether anything was."""
        kept = {name: told for name, told in self._unsent.kept(self._kind).items() if name in self._rows}
        for name, told in kept.items():
            write_into(self._rows[name], told)
        return bool(kept)

    def _empty(self) -> None:
        """Shows the fields as they were first."""
        for name, row in self._rows.items():
            write_into(row, self._first[name])
            if not isinstance(row, TickRow):
                row.set_fault("")
        self.hide()
        self.keep()
        self.emptied.emit()


def written_in(row: Row) -> Any:
    """What stands in a row, readable or not."""
    if isinstance(row, FieldRow):
        return row.written()
    if isinstance(row, TickRow):
        return row.isChecked()
    chosen = row.value()
    return list(chosen) if isinstance(chosen, tuple) else chosen or ""


def write_into(row: Row, told: Any) -> None:
    """Shows in a row what `written_in` returned at another time."""
    if isinstance(row, FieldRow):
        row.write(str(told))
    elif isinstance(row, TickRow):
        row.setChecked(bool(told))
    else:
        row.set_value(told or None)


def is_unsaved(page: QWidget) -> bool:
    """Whether anything that is written on a page is saved nowhere."""
    return any(row.unsaved for row in page.findChildren(FieldRow)) or any(form.lost for form in page.findChildren(KeptForm))
