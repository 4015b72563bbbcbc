"""Between gloving and the last needle of a site nothing is touched: a site is counted afterwards in one tap, or by a pedal."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from needlesafe.domain.catalogue import Catalogue
from needlesafe.domain.folding import fold
from needlesafe.domain.ledger import ledger_of
from needlesafe.flow.pedal import pedal_keys, set_pedal_key
from needlesafe.flow.workplace import Workplace
from needlesafe.gui.profile import ProfilePage
from needlesafe.gui.visit_screen import VisitScreen
from tests.gui.pages.conftest import DeskOf, ScreenOf
from tests.helpers.visit_files import DELTOID, GASTROCNEMIUS, UPPER_TRAPEZIUS, Raw, begun, complete


@pytest.fixture
def whole(catalogue: Catalogue) -> Raw:
    """The file of a whole visit at two sites, two needles and three."""
    return complete(begun(UPPER_TRAPEZIUS, GASTROCNEMIUS), catalogue)


@pytest.fixture
def pedal(workplace: Workplace) -> None:
    """A pedal of three keys, one of which writes a letter."""
    for deed, key in (("in", "B"), ("out", "F14"), ("next", "PgDown")):
        set_pedal_key(workplace, deed, key)


def words_of(widget: QWidget) -> str:
    """Every word that is seen in a widget."""
    return " ".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def counts(screen: VisitScreen) -> list[tuple[int, int]]:
    """Needles in and out of each site, as they are kept."""
    kept = fold(screen.desk.workplace.store.events(screen.desk.visit_id))
    return [(line.placed, line.removed) for line in ledger_of(kept).sites]


def press(qtbot: QtBot, screen: VisitScreen, key: Qt.Key) -> None:
    """Presses a key wherever the keyboard is."""
    qtbot.keyClick(QApplication.focusWidget() or screen, key)


def test_a_whole_site_is_counted_in_one_tap(desk_of: DeskOf, screen_of: ScreenOf, whole: Raw) -> None:
    screen = screen_of(desk_of(whole, "paused"), "treatment")
    screen.page.rows[1].into.buttons[3].click()
    assert counts(screen) == [(0, 0), (3, 0)]
    assert [event.count for event in screen.desk.visit.treatment if event.event == "in"] == [3]


def test_numbers_say_what_it_was_in_all(desk_of: DeskOf, screen_of: ScreenOf, whole: Raw) -> None:
    screen = screen_of(desk_of(whole, "paused"), "treatment")
    row = screen.page.rows[1]
    row.place.click()
    row.into.buttons[3].click()
    assert counts(screen)[1] == (3, 0)
    row.out.buttons[2].click()
    assert counts(screen)[1] == (3, 2)
    row.remove.click()
    assert counts(screen)[1] == (3, 3)


def test_what_went_in_is_never_counted_down(desk_of: DeskOf, screen_of: ScreenOf, whole: Raw) -> None:
    screen = screen_of(desk_of(whole, "paused"), "treatment")
    row = screen.page.rows[1]
    row.into.buttons[2].click()
    assert not row.into.buttons[1].isEnabled()
    row.into.buttons[2].click()
    assert counts(screen)[1] == (2, 0) and row.into.buttons[2].isChecked()


def test_the_numbers_go_once_the_site_is_counted(desk_of: DeskOf, screen_of: ScreenOf, whole: Raw) -> None:
    screen = screen_of(desk_of(whole, "paused"), "treatment")
    row = screen.page.rows[1]
    assert row.into.isVisible() and not row.out.isVisible()
    row.into.buttons[3].click()
    assert not row.into.isVisible() and row.out.isVisible()


def test_from_the_pause_to_the_count_of_a_site_nothing_has_to_be_touched(
        desk_of: DeskOf, screen_of: ScreenOf, whole: Raw) -> None:
    screen = screen_of(desk_of(whole, "agreed"), "treatment")
    for row in list(screen.page.pause.rows.values()):
        row.click()
    assert screen.page.rows[0].into.buttons[2].isEnabled()
    screen.page.rows[0].into.buttons[2].click()
    screen.page.rows[1].into.buttons[3].click()
    assert counts(screen) == [(2, 0), (3, 0)]


def test_all_out_takes_two_actions_with_the_count(desk_of: DeskOf, screen_of: ScreenOf, whole: Raw) -> None:
    screen = screen_of(desk_of(whole, "needled"), "treatment")
    screen.page.all_out.click()
    assert screen.page.ledger.count.isVisible()
    assert QApplication.focusWidget() is screen.page.ledger.count.all
    screen.page.ledger.count.all.click()
    assert ledger_of(screen.desk.visit).balanced and not screen.page.ledger.count.isVisible()


def test_a_needle_that_the_count_misses_is_in_again(desk_of: DeskOf, screen_of: ScreenOf, whole: Raw) -> None:
    screen = screen_of(desk_of(whole, "needled"), "treatment")
    screen.page.all_out.click()
    card = screen.page.ledger.count
    assert not card.keep.isVisible()
    card.rows[0].buttons[2].click()
    card.rows[1].buttons[2].click()
    card.keep.click()
    assert [line.present for line in ledger_of(screen.desk.visit).sites] == [0, 1]
    assert "1 in the patient" in words_of(screen.page)


def test_needles_to_count_are_said_on_every_other_step(desk_of: DeskOf, screen_of: ScreenOf, whole: Raw) -> None:
    screen = screen_of(desk_of(whole, "needled"), "note")
    screen.needles.all_out.click()
    assert "5 needles to count" in words_of(screen.needles)
    screen.needles.treatment.click()
    assert screen.step == "treatment" and screen.page.ledger.count.isVisible()


@pytest.mark.usefixtures("pedal")
def test_the_pedal_counts_at_the_site_in_hand(desk_of: DeskOf, screen_of: ScreenOf, whole: Raw, qtbot: QtBot) -> None:
    screen = screen_of(desk_of(whole, "paused"), "treatment")
    assert screen.page.rows[0].hand_words.isVisible()
    for key in (Qt.Key.Key_B, Qt.Key.Key_B, Qt.Key.Key_PageDown, Qt.Key.Key_B, Qt.Key.Key_F14):
        press(qtbot, screen, key)
    assert counts(screen) == [(2, 0), (1, 1)]
    assert screen.page.rows[1].hand_words.isVisible()


@pytest.mark.usefixtures("pedal")
def test_the_pedal_does_not_go_on_by_itself(desk_of: DeskOf, screen_of: ScreenOf, whole: Raw, qtbot: QtBot) -> None:
    screen = screen_of(desk_of(whole, "paused"), "treatment")
    for _ in range(3):
        press(qtbot, screen, Qt.Key.Key_B)
    assert counts(screen) == [(3, 0), (0, 0)]


@pytest.mark.usefixtures("pedal")
def test_a_tap_takes_a_site_in_hand(desk_of: DeskOf, screen_of: ScreenOf, whole: Raw, qtbot: QtBot) -> None:
    screen = screen_of(desk_of(whole, "paused"), "treatment")
    screen.page.rows[1].hand.click()
    press(qtbot, screen, Qt.Key.Key_B)
    assert counts(screen) == [(0, 0), (1, 0)]


@pytest.mark.usefixtures("pedal")
def test_the_pedal_writes_in_a_field_and_counts_nothing(
        desk_of: DeskOf, screen_of: ScreenOf, whole: Raw, qtbot: QtBot) -> None:
    screen = screen_of(desk_of(whole, "needled"), "treatment")
    before = counts(screen)
    screen.page.chooser.record.setFocus()
    screen.act(lambda desk: desk.adverse("ae-bruise", 0, {}))
    edit = next(iter(screen.page.events.values())).fields["found"].edit
    edit.setFocus()
    for key in (Qt.Key.Key_B, Qt.Key.Key_F14, Qt.Key.Key_PageDown):
        press(qtbot, screen, key)
    assert counts(screen) == before
    assert "b" in (edit.toPlainText() if hasattr(edit, "toPlainText") else edit.text()).lower()


@pytest.mark.usefixtures("pedal")
def test_a_pedal_that_is_held_down_counts_once(desk_of: DeskOf, screen_of: ScreenOf, whole: Raw) -> None:
    screen = screen_of(desk_of(whole, "paused"), "treatment")
    assert not any(shortcut.autoRepeat() for shortcut in screen.page.ledger.pedal.shortcuts)


@pytest.mark.usefixtures("pedal")
def test_the_pedal_counts_nothing_before_the_pause_or_elsewhere(
        desk_of: DeskOf, screen_of: ScreenOf, whole: Raw, qtbot: QtBot) -> None:
    screen = screen_of(desk_of(whole, "agreed"), "treatment")
    press(qtbot, screen, Qt.Key.Key_B)
    screen.act(lambda desk: desk.pause({item: "yes" for item in desk.workplace.catalogue.pauses}))
    screen.open_step("consent")
    press(qtbot, screen, Qt.Key.Key_B)
    screen.open_step("treatment")
    screen.open_emergency()
    press(qtbot, screen, Qt.Key.Key_B)
    assert counts(screen) == [(0, 0), (0, 0)]


def test_without_a_pedal_nothing_speaks_of_one(desk_of: DeskOf, screen_of: ScreenOf, whole: Raw) -> None:
    screen = screen_of(desk_of(whole, "paused"), "treatment")
    assert "pedal" not in words_of(screen.page)
    assert not any(row.hand.isVisible() for row in screen.page.rows.values())


def test_the_profile_takes_the_key_that_is_pressed(workplace: Workplace, dressed: None, qtbot: QtBot) -> None:
    page = ProfilePage(workplace)
    qtbot.addWidget(page)
    page.show()
    field = page.pedal.fields["in"]
    field.click()
    qtbot.keyClick(field, Qt.Key.Key_F9)
    assert pedal_keys(workplace) == {} and "something else" in page.pedal.said.text()
    field.click()
    qtbot.keyClick(field, Qt.Key.Key_B)
    assert pedal_keys(workplace) == {"in": "B"} and field.text() == "B"
    page.pedal.clear["in"].click()
    assert pedal_keys(workplace) == {}


def test_a_field_that_listens_is_left_with_escape(workplace: Workplace, dressed: None, qtbot: QtBot) -> None:
    page = ProfilePage(workplace)
    qtbot.addWidget(page)
    page.show()
    field = page.pedal.fields["out"]
    field.click()
    assert "Press the pedal" in field.text()
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert field.text() == "No key yet" and pedal_keys(workplace) == {}


def test_the_planned_time_is_over_without_a_noise(
        desk_of: DeskOf, screen_of: ScreenOf, catalogue: Catalogue) -> None:
    raw = complete(begun({**GASTROCNEMIUS, "technique": "retained"}, DELTOID), catalogue)
    desk, now = desk_of(raw, "planned"), [1000.0]
    desk.workplace = replace(desk.workplace, monotonic=lambda: now[0])
    desk.plan_sites((replace(desk.visit.sites[0], minutes=10), desk.visit.sites[1]))
    screen = screen_of(desk, "treatment")
    clock = screen.page.rows[0].clock
    assert not clock.over
    screen.page.rows[0].set_clock(599, 10)
    assert not clock.over and "of 10 min" in words_of(clock) + clock._plan.text()
    screen.page.rows[0].set_clock(600, 10)
    assert clock.over and clock._plan.text() == "10 min are over"
    assert QApplication.activeModalWidget() is None


def test_the_planned_time_is_said_on_every_other_step(desk_of: DeskOf, screen_of: ScreenOf, catalogue: Catalogue) -> None:
    raw = complete(begun({**GASTROCNEMIUS, "technique": "retained", "minutes": 10}, DELTOID), catalogue)
    desk, now = desk_of(raw, "needled"), [1000.0]
    desk.workplace = replace(desk.workplace, monotonic=lambda: now[0])
    screen = screen_of(desk, "note")
    assert "planned time" not in words_of(screen.needles)
    now[0] += 601
    screen._tick()
    assert "The planned time is over: Right gastrocnemius" in words_of(screen.needles)
    screen.open_step("treatment")
    assert screen.page.rows[0].clock.over and not screen.page.rows[1].clock.over
