"""The emergency card: one action from everywhere, everything it is told is kept, and back to exactly where one was."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from needlesafe.domain.catalogue import Catalogue
from needlesafe.flow.steps import STEP_IDS
from needlesafe.gui.visit_screen import VisitScreen
from tests.gui.pages.conftest import DeskOf, ScreenOf
from tests.helpers.visit_files import DELTOID, UPPER_TRAPEZIUS, begun, complete


def is_open(screen: VisitScreen) -> bool:
    """Whether the card lies above the step."""
    return screen.emergency.isVisible() and not screen.page.isVisible()


def last_event(screen: VisitScreen):
    """What was recorded last in the treatment."""
    return screen.desk.visit.treatment[-1]


@pytest.mark.parametrize("step", STEP_IDS)
def test_f9_opens_it_from_every_step_and_leads_back_there(
        desk_of: DeskOf, screen_of: ScreenOf, qtbot: QtBot, step: str) -> None:
    screen = screen_of(desk_of(begun(UPPER_TRAPEZIUS), "planned"), step)
    qtbot.keyClick(screen, Qt.Key.Key_F9)
    assert is_open(screen)
    screen.emergency.choice.back.click()
    assert screen.page.isVisible() and screen.step == step


def test_half_typed_words_and_the_keyboard_are_where_they_were(
        desk_of: DeskOf, screen_of: ScreenOf, qtbot: QtBot) -> None:
    screen = screen_of(desk_of(begun()), "sites")
    screen.page.list.region_chosen.emit("upper-trapezius-shoulder-top", "left")
    half = screen.page.form.texts["lot"].edit
    half.setFocus()
    qtbot.keyClicks(half, "A11")
    qtbot.keyClick(half, Qt.Key.Key_F9)
    screen.emergency.choose("ae-syncope")
    screen.emergency.card.back.click()
    assert half.text() == "A11"
    assert QApplication.focusWidget() is half
    assert screen.page.form.isVisible()


def test_choosing_what_happens_is_recorded_at_once(desk_of: DeskOf, screen_of: ScreenOf) -> None:
    screen = screen_of(desk_of(begun(UPPER_TRAPEZIUS), "planned"), "sites")
    screen.open_emergency()
    screen.emergency.choices["ae-pneumothorax"].click()
    assert (last_event(screen).event, last_event(screen).id, last_event(screen).site) == ("adverse", "ae-pneumothorax", 0)


def test_steps_and_the_call_are_kept_with_the_event(desk_of: DeskOf, screen_of: ScreenOf, workplace) -> None:
    screen = screen_of(desk_of(begun()), "who")
    screen.open_emergency()
    screen.emergency.choose("ae-anaphylaxis")
    screen.emergency.card.done.click()
    screen.emergency.card.call.click()
    assert last_event(screen).detail["steps_done"] == ["step-1"]
    assert workplace.local_time() in last_event(screen).detail["called"]


def test_the_card_that_is_open_is_found_again_until_it_is_over(desk_of: DeskOf, screen_of: ScreenOf) -> None:
    screen = screen_of(desk_of(begun()), "who")
    screen.open_emergency()
    screen.emergency.choose("ae-syncope")
    screen.emergency.card.back.click()
    screen.open_emergency()
    assert screen.emergency.card.isVisible()
    screen.emergency.over.click()
    screen.open_emergency()
    assert screen.emergency.choice.isVisible()


def test_what_the_store_refuses_is_kept_and_saved_as_soon_as_it_takes_it(
        desk_of: DeskOf, screen_of: ScreenOf, read_only: Callable) -> None:
    screen = screen_of(desk_of(begun()), "who")
    screen.open_emergency()
    with read_only():
        screen.emergency.choose("ae-anaphylaxis")
        screen.emergency.card.done.click()
        assert not screen.desk.visit.treatment
        assert screen.banner.isVisible()
    screen.emergency.tick()
    assert len(screen.desk.visit.treatment) == 1
    assert last_event(screen).detail["steps_done"] == ["step-1"]
    assert not screen.banner.isVisible()


def test_an_emergency_while_the_consent_is_sealed_waits_for_the_seal_and_is_recorded(
        desk_of: DeskOf, screen_of: ScreenOf, settled: Callable, catalogue: Catalogue) -> None:
    screen = screen_of(desk_of(complete(begun(UPPER_TRAPEZIUS), catalogue), "signed"), "consent")
    screen.page.given.click()
    assert screen.busy
    screen.open_emergency()
    screen.emergency.choose("ae-syncope")
    settled()
    screen.emergency.tick()
    assert [document.kind for document in screen.desk.visit.documents] == ["consent"]
    assert last_event(screen).id == "ae-syncope"
    assert is_open(screen)


def test_needles_stay_in_view_and_come_out_from_the_card(
        desk_of: DeskOf, screen_of: ScreenOf, catalogue: Catalogue) -> None:
    screen = screen_of(desk_of(complete(begun(UPPER_TRAPEZIUS, DELTOID), catalogue), "needled"), "note")
    screen.open_emergency()
    assert any("3 needles" in label.text() for label in screen.emergency.needles.findChildren(QLabel))
    screen.emergency.needles.all_out.click()
    assert last_event(screen).event == "all-out"
    assert not screen.emergency.needles.isVisible()


def test_the_key_that_leads_on_does_nothing_beneath_the_card(
        desk_of: DeskOf, screen_of: ScreenOf, settled: Callable, catalogue: Catalogue, qtbot: QtBot) -> None:
    screen = screen_of(desk_of(complete(begun(UPPER_TRAPEZIUS), catalogue), "noted"))
    screen.open_emergency()
    qtbot.keyClick(screen, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settled()
    assert not screen.desk.visit.closed
