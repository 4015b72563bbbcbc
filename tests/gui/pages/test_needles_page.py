"""Needles moved, passed on and left in on purpose, and their packs, through the page's own controls."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from needlesafe.domain.catalogue import Catalogue
from needlesafe.domain.ledger import ledger_of
from needlesafe.gui.needles_page import NeedlesPage
from needlesafe.gui.visit_screen import VisitScreen
from tests.gui.pages.conftest import DeskOf, ScreenOf
from tests.helpers.visit_files import GASTROCNEMIUS, UPPER_TRAPEZIUS, Raw, begun, complete


@pytest.fixture
def whole(catalogue: Catalogue) -> Raw:
    """The file of a whole visit at two sites, two needles and three."""
    return complete(begun(UPPER_TRAPEZIUS, GASTROCNEMIUS), catalogue)


@pytest.fixture
def needled(desk_of: DeskOf, screen_of: ScreenOf, whole: Raw) -> VisitScreen:
    """The page over a visit with every needle in."""
    screen = screen_of(desk_of(whole, "needled"), "treatment")
    screen.page.ledger.board.more.click()
    assert isinstance(screen.aside, NeedlesPage)
    return screen


def chosen(row: object, value: str) -> None:
    """Presses a button of a closed list."""
    next(button for button in row.buttons if button.value == value).click()


def test_a_needle_is_moved_from_one_site_to_another(needled: VisitScreen) -> None:
    card = needled.aside.moving
    chosen(card.form.rows["from"], "1")
    chosen(card.form.rows["to"], "0")
    card.number.buttons[2].click()
    card.move.click()
    book = ledger_of(needled.desk.visit)
    assert [line.present for line in book.sites] == [4, 1] and (book.placed, book.present) == (5, 5)


def test_a_needle_does_not_move_to_where_it_is(needled: VisitScreen) -> None:
    card = needled.aside.moving
    for name in ("from", "to"):
        chosen(card.form.rows[name], "0")
    card.move.click()
    assert ledger_of(needled.desk.visit).moved == 0
    assert "another site" in card.form.rows["to"].accessibleDescription()


def test_needles_are_passed_on_by_name(needled: VisitScreen) -> None:
    card = needled.aside.passing
    card.give.click()
    assert "who takes over" in card.form.rows["other"].edit.accessibleDescription()
    card.form.rows["other"].edit.setText("Máire Ní Dhuibhir")
    card.give.click()
    assert ledger_of(needled.desk.visit).in_charge == "Máire Ní Dhuibhir"
    assert "Máire Ní Dhuibhir: 0 in, 0 out. Answers for 5 that are in." in needled.aside.people.text()


def test_who_took_over_and_did_not_sign_puts_none_in_and_is_led_to_whom_to_pass_them_on(needled: VisitScreen) -> None:
    card = needled.aside.passing
    card.form.rows["other"].edit.setText("Máire Ní Dhuibhir")
    card.give.click()
    needled.foot.next.click()
    page = needled.page
    assert page.refusal.isVisible() and not page.rows[0].place.isEnabled() and page.rows[0].remove.isEnabled()
    page.missing.click()
    assert isinstance(needled.aside, NeedlesPage)


def test_packs_are_kept_as_they_are_written(needled: VisitScreen) -> None:
    rows = needled.aside.packs.form.rows
    for name, number in (("opened", "6"), ("unused", "1"), ("discarded", "1")):
        rows[name].edit.setText(number)
        rows[name].commit()
    told = needled.desk.visit.packs
    assert (told.opened, told.unused, told.discarded) == (6, 1, 1)


def test_no_more_packs_are_unused_than_were_opened(needled: VisitScreen) -> None:
    rows = needled.aside.packs.form.rows
    for name, number in (("opened", "2"), ("unused", "3")):
        rows[name].edit.setText(number)
        rows[name].commit()
    assert "No more than were opened" in rows["unused"].edit.accessibleDescription()
    assert needled.desk.visit.packs.unused == 0


def test_a_needle_stays_only_where_the_plan_says_so(needled: VisitScreen) -> None:
    assert not needled.aside.staying.isVisible()


def test_a_needle_that_stays_was_signed_for_and_is_declared_with_its_reason(
        desk_of: DeskOf, screen_of: ScreenOf, catalogue: Catalogue, settled: Callable) -> None:
    raw = complete(begun({**GASTROCNEMIUS, "technique": "superficial", "stays": 1}), catalogue)
    screen = screen_of(desk_of(raw, "needled"), "treatment")
    screen.page.ledger.board.more.click()
    card = screen.aside.staying
    card.leave.click()
    chosen(card.form.rows["site"], "0")
    card.form.rows["why"].edit.setPlainText("Press needle for the night; out tomorrow at ten.")
    card.leave.click()
    book = ledger_of(screen.desk.visit)
    assert (book.placed, book.present, book.declared) == (3, 2, 1)
    screen.foot.next.click()
    settled()
    assert "1 left on purpose" in screen.page.ledger.board.accessibleDescription()


def test_the_way_back_leads_to_the_needles(needled: VisitScreen, settled: Callable) -> None:
    needled.foot.next.click()
    settled()
    assert needled.aside is None and needled.step == "treatment"


def test_nothing_is_moved_where_there_is_one_site(desk_of: DeskOf, screen_of: ScreenOf, catalogue: Catalogue) -> None:
    screen = screen_of(desk_of(complete(begun(UPPER_TRAPEZIUS), catalogue), "needled"), "treatment")
    screen.page.ledger.board.more.click()
    assert not screen.aside.moving.isVisible()


def test_minutes_and_needles_that_stay_are_planned_with_the_site(
        desk_of: DeskOf, screen_of: ScreenOf, whole: Raw) -> None:
    screen = screen_of(desk_of(whole, "planned"), "sites")
    desk = screen.desk
    screen.act(lambda desk: desk.plan_sites((replace(desk.visit.sites[0], technique="retained"), desk.visit.sites[1])))
    screen.page.form.open_site(0, desk.visit.sites[0])
    details = screen.page.form.details.form
    details.rows["stay"].edit.setText("12")
    details.rows["stays"].edit.setText("1")
    screen.page.form.save.click()
    assert (desk.visit.sites[0].minutes, desk.visit.sites[0].stays) == (12, 1)
