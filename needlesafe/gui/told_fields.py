"""Fields that may all stay empty: each change is told by itself, and what cannot be so stays in its field and says why."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from needlesafe.gui.form import Asked, Form
from needlesafe.gui.messages import tr
from needlesafe.gui.theme import GAP, GAP_TIGHT
from needlesafe.gui.widgets.field_row import FieldRow
from needlesafe.gui.widgets.reading import short_number


class ToldFields(QWidget):
    """The rows of a form that keep themselves; who made them lays them out."""

    told = Signal(str, object)

    def __init__(self, *asked: Asked) -> None:
        super().__init__()
        self.form = Form(*asked)
        self._checks = {one.field.id: one.check for one in asked if one.check}
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, GAP_TIGHT, 0, 0)
        self.column.setSpacing(GAP)
        for row in self.form.rows.values():
            row.changed.connect(self._tell)

    def show_values(self, values: Mapping[str, Any]) -> None:
        """Shows what is recorded; what is being typed or is at fault is left alone."""
        for name, row in self.form.rows.items():
            row.set_value(values.get(name) or None if isinstance(values.get(name), str) else values.get(name))

    def keep_unsaved(self, name: str, words: str) -> None:
        """Keeps in its field what could not be saved."""
        row = self.form.rows[name]
        if isinstance(row, FieldRow):
            row.keep_unsaved(words)

    def _tell(self, name: str, value: object) -> None:
        row, check = self.form.rows[name], self._checks.get(name)
        if isinstance(row, FieldRow) and row.field.kind == "number":
            unread = value is None and bool(row.raw().strip())
            fault = tr("Write a number.") if unread else check(value) if check else ""
            if fault:
                row.keep_unsaved(fault)
                return
            self.told.emit(name, short_number(value) if isinstance(value, float) else None)
            return
        self.told.emit(name, value or "")


def whole_between(least: int, most: int) -> Callable[[Any], str]:
    """A check that a number, where one is written, is whole and lies within bounds."""
    words = tr("A whole number between {least} and {most}.").format(least=least, most=most)
    return lambda value: "" if value is None or float(value).is_integer() and least <= value <= most else words
