"""The patient's turn in the real window: the whole screen, and what happens when the window is closed under it."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from needlesafe.domain.catalogue import Catalogue
from needlesafe.flow.walk import start_from
from needlesafe.gui.patient.name import NamePage
from needlesafe.gui.patient.sheets import SheetsPage
from needlesafe.store import Store
from tests.gui.conftest import Opened
from tests.gui.pages.conftest import settle
from tests.gui.patient.conftest import name_oneself, walk_to
from tests.helpers.visit_files import Raw, as_visit
from tests.helpers.visit_walk import record_up_to
from tests.helpers.workplaces import PASSPHRASE, new_workplace


@pytest.fixture
def begun_visit(tmp_path: Path, catalogue: Catalogue, whole: Raw) -> tuple[Path, str]:
    """A store with one visit that is ready for its consent, and the visit's id."""
    raw = {**whole, "consent": {**whole["consent"], "understanding": []}}
    place = new_workplace(tmp_path / "store", catalogue)
    desk = start_from(as_visit(raw, catalogue), place)
    record_up_to(desk, as_visit(raw, catalogue), "ready")
    place.store.close()
    return tmp_path / "store", desk.visit_id


def test_the_turn_has_the_whole_screen_and_gives_it_back(home_on: Opened, begun_visit: tuple[Path, str], qtbot: QtBot) -> None:
    folder, visit_id = begun_visit
    window = home_on(folder)
    window._resume(visit_id)
    assert not window.isFullScreen()
    window.visit.hand_over("patient")
    assert window.isFullScreen() and "Byrne" not in window.windowTitle()
    turn = window.visit.covers.turn
    turn.ask.click()
    turn.page.card.passphrase.edit.setText(PASSPHRASE)
    turn.page.card.open.click()
    settle(qtbot)
    assert not window.isFullScreen() and window.visit.header.isVisible()


def test_a_window_that_was_closed_while_handed_over_comes_back_handed_over(
        home_on: Opened, begun_visit: tuple[Path, str], qtbot: QtBot) -> None:
    folder, visit_id = begun_visit
    first = home_on(folder)
    first._resume(visit_id)
    settle(qtbot)
    first.visit.hand_over("patient")
    name_oneself(first.visit.covers.turn)
    walk_to(first.visit.covers.turn, SheetsPage, qtbot)
    settle(qtbot)
    assert first.close()
    again = home_on(folder)
    again._resume(visit_id)
    settle(qtbot)
    assert again.isFullScreen() and type(again.visit.covers.turn.page) is NamePage
    kinds = [event.type for event in again.workplace.store.events(visit_id)]
    assert kinds.count("pages-viewed") == 1, "what was seen before the window closed is kept"
    again.visit.covers.turn.ask.click()
    card = again.visit.covers.turn.page.card
    card.passphrase.edit.setText(PASSPHRASE)
    card.open.click()
    settle(qtbot)
    again.go_home()
    assert isinstance(again.workplace.store, Store) and not again.isFullScreen()


@pytest.mark.parametrize(("covered", "page"), [("turn", "turn"), ("lock", "lock")])
def test_f1_opens_the_guide_at_the_page_of_what_covers_the_visit_and_it_goes_when_the_screen_is_covered_anew(
        home_on: Opened, begun_visit: tuple[Path, str], qtbot: QtBot, covered: str, page: str) -> None:
    folder, visit_id = begun_visit
    window = home_on(folder)
    window._resume(visit_id)
    settle(qtbot)
    window.visit.hand_over("patient") if covered == "turn" else window.visit.covers.lock()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_F1)
    assert window.guide.guide.isVisible() and window.guide.guide.page.id == page
    assert window.visit.covers.top.isVisible()
    if covered == "lock":
        window.visit.covers.lift()
        window.visit.covers.lock()
        assert not window.guide.guide.isVisible()
    window.guide.guide.close()
