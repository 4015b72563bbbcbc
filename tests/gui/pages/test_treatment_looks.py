"""The treatment room cuts no word and runs out of no column: at 1280 × 800, at 1024 × 700, and with text twice as large."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QScrollArea

from needlesafe.domain.catalogue import Catalogue
from needlesafe.flow.pedal import set_pedal_key
from needlesafe.gui import theme
from needlesafe.gui.theme import Theme
from needlesafe.gui.visit_screen import VisitScreen
from needlesafe.gui.widgets.sum_figures import SumFigures
from needlesafe.gui.widgets.words import text_width
from tests.gui.pages.conftest import DeskOf, ScreenOf
from tests.gui.pages.test_looks import SIZES, cut
from tests.helpers.visit_files import GASTROCNEMIUS, UPPER_TRAPEZIUS, begun, complete


def outside(column: QScrollArea) -> list[str]:
    """Every control or text of a page that runs out of it."""
    view = column.viewport()
    parts = [*column.findChildren(QLabel), *column.findChildren(QAbstractButton)]
    return [part.accessibleName() or part.text() for part in parts if part.isVisible() and view.isAncestorOf(part)
            and not 0 <= part.mapTo(view, QPoint()).x() <= view.width() - part.width()]


def whole(screen: VisitScreen, settled: Callable[[], None]) -> bool:
    """Whether nothing of the page on screen is cut or runs out of it."""
    settled()
    assert not cut(screen)
    assert not outside(screen.aside or screen.page)
    return True


@pytest.fixture(params=SIZES, ids=lambda size: f"{size[0]}x{size[1]} at {size[2]:.0%}")
def screen_at(request: pytest.FixtureRequest, qapp: QApplication, desk_of: DeskOf, screen_of: ScreenOf,
              catalogue: Catalogue) -> Callable[[str, str], VisitScreen]:
    """Returns a function that shows a visit at two sites, with a pedal, at one of the sizes."""
    width, height, scale = request.param
    raw = complete(begun(UPPER_TRAPEZIUS, {**GASTROCNEMIUS, "technique": "retained"}), catalogue)

    def show(stage: str, step: str) -> VisitScreen:
        theme.apply(qapp, Theme(scale=scale))
        desk = desk_of(raw, stage)
        set_pedal_key(desk.workplace, "in", "F13")
        screen = screen_of(desk, step)
        screen.resize(width, height)
        return screen

    return show


def test_the_pause_before_the_first_needle(screen_at: Callable, settled: Callable) -> None:
    assert whole(screen_at("agreed", "treatment"), settled)


def test_the_ledger_before_between_and_after(screen_at: Callable, settled: Callable) -> None:
    screen = screen_at("paused", "treatment")
    assert whole(screen, settled)
    screen.page.rows[1].into.buttons[2].click()
    screen.page.rows[1].set_clock(725, 10)
    assert whole(screen, settled)
    screen.page.all_out.click()
    assert whole(screen, settled)
    screen.page.ledger.count.all.click()
    assert whole(screen, settled)


def test_the_pages_beside_the_ledger(screen_at: Callable, settled: Callable) -> None:
    screen = screen_at("needled", "treatment")
    for way in (screen.page.ledger.to_pause, screen.page.ledger.board.more):
        way.click()
        assert screen.aside is not None and whole(screen, settled)
        screen.foot.back.click()


def test_the_pause_before_leaving(screen_at: Callable, settled: Callable) -> None:
    screen = screen_at("out", "note")
    screen.page.leaving.as_screen.click()
    assert whole(screen, settled)


def test_the_sum_is_seen_whole_and_large(screen_at: Callable, settled: Callable) -> None:
    screen = screen_at("needled", "treatment")
    settled()
    figures = screen.page.ledger.board.findChild(SumFigures)
    assert figures.width_at(figures.size_at(figures.width())) <= figures.width()
    assert figures.size_at(figures.width()) >= 56
    quiet = theme.current().font("quiet")
    assert all(text_width(word, quiet) <= figures.width() for _, word in figures.cells)
