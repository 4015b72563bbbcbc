"""Needles of a visit that is not on screen: their clock, *needle out* and the way back stay, whatever page is shown."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from needlesafe.domain.catalogue import Catalogue
from needlesafe.domain.needles import present
from needlesafe.flow.reception import begin
from needlesafe.flow.visit_desk import VisitDesk
from needlesafe.gui.needle_strip import NeedleStrip
from needlesafe.gui.plain_page import PlainPage
from needlesafe.gui.widgets.emergency_button import EmergencyButton
from needlesafe.gui.window import Window
from tests.gui.conftest import Opened
from tests.gui.pages.conftest import settle
from tests.helpers.workplaces import AOIFE, ZOE, new_workplace

SITE = {"muscle": "m-deltoid", "side": "left", "needles": 2, "length_mm": 30, "gauge_mm": 0.25, "technique": "static", "minutes": 10}


@pytest.fixture
def folder(tmp_path: Path, catalogue: Catalogue) -> Path:
    """A store that Conor made."""
    new_workplace(tmp_path / "store", catalogue).store.close()
    return tmp_path / "store"


@pytest.fixture
def window(home_on: Opened, folder: Path) -> Window:
    """The window at home."""
    return home_on(folder)


@pytest.fixture
def needled(window: Window, qtbot: QtBot) -> Callable[[], VisitDesk]:
    """Returns a function that opens a visit of Aoife with two needles in."""
    def begun() -> VisitDesk:
        desk = begin(window.workplace, AOIFE)
        needle_in(desk)
        window.open_visit(desk)
        settle(qtbot)
        return desk

    return begun


def needle_in(desk: VisitDesk) -> None:
    """Records two needles at one site, with ten minutes planned."""
    desk.record(("sites-planned", {"sites": [SITE]}),
                ("treatment-recorded", {"at": desk.workplace.local_time(), "event": "in", "site": 0, "count": 2}))


def strip_of(window: Window, desk: VisitDesk) -> NeedleStrip | None:
    """The line of a visit that is not on screen, where it is seen."""
    strip = window.elsewhere.strips.get(desk.visit_id)
    return strip if strip is not None and strip.isVisible() else None


def words_on(strip: NeedleStrip) -> str:
    """Every word that is seen on a strip."""
    return " ".join(label.text() for label in strip.findChildren(QLabel) if label.isVisible())


def test_a_visit_that_is_left_with_needles_in_keeps_its_clock_and_its_way_back(
        window: Window, needled: Callable[[], VisitDesk], qtbot: QtBot) -> None:
    desk = needled()
    assert strip_of(window, desk) is None
    window.go_home()
    strip = strip_of(window, desk)
    assert strip is not None and "2 needles in Aoife B." in words_on(strip)
    clock = words_on(strip)
    qtbot.waitUntil(lambda: words_on(strip) != clock, timeout=3000)
    strip.treatment.click()
    settle(qtbot)
    assert window.visit.desk.visit_id == desk.visit_id and window.visit.step == "treatment"
    assert strip_of(window, desk) is None


@pytest.mark.parametrize("place", ["patient", "figures"])
def test_it_stands_above_every_page_and_one_key_leads_back(
        window: Window, needled: Callable[[], VisitDesk], qtbot: QtBot, place: str) -> None:
    desk = needled()
    window.go_home()
    window._ask_patient(None) if place == "patient" else window._open_page(place)
    settle(qtbot)
    assert strip_of(window, desk) is not None
    qtbot.keyClick(window, Qt.Key.Key_F4)
    settle(qtbot)
    assert window.visit.desk.visit_id == desk.visit_id


def test_beside_a_second_patient_the_needles_of_the_first_are_shown_and_come_out(
        window: Window, needled: Callable[[], VisitDesk], qtbot: QtBot) -> None:
    desk = needled()
    window.open_visit(begin(window.workplace, ZOE))
    settle(qtbot)
    strip = strip_of(window, desk)
    assert strip.all_out.text() == "All out: Aoife B.", "beside the needles of another patient the button names whose come out"
    strip.all_out.click()
    stored = VisitDesk(window.workplace, desk.visit_id, window.workplace.store.events(desk.visit_id)).visit
    assert present(stored) == 0 and window.visit.desk.visit.patient.name == ZOE.name
    assert "2 needles to count: Aoife B." in words_on(strip) and not strip.all_out.isVisible()
    strip.treatment.click()
    settle(qtbot)
    window.visit.act(lambda desk: desk.record(("needles-counted", {"at": "10:20", "counts": [2]})))
    window.go_home()
    assert strip_of(window, desk) is None


def test_the_tab_key_reaches_the_needles_of_another_patient_and_goes_on_from_there(
        window: Window, needled: Callable[[], VisitDesk], qtbot: QtBot) -> None:
    desk = needled()
    window.open_visit(begin(window.workplace, ZOE))
    settle(qtbot)
    strip = strip_of(window, desk)
    window.visit.header.findChild(EmergencyButton).setFocus()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Backtab)
    assert QApplication.focusWidget() is strip.all_out
    qtbot.keyClick(strip.all_out, Qt.Key.Key_Backtab)
    assert QApplication.focusWidget() is strip.treatment
    for _ in range(2):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert window.visit.isAncestorOf(QApplication.focusWidget())


@pytest.mark.parametrize("hidden", ["lock", "turn"])
def test_nobody_is_named_while_the_screen_is_locked_or_the_patients(
        window: Window, needled: Callable[[], VisitDesk], qtbot: QtBot, hidden: str) -> None:
    desk = needled()
    window.open_visit(begin(window.workplace, ZOE))
    settle(qtbot)
    window.visit.covers.lock() if hidden == "lock" else window.visit.hand_over("patient")
    strip = strip_of(window, desk)
    assert "2 needles in another patient" in words_on(strip) and "Aoife" not in words_on(strip) + strip.all_out.text()
    assert strip.all_out.isVisible() and not strip.treatment.isVisible()
    window.elsewhere.hurry()
    assert window.visit.desk.visit_id != desk.visit_id
    window.go_home()
    assert "Aoife" in words_on(strip_of(window, desk)) and strip_of(window, desk).treatment.isVisible()


def test_from_the_third_visit_on_the_strips_stand_beside_each_other_and_none_is_folded_away(window: Window, qtbot: QtBot) -> None:
    window.resize(1280, 800)
    desks = [begin(window.workplace, AOIFE) for _ in range(3)]
    for desk in desks:
        needle_in(desk)
        window.elsewhere.keep(desk)
    settle(qtbot)
    first, second, third = (strip_of(window, desk) for desk in desks)
    assert first.y() == second.y() < third.y() and first.x() < second.x()
    assert all(strip.all_out.isVisible() and "2 needles in Aoife B." in words_on(strip) for strip in (first, second, third))
    window.elsewhere.forget(desks[0].visit_id)
    settle(qtbot)
    assert second.x() == third.x() and second.y() < third.y()


def test_it_says_that_the_planned_time_is_over(window: Window) -> None:
    place = window.workplace
    then = place.clock() - timedelta(minutes=15)
    desk = begin(replace(place, clock=lambda: then), AOIFE)
    needle_in(desk)
    window._resume(desk.visit_id)
    window.go_home()
    assert "The planned time is over" in words_on(strip_of(window, desk))


def test_needles_that_were_in_when_the_program_ended_are_shown_when_it_opens_again(
        home_on: Opened, folder: Path, catalogue: Catalogue, needled: Callable[[], VisitDesk], window: Window) -> None:
    desk = needled()
    while not window.close():
        pass
    again = home_on(folder)
    assert "2 needles in Aoife B." in words_on(strip_of(again, desk))


def test_closing_at_home_asks_once_more_while_a_needle_is_in(
        window: Window, needled: Callable[[], VisitDesk], qtbot: QtBot) -> None:
    needled()
    window.go_home()
    settle(qtbot)
    assert not window.close()
    assert any("Needles are in a patient." in label.text() for label in window.home.banner.findChildren(QLabel))
    assert window.close()


class Counting(PlainPage):
    """A page on which something long is under way."""

    was_cut = False

    def call_off(self) -> None:
        """Ends what is under way."""
        self.was_cut = True


def test_a_window_that_stays_open_goes_on_with_time_stamps_and_with_what_is_under_way(
        window: Window, needled: Callable[[], VisitDesk], qtbot: QtBot) -> None:
    needled()
    window.go_home()
    settle(qtbot)
    page = Counting("Counting")
    window.show_page(page)
    assert not window.close()
    assert window.rounds.goes_on and not page.was_cut
    assert window.close()
    assert page.was_cut and not window.rounds.goes_on
