"""What was done, the course, angle and current: all of it quiet, none of it asked for, each kept by itself."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from needlesafe.domain.anatomy import Current
from needlesafe.domain.catalogue import Catalogue
from needlesafe.domain.given import Course, Given
from needlesafe.gui.given_card import RESPONSE_WORDS
from needlesafe.gui.profile import ProfilePage
from needlesafe.gui.site_form import SiteForm
from needlesafe.gui.told_fields import ToldFields
from needlesafe.gui.visit_screen import VisitScreen
from needlesafe.flow.workplace import Workplace
from tests.gui.pages.conftest import DeskOf, ScreenOf
from tests.helpers.visit_files import DELTOID, UPPER_TRAPEZIUS, Raw, begun, complete


@pytest.fixture
def whole(catalogue: Catalogue) -> Raw:
    """The file of a whole visit at two sites."""
    return complete(begun(UPPER_TRAPEZIUS, DELTOID), catalogue)


def write(fields: ToldFields, name: str, text: str) -> None:
    """Types into a field and leaves it."""
    row = fields.form.rows[name]
    row.edit.setPlainText(text) if row.field.kind == "text" else row.edit.setText(text)
    row.commit()


def given_at(screen: VisitScreen, site: int) -> ToldFields:
    """The opened fields of a site."""
    screen.page.given.folds[site].unfold()
    return screen.page.given.fields[site]


def test_only_a_site_that_was_needled_has_its_fold_and_none_is_open(desk_of: DeskOf, screen_of: ScreenOf, whole: Raw) -> None:
    desk = desk_of(whole, "paused")
    desk.place(1, 1)
    screen = screen_of(desk, "note")
    assert list(screen.page.given.folds) == [1]
    assert not screen.page.given.folds[1].is_open() and not screen.page.course.is_open()


def test_without_a_needle_there_is_no_card(desk_of: DeskOf, screen_of: ScreenOf, whole: Raw) -> None:
    assert not screen_of(desk_of(whole, "agreed"), "note").page.given.isVisible()


def test_nothing_is_filled_in_beforehand(desk_of: DeskOf, screen_of: ScreenOf, whole: Raw) -> None:
    screen = screen_of(desk_of(whole, "out"), "note")
    rows = [*given_at(screen, 0).form.rows.values(), *screen.page.course.fields.form.rows.values()]
    assert [row.value() for row in rows] == [None] * len(rows)
    assert not [row.edit.placeholderText() for row in rows if hasattr(row, "edit")
                if row.edit.placeholderText()]


def test_each_field_is_kept_by_itself_and_said_in_the_line(desk_of: DeskOf, screen_of: ScreenOf, whole: Raw) -> None:
    screen = screen_of(desk_of(whole, "out"), "note")
    fields = given_at(screen, 0)
    write(fields, "depth_mm", "22,5")
    write(fields, "insertions", "3")
    fields.form.rows["response"].buttons[0].click()
    write(fields, "remarks", "eased")
    assert screen.desk.visit.given == (Given(0, 22.5, 3, "twitch", "eased"),)
    assert "22.5 mm deep, 3 insertions, local twitch, eased" in screen.page.given.folds[0].head.accessibleDescription()
    fields.form.rows["response"].buttons[0].click()
    write(fields, "depth_mm", "")
    assert screen.desk.visit.given == (Given(0, None, 3, "", "eased"),)


@pytest.mark.parametrize(("name", "text", "words"), [
    ("depth_mm", "31", "The needle is 30 mm long."), ("depth_mm", "-2", "Write how many millimetres below the skin."),
    ("depth_mm", "deep", "Write a number."), ("insertions", "2.5", "A whole number between 1 and 10000."),
    ("insertions", "0", "A whole number between 1 and 10000.")])
def test_what_cannot_be_stays_in_its_field_and_is_not_recorded(
        desk_of: DeskOf, screen_of: ScreenOf, whole: Raw, name: str, text: str, words: str) -> None:
    screen = screen_of(desk_of(whole, "out"), "note")
    screen.desk.give(0, depth_mm=20, insertions=2)
    screen.page.draw()
    fields = given_at(screen, 0)
    write(fields, name, text)
    screen.page.draw()
    row = fields.form.rows[name]
    assert row.raw() == text and row.edit.accessibleDescription() == words
    assert screen.desk.visit.given == (Given(0, 20, 2),)
    write(fields, name, "10")
    assert row.edit.accessibleDescription() == ""
    assert getattr(screen.desk.visit.given[0], name) == 10


def test_the_course_is_kept_field_by_field(desk_of: DeskOf, screen_of: ScreenOf, whole: Raw) -> None:
    screen = screen_of(desk_of(whole, "out"), "note")
    screen.page.course.unfold()
    for name, text in (("visits", "6"), ("frequency", "once a week"), ("other_treatments", "heel raises")):
        write(screen.page.course.fields, name, text)
    assert screen.desk.visit.course == Course(6, "once a week", "heel raises")
    assert "6 visits, once a week, heel raises" in screen.page.course.head.accessibleDescription()


def test_a_sealed_visit_lets_the_folds_open_and_nothing_be_written(
        desk_of: DeskOf, screen_of: ScreenOf, settled: Callable, whole: Raw) -> None:
    screen = screen_of(desk_of(whole, "sealed"), "note")
    settled()
    fields = given_at(screen, 0)
    assert screen.page.given.folds[0].isEnabled() and not fields.isEnabled()
    assert screen.page.course.isEnabled() and not screen.page.course.fields.isEnabled()


def test_it_is_reached_and_answered_by_keyboard_and_has_names(desk_of: DeskOf, screen_of: ScreenOf, whole: Raw) -> None:
    screen = screen_of(desk_of(whole, "out"), "note")
    fold = screen.page.given.folds[0]
    fold.head.setFocus()
    QTest.keyClick(fold.head, Qt.Key.Key_Return)
    assert fold.is_open() and fold.head.accessibleName() == "1  Left upper trapezius"
    rows = screen.page.given.fields[0].form.rows
    names = [rows[name].edit.accessibleName() for name in ("depth_mm", "insertions", "remarks")]
    assert names == [f"{label}, 1  Left upper trapezius" for label in ("Depth reached (mm)", "Insertions, all needles", "Remarks")]
    assert [button.text() for button in rows["response"].buttons] == list(RESPONSE_WORDS.values())
    QTest.keyClick(rows["response"].buttons[1], Qt.Key.Key_Space)
    assert screen.desk.visit.given == (Given(0, response="referred-pain"),)


def form_of(screen: VisitScreen) -> SiteForm:
    """The form of the first site, opened to be changed."""
    screen.page._change(0)
    return screen.page.form


def test_a_site_may_tell_angle_and_needle_and_only_with_current_its_numbers(
        desk_of: DeskOf, screen_of: ScreenOf, whole: Raw) -> None:
    screen = screen_of(desk_of(whole, "planned"), "sites")
    form = form_of(screen)
    assert not form.more.is_open()
    form.more.unfold()
    rows = form.details.form.rows
    assert not rows["frequency_hz"].isVisible()
    rows["angle"].edit.setText("flat")
    rows["needle"].edit.setText("Harbour steel")
    next(button for button in form.technique.buttons if button.value == "electrical").click()
    assert rows["frequency_hz"].isVisible() and rows["frequency_hz"].value() is None
    rows["frequency_hz"].edit.setText("2")
    rows["minutes"].edit.setText("12.5")
    form.save.click()
    site = screen.desk.visit.sites[0]
    assert (site.angle, site.needle, site.current) == ("flat", "Harbour steel", Current(2, None, 12.5))
    form = form_of(screen)
    assert form.more.is_open() and rows["minutes"].raw() == "12.5"
    next(button for button in form.technique.buttons if button.value == "retained").click()
    form.save.click()
    assert screen.desk.visit.sites[0].current is None


def test_a_site_of_which_nothing_of_it_is_told_is_the_same_as_ever(desk_of: DeskOf, screen_of: ScreenOf, whole: Raw) -> None:
    screen = screen_of(desk_of(whole, "planned"), "sites")
    before = screen.desk.visit.sites
    form_of(screen).save.click()
    assert screen.desk.visit.sites == before


def test_a_current_that_cannot_be_is_said_where_it_stands(desk_of: DeskOf, screen_of: ScreenOf, whole: Raw) -> None:
    screen = screen_of(desk_of(whole, "planned"), "sites")
    form = form_of(screen)
    next(button for button in form.technique.buttons if button.value == "electrical").click()
    form.more.unfold()
    form.details.form.rows["minutes"].edit.setText("2000")
    form.more.unfold(False)
    form.save.click()
    assert form.more.is_open() and form.details.form.rows["minutes"].edit.accessibleDescription() == "Between 0 and 1440."
    assert screen.desk.visit.sites[0].current is None


def test_another_site_begins_without_what_the_last_one_told(desk_of: DeskOf, screen_of: ScreenOf, whole: Raw) -> None:
    screen = screen_of(desk_of(whole, "planned"), "sites")
    form = form_of(screen)
    form.more.unfold()
    form.details.form.rows["angle"].edit.setText("flat")
    form.save.click()
    screen.page.list.region_chosen.emit("calf", "right")
    assert form.details.form.rows["angle"].value() is None and not form.more.is_open()


def test_the_profile_holds_since_when_somebody_practises(workplace: Workplace, dressed: None, qtbot: object) -> None:
    page = ProfilePage(workplace)
    qtbot.addWidget(page)
    form = page.practitioner.form
    assert form["practising_since"] is None
    form.rows["cover_until"].set_value("2027-06-30")
    form.rows["practising_since"].edit.setText("2030")
    page.foot.next.click()
    assert form.rows["practising_since"].edit.accessibleDescription() == "A whole number between 1900 and 2026."
    form.rows["practising_since"].edit.setText("2011")
    page.foot.next.click()
    assert workplace.store.user.practitioner.practising_since == 2011
