"""Fields that are checked together: each fault stands beside its field, and the first one is where to go."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QWidget

from needlesafe.gui import theme
from needlesafe.gui.messages import tr
from needlesafe.gui.theme import GAP_CARD
from needlesafe.gui.widgets.choice_row import Choice, ChoiceRow
from needlesafe.gui.widgets.field_row import Field, FieldRow

LARGE = 1.4
"""From this scale of text on, fields stand below each other."""
Check = Callable[[Any], str]
"""Says in words what is wrong with a value, or nothing."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One thing that a form asks for."""

    field: Field | Choice
    check: Check | None = None


class Form:
    """The rows of a form in the order in which they are filled in; who lays them out decides where they stand."""

    def __init__(self, *asked: Asked) -> None:
        self.rows: dict[str, FieldRow | ChoiceRow] = {}
        self._checks = {one.field.id: one.check for one in asked if one.check}
        for one in asked:
            self.rows[one.field.id] = FieldRow(one.field) if isinstance(one.field, Field) else ChoiceRow(one.field)

    def __getitem__(self, name: str) -> Any:
        """What a field holds."""
        return self.rows[name].value()

    def say_about(self, subject: str) -> None:
        """Tells a screen reader whom or what every row is about, where several forms on one page ask for the same."""
        for row in self.rows.values():
            if isinstance(row, FieldRow):
                row.edit.setAccessibleName(f"{row.edit.accessibleName()}, {subject}")
            else:
                for button in row.buttons:
                    button.setAccessibleDescription(f"{row.choice.label}, {subject}")

    def text(self, name: str) -> str:
        """What a field holds, as text; empty where it holds nothing."""
        return str(self[name] or "")

    def lay_into(self, layout: QBoxLayout, *names: str) -> None:
        """Puts rows below each other; all of them where none is named."""
        for name in names or self.rows:
            layout.addWidget(self.rows[name])

    def lay_beside(self, layout: QBoxLayout, *names: str) -> None:
        """Puts rows side by side, or below each other where the text is large."""
        direction = QBoxLayout.Direction.TopToBottom if theme.current().scale > LARGE else QBoxLayout.Direction.LeftToRight
        line = QBoxLayout(direction)
        line.setSpacing(GAP_CARD)
        for name in names:
            line.addWidget(self.rows[name], 1, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(line)

    def first_fault(self) -> QWidget | None:
        """The first row with a fault, after every fault was shown; None where there is none."""
        at_fault = []
        for name, row in self.rows.items():
            if row.isHidden():
                continue
            check = self._checks.get(name)
            fault = check(row.value()) if check and not _unreadable(row) else ""
            row.set_fault(fault)
            if fault or _unreadable(row):
                at_fault.append(row)
        return at_fault[0] if at_fault else None


def needed(words: str) -> Check:
    """A check that something is there, with what to do where it is not."""
    return lambda value: "" if value not in (None, "", ()) else words


def between(least: float, most: float, words: str) -> Check:
    """A check that a number, where one is written, lies within bounds."""
    return lambda value: "" if value is None or least <= value <= most else words


def phone_check(value: Any) -> str:
    """Says that a telephone number needs digits."""
    return "" if value is None or any(letter.isdigit() for letter in str(value)) else tr("Write the number in digits.")


def _unreadable(row: FieldRow | ChoiceRow) -> bool:
    return isinstance(row, FieldRow) and bool(row.raw().strip()) and row.value() is None
