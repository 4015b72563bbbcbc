"""The first page: who has the screen. Nothing of anybody is shown before the name was typed."""

from __future__ import annotations

from needlesafe.flow.patient_turn import is_holder
from needlesafe.gui.messages import tr
from needlesafe.gui.patient.page import PatientPage, Turn
from needlesafe.gui.widgets.field_row import Field, FieldRow

_NARROW = 640


class NamePage(PatientPage):
    """Asks for the full name; another name than that of who should have the screen calls the practitioner."""

    def __init__(self, turn: Turn) -> None:
        super().__init__(turn, tr("This part is yours"), tr("Take your time. You can ask for your practitioner at any time, and "
                                                           "you can say no at any time."), _NARROW)
        self.name = FieldRow(Field("name", tr("Please type your full name")))
        self.name.entered.connect(lambda _: self.went_on.emit())
        self.name.edit.textChanged.connect(lambda _: self.changed.emit())
        self.body.addWidget(self.name)

    def onward(self) -> tuple[str, bool]:
        """Goes on once something is typed."""
        return tr("Go on"), bool(self.name.raw().strip())

    def forward(self) -> bool:
        """Whether the name is the right one; another one stops here."""
        if not self.name.raw().strip():
            self.lead_to_missing()
            return False
        if is_holder(self.name.raw(), self.standing.visit):
            return True
        self.turn.call("name")
        return False

    def lead_to_missing(self) -> None:
        """Goes to the field."""
        self.name.set_fault(tr("Type your first name and your family name."))
        self.name.edit.setFocus()
