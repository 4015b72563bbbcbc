"""Is this a real patient? Asked before a visit begins while nobody of the clinic has adopted the content."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal

from needlesafe.gui.messages import tr
from needlesafe.gui.widgets.button import Button
from needlesafe.gui.widgets.card import Card
from needlesafe.gui.widgets.choice_row import Choice, ChoiceRow
from needlesafe.gui.widgets.words import Words

WHY = ("No clinician of this clinic has adopted the content in use. Your answer stands in the record of this visit.")


class TrialCard(Card):
    """An invented patient, or a real one although every page will say TRIAL, or the content first."""

    adoption_asked = Signal()

    def __init__(self) -> None:
        super().__init__(tr("Is this a real patient?"), "", "mind")
        self.choice = ChoiceRow(Choice("trial", "", (
            ("practice", tr("Invented patient: practise")), ("real", tr("Real: go on, every page will say TRIAL")))))
        self.adopt = Button(tr("Adopt the content first"))
        self.choice.changed.connect(lambda *_: self.choice.set_fault(""))
        self.adopt.clicked.connect(lambda: self.adoption_asked.emit())
        self.body.addWidget(Words(tr(WHY)))
        self.body.addWidget(self.choice)
        self.body.addWidget(self.adopt, 0, Qt.AlignmentFlag.AlignLeft)

    def said(self) -> str:
        """`practice` or `real`; empty while neither was chosen or the card is not asked."""
        return str(self.choice.value() or "") if not self.isHidden() else ""

    def lacking(self) -> bool:
        """Whether it is asked and not answered; it says so then."""
        lacks = not self.isHidden() and self.choice.value() is None
        self.choice.set_fault(tr("Choose one of the two, or adopt the content first.") if lacks else "")
        return lacks
