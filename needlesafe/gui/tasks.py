"""Long work off the UI thread: what to do, what on success, what on failure."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal


class Task(QObject):
    """A piece of work with its outcome; alive until it has told it."""

    succeeded = Signal(object)
    failed = Signal(object)
    _running: set[Task] = set()

    def __init__(self, work: Callable[[], Any]) -> None:
        super().__init__()
        self._work = work

    def start(self) -> Task:
        """Begins the work on another thread; the signals come back on this one."""
        Task._running.add(self)
        self.succeeded.connect(lambda _: Task._running.discard(self))
        self.failed.connect(lambda _: Task._running.discard(self))
        QThreadPool.globalInstance().start(_Run(self))
        return self

    def carry_out(self) -> None:
        """Does the work and tells how it ended."""
        try:
            outcome = self._work()
        except Exception as error:  # every failure is told on the UI thread, where it is shown or reraised
            self.failed.emit(error)
        else:
            self.succeeded.emit(outcome)


class _Run(QRunnable):
    def __init__(self, task: Task) -> None:
        super().__init__()
        self._task = task

    def run(self) -> None:
        """Qt calls this on a thread of its pool."""
        self._task.carry_out()


def running() -> bool:
    """Whether any task is still at work."""
    return bool(Task._running)
