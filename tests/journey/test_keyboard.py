"""A whole visit by the keyboard alone."""

from __future__ import annotations

from collections.abc import Callable

from tests.journey.hand import Hand
from tests.journey.keys import KeyboardHand
from tests.journey.test_window import extracted, walked


def test_the_neck_visit_by_keyboard_alone_tells_the_same_as_run(hand_on: Callable[..., Hand], neck, workplace, tmp_path, qtbot):
    for signature in neck["consent"]["signatures"]:
        signature["typed"] = signature["name"]
        del signature["strokes"]
    screen = hand_on(neck).screen
    with qtbot.waitActive(screen):
        screen.activateWindow()
    hand = KeyboardHand(qtbot, screen)
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

    assert extracted(hand) == walked(neck, workplace, tmp_path / "out")
