"""The way to hand the screen over: to the patient, and to a guardian where one is named."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from needlesafe.flow.gates import Standing, lacks
from needlesafe.flow.patient_turn import GUARDIAN, PATIENT
from needlesafe.gui.messages import tr
from needlesafe.gui.widgets.button import Button
from needlesafe.gui.widgets.wrap_layout import WrapLayout


class HandOver(QWidget):
    """One button for each of them; `asked` carries to whom."""

    asked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.patient, self.guardian = Button(tr("Hand over to the patient")), Button("")
        line = WrapLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        for who, button in ((PATIENT, self.patient), (GUARDIAN, self.guardian)):
            button.clicked.connect(lambda _=False, who=who: self.asked.emit(who))
            line.addWidget(button)

    def show_ways(self, standing: Standing) -> None:
        """Shows to whom the screen can be handed now."""
        guardian = standing.visit.guardian
        self.guardian.say(tr("Hand over to {name}").format(name=guardian.name) if guardian else "")
        self.guardian.setVisible(guardian is not None)
        self.setVisible(not lacks("hand-to-patient", standing) and not standing.visit.consent.decision)
