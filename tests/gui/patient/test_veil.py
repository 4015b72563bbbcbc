"""The lock of a visit: it hides who the patient is and nothing that a needle in the patient needs."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from needlesafe.gui.visit_screen import VisitScreen
from tests.gui.pages.conftest import DeskOf, ScreenOf, settle
from tests.gui.patient.conftest import words_of
from tests.helpers.visit_files import Raw

Open = Callable[[VisitScreen], None]


@pytest.fixture
def needled(desk_of: DeskOf, screen_of: ScreenOf, whole: Raw, qtbot: QtBot) -> VisitScreen:
    """A visit with two needles in, locked by its key."""
    screen = screen_of(desk_of(whole, "needled"), "treatment")
    qtbot.keyClick(screen.page, Qt.Key.Key_F6)
    return screen


def test_one_key_hides_who_the_patient_is(needled: VisitScreen) -> None:
    assert needled.covers.veil is not None and not needled.header.isVisible()
    seen = words_of(needled)
    assert "Byrne" not in seen and "C-1042" not in seen and "1984" not in seen


def test_clocks_and_needle_out_stay_while_it_is_locked(needled: VisitScreen) -> None:
    veil = needled.covers.veil
    assert "2 needles in the patient" in words_of(veil.needles)
    row = veil.rows[0]
    assert row.isVisible() and "upper trapezius" in words_of(row).lower() and not row.place.isVisible()
    assert row.clock.isVisible()
    row.remove.click()
    assert "1 needle in the patient" in words_of(veil.needles)
    veil.needles.all_out.click()
    assert not veil.rows and not veil.needles.isVisible()


def test_the_emergency_card_stays_and_leads_back_to_the_lock(needled: VisitScreen, qtbot: QtBot) -> None:
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_F9)
    assert needled.layers.currentWidget() is needled.emergency
    needled.emergency.choice.left.emit()
    assert needled.layers.currentWidget() is needled.covers.veil and not needled.header.isVisible()


def test_the_passphrase_opens_it_and_the_keyboard_is_where_it_was(
        desk_of: DeskOf, screen_of: ScreenOf, whole: Raw, qtbot: QtBot, open_again: Open) -> None:
    screen = screen_of(desk_of(whole, "prepared"), "consent")
    field = screen.page.talk.edit
    field.setFocus()
    qtbot.keyClick(field, Qt.Key.Key_F6)
    assert QApplication.focusWidget() is screen.covers.veil.card.passphrase.edit
    open_again(screen)
    assert screen.covers.veil is None and screen.header.isVisible()
    assert QApplication.focusWidget() is field


def test_a_wrong_passphrase_does_not_open_it(needled: VisitScreen, qtbot: QtBot) -> None:
    card = needled.covers.veil.card
    card.passphrase.edit.setText("not this one")
    qtbot.keyClick(card.passphrase.edit, Qt.Key.Key_Return)
    settle(qtbot)
    assert needled.covers.veil is not None and "passphrase is wrong" in words_of(card)


def test_no_other_key_does_anything_beneath_the_lock(needled: VisitScreen, qtbot: QtBot) -> None:
    before = needled.desk.visit
    for key in (Qt.Key.Key_F7, Qt.Key.Key_F8, Qt.Key.Key_F6, Qt.Key.Key_Escape):
        qtbot.keyClick(QApplication.focusWidget(), key)
    assert needled.desk.visit is before and needled.aside is None and needled.layers.currentWidget() is needled.covers.veil


def test_the_lock_can_be_pressed_beside_the_steps(desk_of: DeskOf, screen_of: ScreenOf, whole: Raw) -> None:
    screen = screen_of(desk_of(whole, "planned"), "sites")
    assert screen.lock.isVisible() and screen.lock.accessibleName() == "Lock the screen"
    screen.lock.click()
    assert screen.covers.veil is not None and not screen.covers.veil.needles.isVisible()
