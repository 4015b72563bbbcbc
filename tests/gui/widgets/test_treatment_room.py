"""Needles, signatures and the emergency card."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QInputDevice, QPointingDevice, QTabletEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from needlesafe.domain.catalogue import Catalogue
from needlesafe.gui.emergency_choice import EmergencyChoice
from needlesafe.domain.consent import Signature
from needlesafe.gui.signature_card import SignatureCard
from needlesafe.gui.widgets.count_row import CountRow
from needlesafe.gui.widgets.emergency_card import EmergencyCard, EmergencyStep
from needlesafe.gui.widgets.ink import NO_PRESSURE
from needlesafe.gui.widgets.ledger_row import LedgerRow
from needlesafe.gui.widgets.signature_pad import SignaturePad
from needlesafe.gui.widgets.sum_figures import SumFigures
from tests.journey.touch import glass

STEPS = [EmergencyStep("out", "Take every needle out.", True), EmergencyStep("sit", "Sit the patient up."),
         EmergencyStep("call", "Call for help.")]


def words_in(widget: QWidget) -> list[str]:
    """Returns what the labels inside the widget say."""
    return [label.text() for label in widget.findChildren(QLabel) if label.isVisibleTo(widget)]


@pytest.fixture
def pad(shown: Callable) -> SignaturePad:
    """Returns a pad whose clock goes on by 16 at every look."""
    ticks = count(1000, 16)
    return shown(SignaturePad("Patient: Aoife Byrne", clock=lambda: next(ticks)))


def draw(qtbot: QtBot, pad: SignaturePad, places: list[tuple[int, int]]) -> None:
    """Draws one stroke with the mouse."""
    points = [QPoint(*place) for place in places]
    qtbot.mousePress(pad.ink, Qt.MouseButton.LeftButton, pos=points[0])
    for point in points[1:]:
        qtbot.mouseMove(pad.ink, point)
    qtbot.mouseRelease(pad.ink, Qt.MouseButton.LeftButton, pos=points[-1])


@pytest.fixture
def stylus() -> QPointingDevice:
    """Returns a real pen; it has to outlive its events."""
    return QPointingDevice("pen", 7, QInputDevice.DeviceType.Stylus, QPointingDevice.PointerType.Pen,
                           QInputDevice.Capability.Pressure, 1, 2)


def pen(stylus: QPointingDevice, kind: QEvent.Type, x: float, pressure: float) -> QTabletEvent:
    """Returns an event of a real pen."""
    y, button = 40, Qt.MouseButton.LeftButton
    return QTabletEvent(kind, stylus, QPointF(x, y), QPointF(x, y), pressure, 0, 0, 0, 0, 0,
                        Qt.KeyboardModifier.NoModifier, button, button)


def test_a_needle_in_and_a_needle_out_carry_the_site(shown: Callable, heard: Callable, qtbot: QtBot) -> None:
    row = shown(LedgerRow(3, "Left upper trapezius"))
    placed, removed = heard(row.needle_placed), heard(row.needle_removed)
    qtbot.mouseClick(row.place, Qt.MouseButton.LeftButton)
    qtbot.keyClick(row.remove, Qt.Key.Key_Return)
    assert (placed, removed) == ([(3,)], [(3,)])


def test_the_ledger_shows_and_speaks_the_counts_it_was_given(shown: Callable) -> None:
    row = shown(LedgerRow(0, "Left upper trapezius"))
    row.set_counts(3, 1)
    row.set_clock(247)
    assert {"3", "1", "2 in the patient", "4:07"} <= set(words_in(row))
    assert row.accessibleDescription() == "3 in, 1 out, 2 in the patient"


def test_taking_out_can_stay_possible_where_placing_is_not(shown: Callable, heard: Callable, qtbot: QtBot) -> None:
    row = shown(LedgerRow(0, "Left upper trapezius"))
    placed, removed = heard(row.needle_placed), heard(row.needle_removed)
    row.allow(place=False, remove=True)
    for button in (row.place, row.remove):
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert (len(placed), len(removed)) == (0, 1)


def test_the_filled_button_is_the_one_that_is_meant_next(shown: Callable) -> None:
    row = shown(LedgerRow(0, "Left upper trapezius"))
    row.set_planned(2)
    row.set_counts(1, 0)
    width = row.place.width()
    assert (row.place.weight, row.remove.weight) == ("primary", "plain")
    row.set_counts(2, 0)
    assert (row.place.weight, row.remove.weight) == ("plain", "primary")
    assert row.place.width() == width and row.place.height() >= 48
    row.set_counts(2, 2)
    assert (row.place.weight, row.remove.weight) == ("plain", "plain")


def test_a_number_is_told_once_and_shown_when_it_is_kept(shown: Callable, heard: Callable, qtbot: QtBot) -> None:
    row = shown(CountRow("Went in, in all", "Left calf"))
    row.show_count(None, range(1, 4))
    said = heard(row.counted)
    qtbot.mouseClick(row.buttons[3], Qt.MouseButton.LeftButton)
    assert said == [(3,)] and not row.buttons[3].isChecked()
    row.show_count(3, range(1, 4), 3)
    qtbot.mouseClick(row.buttons[3], Qt.MouseButton.LeftButton)
    assert said == [(3,)] and row.buttons[3].isChecked() and not row.buttons[2].isEnabled()


def test_numbers_beyond_a_dozen_have_no_button_but_the_last(shown: Callable) -> None:
    row = shown(CountRow("Went in, in all"))
    row.show_count(None, range(1, 41))
    assert list(row.buttons) == [*range(1, 13), 40]


def test_a_number_keeps_the_keyboard_while_the_others_change(shown: Callable) -> None:
    row = shown(CountRow("Went in, in all"))
    row.show_count(None, range(1, 4))
    row.buttons[2].setFocus()
    row.show_count(2, range(1, 6))
    assert QApplication.focusWidget() is row.buttons[2]


def test_the_planned_minutes_are_over_in_words_and_ground(shown: Callable) -> None:
    row = shown(LedgerRow(0, "Left upper trapezius"))
    assert not row.set_clock(599, 10) and "of 10 min" in words_in(row)
    assert row.set_clock(600, 10) and "10 min are over" in words_in(row)
    assert not row.set_clock(None, 10) and not row.clock.isVisible()


def test_figures_are_smaller_where_there_is_less_room_and_never_cut(shown: Callable) -> None:
    figures = shown(SumFigures(), 700, 200)
    figures.show_figures((("12", "in"), ("10", "out"), ("2", "still in"), ("104:07", "minutes")), "grave")
    for width in (900, 500, 300):
        assert figures.width_at(figures.size_at(width)) <= width
    assert figures.size_at(900) > figures.size_at(300)


def test_a_stroke_is_told_at_pen_up_with_places_times_and_pressure(pad: SignaturePad, heard: Callable, qtbot: QtBot) -> None:
    said = heard(pad.stroke_finished)
    draw(qtbot, pad, [(10, 20), (60, 90), (200, 40)])
    (stroke,), = said
    width, height = pad.ink.width(), pad.ink.height()
    assert [(round(x * width), round(y * height)) for x, y, _, _ in stroke] == [(10, 20), (60, 90), (200, 40)]
    assert [time for _, _, time, _ in stroke] == sorted(time for _, _, time, _ in stroke)
    assert {pressure for *_, pressure in stroke} == {NO_PRESSURE}
    assert pad.strokes() == [stroke]


def test_a_real_pen_brings_its_pressure(pad: SignaturePad, stylus: QPointingDevice) -> None:
    for kind, x, pressure in ((QEvent.Type.TabletPress, 20, 0.2), (QEvent.Type.TabletMove, 60, 0.8),
                              (QEvent.Type.TabletRelease, 60, 0.0)):
        QApplication.sendEvent(pad.ink, pen(stylus, kind, x, pressure))
    assert [pressure for *_, pressure in pad.strokes()[0]] == [pytest.approx(0.2), pytest.approx(0.8)]


@pytest.mark.parametrize("other", ["palm", "mouse"])
def test_a_palm_or_a_mouse_that_comes_during_a_stroke_of_the_pen_takes_nothing_of_it(
        pad: SignaturePad, stylus: QPointingDevice, qtbot: QtBot, other: str) -> None:
    QApplication.sendEvent(pad.ink, pen(stylus, QEvent.Type.TabletPress, 20, 0.5))
    QApplication.sendEvent(pad.ink, pen(stylus, QEvent.Type.TabletMove, 60, 0.5))
    if other == "palm":
        palm = QTest.touchEvent(pad.ink, glass(), False)
        palm.press(0, QPoint(300, 100), pad.ink)
        palm.commit()
        palm.move(0, QPoint(310, 110), pad.ink)
        palm.commit()
        palm.release(0, QPoint(310, 110), pad.ink)
        palm.commit()
    else:
        draw(qtbot, pad, [(300, 100), (310, 110)])
    QApplication.sendEvent(pad.ink, pen(stylus, QEvent.Type.TabletMove, 100, 0.5))
    QApplication.sendEvent(pad.ink, pen(stylus, QEvent.Type.TabletRelease, 100, 0.0))
    (stroke,) = pad.strokes()
    assert [round(x * pad.ink.width()) for x, *_ in stroke] == [20, 60, 100]


def test_a_stroke_whose_pen_is_never_lifted_is_kept_and_does_not_hold_the_pad(
        pad: SignaturePad, stylus: QPointingDevice, qtbot: QtBot) -> None:
    ticks = iter([1000, 1000, 1016, 9000, 9016, 9032, 9048, 9064])
    pad.ink._clock = lambda: next(ticks)
    QApplication.sendEvent(pad.ink, pen(stylus, QEvent.Type.TabletPress, 20, 0.5))
    QApplication.sendEvent(pad.ink, pen(stylus, QEvent.Type.TabletMove, 60, 0.5))
    draw(qtbot, pad, [(300, 100), (310, 110)])
    assert [len(stroke) for stroke in pad.strokes()] == [2, 2]


def test_ink_that_leaves_the_pad_stays_within_it(pad: SignaturePad, qtbot: QtBot) -> None:
    draw(qtbot, pad, [(10, 20), (-400, 9000)])
    assert all(0 <= value <= 1 for point in pad.strokes()[0] for value in point[:2])


def test_strokes_that_were_kept_are_drawn_again_without_being_told(pad: SignaturePad, heard: Callable, qtbot: QtBot) -> None:
    draw(qtbot, pad, [(10, 20), (60, 90), (200, 40)])
    kept, picture = pad.strokes(), pad.ink.grab().toImage()
    said = heard(pad.stroke_finished)
    pad.set_strokes([])
    assert pad.ink.grab().toImage() != picture
    pad.set_strokes(kept)
    assert pad.strokes() == kept
    assert not said


def test_clear_takes_everything_back_and_says_so(pad: SignaturePad, heard: Callable, qtbot: QtBot) -> None:
    draw(qtbot, pad, [(10, 20), (60, 90)])
    said = heard(pad.cleared)
    qtbot.mouseClick(pad.clear_button, Qt.MouseButton.LeftButton)
    assert (pad.strokes(), len(said)) == ([], 1)


def test_a_typed_name_counts_only_with_its_attestation(pad: SignaturePad, heard: Callable, qtbot: QtBot) -> None:
    said = heard(pad.typed)
    qtbot.mouseClick(pad.switch, Qt.MouseButton.LeftButton)
    pad.name.edit.setText("Aoife Ní Bhriain")
    qtbot.mouseClick(pad.sign, Qt.MouseButton.LeftButton)
    assert not said
    qtbot.keyClick(pad.attest, Qt.Key.Key_Space)
    qtbot.keyClick(pad.sign, Qt.Key.Key_Return)
    assert said == [("Aoife Ní Bhriain",)]


def test_the_button_that_takes_a_signature_back_says_so(shown: Callable) -> None:
    card = shown(SignatureCard("patient", "needling", "Aoife Byrne"))
    assert card.pad.clear_button.accessibleName() == "Clear"
    card.show_signature(Signature("patient", ("needling",), "Aoife Byrne", typed="Aoife Byrne", at="2026-11-21T10:00:00Z"), None, False)
    assert card.pad.clear_button.accessibleName() == "Take this signature back"
    card.show_signature(None, None, False)
    assert card.pad.clear_button.accessibleName() == "Clear"


def test_an_attestation_without_a_name_signs_nothing(pad: SignaturePad, heard: Callable, qtbot: QtBot) -> None:
    said = heard(pad.typed)
    pad.show_typing(True)
    qtbot.keyClick(pad.attest, Qt.Key.Key_Space)
    qtbot.mouseClick(pad.sign, Qt.MouseButton.LeftButton)
    assert not said


def test_emergencies_stand_in_columns_of_one_width(shown: Callable, catalogue: Catalogue) -> None:
    choice = shown(EmergencyChoice(catalogue, "112"), 1280, 800)
    buttons = list(choice.choices.values())
    assert {button.width() for button in buttons} == {buttons[0].width()}
    assert len({button.x() for button in buttons}) == 4
    assert all(button.height() >= button.heightForWidth(button.width()) for button in buttons)


def test_the_first_open_step_is_the_one_shown_large(shown: Callable, heard: Callable, qtbot: QtBot) -> None:
    card = shown(EmergencyCard(), 1280, 800)
    card.set_card("Suspected pneumothorax", STEPS, "112", "Ambulance")
    said = heard(card.step_ticked)
    assert "Sit the patient up." in words_in(card)
    qtbot.mouseClick(card.done, Qt.MouseButton.LeftButton)
    assert said == [("sit", True)]
    assert "Call for help." in words_in(card)


def test_steps_can_be_ticked_in_any_order_and_back(shown: Callable, heard: Callable, qtbot: QtBot) -> None:
    card = shown(EmergencyCard(), 1280, 800)
    card.set_card("Faint", STEPS, "112")
    said = heard(card.step_ticked)
    for row in (card.rows[2], card.rows[0]):
        qtbot.keyClick(row, Qt.Key.Key_Space)
    assert said == [("call", True), ("out", False)]


def test_calling_and_going_back_are_said(shown: Callable, heard: Callable, qtbot: QtBot) -> None:
    card = shown(EmergencyCard(), 1280, 800)
    card.set_card("Faint", STEPS, "112")
    called, closed = heard(card.called), heard(card.closed)
    qtbot.mouseClick(card.call, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(card.back, Qt.MouseButton.LeftButton)
    assert (len(called), len(closed)) == (1, 1)


def test_the_number_to_call_is_the_largest_thing_on_the_card(shown: Callable) -> None:
    card = shown(EmergencyCard(), 1280, 800)
    card.set_card("Faint", STEPS, "112 or 999")
    sizes = {label.text(): label.fontMetrics().height() for label in card.findChildren(QLabel) if label.text()}
    assert max(sizes, key=sizes.get) == "112 or 999"


def test_where_there_is_no_reason_to_call_the_number_is_not_loud(shown: Callable) -> None:
    card = shown(EmergencyCard(), 1280, 800)
    card.set_card("Needlestick", STEPS, "112 or 999")
    card.show_call(loud=False)
    number = next(label for label in card.findChildren(QLabel) if label.text() == "112 or 999")
    small = number.fontMetrics().height()
    assert small < card.rows[0].height() and card.call.weight == "plain"
    card.show_call(loud=True)
    assert number.fontMetrics().height() > small and card.call.weight == "danger"


def test_what_is_always_serious_stands_before_what_may_be_milder(shown: Callable, catalogue: Catalogue) -> None:
    names = list(EmergencyChoice(catalogue, "112").choices)
    assert names.index("ae-tension-ptx") < names.index("ae-nerve-injury") < names.index("ae-haematoma")
