"""An answer is given by somebody, today: nothing is chosen beforehand, everything can be taken back."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QKeyEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from needlesafe.gui.widgets.answer_row import AnswerRow, Question
from needlesafe.gui.widgets.choice_row import Choice, ChoiceRow
from needlesafe.gui.widgets.field_row import PAUSE, Field, FieldRow
from needlesafe.gui.widgets.fold import Fold
from needlesafe.gui.widgets.info_button import InfoButton
from needlesafe.gui.widgets.tick_row import TickRow
from needlesafe.gui.widgets.toggle import Toggle

THINNER = Question("pr-anticoagulant", "Do you take a blood thinner?", source="[baf-2023]",
                   status="Confirmed")
SKIN = Question("pr-skin", "Is there broken skin?", where_when=("yes",), clearance_when=("unknown",),
                places=(("neck", "Neck"), ("lower-limb", "Leg")))
EMPTY = {"answer": None, "detail": None, "where": [], "clearance": None}


def button(row: AnswerRow, value: str) -> QWidget:
    """Returns the button of an answer."""
    return next(button for button in row.buttons if button.value == value)


def press(qtbot: QtBot, row: AnswerRow, value: str) -> None:
    """Clicks an answer."""
    qtbot.mouseClick(button(row, value), Qt.MouseButton.LeftButton)


def test_no_answer_is_chosen_beforehand_not_even_last_times(shown: Callable) -> None:
    row = shown(AnswerRow(THINNER))
    row.show_state("3 November 2026: yes (warfarin)")
    assert row.value() == EMPTY
    assert "3 November 2026: yes (warfarin)" in [label.text() for label in row.findChildren(QLabel)]


@pytest.mark.parametrize("value", ["yes", "no", "unknown"])
def test_an_answer_carries_the_questions_id(shown: Callable, heard: Callable, qtbot: QtBot, value: str) -> None:
    row = shown(AnswerRow(THINNER))
    said = heard(row.answered)
    press(qtbot, row, value)
    assert said == [("pr-anticoagulant", EMPTY | {"answer": value})]


def test_the_same_button_takes_the_answer_back(shown: Callable, heard: Callable, qtbot: QtBot) -> None:
    row = shown(AnswerRow(THINNER))
    said = heard(row.answered)
    press(qtbot, row, "yes")
    press(qtbot, row, "yes")
    assert [value["answer"] for _, value in said] == ["yes", None]


def test_one_answer_excludes_the_others(shown: Callable, qtbot: QtBot) -> None:
    row = shown(AnswerRow(THINNER))
    press(qtbot, row, "yes")
    press(qtbot, row, "no")
    assert [one.value for one in row.buttons if one.isChecked()] == ["no"]


def test_showing_a_recorded_answer_is_not_answering(shown: Callable, heard: Callable) -> None:
    row = shown(AnswerRow(THINNER))
    said = heard(row.answered)
    row.set_value({"answer": "yes", "detail": "apixaban"})
    assert not said
    assert row.value() == EMPTY | {"answer": "yes", "detail": "apixaban"}


def test_enter_answers_but_never_reaches_the_page(shown: Callable, heard: Callable, qtbot: QtBot) -> None:
    reached: list[int] = []

    class Page(QWidget):
        def keyPressEvent(self, event: object) -> None:
            reached.append(event.key())

    page = Page()
    row = AnswerRow(THINNER)
    QVBoxLayout(page).addWidget(row)
    shown(page)
    said = heard(row.answered)
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Space):
        qtbot.keyClick(button(row, "yes"), key)
    assert len(said) == 2
    assert not reached


def test_a_held_enter_answers_nothing(shown: Callable, heard: Callable) -> None:
    row = shown(AnswerRow(THINNER))
    said = heard(row.answered)
    held = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, "\r", True)
    QApplication.sendEvent(button(row, "yes"), held)
    assert not said


def test_typing_is_kept_when_the_field_is_left(shown: Callable, heard: Callable, qtbot: QtBot) -> None:
    row = shown(AnswerRow(THINNER))
    press(qtbot, row, "yes")
    said = heard(row.answered)
    row.details.detail.edit.setFocus()
    qtbot.keyClicks(row.details.detail.edit, "apixaban 5 mg")
    assert not said
    button(row, "yes").setFocus()
    assert said == [("pr-anticoagulant", EMPTY | {"answer": "yes", "detail": "apixaban 5 mg"})]


def test_typing_is_kept_600_ms_after_the_last_key(shown: Callable, heard: Callable, qtbot: QtBot) -> None:
    row = shown(AnswerRow(THINNER))
    press(qtbot, row, "yes")
    said = heard(row.answered)
    row.details.detail.edit.setText("Zoë says apixaban")
    QTest.qWait(PAUSE // 3)
    assert not said
    qtbot.waitUntil(lambda: len(said) == 1, timeout=3 * PAUSE)
    assert said[0][1]["detail"] == "Zoë says apixaban"


def test_place_and_side_are_told_as_the_visit_file_has_them(shown: Callable, heard: Callable, qtbot: QtBot) -> None:
    row = shown(AnswerRow(SKIN))
    press(qtbot, row, "yes")
    said = heard(row.answered)
    qtbot.mouseClick(row.details.places.buttons[1], Qt.MouseButton.LeftButton)
    qtbot.mouseClick(row.details.sides.buttons[0], Qt.MouseButton.LeftButton)
    assert [value["where"] for _, value in said] == [[{"region": "lower-limb"}], [{"region": "lower-limb", "side": "left"}]]


def test_a_clearance_is_asked_for_only_where_it_is_wanted(shown: Callable, qtbot: QtBot) -> None:
    row = shown(AnswerRow(SKIN))
    press(qtbot, row, "yes")
    assert not row.details.clearance["by"].isVisible()
    row.ask_clearance(True)
    assert row.details.clearance["by"].isVisible()
    row.details.clearance["by"].edit.setText("Dr Byrne")
    row.details.clearance["date"].edit.setText("2 November 2026")
    assert row.value()["clearance"] == {"by": "Dr Byrne", "date": "2026-11-02", "text": ""}


def test_what_the_program_set_is_not_asked_and_says_why(shown: Callable) -> None:
    row = shown(AnswerRow(Question("pr-pregnancy", "Could you be pregnant?", not_asked="recorded sex is male")))
    assert not any(one.isVisible() for one in row.buttons)
    assert row.accessibleDescription() == "Not asked: recorded sex is male"


def test_source_and_status_are_one_tap_away(shown: Callable, qtbot: QtBot) -> None:
    row = shown(AnswerRow(THINNER))
    info = next(child for child in row.children() if child.__class__.__name__ == "InfoButton")
    qtbot.mouseClick(info, Qt.MouseButton.LeftButton)
    assert "Confirmed\n[baf-2023]" in [label.text() for label in row.findChildren(QLabel) if label.isVisible()]


def test_every_answer_is_named_with_its_question(shown: Callable) -> None:
    row = shown(AnswerRow(THINNER))
    assert [(one.accessibleName(), one.accessibleDescription()) for one in row.buttons] == [
        (name, "Do you take a blood thinner?") for name in ("Yes", "No", "Not known")]


def test_a_row_is_ticked_by_itself_wherever_it_is_tapped(shown: Callable, heard: Callable, qtbot: QtBot) -> None:
    row = shown(TickRow("neck-ack-1", "Lift the muscle in a pincer."), 500, 60)
    said = heard(row.ticked)
    assert not row.isChecked()
    qtbot.mouseClick(row, Qt.MouseButton.LeftButton, pos=QPoint(row.width() - 5, row.height() // 2))
    qtbot.keyClick(row, Qt.Key.Key_Space)
    assert said == [("neck-ack-1", True), ("neck-ack-1", False)]


def test_a_long_acknowledgement_is_wrapped_and_never_cut(shown: Callable) -> None:
    row = shown(TickRow("a", "I give the collapsed-lung warning in writing, and I say how long to watch for it. " * 4))
    assert row.heightForWidth(240) > row.heightForWidth(600) > 44


def test_a_choice_is_empty_until_it_is_made_and_can_be_taken_back(shown: Callable, heard: Callable, qtbot: QtBot) -> None:
    row = shown(ChoiceRow(Choice("pain", "Pain before", tuple((str(level), str(level)) for level in range(11)))))
    said = heard(row.changed)
    assert row.value() is None
    for level in (6, 3, 3):
        qtbot.mouseClick(row.buttons[level], Qt.MouseButton.LeftButton)
    assert said == [("pain", "6"), ("pain", "3"), ("pain", None)]


def test_a_list_of_many_keeps_its_order(shown: Callable, qtbot: QtBot) -> None:
    row = shown(ChoiceRow(Choice("after", "After", (("bleeding", "Bleeding"), ("bruise", "Bruise")), many=True)))
    for place in (1, 0):
        qtbot.mouseClick(row.buttons[place], Qt.MouseButton.LeftButton)
    assert row.value() == ("bleeding", "bruise")


def test_a_drop_down_holds_nothing_beforehand_and_the_wheel_changes_nothing(shown: Callable, heard: Callable) -> None:
    row = shown(FieldRow(Field("technique", "Technique", "choice", (("a", "In and out"), ("b", "Retained")))))
    said = heard(row.changed)
    turn = QWheelEvent(QPointF(5, 5), QPointF(5, 5), QPoint(), QPoint(0, -120), Qt.MouseButton.NoButton,
                       Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False)
    QApplication.sendEvent(row.edit, turn)
    assert row.value() is None
    row.edit.setCurrentIndex(1)
    assert said == [("technique", "b")]


@pytest.mark.parametrize(("kind", "typed", "value"), [
    ("line", "  Byrne ", "Byrne"), ("number", "0,25", 0.25), ("number", "thirty", None), ("date", "9 March 1984", "1984-03-09"),
    ("date", "1984-02-30", None), ("secret", " kept as typed ", " kept as typed "), ("text", "two\nlines", "two\nlines")])
def test_a_field_holds_what_was_typed_or_nothing(shown: Callable, heard: Callable, kind: str, typed: str, value: object) -> None:
    row = shown(FieldRow(Field("field", "Field", kind)))
    said = heard(row.changed)
    (row.edit.setPlainText if kind == "text" else row.edit.setText)(typed)
    row.commit()
    assert row.value() == value
    assert said == ([("field", value)] if value is not None else [])


def test_a_field_that_cannot_be_read_says_so_in_words(shown: Callable) -> None:
    row = shown(FieldRow(Field("birth", "Birth date", "date")))
    row.edit.setText("03/04/2026")
    row.commit()
    assert row.edit.accessibleDescription() == "Write the date as 9 March 1984 or 1984-03-09."


def test_a_date_is_said_back_with_its_month_in_letters(shown: Callable) -> None:
    row = shown(FieldRow(Field("birth", "Birth date", "date")))
    row.set_value("1984-03-09")
    assert row.edit.accessibleDescription() == "9 March 1984"


def test_a_value_from_the_store_does_not_overwrite_what_is_being_typed(shown: Callable) -> None:
    row = shown(FieldRow(Field("name", "Name")))
    row.edit.setText("Byr")
    row.set_value("Old")
    assert row.raw() == "Byr"


def test_enter_in_a_field_keeps_it_and_says_so(shown: Callable, heard: Callable, qtbot: QtBot) -> None:
    row = shown(FieldRow(Field("passphrase", "Passphrase", "secret")))
    said, entered = heard(row.changed), heard(row.entered)
    qtbot.keyClicks(row.edit, "correct horse")
    qtbot.keyClick(row.edit, Qt.Key.Key_Return)
    assert said == [("passphrase", "correct horse")]
    assert entered == [("passphrase",)]


@pytest.mark.parametrize("make", [lambda: Toggle("a", "Yes"), lambda: TickRow("a", "Read and understood"), lambda: InfoButton("A rule"),
                                  lambda: Fold("More", "", QWidget()).head])
def test_a_button_that_a_reader_turns_is_told_like_one_that_is_pressed(shown: Callable, make: Callable) -> None:
    button = make()
    keeper = button.parentWidget() or button
    said: list[bool] = []
    button.clicked.connect(lambda on: said.append(on))
    shown(keeper)
    spoken = QAccessible.queryAccessibleInterface(button).actionInterface()
    spoken.doAction("Toggle")
    assert said == [True] and button.isChecked()
    spoken.doAction("Toggle")
    assert said == [True, False] and not button.isChecked()
    button.click()
    assert said[2:] == [True]
    button.setChecked(False)
    assert len(said) == 3, "what is only shown was told as turned"
