"""Checking a document shows how far it has come, and can be called off: the verdict of the seal is said all the same."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from needlesafe.domain.catalogue import Catalogue
from needlesafe.flow.clinic_seal import seal_key
from needlesafe.flow.progress import Progress
from needlesafe.flow.proof import Known, prove
from needlesafe.gui.tasks import running
from needlesafe.gui.window import Window
from needlesafe.seal import seal
from tests.gui.conftest import Opened
from tests.helpers.workplaces import new_workplace
from tests.seal.small_pdf import small_pdf


@pytest.fixture
def window(home_on: Opened, tmp_path: Path, catalogue: Catalogue) -> Window:
    """The window at the page where documents are checked."""
    new_workplace(tmp_path / "store", catalogue).store.close()
    window = home_on(tmp_path / "store")
    window._open_page("check")
    return window


@pytest.fixture
def sealed(window: Window, tmp_path: Path) -> Path:
    """A sealed file."""
    path = tmp_path / "sealed.pdf"
    path.write_bytes(seal(small_pdf(), seal_key(window.workplace), when=datetime.now(UTC), reason="Record"))
    return path


def test_what_is_under_way_is_said_and_can_be_called_off(window: Window, sealed: Path, qtbot: QtBot) -> None:
    page = window.page
    page.check(sealed)
    assert page.work.isVisible() and page.busy and not page.choose.isEnabled()
    page.work.cancel.click()
    qtbot.waitUntil(lambda: not running(), timeout=20000)
    assert not page.busy and not page.work.isVisible() and page.choose.isEnabled()
    assert page.word.text() == "Unchanged"
    assert [row.text() for row in page.rows] == ["Not compared: What is inside the file was not compared: it was called off."]
    page.check(sealed)
    qtbot.waitUntil(lambda: not running(), timeout=20000)
    assert "called off" not in " ".join(row.text() for row in page.rows)


def test_closing_the_window_calls_it_off(window: Window, sealed: Path, qtbot: QtBot) -> None:
    window.page.check(sealed)
    window.close()
    assert window.page.work.progress.called_off
    qtbot.waitUntil(lambda: not running(), timeout=20000)


def test_a_check_that_is_under_way_ends_at_once(window: Window, sealed: Path) -> None:
    class AtTheSecondStage(Progress):
        def when_called_off(self, end: object) -> None:
            super().when_called_off(end)
            self.call_off()

    began = time.monotonic()
    proof = prove(sealed, Known(window.workplace.register), progress=AtTheSecondStage())
    assert proof.verdict.word == "unchanged" and "called off" in proof.compared[0].said
    assert time.monotonic() - began < 15
