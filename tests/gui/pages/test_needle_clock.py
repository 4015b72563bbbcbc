"""How long needles have been in, told rightly after the program was closed, over midnight, and when the computer's clock was set."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtWidgets import QLabel

from needlesafe.domain.catalogue import Catalogue
from needlesafe.flow.needling import all_out, count_after
from needlesafe.flow.reception import resume
from needlesafe.flow.taking_back import take_back
from needlesafe.flow.views import ledger_lines
from needlesafe.flow.visit_desk import VisitDesk
from needlesafe.flow.workplace import Workplace, steady
from needlesafe.gui.needle_clock import NeedleClock, clock_words
from tests.gui.pages.conftest import DeskOf, ScreenOf
from tests.helpers.visit_files import UPPER_TRAPEZIUS, begun, complete
from tests.helpers.workplaces import MORNING


@pytest.fixture
def paused(desk_of: DeskOf, catalogue: Catalogue) -> VisitDesk:
    """A visit whose pause is made, and no needle in yet."""
    return desk_of(complete(begun(UPPER_TRAPEZIUS), catalogue), "paused")


@pytest.fixture
def needled(paused: VisitDesk) -> VisitDesk:
    """The same with a needle in since half a minute past ten."""
    paused.workplace = at(paused.workplace, seconds=30)
    paused.place(0, 1)
    return paused


def at(workplace: Workplace, **later: float) -> Workplace:
    """The same workplace at another time of the computer's clock, its steady seconds standing still."""
    return replace(workplace, clock=lambda: MORNING + timedelta(**later), monotonic=lambda: 5000.0)


def seconds_at(desk: VisitDesk, **later: float) -> int:
    """What a clock shows that is first looked at then, in a program that was started anew."""
    again = resume(at(desk.workplace, **later), desk.visit_id)
    return NeedleClock(again.workplace, again.visit_id).longest(ledger_lines(again.standing))


@pytest.mark.parametrize(("later", "shown"), [
    ({"minutes": 12}, 11 * 60 + 30), ({"hours": 13, "minutes": 59}, 13 * 3600 + 58 * 60 + 30), ({"days": 1, "minutes": 2}, 86490),
    ({"minutes": -1}, 0)], ids=["to the second", "before midnight", "the next day", "a clock set back"])
def test_a_clock_that_is_looked_at_anew_tells_the_time_since_the_needle_went_in(
        needled: VisitDesk, later: dict[str, float], shown: int) -> None:
    assert seconds_at(needled, **later) == shown


def test_a_needle_that_was_recorded_later_than_it_went_in_counts_from_when_it_went_in(paused: VisitDesk) -> None:
    paused.place(0, 1, at="09:50")
    assert seconds_at(paused, minutes=5) == 15 * 60


def test_a_needle_that_the_count_misses_has_been_in_since_it_went_in(needled: VisitDesk) -> None:
    clock = NeedleClock(at(needled.workplace, minutes=20), needled.visit_id)
    all_out(needled)
    assert clock.seconds(ledger_lines(needled.standing)) == {}
    count_after(needled, {0: 0})
    assert clock.longest(ledger_lines(needled.standing)) == 19 * 60 + 30


def test_a_needle_whose_out_was_taken_back_has_been_in_since_it_went_in(needled: VisitDesk) -> None:
    needled.workplace = at(needled.workplace, minutes=15)
    needled.remove(0, 1)
    take_back(needled)
    assert seconds_at(needled, minutes=20) == 19 * 60 + 30


def test_another_needle_after_all_were_out_begins_anew(needled: VisitDesk) -> None:
    needled.workplace = at(needled.workplace, minutes=10)
    needled.remove(0, 1)
    needled.place(0, 1)
    assert seconds_at(needled, minutes=12) == 2 * 60


def test_what_has_been_in_for_half_a_day_says_the_day(needled: VisitDesk, screen_of: ScreenOf) -> None:
    assert (clock_words(59), clock_words(12 * 3600 - 1), clock_words(24 * 3600 + 120)) == ("0:59", "719:59", "24 h 2 min")
    screen = screen_of(resume(at(needled.workplace, days=1, minutes=2), needled.visit_id), "note")
    said = " ".join(label.text() for label in screen.needles.findChildren(QLabel) if label.isVisible())
    assert "24 h 1 min" in said and "Since 21 November 2026, 10:00" in said


@pytest.mark.skipif(not hasattr(time, "CLOCK_BOOTTIME"), reason="this system has no clock of that name")
def test_the_steady_seconds_go_on_while_the_computer_sleeps(workplace: Workplace) -> None:
    clock: Callable[[], float] = lambda: time.clock_gettime(time.CLOCK_BOOTTIME)
    before = clock()
    assert before <= steady() <= clock() and workplace.monotonic is steady
