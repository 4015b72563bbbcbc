"""Unlocking: the right passphrase opens, a wrong one changes nothing, and no key that was typed is lost."""

from __future__ import annotations

import os
import threading
from hashlib import sha256
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QThread, Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from needlesafe.domain.catalogue import Catalogue
from needlesafe.gui.home import Home
from needlesafe.gui.tasks import Task, running
from needlesafe.gui.unlock import Unlock
from needlesafe.store import KdfCost, Store
from tests.gui.conftest import Opened
from tests.helpers.workplaces import ANNA, CLINIC, CONOR, PASSPHRASE, new_workplace

SLOW = KdfCost(memory_kib=32 * 1024, passes=4, lanes=1)
"""So that there is time to type while a passphrase is tried."""


@pytest.fixture
def folder(tmp_path: Path, catalogue: Catalogue) -> Path:
    """A store that Conor made."""
    new_workplace(tmp_path / "store", catalogue).store.close()
    return tmp_path / "store"


def fingerprints(folder: Path) -> dict[str, str]:
    """The hash of every file of a closed store but the note of who holds it."""
    return {path.name: sha256(path.read_bytes()).hexdigest() for path in folder.iterdir() if path.name != "store.lock"}


def words_on(page: QWidget) -> str:
    """Everything that can be read on a page now."""
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisibleTo(page))


def tried(qtbot: QtBot, page: Unlock, passphrase: str) -> None:
    """Types a passphrase, presses Enter and waits for the answer."""
    page.passphrase.edit.clear()
    qtbot.keyClicks(page.passphrase.edit, passphrase)
    qtbot.keyClick(page.passphrase.edit, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not running(), timeout=20000)


def test_the_passphrase_field_has_the_keyboard_from_the_start(window_on: Opened, folder: Path) -> None:
    page = window_on(folder).page
    assert isinstance(page, Unlock)
    assert QApplication.focusWidget() is page.passphrase.edit


def test_the_right_passphrase_opens_the_home_screen(qtbot: QtBot, window_on: Opened, folder: Path) -> None:
    window = window_on(folder)
    tried(qtbot, window.page, PASSPHRASE)
    qtbot.waitUntil(lambda: isinstance(window.page, Home), timeout=20000)
    assert window.workplace.store.user.id == "conor"
    assert QApplication.focusWidget() is window.home.patients.search


def test_a_wrong_passphrase_is_said_beside_its_field_and_changes_nothing(
        qtbot: QtBot, window_on: Opened, folder: Path) -> None:
    before, page = fingerprints(folder), window_on(folder).page
    tried(qtbot, page, "the river bends once")
    assert "The passphrase is wrong." in words_on(page.passphrase)
    assert not page.banner.isVisible()
    assert fingerprints(folder) == before


def test_a_wrong_passphrase_is_marked_so_that_typing_replaces_it(qtbot: QtBot, window_on: Opened, folder: Path) -> None:
    window = window_on(folder)
    tried(qtbot, window.page, "the river bends once")
    qtbot.keyClicks(window.page.passphrase.edit, PASSPHRASE)
    qtbot.keyClick(window.page.passphrase.edit, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: isinstance(window.page, Home), timeout=20000)


def test_a_damaged_file_is_told_apart_from_a_wrong_passphrase(qtbot: QtBot, window_on: Opened, folder: Path) -> None:
    database = (folder / "store.db").read_bytes()
    (folder / "store.db").write_bytes(os.urandom(len(database)))
    page = window_on(folder).page
    tried(qtbot, page, PASSPHRASE)
    assert "The passphrase is right, but the file store.db is damaged." in words_on(page.banner)
    assert "wrong" not in words_on(page.passphrase)


def test_a_damaged_key_file_is_told_at_once_and_looked_at_again_when_asked(window_on: Opened, folder: Path) -> None:
    whole = (folder / "store.key").read_bytes()
    (folder / "store.key").write_bytes(whole[:-20])
    page = window_on(folder).page
    assert "store.key is damaged" in words_on(page.banner)
    (folder / "store.key").write_bytes(whole)
    page.banner.remedy.click()
    assert not page.banner.isVisible()


def test_a_store_that_is_open_elsewhere_says_so(qtbot: QtBot, window_on: Opened, folder: Path) -> None:
    with Store.open(folder, PASSPHRASE):
        page = window_on(folder).page
        tried(qtbot, page, PASSPHRASE)
        assert "already open" in words_on(page.banner)


def test_where_there_are_several_users_nobody_is_chosen_beforehand(qtbot: QtBot, window_on: Opened, folder: Path) -> None:
    with Store.open(folder, PASSPHRASE) as store:
        store.add_user(ANNA, "another river, also bent")
    window = window_on(folder)
    page = window.page
    tried(qtbot, page, "another river, also bent")
    assert "Choose who you are." in words_on(page)
    page.user.edit.setCurrentIndex(page.user.edit.findData("anna"))
    page.open.click()
    qtbot.waitUntil(lambda: isinstance(window.page, Home), timeout=20000)
    assert window.workplace.store.user.id == "anna"


def test_an_empty_passphrase_is_not_tried(window_on: Opened, folder: Path) -> None:
    page = window_on(folder).page
    page.open.click()
    assert "Write the passphrase." in words_on(page)
    assert not running()


def test_the_key_is_derived_on_another_thread_and_told_on_this_one(qtbot: QtBot) -> None:
    class Listener(QObject):
        def hear(self, worked_on: int) -> None:
            heard.append((worked_on, threading.get_ident()))

    heard: list[tuple[int, int]] = []
    listener = Listener()
    task = Task(threading.get_ident)
    task.succeeded.connect(listener.hear)
    task.succeeded.connect(lambda worked_on: heard.append((worked_on, threading.get_ident())))
    task.start()
    qtbot.waitUntil(lambda: len(heard) == 2)
    assert all(worked_on != told_on == threading.get_ident() for worked_on, told_on in heard)
    assert QThread.currentThread() is QApplication.instance().thread()


def test_keys_that_are_typed_while_a_passphrase_is_tried_stay(qtbot: QtBot, tmp_path: Path, window_on: Opened) -> None:
    Store.create(tmp_path / "slow", PASSPHRASE, CLINIC, CONOR, kdf=SLOW).close()
    window = window_on(tmp_path / "slow")
    page = window.page
    qtbot.keyClicks(page.passphrase.edit, PASSPHRASE[:-1])
    qtbot.keyClick(page.passphrase.edit, Qt.Key.Key_Return)
    assert running()
    qtbot.keyClicks(page.passphrase.edit, PASSPHRASE[-1])
    assert running() and page.passphrase.raw() == PASSPHRASE
    qtbot.waitUntil(lambda: not running(), timeout=20000)
    assert page.passphrase.raw() == PASSPHRASE


def test_enter_pressed_meanwhile_tries_what_was_completed(qtbot: QtBot, tmp_path: Path, window_on: Opened) -> None:
    Store.create(tmp_path / "slow", PASSPHRASE, CLINIC, CONOR, kdf=SLOW).close()
    window = window_on(tmp_path / "slow")
    qtbot.keyClicks(window.page.passphrase.edit, PASSPHRASE[:-1])
    qtbot.keyClick(window.page.passphrase.edit, Qt.Key.Key_Return)
    qtbot.keyClicks(window.page.passphrase.edit, PASSPHRASE[-1])
    qtbot.keyClick(window.page.passphrase.edit, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: isinstance(window.page, Home), timeout=20000)


def test_closing_while_the_store_opens_waits_and_leaves_it_closed(qtbot: QtBot, tmp_path: Path, window_on: Opened) -> None:
    Store.create(tmp_path / "slow", PASSPHRASE, CLINIC, CONOR, kdf=SLOW).close()
    window = window_on(tmp_path / "slow")
    qtbot.keyClicks(window.page.passphrase.edit, PASSPHRASE)
    window.page.open.click()
    assert not window.close()
    qtbot.waitUntil(lambda: not window.isVisible(), timeout=20000)
    Store.open(tmp_path / "slow", PASSPHRASE).close()
