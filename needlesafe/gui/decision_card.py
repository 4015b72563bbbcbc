"""The patient's decision: given, not today, or no; and no again at any time."""

from __future__ import annotations

from PySide6.QtCore import Signal

from needlesafe.flow.gates import Standing, lacks
from needlesafe.gui.messages import missing_words, tr
from needlesafe.gui.papers_card import PapersList
from needlesafe.gui.spoken_dates import time_words
from needlesafe.gui.step_page import Screen
from needlesafe.gui.widgets.button import Button
from needlesafe.gui.widgets.card import Card
from needlesafe.gui.widgets.words import Words
from needlesafe.gui.widgets.wrap_layout import WrapLayout


class DecisionCard(Card):
    """Three buttons, what still stands against the first, and the sealed consent."""

    given = Signal()
    decided = Signal(str)
    withdrawal_asked = Signal()

    def __init__(self, screen: Screen) -> None:
        super().__init__(tr("Decision"))
        self.give, self.defer, self.decline = Button("", "primary"), Button(tr("Not today")), Button("")
        self.give.clicked.connect(self.given)
        self.defer.clicked.connect(lambda: self.decided.emit("deferred"))
        self.decline.clicked.connect(self._decline)
        self._given = False
        self.state, self.sealed = Words("", "quiet"), PapersList(screen, only="consent")
        line = WrapLayout()
        for button in (self.give, self.defer, self.decline):
            line.addWidget(button)
        self.body.addWidget(self.state)
        self.body.addLayout(line)
        self.body.addWidget(self.sealed)

    def show_decision(self, standing: Standing, readable: bool) -> None:
        """Shows what may be decided now; `readable` says whether the pages on screen are those that would be sealed."""
        consent, under_way = standing.visit.consent, standing.visit.ending is None and not standing.visit.closed
        waits = lacks("needle-in", standing)
        unsealed = consent.decision == "given" and any(lack.code == "sealed-consent" for lack in waits)
        against = tuple(lack for lack in waits if lack.code not in ("consent", "sealed-consent"))
        self.give.say(tr("Seal the consent") if unsealed else tr("Consent is given"))
        self.give.setVisible(under_way and readable and (not consent.decision or unsealed))
        self.give.setEnabled(not against)
        self.defer.setVisible(under_way and not consent.decision)
        self._given = consent.decision == "given"
        self.decline.say(tr("Consent is taken back …") if self._given else tr("Declined"))
        self.decline.setVisible(standing.visit.withdrawal is None and (self._given or under_way and not consent.decision))
        self.decline.setEnabled(self._given or not lacks("decline", standing))
        said = missing_words(against) if under_way and readable and not consent.decision and against else ""
        if consent.decision == "given":
            said = tr("Given at {time}.").format(time=time_words(consent.decided_at))
        self.state.say(said)
        self.state.setVisible(bool(said))
        if standing.visit.withdrawal is not None:
            said = tr("Taken back at {time}.").format(time=time_words(standing.visit.withdrawal.recorded_at))
        self.sealed.draw()
        self.setVisible(under_way or bool(consent.decision))

    def _decline(self) -> None:
        """A no; to take back what was given is asked about on a page of its own."""
        if self._given:
            self.withdrawal_asked.emit()
        else:
            self.decided.emit("declined")
