"""Work off the UI thread: told on the UI thread, and nothing of the UI ever taken apart elsewhere."""

from __future__ import annotations

import gc
import threading

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from needlesafe.gui.tasks import Task, running


class Piece:
    """Stands for a widget: notes on which thread it is taken apart."""

    def __init__(self, taken_apart_on: list[int]) -> None:
        self._noted, self.itself = taken_apart_on, self

    def __del__(self) -> None:
        self._noted.append(threading.get_ident())


def allocate() -> int:
    """Makes so many objects that the search for cycles would run many times."""
    return len([[number] for number in range(200_000)])


def test_no_widget_is_taken_apart_on_the_thread_of_a_task(qtbot: QtBot) -> None:
    taken_apart_on: list[int] = []
    for _ in range(50):
        Piece(taken_apart_on)
    gc.freeze()
    gc.unfreeze()
    task = Task(allocate)
    with qtbot.waitSignal(task.succeeded, timeout=20000):
        task.start()
    gc.collect()
    assert len(taken_apart_on) == 50 and set(taken_apart_on) == {threading.get_ident()}


def test_what_the_work_held_is_let_go_on_the_ui_thread(qtbot: QtBot) -> None:
    taken_apart_on: list[int] = []

    def begin() -> None:
        piece = Piece(taken_apart_on)
        piece.itself = None
        Task(lambda: str(piece)).start()

    for _ in range(200):
        begin()
    qtbot.waitUntil(lambda: not running() and len(taken_apart_on) == 200, timeout=20000)
    assert set(taken_apart_on) == {threading.get_ident()}


def test_the_search_for_cycles_goes_on_after_the_last_task(qtbot: QtBot) -> None:
    gate = threading.Event()
    first, second = Task(gate.wait).start(), Task(lambda: None).start()
    assert not gc.isenabled()
    with qtbot.waitSignals([first.succeeded, second.succeeded], timeout=20000):
        gate.set()
    assert gc.isenabled() and not running()


@pytest.mark.parametrize("fails", [False, True])
def test_the_outcome_is_told_on_the_ui_thread(qtbot: QtBot, fails: bool) -> None:
    class Listener(QObject):
        def hear(self, outcome: object) -> None:
            heard.append((outcome, threading.get_ident()))

    def work() -> int:
        if fails:
            raise ValueError("no")
        return threading.get_ident()

    heard: list[tuple[object, int]] = []
    listener, task = Listener(), Task(work)
    signal = task.failed if fails else task.succeeded
    signal.connect(listener.hear)
    signal.connect(lambda outcome: heard.append((outcome, threading.get_ident())))
    task.start()
    qtbot.waitUntil(lambda: len(heard) == 2)
    assert {told_on for _, told_on in heard} == {threading.get_ident()}
    assert fails == isinstance(heard[0][0], ValueError)
    assert heard[0][0] != threading.get_ident()
