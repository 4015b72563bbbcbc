"""What the screen shows as answered is in the store; what the store refused is said and not lost."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from needlesafe.domain.folding import fold
from needlesafe.gui.visit_screen import VisitScreen
from tests.gui.pages.conftest import DeskOf, ScreenOf
from tests.helpers.visit_files import UPPER_TRAPEZIUS, begun


def foot_words(screen: VisitScreen) -> str:
    """Everything that the foot says."""
    return " ".join(label.text() for label in screen.foot.findChildren(QLabel) if label.isVisible())


def first_row(screen: VisitScreen):
    """The first question on the page."""
    return next(iter(screen.page.rows.values()))


def test_an_answer_that_is_shown_is_in_the_store(desk_of: DeskOf, screen_of: ScreenOf, qtbot: QtBot) -> None:
    screen = screen_of(desk_of(begun()), "screening")
    row = first_row(screen)
    qtbot.mouseClick(row.buttons[1], Qt.MouseButton.LeftButton)
    stored = fold(screen.desk.workplace.store.events(screen.desk.visit_id))
    assert stored.screening[row.question.id].answer == "no" == row.answer()
    assert "Saved" in foot_words(screen)


def test_an_answer_that_the_store_refuses_is_not_shown(
        desk_of: DeskOf, screen_of: ScreenOf, qtbot: QtBot, read_only: Callable) -> None:
    screen = screen_of(desk_of(begun()), "screening")
    row = first_row(screen)
    with read_only():
        qtbot.mouseClick(row.buttons[1], Qt.MouseButton.LeftButton)
    assert row.answer() is None
    assert screen.banner.isVisible()
    assert "Not saved" in foot_words(screen)


def test_not_saved_goes_once_something_is_saved(
        desk_of: DeskOf, screen_of: ScreenOf, qtbot: QtBot, read_only: Callable) -> None:
    screen = screen_of(desk_of(begun()), "screening")
    with read_only():
        qtbot.mouseClick(first_row(screen).buttons[1], Qt.MouseButton.LeftButton)
    qtbot.mouseClick(first_row(screen).buttons[1], Qt.MouseButton.LeftButton)
    assert not screen.banner.isVisible()
    assert "Not saved" not in foot_words(screen)


def test_words_that_the_store_refuses_stay_in_their_field_and_are_saved_later(
        desk_of: DeskOf, screen_of: ScreenOf, qtbot: QtBot, read_only: Callable) -> None:
    screen = screen_of(desk_of(begun()), "sites")
    field = screen.page.fields["diagnosis"]
    field.edit.setFocus()
    qtbot.keyClicks(field.edit, "myofascial pain")
    with read_only():
        screen.page.fields["goal"].edit.setFocus()
    assert field.raw() == "myofascial pain"
    assert any("Not saved" in label.text() for label in field.findChildren(QLabel))
    field.edit.setFocus()
    screen.page.fields["goal"].edit.setFocus()
    assert screen.desk.visit.indication.diagnosis == "myofascial pain"
    assert not any("Not saved" in label.text() for label in field.findChildren(QLabel))


def test_what_a_gate_refuses_is_said_at_the_foot_and_not_in_the_banner(
        desk_of: DeskOf, screen_of: ScreenOf, catalogue) -> None:
    from tests.helpers.visit_files import complete

    screen = screen_of(desk_of(complete(begun(UPPER_TRAPEZIUS), catalogue), "needled"), "sites")
    screen.page.planned.drop_asked.emit(0)
    assert "needled" in foot_words(screen)
    assert not screen.banner.isVisible()
    assert len(screen.desk.visit.sites) == 1
