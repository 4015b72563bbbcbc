"""The note: needles balance or are accounted for, the patient may leave or is gone, the record is sealed."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget
from pytestqt.qtbot import QtBot

from needlesafe.domain.catalogue import Catalogue
from needlesafe.flow.needling import declare_left
from needlesafe.gui.visit_screen import VisitScreen
from tests.gui.pages.conftest import DeskOf, ScreenOf
from tests.helpers.visit_files import UPPER_TRAPEZIUS, Raw, begun, complete


@pytest.fixture
def whole(catalogue: Catalogue) -> Raw:
    """The file of a whole visit."""
    return complete(begun(UPPER_TRAPEZIUS), catalogue)


def words_of(widget: QWidget) -> str:
    """Every word that is seen in a widget."""
    return " ".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def reconcile(screen: VisitScreen) -> None:
    """Answers every check with yes and writes what was found."""
    card = screen.page.reconciliation
    for row in list(card.checks.rows.values()):
        row.buttons[0].click()
    card.text.edit.setPlainText("found in the towel, bent")
    card.text.commit()


def test_needles_that_do_not_balance_are_searched_for_in_writing(
        desk_of: DeskOf, screen_of: ScreenOf, settled: Callable, whole: Raw) -> None:
    desk = desk_of(whole, "needled")
    desk.remove(0, 1)
    screen = screen_of(desk, "note")
    assert "1 needle is still in Take it out and count it." in words_of(screen.page.reconciliation)
    assert not screen.page.reconciliation.search.is_open()
    screen.page.reconciliation.search.head.click()
    reconcile(screen)
    assert not [lack for lack in desk.lacks("finish") if lack.code == "needles"]


def test_each_check_of_the_search_is_saved_before_a_word_is_written(
        desk_of: DeskOf, screen_of: ScreenOf, whole: Raw) -> None:
    screen = screen_of(desk_of(whole, "needled"), "note")
    row = next(iter(screen.page.reconciliation.checks.rows.values()))
    row.buttons[0].click()
    assert screen.desk.visit.reconciliation.checks == {row.row_id: "yes"}


def test_a_search_that_was_begun_stays_open(desk_of: DeskOf, screen_of: ScreenOf, whole: Raw) -> None:
    screen = screen_of(desk_of(whole, "needled"), "note")
    card = screen.page.reconciliation
    next(iter(card.checks.rows.values())).buttons[0].click()
    assert card.search.is_open() and card.text.isVisible()


def test_needles_that_stay_on_purpose_are_never_called_out(desk_of: DeskOf, screen_of: ScreenOf, catalogue: Catalogue) -> None:
    desk = desk_of(complete(begun({**UPPER_TRAPEZIUS, "stays": 1}), catalogue), "needled")
    declare_left(desk, 0, 1, "an ear needle, out tomorrow")
    screen = screen_of(desk, "treatment")
    assert "1 still to come out, 1 left on purpose" in words_of(screen.page.rows[0])
    screen.open_step("note")
    assert "1 to come out of the patient, 1 left on purpose" in words_of(screen.needles)
    screen.act(lambda desk: desk.remove(0, 1))
    assert screen.page.context.text() == "1 needle stays in, the others are out."


def test_a_leaving_check_that_fails_says_that_the_patient_stays(
        desk_of: DeskOf, screen_of: ScreenOf, whole: Raw) -> None:
    screen = screen_of(desk_of(whole, "out"), "note")
    next(iter(screen.page.discharge.rows.values())).buttons[1].click()
    assert "Not yet. The patient stays until the time is over." in words_of(screen.page.discharge)


def test_a_check_that_may_stay_unmet_asks_what_is_owed(desk_of: DeskOf, screen_of: ScreenOf, whole: Raw) -> None:
    screen = screen_of(desk_of(whole, "noted"), "note")
    field = screen.page.discharge.debts["ob-neuro"]
    assert not field.isVisible()
    screen.page.discharge.rows["ob-neuro"].buttons[1].click()
    assert field.isVisible() and [lack.code for lack in screen.desk.lacks("finish")] == ["discharge-owed"]
    field.edit.setPlainText("Numb patch; Conor Walsh rings on Monday.")
    field.commit()
    assert screen.desk.visit.note.discharge_owed == {"ob-neuro": "Numb patch; Conor Walsh rings on Monday."}
    assert not screen.desk.lacks("finish")


def test_what_was_owed_is_not_kept_once_the_check_is_met(desk_of: DeskOf, screen_of: ScreenOf, whole: Raw) -> None:
    screen = screen_of(desk_of(whole, "noted"), "note")
    row, field = screen.page.discharge.rows["ob-neuro"], screen.page.discharge.debts["ob-neuro"]
    row.buttons[1].click()
    field.edit.setPlainText("Numb patch")
    row.buttons[0].click()
    field.commit()
    assert not field.isVisible() and not screen.desk.visit.note.discharge_owed


def test_pain_is_one_tap_with_what_it_was_before_beside(desk_of: DeskOf, screen_of: ScreenOf, whole: Raw) -> None:
    desk = desk_of(whole, "out")
    desk.indicate(pain_before=6)
    screen = screen_of(desk, "note")
    screen.page.fields["pain_after"].buttons[3].click()
    assert desk.visit.note.pain_after == 3
    assert "Before: 6" in words_of(screen.page.fields["pain_after"])


def test_finish_seals_record_and_aftercare(
        desk_of: DeskOf, screen_of: ScreenOf, settled: Callable, whole: Raw) -> None:
    screen = screen_of(desk_of(whole, "noted"))
    assert screen.step == "note"
    screen.foot.next.click()
    settled()
    assert [document.kind for document in screen.desk.visit.documents] == ["consent", "record", "aftercare"]
    assert [line.paper.kind for line in screen.page.papers.list.lines if line.isVisible()] == ["consent", "record", "aftercare"]


def test_a_record_whose_sealing_was_interrupted_is_sealed_later(
        desk_of: DeskOf, screen_of: ScreenOf, settled: Callable, whole: Raw) -> None:
    desk = desk_of(whole, "noted")
    desk.record(("visit-finished", {"gate": "finish"}))
    screen = screen_of(desk)
    assert screen.foot.next.text() == "Seal the record"
    screen.foot.next.click()
    settled()
    assert [document.kind for document in desk.visit.documents] == ["consent", "record", "aftercare"]


def test_a_patient_who_is_gone_ends_the_visit_with_what_is_owed(
        desk_of: DeskOf, screen_of: ScreenOf, settled: Callable, whole: Raw) -> None:
    screen = screen_of(desk_of(whole, "needled"), "note")
    ending = screen.page.ending
    ending.unfold.click()
    ending.end.click()
    assert "Write what happened." in words_of(ending)
    ending.text.edit.setPlainText("taken to hospital")
    ending.owed.edit.setPlainText("count the needles, Conor Walsh, today")
    ending.end.click()
    assert screen.desk.visit.ending.owed == "count the needles, Conor Walsh, today"
    screen.foot.next.click()
    settled()
    assert {document.kind for document in screen.desk.visit.documents} == {"consent", "record", "aftercare"}


@pytest.mark.parametrize("step", ["who", "screening", "sites", "cautions"])
def test_nothing_can_be_answered_once_the_record_is_sealed(
        desk_of: DeskOf, screen_of: ScreenOf, settled: Callable, whole: Raw, step: str) -> None:
    screen = screen_of(desk_of(whole, "sealed"), step)
    settled()
    assert not [button for button in screen.page.findChildren(QAbstractButton) if button.isVisible() and button.isEnabled()]


def test_what_is_still_being_typed_is_in_the_sealed_record(
        desk_of: DeskOf, screen_of: ScreenOf, settled: Callable, whole: Raw, qtbot: QtBot) -> None:
    screen = screen_of(desk_of(whole, "noted"))
    edit = screen.page.fields["soreness"].edit
    edit.setFocus()
    edit.selectAll()
    qtbot.keyClicks(edit, "none at all")
    qtbot.keyClick(edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settled()
    assert screen.desk.visit.closed
    assert screen.desk.visit.note.soreness == "none at all"
    assert not any("Not saved" in label.text() for label in screen.page.findChildren(QLabel))


def test_pain_and_range_stand_beside_those_of_the_visits_before(desk_of: DeskOf, screen_of: ScreenOf, whole: Raw) -> None:
    earlier = desk_of(whole, "out")
    earlier.indicate(pain_before=8, range_before="45°")
    earlier.note(pain_after=5, range_after="60°")
    desk = desk_of(whole, "out")
    desk.indicate(pain_before=6, range_before="50°")
    screen = screen_of(desk, "note")
    screen.page.fields["pain_after"].buttons[2].click()
    course = screen.page.pain
    assert [(pair.before, pair.after) for pair in course.pain.pairs][-2:] == [(8, 5), (6, 2)]
    assert [(pair.before, pair.after) for pair in course.range.pairs][-2:] == [(45, 60), (None, None)] and course.pain.isVisible()
    assert "pain 6 before, 2 after" in course.latest.text() and "pain 8 before, 5 after" in course.pain.accessibleDescription()
