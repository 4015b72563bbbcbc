"""A patient's finished visits at home: their papers, and the way back into them to add what can only be added."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from needlesafe.domain.catalogue import Catalogue
from needlesafe.flow.walk import start_from
from needlesafe.gui.tasks import running
from needlesafe.gui.visit_screen import VisitScreen
from needlesafe.gui.window import Window
from tests.gui.conftest import Opened
from tests.helpers.visit_files import UPPER_TRAPEZIUS, as_visit, begun, complete
from tests.helpers.visit_walk import record_up_to
from tests.helpers.workplaces import new_workplace


@pytest.fixture
def window(home_on: Opened, tmp_path: Path, catalogue: Catalogue) -> Window:
    """The window at home, over a store with one finished visit."""
    place = new_workplace(tmp_path / "store", catalogue)
    told = as_visit(complete(begun(UPPER_TRAPEZIUS), catalogue), catalogue)
    desk = start_from(told, place)
    record_up_to(desk, told, "sealed")
    place.store.close()
    window = home_on(tmp_path / "store")
    window.home.show_patient(desk.visit.patient_id)
    next(iter(window.home.earlier.rows.values())).row.button.click()
    return window


@pytest.fixture
def settled(qtbot: QtBot) -> Callable[[], None]:
    """Returns a function that waits until no task is at work."""
    def wait() -> None:
        qtbot.waitUntil(lambda: not running(), timeout=20000)
        QApplication.processEvents()

    return wait


def words_on(page: QWidget) -> str:
    """Everything that can be read on a page now."""
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisibleTo(page))


def test_each_paper_of_a_finished_visit_is_listed_with_its_time_and_id(window: Window) -> None:
    row = next(iter(window.home.earlier.rows.values()))
    assert [line.paper.kind for line in row.papers.lines] == ["consent", "record", "aftercare"]
    assert f"aftercare\u00a0{row.desk.visit_id[:8]}" in words_on(row) and "Sealed" in words_on(row)


def test_a_finished_visit_is_opened_and_amended_from_its_patient(window: Window, settled: Callable[[], None]) -> None:
    next(iter(window.home.earlier.rows.values())).open.click()
    screen = window.page
    assert isinstance(screen, VisitScreen) and screen.desk.visit.closed
    screen.page.besides.buttons["amendment"].click()
    for name in ("text", "reason"):
        screen.aside.form.rows[name].edit.setPlainText("the lot was A1181")
    for _ in range(2):
        screen.foot.next.click()
        settled()
    assert [document.kind for document in screen.desk.visit.documents][-1] == "amendment"
    screen.foot.next.click()
    screen.foot.next.click()
    assert window.page is window.home


def test_a_paper_is_saved_from_home(window: Window, tmp_path: Path) -> None:
    row = next(iter(window.home.earlier.rows.values()))
    [written] = row.papers.line_of("aftercare").buttons.save_in(tmp_path / "out")
    assert written.read_bytes().startswith(b"%PDF")
