"""
Long work off the UI thread: what to do, what on success, what on failure.

While any of it runs, Python's search for cycles rests: it would take widgets apart on the thread that it happens to
run on, and Qt allows that on the UI thread only. For the same reason a thread has ended before its task is let go.
"""

from __future__ import annotations

import gc
from collections.abc import Callable
from threading import Thread
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal


class Task(QObject):
    """A piece of work with its outcome; alive until it has told it."""

    succeeded = Signal(object)
    failed = Signal(object)
    _ended = Signal(object, object)
    _running: set[Task] = set()

    def __init__(self, work: Callable[[], Any]) -> None:
        super().__init__()
        self._work: Callable[[], Any] | None = work
        self._thread = Thread(target=self._carry_out, name="needlesafe-task")

    def start(self) -> Task:
        """Begins the work on another thread; the signals come back on this one."""
        Task._running.add(self)
        gc.disable()
        self._ended.connect(self._tell, Qt.ConnectionType.QueuedConnection)
        self._thread.start()
        return self

    def _carry_out(self) -> None:
        try:
            outcome, error = self._work(), None
        except Exception as caught:  # every failure is told on the UI thread, where it is shown or raised again
            outcome, error = None, caught
        self._ended.emit(outcome, error)

    def _tell(self, outcome: Any, error: Exception | None) -> None:
        self._thread.join()
        self._work = None
        Task._running.discard(self)
        if not Task._running:
            gc.enable()
        if error is None:
            self.succeeded.emit(outcome)
        else:
            self.failed.emit(error)


def running() -> bool:
    """Whether any task is still at work."""
    return bool(Task._running)
