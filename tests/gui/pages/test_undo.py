"""*Undo* takes back the last answer, by its button and by Ctrl+Z, and leads to it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from needlesafe.domain.catalogue import Catalogue
from needlesafe.gui.visit_screen import VisitScreen
from tests.gui.pages.conftest import DeskOf, ScreenOf
from tests.helpers.visit_files import DELTOID, begun, complete


def foot_words(screen: VisitScreen) -> str:
    """Everything that the foot says."""
    return " ".join(label.text() for label in screen.foot.findChildren(QLabel) if label.isVisible())


def answer(screen: VisitScreen, qtbot: QtBot, number: int, way: int = 1) -> str:
    """Answers a question of the page by a click; returns its id."""
    row = list(screen.page.rows.values())[number]
    screen.page.show_widget(row)
    qtbot.mouseClick(row.buttons[way], Qt.MouseButton.LeftButton)
    return row.question.id


def undo_by_key(screen: VisitScreen, qtbot: QtBot) -> None:
    """Presses Ctrl+Z."""
    qtbot.keyClick(screen, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)


def test_nothing_is_offered_before_anything_was_answered(desk_of: DeskOf, screen_of: ScreenOf) -> None:
    assert not screen_of(desk_of(begun()), "screening").undo.isVisible()


def test_an_answer_is_taken_back_by_the_line_and_the_foot_says_so(desk_of: DeskOf, screen_of: ScreenOf, qtbot: QtBot) -> None:
    screen = screen_of(desk_of(begun()), "screening")
    first, second = answer(screen, qtbot, 0), answer(screen, qtbot, 1)
    short = screen.desk.workplace.catalogue.questions[second].short
    assert screen.undo.isVisible() and short in screen.undo.accessibleDescription()
    qtbot.mouseClick(screen.undo, Qt.MouseButton.LeftButton)
    assert set(screen.desk.visit.screening) == {first}
    assert screen.page.rows[second].answer() is None
    assert f"Taken back: {short}" in foot_words(screen)
    assert screen.page.rows[second].isAncestorOf(screen.focusWidget())


def test_ctrl_z_takes_one_answer_after_the_other_back(desk_of: DeskOf, screen_of: ScreenOf, qtbot: QtBot) -> None:
    screen = screen_of(desk_of(begun()), "screening")
    first = answer(screen, qtbot, 0)
    answer(screen, qtbot, 0, 2)
    undo_by_key(screen, qtbot)
    assert screen.desk.visit.screening[first].answer == "no" == screen.page.rows[first].answer()
    undo_by_key(screen, qtbot)
    assert not screen.desk.visit.screening and not screen.undo.isVisible()
    undo_by_key(screen, qtbot)
    assert [e.payload.get("because") for e in screen.desk.workplace.store.events(screen.desk.visit_id)[-4:]] == [
        None, None, "undone", "undone"]


def test_undo_leads_back_to_the_step_of_the_answer(desk_of: DeskOf, screen_of: ScreenOf, qtbot: QtBot) -> None:
    screen = screen_of(desk_of(begun()), "screening")
    name = answer(screen, qtbot, 0)
    screen.open_step("sites")
    undo_by_key(screen, qtbot)
    assert screen.step == "screening" and screen.page.rows[name].answer() is None


def test_in_a_field_ctrl_z_is_the_fields_own(desk_of: DeskOf, screen_of: ScreenOf, qtbot: QtBot) -> None:
    screen = screen_of(desk_of(begun()), "sites")
    screen.page.fields["goal"].edit.setFocus()
    screen.page.fields["diagnosis"].edit.setFocus()
    qtbot.keyClicks(screen.page.fields["diagnosis"].edit, "tense")
    screen.page.fields["goal"].edit.setFocus()
    qtbot.keyClicks(screen.page.fields["goal"].edit, "turn")
    qtbot.keyClick(screen.page.fields["goal"].edit, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert screen.desk.visit.indication.diagnosis == "tense"
    assert screen.page.fields["goal"].raw() == ""


def test_what_was_written_is_taken_back_too(desk_of: DeskOf, screen_of: ScreenOf, qtbot: QtBot) -> None:
    screen = screen_of(desk_of(begun()), "sites")
    field = screen.page.fields["diagnosis"]
    field.edit.setFocus()
    qtbot.keyClicks(field.edit, "tense")
    screen.page.fields["goal"].edit.setFocus()
    qtbot.mouseClick(screen.undo, Qt.MouseButton.LeftButton)
    assert screen.desk.visit.indication.diagnosis == "" and field.raw() == ""


def test_once_a_signature_was_given_nothing_before_it_is_offered(
        desk_of: DeskOf, screen_of: ScreenOf, qtbot: QtBot, catalogue: Catalogue) -> None:
    told = complete(begun(DELTOID), catalogue)
    screen = screen_of(desk_of(told, "prepared"), "cautions")
    item = next(iter(screen.page.ticks.values()))
    item.click()
    item.click()
    assert screen.undo.isVisible()
    from tests.helpers.visit_files import as_visit
    screen.act(lambda desk: desk.sign(as_visit(told, catalogue).consent.signatures[0]))
    assert not screen.undo.isVisible()
    undo_by_key(screen, qtbot)
    assert screen.desk.visit.consent.signatures


def test_a_needle_is_never_taken_back(desk_of: DeskOf, screen_of: ScreenOf, qtbot: QtBot, catalogue: Catalogue) -> None:
    screen = screen_of(desk_of(complete(begun(DELTOID), catalogue), "paused"), "treatment")
    screen.act(lambda desk: desk.place(0, 1))
    undo_by_key(screen, qtbot)
    assert not screen.undo.isVisible() and len(screen.desk.visit.treatment) == 2


def test_what_the_store_refuses_stays_answered_and_offered(
        desk_of: DeskOf, screen_of: ScreenOf, qtbot: QtBot, read_only: Callable) -> None:
    screen = screen_of(desk_of(begun()), "screening")
    name = answer(screen, qtbot, 0)
    with read_only():
        undo_by_key(screen, qtbot)
    assert screen.page.rows[name].answer() == "no" and screen.banner.isVisible() and screen.undo.isVisible()
    undo_by_key(screen, qtbot)
    assert not screen.desk.visit.screening


def test_behind_the_emergency_card_nothing_is_taken_back(desk_of: DeskOf, screen_of: ScreenOf, qtbot: QtBot) -> None:
    screen = screen_of(desk_of(begun()), "screening")
    answer(screen, qtbot, 0)
    screen.open_emergency()
    undo_by_key(screen, qtbot)
    assert len(screen.desk.visit.screening) == 1
