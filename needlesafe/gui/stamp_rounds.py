"""Asks for time stamps now and then, off the UI thread; nothing waits for it, and closing the window ends it at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from needlesafe.errors import UserError
from needlesafe.flow.workplace import Workplace
from needlesafe.gui.tasks import Task

if TYPE_CHECKING:
    from needlesafe.flow.time_stamps import Round, Stamping

PAUSE = 10 * 60 * 1000
"""Milliseconds between two rounds while the window is open."""


class StampRounds(QObject):
    """One round at a time, and none where the clinic named no authority or nothing is wanted."""

    ended = Signal(object)

    def __init__(self, workplace: Workplace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._stamping: Stamping | None = None
        self._timer = QTimer(self, interval=PAUSE)
        self._timer.timeout.connect(self.ask)
        self._timer.start()

    def ask(self) -> None:
        """Begins a round where there is something to ask and none is under way; a store that refuses is asked later."""
        if self._stamping is not None or not self._is_wanted():
            return
        from needlesafe.flow.time_stamps import Stamping

        self._stamping = Stamping(self._workplace)
        task = Task(self._stamping.work_off)
        task.succeeded.connect(self._end)
        task.failed.connect(self._fail)
        task.start()

    def _is_wanted(self) -> bool:
        store = self._workplace.store
        try:
            return bool(store.setting("time-authority") and store.wanted_time_stamps())
        except UserError:
            return False

    @property
    def goes_on(self) -> bool:
        """Whether further rounds begin by themselves."""
        return self._timer.isActive()

    def go_on(self) -> None:
        """Begins rounds again where they were called off, because the window stays open after all."""
        if not self.goes_on:
            self._timer.start()

    def call_off(self) -> None:
        """Ends the round that is under way and begins none any more."""
        self._timer.stop()
        if self._stamping is not None:
            self._stamping.call_off()

    def _end(self, told: Round) -> None:
        self._stamping = None
        self.ended.emit(told)

    def _fail(self, error: Exception) -> None:
        """A stamp that the store could not keep stays wanted; anything but the store's refusal is a bug."""
        self._stamping = None
        if not isinstance(error, UserError):
            raise error
