"""
What is written down while an emergency goes on: vital signs as often as they are taken, who was called, what was said.

The time is the computer's own, so that nothing has to be typed that is known. What stands in a field and was not written
down stays there, and is written down when the emergency ends.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout

from needlesafe.domain.statements import ALERTNESS, VitalSigns, measured_in
from needlesafe.gui.form import Asked, Form, between
from needlesafe.gui.messages import ALERT_WORDS, tr
from needlesafe.gui.side_by_side import large_text
from needlesafe.gui.theme import GAP
from needlesafe.gui.widgets.button import Button
from needlesafe.gui.widgets.card import Card
from needlesafe.gui.widgets.choice_row import Choice
from needlesafe.gui.widgets.field_row import Field, FieldRow
from needlesafe.gui.widgets.reading import short_number
from needlesafe.gui.widgets.words import Words

_NUMBERS = ("breaths", "oxygen", "pulse")


class EmergencyNotes:
    """Two cards, which stand where the emergency card puts them: what is measured, and what is said."""

    def __init__(self, told: Callable[[str, Any], str]) -> None:
        """`told` takes what is written down, `signs`, `called` or `found`, and returns why it cannot be."""
        self._tell = told
        self.signs = Form(
            Asked(Choice("alertness", tr("How awake"), tuple((name, tr(ALERT_WORDS[name])) for name in ALERTNESS))),
            Asked(Field("pulse", tr("Pulse"), "number", unit=tr("a minute")), between(0, 300, tr("Between 0 and 300."))),
            Asked(Field("breaths", tr("Breaths"), "number", unit=tr("a minute")), between(0, 100, tr("Between 0 and 100."))),
            Asked(Field("oxygen", tr("Oxygen"), "number", unit="%"), between(0, 100, tr("Between 0 and 100."))),
            Asked(Field("pressure", tr("Blood pressure"), hint="120/80")))
        self.who = FieldRow(Field("who", tr("Whom you called, and what they said"), hint=tr("General practitioner: comes at once")))
        self.words = FieldRow(Field("words", tr("What was seen and said"), "text"))
        self.keep_signs, self.keep_who, self.keep_words = (Button(tr("Write down with the time")) for _ in range(3))
        self._taken, self._called, self._said = (Words("").let_select() for _ in range(3))
        self.signs_card, self.said_card = self._signs(), self._words()
        self.keep_signs.clicked.connect(self._keep_signs)
        self.keep_who.clicked.connect(lambda: self._keep("called", self.who))
        self.keep_words.clicked.connect(lambda: self._keep("found", self.words))
        self.show_detail({})

    def show_detail(self, detail: Mapping[str, Any]) -> None:
        """Shows what is written down already, the latest first."""
        taken = [signs_words(signs) for signs in reversed(measured_in(detail))]
        called = [line for line in reversed(str(detail.get("called", "")).split("; ")) if line]
        said = [line for line in reversed(str(detail.get("found", "")).splitlines()) if line]
        for words, lines in ((self._taken, taken), (self._called, called), (self._said, said)):
            words.say("\n".join(lines))
            words.setVisible(bool(lines))

    def keep_typed(self) -> None:
        """Writes down whatever stands in a field."""
        self._keep_signs()
        self._keep("called", self.who)
        self._keep("found", self.words)

    def keep_unreadable(self) -> None:
        """Writes down as words what stands in the fields of vital signs and can be none, before the card goes."""
        rows = [row for row in self.signs.rows.values() if isinstance(row, FieldRow) and row.raw().strip()]
        what = ", ".join(f"{row.field.label} {row.raw().strip()}" for row in rows)
        if rows and not self._tell("found", tr("Not readable as vital signs: {what}").format(what=what)):
            for row in rows:
                _empty(row)

    def _keep_signs(self) -> None:
        if self.signs.first_fault() is not None:
            return
        told: dict[str, Any] = {name: short_number(self.signs[name]) for name in _NUMBERS if self.signs[name] is not None}
        told |= {name: self.signs.text(name) for name in ("alertness", "pressure") if self.signs.text(name)}
        fault = self._tell("signs", told) if told else ""
        self.signs.rows["pressure"].set_fault(fault)
        if told and not fault:
            for row in self.signs.rows.values():
                _empty(row)

    def _keep(self, kind: str, row: FieldRow) -> None:
        text = str(row.value() or "")
        fault = self._tell(kind, text) if text else ""
        row.set_fault(fault)
        if text and not fault:
            _empty(row)

    def _signs(self) -> Card:
        card, grid = Card(tr("Vital signs")), QGridLayout()
        rows = self.signs.rows
        grid.setSpacing(GAP)
        columns = 1 if large_text() else 2
        for place, name in enumerate(("pulse", "breaths", "oxygen", "pressure")):
            grid.addWidget(rows[name], place // columns, place % columns, Qt.AlignmentFlag.AlignTop)
        card.body.addWidget(rows["alertness"])
        card.body.addLayout(grid)
        card.body.addWidget(self.keep_signs, 0, Qt.AlignmentFlag.AlignLeft)
        card.body.addWidget(self._taken)
        self.keep_signs.setAccessibleDescription(tr("Vital signs"))
        return card

    def _words(self) -> Card:
        card = Card(tr("Who was called, what was said"))
        for row, button, lines in ((self.who, self.keep_who, self._called), (self.words, self.keep_words, self._said)):
            button.setAccessibleDescription(row.field.label)
            card.body.addWidget(row)
            card.body.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
            card.body.addWidget(lines)
        return card


def signs_words(signs: VitalSigns) -> str:
    """What was measured at one time, in a line."""
    numbers = ((tr("pulse {n}"), signs.pulse), (tr("breaths {n}"), signs.breaths), (tr("oxygen {n} %"), signs.oxygen))
    parts = [tr(ALERT_WORDS[signs.alertness]).lower() if signs.alertness in ALERT_WORDS else signs.alertness,
             *(words.format(n=f"{value:g}") for words, value in numbers if value is not None), signs.pressure]
    return f"{signs.at}  {', '.join(part for part in parts if part)}"


def _empty(row: Any) -> None:
    """Empties a field; what is being typed in it is told first, so that it is no longer held."""
    if isinstance(row, FieldRow):
        row.commit()
    row.set_value(None)
