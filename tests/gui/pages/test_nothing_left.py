"""A visit that was left takes everything of its own with it."""

from __future__ import annotations

import gc
from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from needlesafe.domain.catalogue import Catalogue
from needlesafe.flow.steps import STEP_IDS
from needlesafe.gui.visit_screen import VisitScreen
from tests.gui.pages.conftest import DeskOf
from tests.helpers.visit_files import DELTOID, begun, complete


@pytest.mark.parametrize("steps", [(), STEP_IDS], ids=["opened only", "every step"])
@pytest.mark.parametrize("stage", ["fresh", "signed", "needled", "out", "noted"])
def test_a_visit_that_was_left_leaves_no_window_behind(qapp: QApplication, dressed: None, settled: Callable[[], None], desk_of: DeskOf,
                                                       catalogue: Catalogue, stage: str, steps: tuple[str, ...]) -> None:
    desk, before = desk_of(complete(begun(DELTOID), catalogue), stage), qapp.topLevelWidgets()
    screen = VisitScreen(desk)
    screen.show()
    settled()
    for step in steps:
        screen.open_step(step)
        qapp.processEvents()
    screen.hide()
    screen.deleteLater()
    del screen
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    qapp.processEvents()
    gc.collect()
    assert [type(window).__name__ for window in qapp.topLevelWidgets() if window not in before] == []
    assert not [thing for thing in gc.get_objects() if isinstance(thing, VisitScreen) and thing.desk is desk]
