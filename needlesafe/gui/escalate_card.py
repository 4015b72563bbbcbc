"""A patient who is not as expected: the number to call, the general practitioner on file, and what can be written at once."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from needlesafe.domain.people import Contact
from needlesafe.flow.visit_desk import VisitDesk
from needlesafe.gui.messages import tr
from needlesafe.gui.papers_page import possible_ways
from needlesafe.gui.theme import GAP
from needlesafe.gui.widgets.button import Button
from needlesafe.gui.widgets.tinted import Tinted
from needlesafe.gui.widgets.words import Words
from needlesafe.gui.widgets.wrap_layout import WrapLayout

PAPERS = {"hand-over": "Emergency letter …", "referral": "Referral letter …", "incident": "Incident report …"}
"""What can be written of it, in the order in which it is wanted."""


class EscalateCard(QWidget):
    """Whom to call, whom to pass it on to, what to write; nothing is recorded here."""

    passed_on = Signal(str)
    paper_asked = Signal(str)

    def __init__(self, desk: VisitDesk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("Who takes over"))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.number = Words(_number(desk), "number").let_select()
        self.doctor, self.pass_on = Words("", "strong"), Button("")
        self.papers = {name: Button(tr(words)) for name, words in PAPERS.items()}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        column.addWidget(self._call_card())
        column.addWidget(self._doctor_card(desk))
        column.addWidget(self._write_card(desk))

    def _call_card(self) -> Tinted:
        card = Tinted("stop", tr("If life may be in danger, call"), "section", self)
        card.body.addWidget(self.number)
        return card

    def _doctor_card(self, desk: VisitDesk) -> QWidget:
        part, doctor = QWidget(self), _doctor(desk)
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(Words(tr("General practitioner"), "strong"))
        column.addWidget(self.doctor)
        column.addWidget(self.pass_on, 0, Qt.AlignmentFlag.AlignLeft)
        named = "  ·  ".join(part for part in (doctor.name, doctor.phone) if part) if doctor else ""
        self.doctor.say(named or tr("None is on file: ask the patient who it is."))
        name = doctor.name or tr("general practitioner") if doctor else ""
        self.pass_on.say(tr("Passed on to {name} now").format(name=name))
        self.pass_on.setVisible(bool(name))
        self.pass_on.clicked.connect(lambda: self.passed_on.emit(f"{name}, {desk.workplace.local_time()}"))
        return part

    def _write_card(self, desk: VisitDesk) -> QWidget:
        part, line, possible = QWidget(self), WrapLayout(), possible_ways(desk)
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(Words(tr("Write at once"), "strong"))
        column.addWidget(Words(tr("It opens the visit. What you wrote here is kept and is found here again."), "quiet"))
        for name, button in self.papers.items():
            button.clicked.connect(lambda _=False, name=name: self.paper_asked.emit(name))
            line.addWidget(button)
            button.setVisible(possible.get(name, True))
        column.addLayout(line)
        return part


def _number(desk: VisitDesk) -> str:
    return desk.workplace.catalogue.jurisdiction(desk.visit.jurisdiction).emergency_number


def _doctor(desk: VisitDesk) -> Contact | None:
    """The general practitioner as the patient is known now, else as they were at the visit."""
    store = desk.workplace.store
    known = store.patient(store.person(desk.visit.patient_id))
    return (known.general_practitioner if known else None) or desk.visit.patient.general_practitioner
