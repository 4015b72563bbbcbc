"""How long needles have been in, by the second while the program runs, and whether the planned time is over."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from needlesafe.flow.views import LedgerLine
from needlesafe.flow.workplace import Workplace

_TIME = "%H:%M"


class NeedleClock:
    """One clock a site: it starts when a needle is first seen in, or at the minute that was recorded."""

    def __init__(self, workplace: Workplace) -> None:
        self._workplace = workplace
        self._started: dict[int, float] = {}

    def seconds(self, lines: Sequence[LedgerLine]) -> dict[int, int]:
        """Seconds since the first needle, for each site that has one in."""
        now, inside = self._workplace.monotonic(), {line.index: line for line in lines if line.present}
        self._started = {index: start for index, start in self._started.items() if index in inside}
        for index, line in inside.items():
            self._started.setdefault(index, now - _passed(line.since, self._workplace.local_time()))
        return {index: int(now - start) for index, start in self._started.items()}

    def longest(self, lines: Sequence[LedgerLine]) -> int:
        """Seconds since the first of all needles that are in; 0 where none is."""
        return max(self.seconds(lines).values(), default=0)

    def overdue(self, lines: Sequence[LedgerLine]) -> tuple[str, ...]:
        """The sites whose planned minutes are over, by name."""
        seconds = self.seconds(lines)
        planned = ((line, planned_minutes(line)) for line in lines if line.index in seconds)
        return tuple(line.title for line, minutes in planned if minutes and seconds[line.index] >= minutes * 60)


def planned_minutes(line: LedgerLine) -> float | None:
    """How long the needles of a site are planned to stay in, or the current through them; None where nobody planned it."""
    current = line.site.current
    return line.minutes or (current.minutes if current else None) or None


def _passed(since: str, now: str) -> int:
    """Seconds from one time of day to another, across midnight too; 0 where the first is not known."""
    return (datetime.strptime(now, _TIME) - datetime.strptime(since[:5], _TIME)).seconds if since else 0


def clock_words(seconds: int) -> str:
    """Minutes and seconds."""
    return f"{seconds // 60}:{seconds % 60:02}"
