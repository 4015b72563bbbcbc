"""A visit on a real screen: a store whose key costs nothing, a clock that stands still, files for any plan."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from needlesafe.domain.catalogue import Catalogue
from needlesafe.flow.visit_desk import VisitDesk
from needlesafe.flow.walk import start_from
from needlesafe.flow.workplace import Workplace
from needlesafe.gui.tasks import running
from needlesafe.gui.visit_screen import VisitScreen
from tests.helpers.visit_files import Raw, as_visit
from tests.helpers.visit_walk import record_up_to
from tests.helpers.workplaces import new_workplace

_TURNS = 8
"""How often a layout may be worked out anew until every width and height agrees, and parts that are made in turn stand too."""
DeskOf = Callable[..., VisitDesk]
ScreenOf = Callable[..., VisitScreen]


@pytest.fixture
def workplace(tmp_path: Path, catalogue: Catalogue) -> Iterator[Workplace]:
    """A new store on the morning of 21 November 2026."""
    place = new_workplace(tmp_path / "store", catalogue)
    yield place
    place.store.close()


@pytest.fixture
def desk_of(workplace: Workplace, catalogue: Catalogue) -> DeskOf:
    """Returns a function that starts a file's visit and records it as far as a stage of `visit_walk`."""
    def begin(raw: Raw, stage: str = "fresh") -> VisitDesk:
        told = as_visit(raw, catalogue)
        desk = start_from(told, workplace)
        record_up_to(desk, told, stage)
        return desk

    return begin


@pytest.fixture
def screen_of(qtbot: QtBot, dressed: None) -> Iterator[ScreenOf]:
    """Returns a function that shows a desk's visit at a step."""
    shown: list[VisitScreen] = []

    def show(desk: VisitDesk, step: str = "") -> VisitScreen:
        screen = VisitScreen(desk)
        shown.append(screen)
        screen.resize(1280, 800)
        with qtbot.waitActive(screen):
            screen.show()
        if step:
            screen.open_step(step)
        settle(qtbot)
        return screen

    yield show
    settle(qtbot)
    for screen in shown:
        screen.close()
        screen.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@pytest.fixture
def settled(qtbot: QtBot) -> Callable[[], None]:
    """Returns a function that waits until no task is at work and everything is drawn."""
    return lambda: settle(qtbot)


@pytest.fixture
def read_only(workplace: Workplace) -> Callable[[], AbstractContextManager[None]]:
    """Returns a function during whose context the place of the store can no longer be written."""
    @contextmanager
    def told_so() -> Iterator[None]:
        connection = workplace.store._parts.database._connection
        connection.exec_driver_sql("PRAGMA query_only = ON")
        connection.rollback()
        try:
            yield
        finally:
            connection.exec_driver_sql("PRAGMA query_only = OFF")
            connection.rollback()

    return told_so


def settle(qtbot: QtBot) -> None:
    """Waits until no task is at work and everything is drawn."""
    qtbot.waitUntil(lambda: not running(), timeout=20000)
    for _ in range(_TURNS):
        QApplication.processEvents()
