"""The patient's no, at any time: not today, not at all, or consent taken back."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal

from needlesafe.domain.needles import present
from needlesafe.flow.patient_turn import noes
from needlesafe.gui.messages import tr
from needlesafe.gui.patient.page import PatientPage, Turn
from needlesafe.gui.widgets.button import Button
from needlesafe.gui.widgets.card import Card
from needlesafe.gui.widgets.words import Words

NO_WORDS = {
    "deferred": ("Not today", "You have not decided yet. Nothing is done today, and you can come back."),
    "declined": ("I do not want it", "No needle goes in. All other care goes on as before."),
    "withdrawn": ("I take my consent back", "The needling stops. Needles that are in come out.")}
"""Each no with what follows from it."""


class SayNoPage(PatientPage):
    """One card for each no that is possible now; a tap records it and calls the practitioner."""

    left = Signal()
    decided = Signal(str)

    def __init__(self, turn: Turn) -> None:
        super().__init__(turn, tr("You can say no"), tr("You need not give a reason. Your other care stays the same."))
        self.ways: dict[str, Button] = {}
        for decision in noes(self.standing):
            words, follows = NO_WORDS[decision]
            card, button = Card(), Button(tr(words))
            button.clicked.connect(lambda _=False, decision=decision: self.decided.emit(decision))
            card.body.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
            card.body.addWidget(Words(tr(follows)))
            button.setAccessibleDescription(tr(follows))
            self.ways[decision] = button
            self.body.addWidget(card)
        if not self.ways:
            inside = present(self.standing.visit)
            self.show_title(tr("You said no"), tr("It is written down. The needles that are in come out now.") if inside else
                            tr("It is written down. Nothing more is done."))

    def progress(self) -> str:
        """Where the way back leads."""
        return tr("Nothing is recorded until you press one of these.") if self.ways else ""

    def onward(self) -> tuple[str, bool]:
        """There is no way on from here but to decide."""
        return "", False

    def backward(self) -> bool:
        """Goes back to where one was."""
        self.left.emit()
        return False
