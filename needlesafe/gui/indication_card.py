"""*Why*: what brings the patient, what was found, what is wanted, and how it is before the needles."""

from __future__ import annotations

from PySide6.QtCore import Signal

from needlesafe.domain.visit import Indication
from needlesafe.gui.messages import tr
from needlesafe.gui.pain_row import PainRow
from needlesafe.gui.widgets.card import Card
from needlesafe.gui.widgets.field_row import Field, FieldRow

FIELDS = (("complaint", "Complaint", "text"), ("diagnosis", "Diagnosis", "line"),
          ("goal", "What the patient wants to do again", "line"), ("range_before", "Range of motion before", "line"))


class IndicationCard(Card):
    """Four fields and a row of numbers; `told` carries which and what it holds now."""

    told = Signal(str, object)

    def __init__(self) -> None:
        super().__init__(tr("Why"))
        self.fields: dict[str, FieldRow | PainRow] = {name: FieldRow(Field(name, tr(label), kind)) for name, label, kind in FIELDS}
        self.fields["pain_before"] = PainRow("pain_before", tr("Pain before"))
        for field in self.fields.values():
            field.changed.connect(self.told)
            self.body.addWidget(field)

    def show_indication(self, indication: Indication) -> None:
        """Shows what is recorded; what is being typed is left alone."""
        for name, field in self.fields.items():
            value = getattr(indication, name)
            if isinstance(field, PainRow):
                field.show_pain(value)
            else:
                field.set_value(value or None)
