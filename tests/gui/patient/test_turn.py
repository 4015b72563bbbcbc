"""The screen is the patient's: what they see, what nobody sees meanwhile, and how it comes back."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from needlesafe.domain.answers import Answer
from needlesafe.domain.companions import Guardian
from needlesafe.domain.consent import Signature
from needlesafe.flow.reception import resume
from needlesafe.flow.statements import accompany
from needlesafe.gui import theme
from needlesafe.gui.patient.give_back import GiveBackPage
from needlesafe.gui.patient.name import NamePage
from needlesafe.gui.patient.questions import QuestionsPage
from needlesafe.gui.visit_screen import VisitScreen
from tests.gui.pages.conftest import DeskOf, ScreenOf, settle
from tests.gui.patient.conftest import kinds_of, name_oneself, words_of
from tests.helpers.visit_files import Raw

KEYS = (Qt.Key.Key_F1, Qt.Key.Key_F6, Qt.Key.Key_F7, Qt.Key.Key_F8, Qt.Key.Key_Escape)
Open = Callable[[VisitScreen], None]


@pytest.fixture
def handed(desk_of: DeskOf, screen_of: ScreenOf, whole: Raw) -> VisitScreen:
    """A visit whose screen was handed to the patient at the screening."""
    screen = screen_of(desk_of(whole, "planned"), "screening")
    screen.page.hand_over.patient.click()
    return screen


def test_nothing_of_the_visit_is_seen_before_the_right_name_was_typed(handed: VisitScreen) -> None:
    assert type(handed.covers.turn.page) is NamePage
    assert not handed.header.isVisible() and not handed.middle.isVisible()
    seen = words_of(handed)
    assert "Byrne" not in seen and "C-1042" not in seen and "1984" not in seen


def test_the_type_is_larger_while_the_screen_is_the_patients_and_as_before_afterwards(
        handed: VisitScreen, open_again: Open) -> None:
    assert theme.current().scale == pytest.approx(1.25)
    open_again(handed)
    assert theme.current().scale == 1.0


def test_another_name_stops_and_calls_the_practitioner(handed: VisitScreen, open_again: Open) -> None:
    name_oneself(handed.covers.turn, "Niamh Doyle")
    turn = handed.covers.turn
    assert type(turn.page) is GiveBackPage and "call your practitioner" in words_of(turn)
    assert not turn.foot.back.isVisible() and not turn.foot.next.isVisible() and not turn.no.isVisible()
    open_again(handed)
    assert handed.covers.turn is None and handed.header.isVisible()
    assert "not that of who should have the screen" in handed.banner.accessibleName()
    assert kinds_of(handed)[-3:] == ["handed-to-patient", "practitioner-called", "handed-back"]


@pytest.mark.parametrize("name", ["Aoife Byrne", "byrne, aoife", "  AOIFE   BYRNE "])
def test_the_name_may_be_typed_in_any_order_and_in_capitals(handed: VisitScreen, name: str) -> None:
    name_oneself(handed.covers.turn, name)
    assert type(handed.covers.turn.page) is QuestionsPage


def test_an_empty_name_goes_nowhere_and_calls_nobody(handed: VisitScreen, qtbot: QtBot) -> None:
    turn = handed.covers.turn
    turn.foot.next.click()
    qtbot.keyClick(turn.page.name.edit, Qt.Key.Key_Return)
    assert type(turn.page) is NamePage and "first name" in words_of(turn)
    assert "practitioner-called" not in kinds_of(handed)


def test_an_answer_of_the_patient_is_recorded_and_no_answer_stays_none(handed: VisitScreen) -> None:
    name_oneself(handed.covers.turn)
    turn = handed.covers.turn
    first, second = list(turn.page.rows)[:2]
    turn.page.rows[first].buttons[1].click()
    assert handed.desk.visit.screening[first].answer == "no"
    assert second not in handed.desk.visit.screening
    assert "not answered" in words_of(turn.foot)
    turn.foot.next.click()
    assert second not in handed.desk.visit.screening and first not in turn.page.rows
    turn.foot.back.click()
    assert turn.page.rows[first].answer() == "no"


def test_only_questions_of_the_patient_are_asked(handed: VisitScreen) -> None:
    name_oneself(handed.covers.turn)
    turn, catalogue = handed.covers.turn, handed.desk.workplace.catalogue
    asked = set()
    while type(turn.page) is QuestionsPage:
        asked |= set(turn.page.rows)
        turn.foot.next.click()
    assert asked and {catalogue.questions[name].asked_of for name in asked} == {"patient"}
    texts = [catalogue.questions[name].text for name in asked if catalogue.questions[name].status == "unconfirmed"]
    assert not any(letter.isdigit() for text in texts for letter in text), "a patient reads no unconfirmed number"
    assert type(turn.page) is GiveBackPage, "the consent cannot be read before the rest is done"


def test_no_key_of_the_practitioner_does_anything_but_the_emergency(handed: VisitScreen, qtbot: QtBot) -> None:
    name_oneself(handed.covers.turn)
    before, page = kinds_of(handed), handed.covers.turn.page
    handed.covers.turn.setFocus()
    for key in KEYS:
        qtbot.keyClick(QApplication.focusWidget(), key)
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Z):
        qtbot.keyClick(QApplication.focusWidget(), key, Qt.KeyboardModifier.ControlModifier)
    assert handed.covers.turn.page is page and kinds_of(handed) == before and handed.aside is None
    assert handed.layers.currentWidget() is handed.covers.turn


def test_the_emergency_card_is_one_key_away_and_leads_back_to_the_patient(handed: VisitScreen, qtbot: QtBot) -> None:
    name_oneself(handed.covers.turn)
    page = handed.covers.turn.page
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_F9)
    assert handed.layers.currentWidget() is handed.emergency
    handed.emergency.choice.left.emit()
    assert handed.layers.currentWidget() is handed.covers.turn and handed.covers.turn.page is page
    assert not handed.header.isVisible()


def test_a_wrong_passphrase_opens_nothing(handed: VisitScreen, qtbot: QtBot) -> None:
    turn = handed.covers.turn
    turn.ask.click()
    turn.page.card.passphrase.edit.setText("the river bends once")
    turn.page.card.open.click()
    settle(qtbot)
    assert handed.covers.turn is turn and "passphrase is wrong" in words_of(turn)
    assert not turn.page.card.passphrase.raw()


def test_who_asked_for_the_practitioner_can_go_on_by_themselves(handed: VisitScreen) -> None:
    name_oneself(handed.covers.turn)
    turn, page = handed.covers.turn, handed.covers.turn.page
    turn.ask.click()
    assert type(turn.page) is GiveBackPage
    turn.foot.back.click()
    assert turn.page is page


def test_a_visit_that_was_closed_while_handed_over_comes_back_handed_over(
        handed: VisitScreen, screen_of: ScreenOf, workplace) -> None:
    again = screen_of(resume(workplace, handed.desk.visit_id))
    assert type(again.covers.turn.page) is NamePage and not again.header.isVisible()


def test_a_visit_that_was_closed_after_a_call_comes_back_with_the_call(
        handed: VisitScreen, screen_of: ScreenOf, workplace) -> None:
    name_oneself(handed.covers.turn, "Niamh Doyle")
    again = screen_of(resume(workplace, handed.desk.visit_id))
    assert type(again.covers.turn.page) is GiveBackPage and not again.covers.turn.foot.back.isVisible()


def test_the_keyboard_stays_on_the_patients_side(handed: VisitScreen, qtbot: QtBot) -> None:
    turn = handed.covers.turn
    for _ in range(12):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        assert turn.isAncestorOf(QApplication.focusWidget())


def test_a_full_store_does_not_keep_the_practitioner_out(handed: VisitScreen, read_only, open_again: Open) -> None:
    with read_only():
        open_again(handed)
        assert handed.covers.turn is None and handed.header.isVisible()


@pytest.mark.parametrize(("way", "decision"), [("deferred", "deferred"), ("declined", "declined")])
def test_a_no_of_the_patient_counts_at_once(handed: VisitScreen, open_again: Open, way: str, decision: str) -> None:
    name_oneself(handed.covers.turn)
    turn = handed.covers.turn
    turn.no.click()
    assert handed.desk.visit.consent.decision == "", "nothing is recorded before it is pressed"
    turn.page.ways[way].click()
    consent = handed.desk.visit.consent
    assert (consent.decision, consent.decided_by) == (decision, "Aoife Byrne")
    assert type(turn.page) is GiveBackPage and not turn.no.isVisible()
    open_again(handed)
    assert handed.step == "consent" and "said no" in handed.banner.accessibleName()


def test_whoever_thinks_better_of_a_no_goes_back_to_where_they_were(handed: VisitScreen) -> None:
    name_oneself(handed.covers.turn)
    turn, page = handed.covers.turn, handed.covers.turn.page
    turn.no.click()
    turn.foot.back.click()
    assert turn.page is page and not handed.desk.visit.consent.decision


def test_consent_is_taken_back_with_needles_in_and_they_can_still_come_out(
        desk_of: DeskOf, screen_of: ScreenOf, whole: Raw, qtbot: QtBot) -> None:
    screen = screen_of(desk_of(whole, "needled"), "treatment")
    screen.hand_over("patient")
    turn = screen.covers.turn
    name_oneself(turn)
    settle(qtbot)
    assert turn.needles.isVisible() and "2 needles" in words_of(turn.needles)
    turn.no.click()
    turn.page.ways["withdrawn"].click()
    assert screen.desk.visit.withdrawal.by == "Aoife Byrne" and screen.desk.visit.withdrawal.needles_in == 2
    turn.needles.all_out.click()
    assert not turn.needles.isVisible()
    assert screen.desk.lacks("needle-in")


def test_the_screen_is_handed_to_a_guardian_by_name(desk_of: DeskOf, screen_of: ScreenOf, whole: Raw) -> None:
    desk = desk_of(whole, "planned")
    accompany(desk, "guardian", Guardian("Seán Byrne", "father"))
    screen = screen_of(desk, "screening")
    assert screen.page.hand_over.guardian.text() == "Hand over to Seán Byrne"
    screen.page.hand_over.guardian.click()
    name_oneself(screen.covers.turn, "Sean Byrne")
    assert type(screen.covers.turn.page) is QuestionsPage


def test_what_was_typed_before_the_screen_went_is_kept(
        desk_of: DeskOf, screen_of: ScreenOf, whole: Raw, qtbot: QtBot) -> None:
    screen = screen_of(desk_of(whole, "prepared"), "consent")
    screen.page.talk.edit.setFocus()
    screen.page.talk.edit.setPlainText("And if it bleeds? We press on it.")
    screen.hand_over("patient")
    settle(qtbot)
    assert screen.covers.turn is not None
    assert screen.desk.visit.consent.questions.endswith("We press on it.")


def test_a_typed_signature_with_another_name_is_refused_everywhere(desk_of: DeskOf, whole: Raw) -> None:
    from needlesafe.errors import GateRefused

    desk = desk_of(whole, "prepared")
    with pytest.raises(GateRefused, match="other-signer"):
        desk.sign(Signature("patient", ("needling",), "Aoife Byrne", typed="Niamh Doyle"))


def test_what_was_answered_in_an_earlier_turn_is_not_gone_through_twice(handed: VisitScreen, open_again: Open) -> None:
    name_oneself(handed.covers.turn)
    turn, answered = handed.covers.turn, set()
    for _ in range(2):
        for name, row in list(turn.page.rows.items()):
            row.buttons[1].click()
            answered.add(name)
        turn.foot.next.click()
    open_again(handed)
    theirs = {row.id for row in handed.page._asked.values() if row.part == "patient"}
    spoken = next(name for name in sorted(theirs) if name not in answered and handed.desk.workplace.catalogue.questions[name].status != "unconfirmed")
    handed.page.screen.act(lambda desk: desk.answer(spoken, Answer("no")))
    handed.page.hand_over.patient.click()
    name_oneself(handed.covers.turn)
    turn, shown = handed.covers.turn, set()
    while type(turn.page) is QuestionsPage:
        shown |= set(turn.page.rows)
        turn.foot.next.click()
    assert shown and not shown & answered and spoken in shown
