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
        self._card = Card()
        self.body.addWidget(self._card)

    def begin(self) -> bool:
        """Shows the first questions; False where there is no consent to ask about."""
        self.show_part()
        return bool(self._items) and reads_consent(self.standing)

    def progress(self) -> str:
        """How many are to be answered yet."""
        still = sum(not row.answer() for row in self.rows.values())
        return (tr("1 still to answer") if still == 1 else tr("{n} still to answer").format(n=still)) if still else ""

    def onward(self) -> tuple[str, bool]:
        """Goes on once each question has an answer."""
        return tr("Go on"), all(row.answer() for row in self.rows.values())

    def parts(self) -> int:
        """How many pages of questions there are."""
        return -(-len(self._items) // _MOST)

    def ends(self) -> bool:
        """Whether nothing is to be talked over; a wrong answer calls the practitioner."""
        owed = talks_owed(self.standing)
        if owed:
            self.turn.call("talk")
        return not owed

    def lead_to_missing(self) -> None:
        """Goes to the first question without an answer."""
        self.go_to(next(row for row in self.rows.values() if not row.answer()))

    def show_part(self) -> None:
        """Shows the questions of one page with the answers that stand."""
        for row in self.rows.values():
            row.hide()
            row.deleteLater()
        said = dict(self.standing.visit.consent.understanding)
        self.rows = {}
        for item in self._items[self.at * _MOST:(self.at + 1) * _MOST]:
            row = self.rows[item.id] = TwoWayRow(item.id, item.text)
            row.set_answer(said.get(item.id, ""))
            row.answered.connect(self._answered)
            self._card.body.addWidget(row)
            row.show()

    def _answered(self, item: str, answer: str) -> None:
        if not self.turn.screen.act(lambda desk: desk.understand(item, answer)):
            self.rows[item].set_answer(dict(self.standing.visit.consent.understanding).get(item, ""))
        self.changed.emit()
