"""The way on: past what is done, back to what a plan asks anew, and without an action that no rule asks for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from needlesafe.domain.anatomy import site_from_json
from needlesafe.domain.catalogue import Catalogue
from needlesafe.domain.people import patient_from_json
from needlesafe.flow.reception import READ_BACK, begin
from needlesafe.flow.visit_desk import VisitDesk
from needlesafe.flow.workplace import Workplace
from needlesafe.gui.new_patient import PatientPage
from needlesafe.gui.visit_screen import VisitScreen
from tests.gui.pages.conftest import DeskOf, ScreenOf
from tests.helpers.adopting import adopted
from tests.helpers.visit_files import AOIFE, DELTOID, GASTROCNEMIUS, UPPER_TRAPEZIUS, begun, complete
from tests.helpers.workplaces import MORNING


@pytest.fixture
def again(desk_of: DeskOf, workplace: Workplace, catalogue: Catalogue) -> VisitDesk:
    """A second visit, eighteen days after a calf was needled."""
    desk_of(complete(begun(GASTROCNEMIUS), catalogue), "sealed")
    return begin(replace(workplace, clock=lambda: MORNING + timedelta(days=18)), patient_from_json(AOIFE))


def planned(screen: VisitScreen, muscle: str, side: str) -> None:
    """Opens the form of a muscle on the sites page."""
    screen.page.list.muscle_chosen.emit(muscle, side)


def test_a_plan_that_asks_new_questions_leads_back_to_the_first_of_them(
        desk_of: DeskOf, screen_of: ScreenOf, settled: Callable, catalogue: Catalogue) -> None:
    raw = complete(begun(DELTOID), catalogue)
    screen = screen_of(desk_of(raw, "ready"), "sites")
    screen.desk.plan_sites((*screen.desk.visit.sites, site_from_json({**UPPER_TRAPEZIUS, "side": "right"})))
    screen.draw()
    assert screen.foot.next.text() == "Continue to screening"
    screen.foot.next.click()
    settled()
    assert screen.step == "screening"
    first = next(row for row in screen.page._asked.values() if row.id in screen.desk.assessment.unanswered)
    assert QApplication.focusWidget() is screen.page.rows[first.id].buttons[0]


def test_what_is_done_is_passed_over_and_the_consent_is_prepared_on_arrival(
        desk_of: DeskOf, screen_of: ScreenOf, settled: Callable, catalogue: Catalogue) -> None:
    screen = screen_of(desk_of(complete(begun(DELTOID), catalogue), "ready"), "screening")
    assert screen.foot.next.text() == "Continue to consent"
    screen.foot.next.click()
    settled()
    assert screen.step == "consent" and screen.desk.visit.consent.draft
    assert screen.page.reading.isVisible() and not screen.page.prepare.isVisible()
    assert not screen.desk.visit.consent.decision and not screen.page.cards


def test_a_consent_that_was_given_is_never_prepared_anew_by_coming_to_it(
        desk_of: DeskOf, screen_of: ScreenOf, settled: Callable, catalogue: Catalogue) -> None:
    raw = complete(begun(DELTOID), catalogue)
    screen = screen_of(desk_of(raw, "agreed"), "sites")
    screen.desk.plan_sites((replace(screen.desk.visit.sites[0], length_mm=40),))
    draft = screen.desk.visit.consent.draft
    screen.open_step("cautions")
    screen._arrive("consent")
    settled()
    assert screen.desk.visit.consent.draft == draft and screen.desk.visit.consent.decision == "given"


def test_from_the_screening_the_last_plan_is_taken_and_its_questions_join(
        again: VisitDesk, screen_of: ScreenOf, settled: Callable) -> None:
    screen = screen_of(again, "screening")
    card, before = screen.page.again, set(screen.desk.assessment.unanswered)
    assert card.last.isVisible() and "right gastrocnemius" in card.last.words.text()
    card.last.take.click()
    settled()
    assert [site.muscle for site in again.visit.sites] == ["m-gastrocnemius"]
    assert "ci-suspected-dvt" in set(screen.desk.assessment.unanswered) - before
    assert not again.visit.screening and not again.visit.acknowledged
    assert not card.last.isVisible() and "Planned: right gastrocnemius" in card.planned.text()


def test_pain_before_is_one_tap_beside_it_and_none_is_there_beforehand(again: VisitDesk, screen_of: ScreenOf) -> None:
    screen = screen_of(again, "screening")
    assert screen.page.again.pain.value() is None
    screen.page.again.pain.buttons[6].click()
    assert again.visit.indication.pain_before == 6
    screen.open_step("sites")
    assert screen.page.fields["pain_before"].value() == "6"


def test_a_first_visit_has_nothing_to_repeat(desk_of: DeskOf, screen_of: ScreenOf) -> None:
    assert screen_of(desk_of(begun(DELTOID)), "screening").page.again is None


def test_a_second_site_is_offered_the_needle_of_the_first_and_takes_it_in_one_press(
        desk_of: DeskOf, screen_of: ScreenOf, settled: Callable) -> None:
    screen = screen_of(desk_of(begun({**UPPER_TRAPEZIUS, "level": "C6"}), "planned"), "sites")
    planned(screen, "m-infraspinatus", "left")
    form = screen.page.form
    assert form.same.isVisible() and "2 needles, 30 mm" in form.same.text()
    assert [row.value() for row in (form.technique, form.position, *form.numbers.values(), *form.texts.values())] == [None] * 10
    form.same.click()
    assert QApplication.focusWidget() is form.save and len(screen.desk.visit.sites) == 1
    form.save.click()
    settled()
    first, second = screen.desk.visit.sites
    assert replace(second, muscle=first.muscle, level="C6") == first and second.level is None


def test_the_first_site_and_one_that_is_changed_are_offered_no_needle(desk_of: DeskOf, screen_of: ScreenOf) -> None:
    screen = screen_of(desk_of(begun()), "sites")
    planned(screen, "m-deltoid", "right")
    assert not screen.page.form.same.isVisible()
    screen.desk.plan_sites([site_from_json(DELTOID), site_from_json(GASTROCNEMIUS)])
    screen.draw()
    planned(screen, "m-infraspinatus", "left")
    assert screen.page.form.same.isVisible()
    screen.page.planned.buttons[0][0].click()
    assert not screen.page.form.same.isVisible()


def test_the_check_of_who_is_here_is_made_once(qtbot: QtBot, dressed: None, workplace: Workplace) -> None:
    page, begun_desks = PatientPage(adopted(workplace)), []
    qtbot.addWidget(page)
    page.show()
    page.visit_started.connect(begun_desks.append)
    for name in ("family_name", "given_name", "birth_date"):
        page.form.rows[name].edit.setText(AOIFE[name])
    assert page.tick.accessibleName() == workplace.catalogue.readiness[READ_BACK].text and not page.tick.isChecked()
    page._next()
    assert not begun_desks
    page.tick.click()
    page._next()
    assert dict(begun_desks[0].visit.readiness) == {READ_BACK: "yes"}


def test_while_the_pause_is_open_the_way_on_leads_to_what_was_not_said_and_the_rail_to_the_note(
        desk_of: DeskOf, screen_of: ScreenOf, settled: Callable, catalogue: Catalogue) -> None:
    screen = screen_of(desk_of(complete(begun(DELTOID), catalogue), "agreed"), "treatment")
    rows = list(screen.page.pause.rows.values())
    rows[0].click()
    assert screen.foot._missing.text() == f"{len(rows) - 1} not said yet" and screen.foot.next.weight == "waiting"
    screen.foot.next.click()
    settled()
    assert screen.step == "treatment" and QApplication.focusWidget() is rows[1]
    note = screen.rail.item_of("note")
    assert note.isEnabled() and not note.item.line
    screen.open_step("note")
    assert screen.rail.item_of("treatment").item.state == "open"


def test_whoever_put_it_off_lacks_nothing_and_is_led_to_the_note(
        desk_of: DeskOf, screen_of: ScreenOf, settled: Callable, catalogue: Catalogue) -> None:
    desk = desk_of(complete(begun(DELTOID), catalogue), "prepared")
    desk.decide("deferred")
    screen = screen_of(desk, "consent")
    assert not screen.foot._missing.text() and screen.rail.item_of("consent").item.line == "not today"
    assert screen.foot.next.text() == "Continue to note" and screen.foot.next.weight == "primary"
    screen.foot.next.click()
    settled()
    assert screen.step == "note"
