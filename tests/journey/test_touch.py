"""
A whole visit by touch alone: every tap, every page that is drawn along, every stroke of the pen is a touch event.

Letters and figures alone come from a keyboard, as from the one that the system shows beneath a field: no field can be
filled in by touch in any other way. No mouse is touched.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QScroller
from pytestqt.qtbot import QtBot

from needlesafe.flow.walk import start_from
from needlesafe.flow.workplace import Workplace
from needlesafe.gui import theme
from needlesafe.gui.tasks import running
from needlesafe.gui.theme import Theme
from needlesafe.gui.visit_screen import VisitScreen
from tests.helpers.visit_files import as_visit
from tests.helpers.visit_walk import record_up_to
from tests.journey.hand import Hand
from tests.journey.test_window import HEIGHT, WIDTH, extracted, points, walked, without_strokes
from tests.journey.touch import TouchHand, following, touch


@pytest.fixture
def no_mouse(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lets no test reach for the mouse."""
    def reached(*_: object, **__: object) -> None:
        raise AssertionError("a mouse was used")

    for name in ("mouseClick", "mousePress", "mouseRelease", "mouseMove", "mouseDClick"):
        monkeypatch.setattr(QTest, name, reached)
        monkeypatch.setattr(QtBot, name, reached)


@pytest.fixture
def fingers_on(hand_on: Callable[[dict[str, Any]], Hand], qapp: QApplication, qtbot: QtBot,
               no_mouse: None) -> Iterator[Callable[[dict[str, Any]], TouchHand]]:
    """Returns a function that begins a visit and shows it to fingers alone."""
    with following(qapp):
        def begin_visit(raw: dict[str, Any]) -> TouchHand:
            screen = hand_on(raw).screen
            with qtbot.waitActive(screen):
                screen.activateWindow()
            return TouchHand(qtbot, screen)

        yield begin_visit


@pytest.fixture
def prepared(qapp: QApplication, qtbot: QtBot, workplace: Workplace, neck: dict[str, Any], no_mouse: None) -> Iterator[TouchHand]:
    """A visit whose consent is laid out, under fingers alone."""
    theme.apply(qapp, Theme())
    told = as_visit(neck, workplace.catalogue)
    desk = start_from(told, workplace)
    record_up_to(desk, told, "prepared")
    with following(qapp):
        screen = VisitScreen(desk)
        screen.resize(1280, 800)
        qtbot.addWidget(screen)
        with qtbot.waitActive(screen):
            screen.show()
        yield TouchHand(qtbot, screen)
        qtbot.waitUntil(lambda: not running(), timeout=20000)


def test_a_signature_is_drawn_and_needles_go_in_and_out_by_touch_alone(prepared: TouchHand, neck: dict[str, Any]) -> None:
    prepared.open("consent")
    prepared.do_signatures(neck)
    prepared.click(prepared.page.given)
    prepared.settle()
    prepared.do_pause()
    row = prepared.page.rows[0]
    for button in (row.place, row.place, row.remove):
        prepared.click(button)
    placed = [event.event for event in prepared.screen.desk.visit.treatment if event.event in ("in", "out")]
    assert placed == ["in", "in", "out"]
    assert {len(mark.strokes) for mark in prepared.screen.desk.visit.consent.signatures} == {
        len(mark["strokes"]) for mark in neck["consent"]["signatures"]}


def test_a_long_page_is_drawn_along_by_a_finger_and_answers_nothing(prepared: TouchHand) -> None:
    prepared.open("screening")
    prepared.qtbot.waitUntil(lambda: not prepared.page._later.isActive(), timeout=20000)
    prepared.settle()
    events, bar = len(prepared.screen.desk.workplace.store.events(prepared.screen.desk.visit_id)), prepared.page.verticalScrollBar()
    for x in (40, 200, 420, 560):
        before = bar.value()
        touch(prepared.page.viewport(), *(QPoint(x, 500 - way) for way in range(0, 400, 25)), hold=40)
        QScroller.scroller(prepared.page.viewport()).stop()
        assert bar.value() > before + 200
    assert len(prepared.screen.desk.workplace.store.events(prepared.screen.desk.visit_id)) == events


@pytest.mark.full
def test_the_neck_visit_by_touch_alone_tells_the_same_as_run(fingers_on, neck, workplace, tmp_path):
    hand = fingers_on(neck)
    hand.do_who(neck)
    hand.do_screening(neck)
    hand.do_sites(neck)
    hand.do_who(neck)
    hand.do_screening(neck)
    hand.do_cautions(neck)
    hand.do_consent(neck)
    hand.do_treatment(neck)
    hand.do_note(neck)
    hand.finish()

    told, run = extracted(hand), walked(neck, workplace, tmp_path / "out")
    assert without_strokes(told) == without_strokes(run)
    for (x, y), (u, v) in zip(points(told), points(run), strict=True):
        assert abs(x - u) <= 1 / WIDTH and abs(y - v) <= 1 / HEIGHT
    print(f"{hand.taps} taps, {hand.drawn} times a page or a list was drawn along")
