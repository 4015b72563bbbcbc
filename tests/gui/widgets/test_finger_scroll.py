"""A finger that is drawn along a page scrolls it, presses nothing by the way, and leaves alone what takes fingers itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QGuiApplication, QTouchEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QScroller, QWidget
from pytestqt.qtbot import QtBot

from needlesafe.gui.widgets.chooser import Chooser
from needlesafe.gui.widgets.column import Column
from needlesafe.gui.widgets.field_row import Field, FieldRow
from needlesafe.gui.widgets.finger_scroll import FingerScroll
from needlesafe.gui.widgets.ink import Ink
from needlesafe.gui.widgets.toggle import Toggle
from tests.journey.touch import following, glass, touch

UPWARD = [QPoint(0, -way) for way in range(0, 320, 20)]


@pytest.fixture
def fingers(qapp: QApplication) -> Iterator[FingerScroll]:
    """What follows the fingers, as in the program."""
    with following(qapp) as made:
        yield made


@pytest.fixture
def column_of(fingers: FingerScroll, shown: Callable, qtbot: QtBot) -> Callable[..., Column]:
    """Returns a function that shows a column of parts, laid out."""
    def show(*parts: QWidget) -> Column:
        made = Column()
        for part in parts:
            made.body.addWidget(part)
        shown(made, 700, 600)
        qtbot.waitUntil(lambda: QGuiApplication.focusWindow() is made.windowHandle(), timeout=5000)
        made.settle()
        return made

    return show


@pytest.fixture
def column(column_of: Callable[..., Column]) -> Column:
    """A long column of buttons."""
    return column_of(*answers())


def answers() -> list[Toggle]:
    """Many buttons."""
    return [Toggle(str(number), f"Answer number {number}") for number in range(60)]


def buttons(column: Column) -> list[Toggle]:
    """Its buttons."""
    return column.findChildren(Toggle)


def drawn(on: QWidget, start: QPoint) -> None:
    """Draws a finger upwards from a place and holds it for a moment before it goes."""
    touch(on, *(start + step for step in UPWARD), hold=60)


def test_a_finger_scrolls_a_long_column_and_presses_nothing(column: Column) -> None:
    pressed = []
    for button in buttons(column):
        button.clicked.connect(lambda _=False, button=button: pressed.append(button.value))
    under = column.viewport().childAt(60, 500)
    assert isinstance(under, Toggle)
    drawn(column.viewport(), QPoint(60, 500))
    assert column.verticalScrollBar().value() > 200
    assert not pressed and not any(button.isChecked() or button.isDown() for button in buttons(column))
    assert QGuiApplication.mouseButtons() == Qt.MouseButton.NoButton


def test_a_page_that_was_pushed_runs_on_and_a_touch_stops_it_without_pressing(column: Column, qtbot: QtBot) -> None:
    scroller, bar = QScroller.scroller(column.viewport()), column.verticalScrollBar()
    drawn(column.viewport(), QPoint(60, 500))
    at_release = bar.value()
    qtbot.waitUntil(lambda: bar.value() > at_release + 20, timeout=3000)
    touch(column.viewport(), QPoint(60, 300))
    stopped = bar.value()
    qtbot.wait(60)
    assert bar.value() == stopped or scroller.state() == QScroller.State.Inactive
    assert not any(button.isChecked() for button in buttons(column))


def test_after_a_scroll_a_tap_presses_again(column: Column, qtbot: QtBot) -> None:
    drawn(column.viewport(), QPoint(60, 500))
    QScroller.scroller(column.viewport()).stop()
    for y in (200, 420):
        under = next(button for button in buttons(column) if button.mapTo(column, QPoint()).y() > y)
        touch(under, QPoint(30, 20))
        assert under.isChecked(), y


def test_a_finger_that_hardly_moves_still_taps(column: Column) -> None:
    first = buttons(column)[0]
    touch(first, QPoint(30, 20), QPoint(32, 26), QPoint(33, 28))
    assert first.isChecked() and column.verticalScrollBar().value() == 0


def test_a_signature_is_drawn_and_the_page_stands_still(column_of: Callable[..., Column]) -> None:
    ink = Ink()
    made = column_of(ink, *answers())
    way = [QPoint(60 + step, 160 - 2 * step) for step in range(60)]
    touch(ink, *way)
    assert made.verticalScrollBar().value() == 0
    assert [len(stroke) for stroke in ink.strokes()] == [60]


def test_a_palm_that_comes_after_the_finger_draws_nothing(shown: Callable) -> None:
    ink = shown(Ink(), 540, 180)
    fingers = QTest.touchEvent(ink, glass(), False)
    fingers.press(0, QPoint(40, 60), ink).commit()
    fingers.move(0, QPoint(60, 80), ink).press(1, QPoint(400, 170), ink).commit()
    fingers.move(0, QPoint(80, 70), ink).move(1, QPoint(420, 160), ink).commit()
    fingers.release(0, QPoint(80, 70), ink).move(1, QPoint(440, 160), ink).commit()
    fingers.move(1, QPoint(460, 160), ink).commit()
    fingers.release(1, QPoint(460, 160), ink).commit()
    assert len(ink.strokes()) == 1
    assert max(x for x, *_ in ink.strokes()[0]) * ink.width() < 100


def test_a_stroke_whose_touch_is_called_off_is_kept(shown: Callable) -> None:
    ink = shown(Ink(), 540, 180)
    finger = QTest.touchEvent(ink, glass(), False)
    finger.press(0, QPoint(40, 60), ink).commit()
    finger.move(0, QPoint(90, 80), ink).commit()
    QApplication.sendEvent(ink, QTouchEvent(QEvent.Type.TouchCancel, glass()))
    assert [len(stroke) for stroke in ink.strokes()] == [2]
    finger.release(0, QPoint(90, 80), ink).commit()


def test_a_list_is_not_opened_by_a_finger_that_scrolls_and_opens_at_a_tap(
        column_of: Callable[..., Column], qtbot: QtBot) -> None:
    rows = [FieldRow(Field(f"f{n}", f"Field {n}", "choice", tuple((str(i), f"Choice {i}") for i in range(40)))) for n in range(30)]
    made = column_of(*rows)
    chooser: Chooser = rows[5].edit
    drawn(chooser, QPoint(60, 20))
    assert made.verticalScrollBar().value() > 200 and not chooser.view().isVisible()
    QScroller.scroller(made.viewport()).stop()
    made.verticalScrollBar().setValue(0)
    touch(chooser, QPoint(60, 20))
    qtbot.waitUntil(chooser.view().isVisible, timeout=3000)
    view = chooser.view().viewport()
    touch(view, QPoint(60, 60))
    qtbot.waitUntil(lambda: chooser.currentIndex() > 0 and not chooser.view().isVisible(), timeout=3000)
