"""By keyboard alone: one key answers, Tab goes to what stands next, nothing moves on by itself."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from needlesafe.domain.catalogue import Catalogue
from needlesafe.flow.steps import STEP_IDS
from needlesafe.gui.reading_order import controls_in
from needlesafe.gui.visit_screen import VisitScreen
from tests.gui.pages.conftest import DeskOf, ScreenOf
from tests.helpers.visit_files import UPPER_TRAPEZIUS, begun, complete


def first_rows(screen: VisitScreen) -> list:
    """The first two questions on the page."""
    return list(screen.page.rows.values())[:2]


def press(qtbot: QtBot, key: Qt.Key | str) -> None:
    """Presses a key on whatever has the keyboard."""
    if isinstance(key, str):
        qtbot.keyClicks(QApplication.focusWidget(), key)
    else:
        qtbot.keyClick(QApplication.focusWidget(), key)


@pytest.mark.parametrize(("key", "answer"), [("y", "yes"), ("1", "yes"), ("n", "no"), ("2", "no"), ("u", "unknown"),
                                             ("3", "unknown"), ("Y", "yes")])
def test_one_key_answers_the_question_in_hand(
        desk_of: DeskOf, screen_of: ScreenOf, qtbot: QtBot, key: str, answer: str) -> None:
    screen = screen_of(desk_of(begun()), "screening")
    row = first_rows(screen)[0]
    row.buttons[0].setFocus()
    press(qtbot, key)
    assert screen.desk.visit.screening[row.question.id].answer == answer


def test_a_key_leaves_the_keyboard_on_its_question(desk_of: DeskOf, screen_of: ScreenOf, qtbot: QtBot) -> None:
    screen = screen_of(desk_of(begun()), "screening")
    row, _ = first_rows(screen)
    row.buttons[0].setFocus()
    press(qtbot, "n")
    assert QApplication.focusWidget() in row.buttons


def test_tab_leads_from_an_answered_question_to_the_next(desk_of: DeskOf, screen_of: ScreenOf, qtbot: QtBot) -> None:
    screen = screen_of(desk_of(begun()), "screening")
    row, following = first_rows(screen)
    row.buttons[0].setFocus()
    press(qtbot, "n")
    press(qtbot, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is following.buttons[0]


def test_tab_leads_from_an_answer_into_the_detail_that_it_asks_for(
        desk_of: DeskOf, screen_of: ScreenOf, qtbot: QtBot, catalogue: Catalogue) -> None:
    screen = screen_of(desk_of(begun()), "screening")
    row = next(row for row in screen.page.rows.values()
               if "detail" in catalogue.questions[row.question.id].wants and row.question.detail_when[0] == "yes")
    row.buttons[0].setFocus()
    press(qtbot, "y")
    press(qtbot, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is row.details.detail.edit


def test_backspace_takes_an_answer_back(desk_of: DeskOf, screen_of: ScreenOf, qtbot: QtBot) -> None:
    screen = screen_of(desk_of(begun()), "screening")
    row = first_rows(screen)[0]
    row.buttons[0].setFocus()
    press(qtbot, "n")
    press(qtbot, Qt.Key.Key_Backspace)
    assert row.question.id not in screen.desk.visit.screening


@pytest.mark.parametrize("step", STEP_IDS)
def test_tab_goes_down_the_page_and_never_back_up(
        desk_of: DeskOf, screen_of: ScreenOf, settled: Callable, catalogue: Catalogue, step: str) -> None:
    screen = screen_of(desk_of(complete(begun(UPPER_TRAPEZIUS), catalogue), "needled"), step)
    if step == "screening":
        screen.page._make(1000)
    settled()
    inner = screen.page.widget()
    tops = [control.mapTo(inner, control.rect().topLeft()).y() for control in controls_in(screen.page)
            if inner.isAncestorOf(control)]
    assert len(tops) > 1
    if step not in ("sites",):
        assert all(below >= above - 60 for above, below in zip(tops, tops[1:])), tops


def test_every_control_of_the_page_is_on_the_way(desk_of: DeskOf, screen_of: ScreenOf, qtbot: QtBot) -> None:
    screen = screen_of(desk_of(begun()), "who")
    expected = list(controls_in(screen))
    expected[0].setFocus()
    met = []
    for _ in expected:
        met.append(QApplication.focusWidget())
        press(qtbot, Qt.Key.Key_Tab)
    assert met == expected
    assert QApplication.focusWidget() is expected[0]


def test_ctrl_enter_leads_to_the_next_question_without_an_answer(
        desk_of: DeskOf, screen_of: ScreenOf, qtbot: QtBot) -> None:
    screen = screen_of(desk_of(begun(UPPER_TRAPEZIUS), "planned"), "screening")
    first, second = [row.question.id for row in first_rows(screen)]
    qtbot.keyClick(screen, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.focusWidget() is screen.page.rows[first].buttons[0]
    press(qtbot, "n")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.focusWidget() is screen.page.rows[second].buttons[0]
