"""Three pauses, each a screen of its own: before the first needle, needles in, before the patient leaves."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QLabel, QWidget

from needlesafe.domain.catalogue import Catalogue
from needlesafe.domain.pauses import INSIDE
from needlesafe.flow.pause_views import pause_view
from needlesafe.gui.leaving_page import LeavingPage
from needlesafe.gui.pause_page import PausePage
from tests.gui.pages.conftest import DeskOf, ScreenOf
from tests.helpers.visit_files import DELTOID, GASTROCNEMIUS, UPPER_TRAPEZIUS, Raw, begun, complete


@pytest.fixture
def whole(catalogue: Catalogue) -> Raw:
    """The file of a whole visit; at the calf the needles stay in for a time."""
    return complete(begun(UPPER_TRAPEZIUS, {**GASTROCNEMIUS, "technique": "retained"}), catalogue)


def words_of(widget: QWidget) -> str:
    """Every word that is seen in a widget."""
    return " ".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def test_before_the_first_needle_the_pause_is_alone_on_the_screen(
        desk_of: DeskOf, screen_of: ScreenOf, whole: Raw) -> None:
    page = screen_of(desk_of(whole, "agreed"), "treatment").page
    assert page.pause_card.isVisible() and "Left upper trapezius" in page.planned.text()
    assert not any(part.isVisible() for part in (page.ledger, page.happened, page.technique))
    for row in list(page.pause.rows.values()):
        row.click()
    assert page.ledger.isVisible() and not page.pause_card.isVisible()


def test_a_pause_that_is_missed_never_hides_a_needle(desk_of: DeskOf, screen_of: ScreenOf, whole: Raw) -> None:
    desk = desk_of(whole, "agreed")
    desk.place(0, 1)
    page = screen_of(desk, "treatment").page
    assert page.pause_card.isVisible() and page.rows[0].remove.isVisible() and page.rows[0].remove.isEnabled()
    assert not page.rows[0].place.isEnabled()


def test_the_pause_with_needles_in_is_offered_where_needles_stay(
        desk_of: DeskOf, screen_of: ScreenOf, whole: Raw) -> None:
    screen = screen_of(desk_of(whole, "paused"), "treatment")
    assert not screen.page.ledger.pause.isVisible()
    screen.page.rows[0].place.click()
    assert not screen.page.ledger.pause.isVisible()
    screen.page.rows[1].place.click()
    assert screen.page.ledger.pause.isVisible()


def test_the_pause_with_needles_in_is_made_on_a_screen_of_its_own(
        desk_of: DeskOf, screen_of: ScreenOf, settled: Callable, whole: Raw) -> None:
    desk = desk_of(whole, "paused")
    desk.place(1, 3)
    screen = screen_of(desk, "treatment")
    screen.page.ledger.to_pause.click()
    assert isinstance(screen.aside, PausePage) and screen.needles.isVisible()
    for row in list(screen.aside.rows.rows.values()):
        row.click()
    assert pause_view(INSIDE, desk.standing).complete
    screen.foot.next.click()
    settled()
    assert screen.aside is None and not screen.page.ledger.pause.isVisible()


def test_the_last_pause_says_how_many_checks_are_done(
        desk_of: DeskOf, screen_of: ScreenOf, settled: Callable, whole: Raw) -> None:
    screen = screen_of(desk_of(whole, "out"), "note")
    screen.page.leaving.as_screen.click()
    page = screen.aside
    assert isinstance(page, LeavingPage)
    rows = [row for checks in page.checks for row in checks.rows.values()]
    of = len(rows) + len(page.told) + 1
    assert f"Not ready to leave yet: 1 of {of} checks done" in words_of(page.ready)
    for row in rows:
        row.buttons[0].click()
    for row in page.told.values():
        row.click()
    assert f"Ready to leave: {of} of {of} checks done" in words_of(page.ready)
    assert not screen.desk.lacks("finish")
    screen.foot.next.click()
    settled()
    assert screen.aside is None and screen.step == "note" and screen.rail.isVisible()


def test_nobody_is_ready_to_leave_while_in_is_not_out(desk_of: DeskOf, screen_of: ScreenOf, whole: Raw) -> None:
    desk = desk_of(whole, "noted")
    desk.place(0, 1)
    screen = screen_of(desk, "note")
    assert "Needles in and out do not agree yet" in words_of(screen.page.leaving.ready)
    screen.page.leaving.as_screen.click()
    assert "Needles in and out do not agree yet" in words_of(screen.aside.ready)
    screen.aside.to_needles.click()
    assert screen.step == "treatment"


def test_a_check_that_is_not_met_asks_on_the_last_pause_what_is_owed(
        desk_of: DeskOf, screen_of: ScreenOf, whole: Raw) -> None:
    screen = screen_of(desk_of(whole, "noted"), "note")
    screen.page.leaving.as_screen.click()
    checks = next(part for part in screen.aside.checks if "ob-neuro" in part.rows)
    checks.rows["ob-neuro"].buttons[1].click()
    field = checks.debts["ob-neuro"]
    assert field.isVisible() and "Not ready to leave yet" in words_of(screen.aside.ready)
    field.edit.setPlainText("Numb patch; Conor Walsh rings on Monday.")
    field.commit()
    assert screen.desk.visit.note.discharge_owed == {"ob-neuro": "Numb patch; Conor Walsh rings on Monday."}


def test_a_visit_without_a_needle_counts_no_checks(desk_of: DeskOf, screen_of: ScreenOf, whole: Raw) -> None:
    screen = screen_of(desk_of(whole, "paused"), "note")
    assert not screen.page.leaving.ready.isVisible() and not screen.page.leaving.as_screen.isVisible()


def test_the_plan_of_the_pause_is_the_one_that_stands(desk_of: DeskOf, screen_of: ScreenOf, catalogue: Catalogue) -> None:
    page = screen_of(desk_of(complete(begun(DELTOID), catalogue), "agreed"), "treatment").page
    assert page.planned.text().startswith("Right deltoid")
