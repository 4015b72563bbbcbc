"""The questions that show whether the plan was explained well; every answer is kept, and a wrong one calls for a talk."""

from __future__ import annotations

from needlesafe.flow.gates import understanding_items
from needlesafe.flow.patient_turn import consent_wording, reads_consent, talks_owed
from needlesafe.gui.messages import tr
from needlesafe.gui.patient.page import PatientPage, Turn
from needlesafe.gui.widgets.card import Card
from needlesafe.gui.widgets.two_way_row import TwoWayRow

_MOST = 3
"""How many questions stand on a page."""


class UnderstandingPage(PatientPage):
    """Yes and no, neither beforehand; what is right is not told here but talked over."""

    def __init__(self, turn: Turn) -> None:
        words = consent_wording(turn.screen.desk.standing)
        super().__init__(turn, words.heading("understanding"), words.paragraph("understanding-intro"))
        self.rows: dict[str, TwoWayRow] = {}
        self._items = [item for item in understanding_items(self.standing) if item.required]
        self._at = 0
        self._card = Card()
        self.body.addWidget(self._card)

    def begin(self) -> bool:
        """Shows the first questions; False where there is no consent to ask about."""
        self._show()
        return bool(self._items) and reads_consent(self.standing)

    def progress(self) -> str:
        """How many are to be answered yet."""
        still = sum(not row.answer() for row in self.rows.values())
        return (tr("1 still to answer") if still == 1 else tr("{n} still to answer").format(n=still)) if still else ""

    def onward(self) -> tuple[str, bool]:
        """Goes on once each question has an answer."""
        return tr("Go on"), all(row.answer() for row in self.rows.values())

    def is_at_start(self) -> bool:
        """Whether the first of its parts is shown."""
        return self._at == 0

    def forward(self) -> bool:
        """Goes to the next questions; at the end a wrong answer calls the practitioner."""
        if (self._at + 1) * _MOST < len(self._items):
            self._at += 1
            self._show()
            return False
        if talks_owed(self.standing):
            self.turn.call("talk")
            return False
        return True

    def backward(self) -> bool:
        """Goes to the questions before."""
        if self._at == 0:
            return True
        self._at -= 1
        self._show()
        return False

    def lead_to_missing(self) -> None:
        """Goes to the first question without an answer."""
        self.go_to(next(row for row in self.rows.values() if not row.answer()))

    def _show(self) -> None:
        for row in self.rows.values():
            row.hide()
            row.deleteLater()
        said = dict(self.standing.visit.consent.understanding)
        self.rows = {}
        for item in self._items[self._at * _MOST:(self._at + 1) * _MOST]:
            row = self.rows[item.id] = TwoWayRow(item.id, item.text)
            row.set_answer(said.get(item.id, ""))
            row.answered.connect(self._answered)
            self._card.body.addWidget(row)
            row.show()

    def _answered(self, item: str, answer: str) -> None:
        if not self.turn.screen.act(lambda desk: desk.understand(item, answer)):
            self.rows[item].set_answer(dict(self.standing.visit.consent.understanding).get(item, ""))
        self.changed.emit()
