"""The letter for the ambulance while the screen is locked: one passphrase, and no step waits for it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from needlesafe.domain.ledger import ledger_of
from needlesafe.gui.visit_screen import VisitScreen
from tests.gui.pages.conftest import DeskOf, ScreenOf, settle
from tests.gui.patient.conftest import kinds_of, name_oneself, words_of
from tests.helpers.visit_files import Raw
from tests.helpers.workplaces import PASSPHRASE



def papers(screen: VisitScreen) -> list[str]:
    """The kinds of the sealed documents, in their order."""
    return [document.kind for document in screen.desk.visit.documents]


def ask_for_the_letter(screen: VisitScreen) -> None:
    """Opens the card of a collapsed lung and presses the way to the letter."""
    screen.open_emergency()
    screen.emergency.choose("ae-pneumothorax")
    screen.emergency.write.click()


@pytest.fixture
def locked(desk_of: DeskOf, screen_of: ScreenOf, whole: Raw, qtbot: QtBot) -> VisitScreen:
    """A visit with two needles in, locked, whose letter is asked for."""
    screen = screen_of(desk_of(whole, "needled"), "treatment")
    qtbot.keyClick(screen.page, Qt.Key.Key_F6)
    ask_for_the_letter(screen)
    settle(qtbot)
    return screen


def open_with(screen: VisitScreen, words: str, qtbot: QtBot) -> None:
    """Types a passphrase into the field of the letter, and Enter."""
    edit = screen.emergency.letter.lock.passphrase.edit
    edit.setText(words)
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    settle(qtbot)


def test_a_locked_letter_asks_for_the_passphrase_and_names_nobody(locked: VisitScreen) -> None:
    letter = locked.emergency.letter
    assert letter.lock.isVisible() and not letter.paper.isVisible() and papers(locked) == ["consent"]
    assert QApplication.focusWidget() is letter.lock.passphrase.edit
    assert letter.lock.passphrase.edit.height() >= 44
    seen = words_of(locked)
    assert "Byrne" not in seen and "C-1042" not in seen and "1984" not in seen


def test_the_steps_go_on_without_a_passphrase(locked: VisitScreen) -> None:
    locked.emergency.letter.back.click()
    assert locked.emergency.card.isVisible()
    locked.emergency.card.done.click()
    locked.emergency.needles.all_out.click()
    visit = locked.desk.visit
    told = next(event for event in visit.treatment if event.event == "adverse")
    assert told.detail["steps_done"] == ["step-1"] and ledger_of(visit).present == 0
    assert papers(locked) == ["consent"] and locked.covers.veil is not None


def test_one_passphrase_writes_the_letter_and_opens_the_visit_beneath(locked: VisitScreen, qtbot: QtBot) -> None:
    open_with(locked, PASSPHRASE, qtbot)
    settle(qtbot)
    letter = locked.emergency.letter
    assert papers(locked) == ["consent", "hand-over"] and letter.paper.isVisible() and not letter.lock.isVisible()
    assert QApplication.focusWidget() is letter.paper.buttons.print and letter.more.isVisible()
    assert locked.covers.veil is None and ledger_of(locked.desk.visit).present == 2
    letter.back.click()
    locked.emergency.card.back.click()
    assert locked.header.isVisible() and locked.step == "treatment"


def test_a_wrong_passphrase_writes_no_letter(locked: VisitScreen, qtbot: QtBot) -> None:
    open_with(locked, "not this one", qtbot)
    letter = locked.emergency.letter
    assert "passphrase is wrong" in words_of(letter) and papers(locked) == ["consent"] and locked.covers.veil is not None


def test_who_goes_back_to_the_steps_while_it_is_tried_stays_there(locked: VisitScreen, qtbot: QtBot) -> None:
    letter = locked.emergency.letter
    letter.lock.passphrase.edit.setText(PASSPHRASE)
    letter.lock.open.click()
    letter.back.click()
    settle(qtbot)
    assert locked.emergency.card.isVisible() and papers(locked) == ["consent"]


def test_half_a_passphrase_is_not_left_in_the_field(locked: VisitScreen) -> None:
    letter = locked.emergency.letter
    letter.lock.passphrase.edit.setText("the river")
    letter.back.click()
    locked.emergency.write.click()
    assert letter.lock.passphrase.raw() == ""


def test_the_keyboard_is_where_it_was_before_the_lock(
        desk_of: DeskOf, screen_of: ScreenOf, whole: Raw, qtbot: QtBot) -> None:
    screen = screen_of(desk_of(whole, "prepared"), "consent")
    field = screen.page.talk.edit
    field.setFocus()
    qtbot.keyClick(field, Qt.Key.Key_F6)
    ask_for_the_letter(screen)
    open_with(screen, PASSPHRASE, qtbot)
    settle(qtbot)
    screen.emergency.letter.back.click()
    screen.emergency.card.back.click()
    assert screen.covers.veil is None and QApplication.focusWidget() is field


def test_the_letter_asks_too_while_the_screen_is_the_patients_and_leads_back_there(
        desk_of: DeskOf, screen_of: ScreenOf, whole: Raw, qtbot: QtBot) -> None:
    screen = screen_of(desk_of(whole, "planned"), "screening")
    screen.hand_over("patient")
    name_oneself(screen.covers.turn)
    ask_for_the_letter(screen)
    letter = screen.emergency.letter
    assert letter.lock.isVisible() and papers(screen) == []
    open_with(screen, PASSPHRASE, qtbot)
    settle(qtbot)
    assert papers(screen) == ["hand-over"] and letter.paper.isVisible() and not letter.more.isVisible()
    letter.back.click()
    screen.emergency.write.click()
    assert letter.lock.isVisible() and not letter.paper.isVisible()
    letter.back.click()
    screen.emergency.card.back.click()
    assert screen.layers.currentWidget() is screen.covers.turn and "handed-back" not in kinds_of(screen)


def test_without_a_lock_nothing_is_asked(desk_of: DeskOf, screen_of: ScreenOf, whole: Raw, qtbot: QtBot) -> None:
    screen = screen_of(desk_of(whole, "needled"), "treatment")
    ask_for_the_letter(screen)
    settle(qtbot)
    settle(qtbot)
    assert screen.emergency.letter.lock is None and papers(screen) == ["consent", "hand-over"]
