"""Each step of a visit and what lies above it has its page in the guide."""

from __future__ import annotations

from needlesafe.flow.steps import STEP_IDS
from needlesafe.gui.guide_way import page_of
from needlesafe.gui.papers_page import PapersPage
from tests.gui.pages.conftest import DeskOf, ScreenOf
from tests.helpers.visit_files import begun


def test_f1_means_the_step_the_page_above_it_the_lock_and_first_of_all_the_emergency(desk_of: DeskOf, screen_of: ScreenOf) -> None:
    screen = screen_of(desk_of(begun()))
    for step in STEP_IDS:
        screen.open_step(step)
        assert page_of(screen) == step
    screen.open_aside(PapersPage(screen))
    assert page_of(screen) == "papers"
    screen.covers.lock()
    assert page_of(screen) == "lock"
    screen.open_emergency()
    assert page_of(screen) == "emergency"
