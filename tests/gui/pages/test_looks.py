"""No page cuts a word or runs out of its column: at 1280 × 800, at 1024 × 700, and with text twice as large."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget

from needlesafe.domain.catalogue import Catalogue
from needlesafe.flow.steps import STEP_IDS
from needlesafe.gui import theme
from needlesafe.gui.theme import Theme
from needlesafe.gui.visit_screen import VisitScreen
from needlesafe.gui.widgets.fold import Fold
from tests.gui.pages.conftest import DeskOf, ScreenOf
from tests.helpers.visit_files import DELTOID, UPPER_TRAPEZIUS, begun, complete

SIZES = [(1280, 800, 1.0), (1024, 700, 1.0), (1280, 800, 2.0)]


def cut(page: QWidget) -> list[str]:
    """Every text that has less height than it needs."""
    return [label.text() for label in page.findChildren(QLabel) if label.isVisible() and label.text()
            and label.height() < label.heightForWidth(label.width())]


def outside(screen: VisitScreen) -> list[str]:
    """Every control or text that runs out of its page or under another part of the window."""
    view = screen.page.viewport()
    parts = [*screen.page.findChildren(QLabel), *screen.page.findChildren(QAbstractButton)]
    return [part.accessibleName() or part.text() for part in parts if part.isVisible() and view.isAncestorOf(part)
            and not 0 <= part.mapTo(view, QPoint()).x() <= view.width() - part.width()]


@pytest.mark.parametrize(("width", "height", "scale"), SIZES)
@pytest.mark.parametrize("stage", ["planned", "needled"])
def test_nothing_is_cut(qapp: QApplication, desk_of: DeskOf, screen_of: ScreenOf, settled: Callable,
                        catalogue: Catalogue, stage: str, width: int, height: int, scale: float) -> None:
    raw = complete(begun(UPPER_TRAPEZIUS, DELTOID, screening={"pr-anticoagulant": "yes"}), catalogue)
    desk = desk_of(raw, stage)
    if stage == "needled":
        desk.adverse("ae-nerve-contact", 0, {})
    theme.apply(qapp, Theme(scale=scale))
    screen = screen_of(desk, "who")
    screen.resize(width, height)
    for step in STEP_IDS:
        screen.open_step(step)
        if step == "screening":
            screen.page._make(1000)
        if step == "sites":
            screen.page.list.region_chosen.emit("upper-trapezius-shoulder-top", "left")
        for fold in screen.page.findChildren(Fold):
            fold.unfold()
        screen.page.settle()
        settled()
        assert not cut(screen), step
        assert not outside(screen), step


@pytest.mark.parametrize(("width", "height", "scale"), SIZES)
def test_nothing_of_an_emergency_is_cut(qapp: QApplication, desk_of: DeskOf, screen_of: ScreenOf, settled: Callable,
                                        catalogue: Catalogue, width: int, height: int, scale: float) -> None:
    desk = desk_of(complete(begun(UPPER_TRAPEZIUS), catalogue), "needled")
    theme.apply(qapp, Theme(scale=scale))
    screen = screen_of(desk)
    screen.resize(width, height)
    screen.open_emergency()
    settled()
    assert not cut(screen)
    for name in list(screen.emergency.choices):
        screen.emergency.choose(name)
        settled()
        assert not cut(screen), name
