"""
A whole visit by touch alone: every tap, every page that is drawn along, every stroke of the pen is a touch event.

Letters and figures alone come from a keyboard, as from the one that the system shows beneath a field: no field can be
filled in by touch in any other way. No mouse is touched.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from needlesafe.domain.people import patient_from_json
from needlesafe.flow.reception import begin
from needlesafe.flow.workplace import Workplace
from needlesafe.gui import theme
from needlesafe.gui.tasks import running
from needlesafe.gui.theme import Theme
from needlesafe.gui.visit_screen import VisitScreen
from tests.helpers.visit_files import as_visit
from tests.helpers.visit_walk import record_up_to
from tests.journey.hand import Hand
from tests.journey.test_window import extracted, points, walked, without_strokes
from tests.journey.touch import TouchHand, following

WIDTH, HEIGHT = 260, 180
"""The least size of the pad: one pixel there is the most that a stroke may be off."""


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
