"""A fresh visit: nothing is answered, nothing is hidden, and every step says what it is for."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLineEdit, QPlainTextEdit

from needlesafe.domain.catalogue import Catalogue
from needlesafe.flow.steps import STEP_IDS
from needlesafe.gui.who_counts import CounterRow
from needlesafe.gui.widgets.body_map import BodyMap
from tests.gui.pages.conftest import DeskOf, ScreenOf
from tests.helpers.budgets import allowed
from tests.helpers.visit_files import DELTOID, UPPER_TRAPEZIUS, begun


@pytest.mark.parametrize("stage", ["fresh", "planned"])
def test_nothing_is_answered_beforehand(desk_of: DeskOf, screen_of: ScreenOf, settled: Callable, stage: str) -> None:
    screen = screen_of(desk_of(begun(UPPER_TRAPEZIUS, DELTOID), stage))
    for step in STEP_IDS:
        screen.open_step(step)
        settled()
        drawing = [part for kind in (BodyMap, CounterRow) for shown in screen.page.findChildren(kind)
                   for part in shown.findChildren(QAbstractButton)]  # how it is drawn, and that whoever is signed in counts
        told = [button.accessibleName() for button in screen.page.findChildren(QAbstractButton)
                if button.isCheckable() and button.isChecked() and button not in drawing]
        written = [edit.text() for edit in screen.page.findChildren(QLineEdit) if edit.text()]
        written += [edit.toPlainText() for edit in screen.page.findChildren(QPlainTextEdit) if edit.toPlainText()]
        chosen = [box.currentText() for box in screen.page.findChildren(QComboBox) if box.currentIndex() >= 0]
        assert not [*told, *written, *chosen], step


def test_a_fresh_visit_asks_every_question_of_the_plan(desk_of: DeskOf, screen_of: ScreenOf, qtbot) -> None:
    screen = screen_of(desk_of(begun(UPPER_TRAPEZIUS), "planned"), "screening")
    qtbot.waitUntil(lambda: set(screen.page.rows) >= set(screen.desk.assessment.unanswered), timeout=10000)
    assert len(screen.page.rows) == len(screen.desk.assessment.unanswered)


def test_what_sex_rules_out_is_shown_as_not_asked(desk_of: DeskOf, screen_of: ScreenOf, catalogue: Catalogue, qtbot) -> None:
    raw = begun(UPPER_TRAPEZIUS)
    raw["patient"]["sex"] = "male"
    screen = screen_of(desk_of(raw, "planned"), "screening")
    pregnancy = next(q for q in catalogue.questions.values() if q.only_sex == "female" and "any" in q.tags)
    qtbot.waitUntil(lambda: screen.page.unasked.isVisibleTo(screen), timeout=10000)
    assert pregnancy.id not in screen.page.rows
    assert (pregnancy.short, "Not asked: sex rules it out.") in screen.page.settled.facts()


@pytest.mark.benchmark
def test_every_step_opens_within_its_time(desk_of: DeskOf, screen_of: ScreenOf, catalogue: Catalogue) -> None:
    screen, slow = screen_of(desk_of(begun(UPPER_TRAPEZIUS, DELTOID), "planned"), "who"), {}
    for step in STEP_IDS:
        began = time.perf_counter()
        screen.open_step(step)
        QApplication.processEvents()
        slow[step] = time.perf_counter() - began
    assert max(slow.values()) <= allowed(1.0), slow


@pytest.mark.parametrize("step", ["who", "screening", "sites", "cautions"])
def test_no_is_an_answer_on_every_step_before_consent(desk_of: DeskOf, screen_of: ScreenOf, step: str) -> None:
    screen = screen_of(desk_of(begun(UPPER_TRAPEZIUS), "planned"), step)
    screen.page.way_out.click()
    screen.page.decision.decline.click()
    assert screen.desk.visit.consent.decision == "declined"
    assert screen.step == "note"
