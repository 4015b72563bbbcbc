"""Who counts, and the last count taken back, on the board of the treatment room."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from needlesafe.domain.catalogue import Catalogue
from needlesafe.domain.folding import fold
from needlesafe.domain.ledger import ledger_of
from needlesafe.flow.pedal import set_pedal_key
from needlesafe.flow.workplace import Workplace
from needlesafe.gui.needles_page import NeedlesPage
from needlesafe.gui.visit_screen import VisitScreen
from tests.gui.pages.conftest import DeskOf, ScreenOf, settle
from tests.helpers.visit_files import GASTROCNEMIUS, UPPER_TRAPEZIUS, begun, complete
from tests.helpers.workplaces import ANNA


@pytest.fixture
def room(desk_of: DeskOf, screen_of: ScreenOf, catalogue: Catalogue) -> VisitScreen:
    """The treatment room of a visit at two sites, after the pause."""
    return screen_of(desk_of(complete(begun(UPPER_TRAPEZIUS, GASTROCNEMIUS), catalogue), "paused"), "treatment")


@pytest.fixture
def helped(workplace: Workplace, room: VisitScreen) -> VisitScreen:
    """The same where somebody else works too, and the room was entered after that."""
    workplace.store.add_user(ANNA, "four words do well here")
    room.pages.pop("treatment").deleteLater()
    room.open_step("treatment")
    return room


def words_of(widget: QWidget) -> str:
    """Every word that is seen in a widget."""
    return " ".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def counted_by(screen: VisitScreen) -> list[str]:
    """Who counted each needle, as the journal keeps it."""
    kept = fold(screen.desk.workplace.store.events(screen.desk.visit_id))
    return [str(event.detail.get("counted_by", "")) for event in kept.treatment if event.event in ("in", "out", "all-out")]


def figures(screen: VisitScreen) -> list[tuple[int, int]]:
    """In and out of each row, as they are seen."""
    return [(row._placed_now, row._removed_now) for row in screen.page.rows.values()]


def test_who_counts_is_chosen_in_one_tap_and_named_with_every_count(helped: VisitScreen) -> None:
    board = helped.page.ledger.board
    assert board.people.accessibleDescription() == "Conor Walsh counts" and board.people.buttons[""].isChecked()
    helped.page.rows[0].place.click()
    board.people.buttons["Anna Beispiel"].click()
    assert board.people.accessibleDescription() == "Anna Beispiel counts" and not board.people.buttons[""].isChecked()
    helped.page.rows[0].place.click()
    helped.page.rows[1].into.buttons[3].click()
    helped.needles.all_out_asked.emit()
    assert counted_by(helped) == ["", "Anna Beispiel", "Anna Beispiel", "Anna Beispiel"]
    board.people.buttons["Anna Beispiel"].click()
    assert board.people.buttons["Anna Beispiel"].isChecked()
    board.more.click()
    assert "Anna Beispiel counted 4." in words_of(helped.aside) and "Conor Walsh: 5 in" in words_of(helped.aside)


def test_somebody_who_is_not_known_is_named_once_and_then_stands_on_the_board(room: VisitScreen) -> None:
    people = room.page.ledger.board.people
    assert not any(button.isVisible() for button in people.buttons.values())
    people.other.click()
    card = room.aside.counting
    assert isinstance(room.aside, NeedlesPage) and QApplication.focusWidget() is card.form.rows["name"].edit
    card.keep.click()
    assert "Write who counts" in card.form.rows["name"].edit.accessibleDescription()
    card.form.rows["name"].edit.setText("aoife byrne")
    card.keep.click()
    assert "This is the patient" in card.form.rows["name"].edit.accessibleDescription() and room.desk.counter == ""
    card.form.rows["name"].edit.setText("Máire Ní Dhuibhir")
    card.keep.click()
    assert "Máire Ní Dhuibhir counts now" in words_of(card) and card.own.isVisible()
    room.foot.next.click()
    assert people.buttons["Máire Ní Dhuibhir"].isChecked() and people.buttons[""].isVisible()
    people.buttons[""].click()
    assert room.desk.counter == ""


def test_the_last_tap_is_taken_back_in_one_tap_and_no_row_moves(room: VisitScreen) -> None:
    board = room.page.ledger.board
    assert not board.take_back.isVisible()
    before = [row.mapTo(room, QPoint()).y() for row in room.page.rows.values()]
    room.page.rows[1].place.click()
    QApplication.processEvents()
    assert board.take_back.text() == "Take back: needle in, site 2"
    assert "Right gastrocnemius" in board.take_back.accessibleDescription()
    assert [row.mapTo(room, QPoint()).y() for row in room.page.rows.values()] == before
    board.take_back.click()
    assert figures(room) == [(0, 0), (0, 0)] and not board.take_back.isVisible()
    assert QApplication.focusWidget() is room.page.rows[1].place
    assert [event.event for event in room.desk.visit.treatment if event.event != "pause"] == ["in", "out"]
    assert "2  Right gastrocnemius" in words_of(room.page.rows[1])


def test_a_whole_count_and_all_out_are_taken_back(room: VisitScreen) -> None:
    board = room.page.ledger.board
    room.page.rows[1].into.buttons[3].click()
    assert board.take_back.text() == "Take back: 3 needles in, site 2"
    board.all_out.click()
    assert board.take_back.text() == "Take back: all needles out" and room.page.ledger.count.isVisible()
    board.take_back.click()
    assert figures(room) == [(0, 0), (3, 0)] and not room.page.ledger.count.isVisible()
    assert ledger_of(room.desk.visit).present == 3


def test_what_was_taken_back_is_counted_anew_and_told_beside_the_people(room: VisitScreen) -> None:
    room.page.rows[0].into.buttons[2].click()
    room.page.ledger.board.take_back.click()
    row = room.page.rows[0]
    assert row.into.isVisible() and row.into.buttons[1].isEnabled()
    row.into.buttons[1].click()
    assert figures(room)[0] == (1, 0) and "1 in, 0 out" in room.page.ledger.board.accessibleDescription()
    room.page.ledger.board.more.click()
    assert "Counted and taken back: 2." in words_of(room.aside)


def test_at_one_site_its_number_is_not_said(desk_of: DeskOf, screen_of: ScreenOf, catalogue: Catalogue) -> None:
    screen = screen_of(desk_of(complete(begun(UPPER_TRAPEZIUS), catalogue), "needled"), "treatment")
    assert screen.page.ledger.board.take_back.text() == "Take back: 2 needles in"
    assert "1  Left" not in words_of(screen.page.rows[0])


def test_a_sealed_record_takes_nothing_back(desk_of: DeskOf, screen_of: ScreenOf, catalogue: Catalogue) -> None:
    screen = screen_of(desk_of(complete(begun(UPPER_TRAPEZIUS), catalogue), "sealed"), "treatment")
    board = screen.page.ledger.board
    assert not board.take_back.isVisible() and not board.people.isVisible()


def test_what_the_pedal_counted_is_taken_back_too(workplace: Workplace, desk_of: DeskOf, screen_of: ScreenOf, catalogue: Catalogue,
                                                  qtbot: QtBot) -> None:
    set_pedal_key(workplace, "in", "B")
    screen = screen_of(desk_of(complete(begun(UPPER_TRAPEZIUS), catalogue), "paused"), "treatment")
    screen.page.ledger.pedal.pressed.emit("in")
    settle(qtbot)
    screen.page.ledger.board.take_back.click()
    assert figures(screen) == [(0, 0)]
