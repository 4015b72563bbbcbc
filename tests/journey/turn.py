"""The patient's turn, counted: handed over, gone through page by page, signed, and taken back by the passphrase."""

from __future__ import annotations

from PySide6.QtCore import Qt

from needlesafe.gui.patient.give_back import GiveBackPage
from needlesafe.gui.patient.questions import QuestionsPage
from needlesafe.gui.patient.signing import SigningPage
from needlesafe.gui.patient.turn import PatientTurn
from needlesafe.gui.patient.understanding import UnderstandingPage
from tests.helpers.visit_files import INK
from tests.helpers.workplaces import PASSPHRASE
from tests.journey.counting import PATIENT, CountingHand


def patients_turn(hand: CountingHand) -> None:
    """Gives the screen to the patient, who does what is theirs, none of it raising; the practitioner takes it back."""
    hand.tap(hand.screen.page.hand_over.patient)
    turn = hand.screen.covers.turn
    hand.write(turn.page.name.edit, hand.screen.desk.visit.patient.name, PATIENT)
    hand.tap(turn.foot.next, PATIENT)
    while not isinstance(turn.page, GiveBackPage):
        _do_page(hand, turn)
        hand.tap(turn.foot.next, PATIENT)
    hand.write(turn.page.card.passphrase.edit, PASSPHRASE)
    hand.press(Qt.Key.Key_Return)
    hand.qtbot.waitUntil(lambda: hand.screen.covers.turn is None, timeout=20000)
    hand.rest()


def _do_page(hand: CountingHand, turn: PatientTurn) -> None:
    """Answers what a page asks; pages that are read are only gone through."""
    page, catalogue = turn.page, hand.screen.desk.workplace.catalogue
    if isinstance(page, QuestionsPage):
        for name, row in [(name, row) for name, row in page.rows.items() if row.answer() is None]:
            question = catalogue.questions.get(name)
            hand.say(row, "yes" if question and question.raised_by == "no" else "no", PATIENT)
    elif isinstance(page, UnderstandingPage):
        wanted = {item.id: item.wanted for item in catalogue.consent["en"].understanding}
        for name, row in list(page.rows.items()):
            hand.say(row, wanted[name], PATIENT)
    elif isinstance(page, SigningPage) and page.card.accept.isVisible():
        hand.draw(page.card.pad.ink, INK, PATIENT)
        hand.tap(page.card.accept, PATIENT)
