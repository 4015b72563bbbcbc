"""A repeat visit: what changed is asked first; what was answered before stands beside and is never filled in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtWidgets import QLabel

from needlesafe.domain.anatomy import site_from_json
from needlesafe.domain.catalogue import Catalogue
from needlesafe.domain.earlier import standing
from needlesafe.domain.people import Patient, patient_from_json
from needlesafe.errors import Lack
from needlesafe.flow.reception import begin
from needlesafe.flow.visit_desk import VisitDesk
from needlesafe.flow.workplace import Workplace
from needlesafe.gui.visit_screen import VisitScreen
from needlesafe.gui.widgets.answer_row import AnswerRow
from tests.gui.pages.conftest import DeskOf, ScreenOf
from tests.helpers.visit_files import AOIFE, UPPER_TRAPEZIUS, begun, complete
from tests.helpers.workplaces import MORNING

LATER = timedelta(days=18)


@pytest.fixture
def again(desk_of: DeskOf, catalogue: Catalogue, workplace: Workplace) -> VisitDesk:
    """A second visit of Aoife's, eighteen days after a first one in which nothing was raised but low blood pressure."""
    desk_of(complete(begun(UPPER_TRAPEZIUS, screening={"pr-low-bp": {"answer": "yes", "detail": "since May"}}), catalogue),
            "sealed")
    desk = begin(replace(workplace, clock=lambda: MORNING + LATER), patient_from_json(AOIFE))
    desk.plan_sites([site_from_json(UPPER_TRAPEZIUS)])
    return desk


@pytest.fixture
def repeat(again: VisitDesk, screen_of: ScreenOf, settled: Callable) -> VisitScreen:
    """Its screening."""
    screen = screen_of(again, "screening")
    screen.page._make(1000)
    settled()
    return screen


def said(row: AnswerRow) -> str:
    """The quiet line beneath a question."""
    return row._state.text().replace("\u200b", "")


def nothing_changed(screen: VisitScreen, besides: str = "") -> None:
    """Presses No on everything that may have changed, or Yes on one of them."""
    for change in screen.desk.workplace.catalogue.changes:
        screen.page.rows[change].buttons[0 if change == besides else 1].click()


def test_what_changed_is_asked_first(repeat: VisitScreen, catalogue: Catalogue) -> None:
    assert list(repeat.page.rows)[:len(catalogue.changes)] == list(catalogue.changes)
    top = {name: row.mapTo(repeat.page.widget(), row.rect().topLeft()).y() for name, row in repeat.page.rows.items()}
    assert max(top[name] for name in catalogue.changes) < min(top[name] for name in catalogue.questions if name in top)


def test_earlier_answers_stand_beside_and_none_is_filled_in(repeat: VisitScreen, catalogue: Catalogue) -> None:
    nothing_changed(repeat)
    repeat.page.fold.unfold()
    repeat.page._make(1000)
    asked = [row for name, row in repeat.page.rows.items() if name in catalogue.questions]
    assert len(asked) > 60 and all(said(row).startswith("21 November 2026: ") for row in asked)
    assert not any(row.answer() for row in asked)


def test_a_question_that_is_asked_again_says_why(repeat: VisitScreen) -> None:
    nothing_changed(repeat)
    assert said(repeat.page.rows["ci-fever-infection"]) == "21 November 2026: no  ·  asked at every visit"
    assert said(repeat.page.rows["pr-low-bp"]) == "21 November 2026: yes (since May)  ·  raised last time"


def test_nothing_stands_until_everything_that_may_have_changed_was_asked(repeat: VisitScreen, catalogue: Catalogue) -> None:
    title = repeat.page.fold.head.text
    assert title().startswith("Waiting for what changed: ") and not standing(repeat.desk.visit, catalogue)
    nothing_changed(repeat)
    held = set(repeat.desk.assessment.unanswered)
    shown = sum(1 for row in repeat.page._asked.values() if row.part == "standing")
    assert title() == f"Standing since 21 November 2026: {shown} answers"
    assert shown > 30 and not held & {row.id for row in repeat.page._asked.values() if row.part == "standing"}


def test_what_stands_lies_folded_and_its_rows_are_made_when_it_is_opened(repeat: VisitScreen, settled: Callable) -> None:
    nothing_changed(repeat)
    assert "pr-anticoagulant" not in repeat.page.rows
    repeat.page.fold.unfold()
    repeat.page._make(1000)
    settled()
    assert repeat.page.rows["pr-anticoagulant"].isVisible()
    repeat.page.fold.unfold(False)
    assert not repeat.page.rows["pr-anticoagulant"].isVisible()


def test_what_stands_may_be_answered_anew_and_its_row_stays_in_place(repeat: VisitScreen) -> None:
    nothing_changed(repeat)
    repeat.page.fold.unfold()
    repeat.page._make(1000)
    row = repeat.page.rows["pr-anticoagulant"]
    row.buttons[0].click()
    assert repeat.desk.visit.screening["pr-anticoagulant"].answer == "yes"
    assert repeat.page.rows["pr-anticoagulant"] is row and row.isVisible()
    assert said(row) == "Changed. 21 November 2026: no"


def test_a_change_asks_anew_what_it_touches(repeat: VisitScreen) -> None:
    nothing_changed(repeat, "ch-medicines")
    repeat.page._make(1000)
    assert said(repeat.page.rows["pr-anticoagulant"]) == "21 November 2026: no  ·  changed since: medicines"
    assert "pr-anticoagulant" in repeat.desk.assessment.unanswered
    assert "pr-kyphoscoliosis" not in repeat.desk.assessment.unanswered


def test_an_answer_that_was_given_before_a_change_is_asked_again(repeat: VisitScreen) -> None:
    nothing_changed(repeat)
    repeat.desk.answer("pr-anticoagulant", repeat.desk.visit.since_last["ch-surgery"])
    repeat.page.rows["ch-medicines"].buttons[0].click()
    repeat.page._make(1000)
    assert "pr-anticoagulant" not in repeat.desk.visit.screening
    assert not repeat.page.rows["pr-anticoagulant"].answer()


def test_what_changed_is_recorded_and_can_be_taken_back(repeat: VisitScreen) -> None:
    row = repeat.page.rows["ch-medicines"]
    row.buttons[0].click()
    assert repeat.desk.visit.since_last["ch-medicines"].answer == "yes"
    assert row.details.isVisible()
    row.buttons[0].click()
    assert not row.answer() and "ch-medicines" not in repeat.desk.visit.since_last


def test_what_is_missing_leads_first_to_what_changed(repeat: VisitScreen) -> None:
    lack = Lack("unanswered", "pr-anticoagulant", "screening")
    assert repeat.page.place_of(lack) is repeat.page.rows["ch-medicines"]
    nothing_changed(repeat, "ch-medicines")
    assert repeat.page.place_of(lack) is repeat.page.rows["pr-anticoagulant"]


def test_a_first_visit_is_not_asked_what_changed(desk_of: DeskOf, screen_of: ScreenOf, catalogue: Catalogue) -> None:
    screen = screen_of(desk_of(begun()), "screening")
    assert not set(screen.page.rows) & set(catalogue.changes)
    assert screen.page.fold.isHidden()
    assert not any(label.text() == "Not asked before" for label in screen.page.findChildren(QLabel))


@pytest.fixture
def man(desk_of: DeskOf, workplace: Workplace) -> Iterator[VisitDesk]:
    """A second visit of a man."""
    person = {**AOIFE, "sex": "male"}
    desk_of(begun(patient=person))
    known: Patient = patient_from_json(person)
    yield begin(workplace, known)


def test_a_man_is_not_asked_whether_he_became_pregnant(man: VisitDesk, screen_of: ScreenOf) -> None:
    screen = screen_of(man, "screening")
    assert "ch-medicines" in screen.page.rows and "ch-pregnancy" not in screen.page.rows
