"""How far long work has come, and whether somebody called it off: one thread works, another one looks."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event


class Progress:
    """Counts what is done; the work asks after every part whether it goes on."""

    def __init__(self) -> None:
        self.done, self.total = 0, 0
        self._off = Event()
        self._ends: list[Callable[[], None]] = []

    @property
    def called_off(self) -> bool:
        """Whether somebody ended the work before it was done."""
        return self._off.is_set()

    def call_off(self) -> None:
        """Ends the work after the part that is under way."""
        self._off.set()
        for end in self._ends:
            end()

    def when_called_off(self, end: Callable[[], None]) -> None:
        """Has something done as soon as the work is called off, and at once where it was."""
        self._ends.append(end)
        if self.called_off:
            end()

    def goes_on(self, done: int, total: int) -> bool:
        """Notes how far the work has come; whether it goes on."""
        self.done, self.total = done, total
        return not self._off.is_set()
