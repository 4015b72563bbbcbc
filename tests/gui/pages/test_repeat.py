"""A repeat visit: what changed is asked first; what was answered last time stands beside and is never filled in."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QLabel

from needlesafe.domain.catalogue import Catalogue
from needlesafe.flow.reception import previous
from needlesafe.gui.visit_screen import VisitScreen
from tests.gui.pages.conftest import DeskOf, ScreenOf
from tests.helpers.visit_files import UPPER_TRAPEZIUS, begun, complete


@pytest.fixture
def repeat(desk_of: DeskOf, screen_of: ScreenOf, catalogue: Catalogue, workplace, settled: Callable) -> VisitScreen:
    """The screening of a second visit."""
    first = desk_of(complete(begun(UPPER_TRAPEZIUS), catalogue), "sealed")
    second = desk_of(begun(UPPER_TRAPEZIUS), "planned")
    screen = screen_of(second, "screening", previous(workplace, first.visit.patient_id))
    screen.page._make(1000)
    settled()
    return screen


def test_what_changed_is_asked_first(repeat: VisitScreen, catalogue: Catalogue) -> None:
    assert list(repeat.page.rows)[:len(catalogue.changes)] == list(catalogue.changes)
    top = {name: row.mapTo(repeat.page.widget(), row.rect().topLeft()).y() for name, row in repeat.page.rows.items()}
    assert max(top[name] for name in catalogue.changes) < min(top[name] for name in catalogue.questions if name in top)


def test_earlier_answers_stand_beside_and_none_is_filled_in(repeat: VisitScreen, catalogue: Catalogue) -> None:
    asked = [row for name, row in repeat.page.rows.items() if name in catalogue.questions]
    assert all(any(label.text().startswith("Last visit: ") for label in row.findChildren(QLabel)) for row in asked)
    assert not any(row.answer() for row in repeat.page.rows.values())


def test_a_first_visit_is_not_asked_what_changed(desk_of: DeskOf, screen_of: ScreenOf, catalogue: Catalogue) -> None:
    screen = screen_of(desk_of(begun()), "screening")
    assert not set(screen.page.rows) & set(catalogue.changes)


def test_what_changed_is_recorded(repeat: VisitScreen) -> None:
    row = repeat.page.rows["ch-medicines"]
    row.buttons[0].click()
    assert repeat.desk.visit.since_last["ch-medicines"].answer == "yes"
    row.buttons[0].click()
    assert row.answer() == "yes"


def test_a_man_is_not_asked_whether_he_became_pregnant(
        desk_of: DeskOf, screen_of: ScreenOf, catalogue: Catalogue) -> None:
    raw = complete(begun(UPPER_TRAPEZIUS), catalogue)
    raw["patient"]["sex"] = "male"
    desk_of(raw, "sealed")
    again = begun()
    again["patient"]["sex"] = "male"
    screen = screen_of(desk_of(again), "screening")
    assert "ch-medicines" in screen.page.rows and "ch-pregnancy" not in screen.page.rows
