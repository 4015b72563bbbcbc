"""
What an answer may have to say beyond yes or no: in words, where, and who cleared it.

Why apart from the answer's row: most rows never need it, and a screen of rows opens faster without it.
"""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from needlesafe.gui.theme import GAP
from needlesafe.gui.widgets.choice_row import Choice, ChoiceRow
from needlesafe.gui.widgets.field_row import Field, FieldRow

SIDES = (("left", "Left"), ("right", "Right"))
_CLEARANCE = (("by", "Cleared by", "line"), ("date", "Date of the clearance", "date"), ("text", "What was cleared", "text"))


class AnswerDetails(QWidget):
    """The fields beneath one answer; those that are not asked for take no room."""

    changed = Signal()

    def __init__(self, detail_label: str, places: tuple[tuple[str, str], ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.detail = FieldRow(Field("detail", detail_label))
        self.places = ChoiceRow(Choice("places", self.tr("Where"), places, many=True))
        self.sides = ChoiceRow(Choice("sides", self.tr("Which side"), tuple((side, self.tr(words)) for side, words in SIDES),
                                      many=True))
        self.clearance = {part: FieldRow(Field(part, self.tr(words), kind)) for part, words, kind in _CLEARANCE}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, GAP)
        column.setSpacing(GAP)
        for row in (self.detail, self.places, self.sides, *self.clearance.values()):
            column.addWidget(row)
            row.changed.connect(lambda *_: self.changed.emit())

    def ask(self, detail: bool, where: bool, clearance: bool) -> None:
        """Shows the fields that are asked for."""
        self.detail.setVisible(detail)
        for row in (self.places, self.sides):
            row.setVisible(where)
        for row in self.clearance.values():
            row.setVisible(clearance)

    def value(self) -> dict[str, object]:
        """Returns `detail`, `where` and `clearance`; what was not said is None, an empty list or None."""
        sides = self.sides.value() or (None,)
        where = [{"region": place, "side": side} if side else {"region": place}
                 for place in self.places.value() or () for side in sides]
        clearance = {part: row.value() or "" for part, row in self.clearance.items()}
        return {"detail": self.detail.value(), "where": where, "clearance": clearance if any(clearance.values()) else None}

    def set_value(self, value: dict[str, object]) -> None:
        """Shows what was said, without saying that it changed."""
        self.detail.set_value(value.get("detail") or None)
        where = value.get("where") or []
        self.places.set_value([place["region"] for place in where])
        self.sides.set_value([place["side"] for place in where if place.get("side")])
        clearance = value.get("clearance") or {}
        for part, row in self.clearance.items():
            row.set_value(clearance.get(part) or None)

    def commit(self) -> None:
        """Says what is still being typed."""
        for row in (self.detail, *self.clearance.values()):
            row.commit()
