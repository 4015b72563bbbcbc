"""Items that were answered faster than they can be read are shown once more, when the step is left, once in a visit."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from needlesafe.domain.catalogue import Catalogue
from needlesafe.flow.visit_desk import VisitDesk
from needlesafe.flow.walk import start_from
from needlesafe.flow.workplace import Workplace
from needlesafe.gui.review_page import ReviewPage
from needlesafe.gui.visit_screen import VisitScreen
from tests.gui.pages.conftest import ScreenOf
from tests.helpers.visit_files import DELTOID, as_visit, begun, complete
from tests.helpers.visit_walk import record_up_to
from tests.helpers.workplaces import new_workplace

Quick = Callable[..., VisitScreen]


@pytest.fixture
def seconds() -> list[float]:
    """What the clock stands at."""
    return [0.0]


@pytest.fixture
def workplace(tmp_path: Path, catalogue: Catalogue, seconds: list[float]) -> Iterator[Workplace]:
    """A new store whose clock goes when the test says so."""
    place = replace(new_workplace(tmp_path / "store", catalogue), monotonic=lambda: seconds[0])
    yield place
    place.store.close()


@pytest.fixture
def answered_in(screen_of: ScreenOf, workplace: Workplace, catalogue: Catalogue, seconds: list[float]) -> Quick:
    """Returns a function that answers the first questions, each so many seconds after the one before it."""
    def show(gap: float, number: int = 4) -> VisitScreen:
        screen = screen_of(start_from(as_visit(begun(DELTOID), catalogue), workplace), "screening")
        for row in list(screen.page.rows.values())[:number]:
            seconds[0] += gap
            row.buttons[1].click()
        assert len(screen.desk.visit.screening) == number
        return screen

    return show


def test_four_answers_in_haste_bring_the_page_when_the_step_is_left(answered_in: Quick) -> None:
    screen = answered_in(0.2)
    screen.rail.step_chosen.emit("sites")
    assert isinstance(screen.aside, ReviewPage) and screen.step == "screening"
    assert [row.answer.text() for row in screen.aside.rows] == ["No"] * 4
    screen.foot.next.click()
    assert screen.aside is None and screen.step == "sites"
    assert screen.desk.visit.shown_again


def test_what_was_answered_in_haste_before_the_visit_was_left_is_shown_once_it_goes_on(
        answered_in: Quick, screen_of: ScreenOf, workplace: Workplace) -> None:
    again = screen_of(VisitDesk.resume(workplace, answered_in(0.2).desk.visit_id), "screening")
    again.rail.step_chosen.emit("sites")
    assert isinstance(again.aside, ReviewPage)


def test_the_way_on_brings_it_as_the_rail_does(answered_in: Quick) -> None:
    screen = answered_in(0.2)
    screen._next()
    assert isinstance(screen.aside, ReviewPage)
    screen.foot.next.click()
    assert screen.step == "sites" and screen.aside is None


@pytest.mark.parametrize(("gap", "number"), [(0.4, 8), (0.2, 3)])
def test_answers_that_take_their_time_and_short_runs_bring_nothing(answered_in: Quick, gap: float, number: int) -> None:
    screen = answered_in(gap, number)
    screen.rail.step_chosen.emit("sites")
    assert screen.aside is None and screen.step == "sites" and not screen.desk.visit.shown_again


def test_it_comes_once_in_a_visit(answered_in: Quick, seconds: list[float]) -> None:
    screen = answered_in(0.1)
    screen.rail.step_chosen.emit("sites")
    screen.foot.back.click()
    assert screen.aside is None and screen.step == "screening"
    for row in list(screen.page.rows.values())[4:8]:
        seconds[0] += 0.1
        row.buttons[1].click()
    screen.rail.step_chosen.emit("sites")
    assert screen.aside is None and screen.step == "sites"


def test_change_leads_to_the_question(answered_in: Quick) -> None:
    screen = answered_in(0.1)
    screen.rail.step_chosen.emit("sites")
    row = screen.aside.rows[2]
    row.change.click()
    assert screen.aside is None and screen.step == "screening"
    assert screen.page.rows[row.item.id].isAncestorOf(screen.focusWidget())


def test_the_emergency_card_opens_above_it(answered_in: Quick, qtbot: QtBot) -> None:
    screen = answered_in(0.1)
    screen.rail.step_chosen.emit("sites")
    qtbot.keyClick(screen, Qt.Key.Key_F9)
    assert screen.emergency.isVisible()


def test_it_never_comes_while_a_needle_is_in(screen_of: ScreenOf, workplace: Workplace, catalogue: Catalogue,
                                             seconds: list[float]) -> None:
    told = as_visit(complete(begun(DELTOID), catalogue), catalogue)
    desk: VisitDesk = start_from(told, workplace)
    record_up_to(desk, told, "needled")
    screen = screen_of(desk, "note")
    for name in list(told.note.discharge)[:5]:
        seconds[0] += 0.1
        screen.act(lambda d, name=name: d.discharge(name, "yes"))
    screen.rail.step_chosen.emit("treatment")
    assert screen.aside is None and screen.step == "treatment"
    screen.act(lambda d: d.remove_all())
    screen.rail.step_chosen.emit("note")
    assert isinstance(screen.aside, ReviewPage)
