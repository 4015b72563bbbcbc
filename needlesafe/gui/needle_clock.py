"""How long needles have been in, by the second, and whether the planned time is over."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from needlesafe.errors import StoreRefused
from needlesafe.flow.needle_times import in_since, last_moment
from needlesafe.flow.views import LedgerLine
from needlesafe.flow.workplace import Workplace
from needlesafe.gui.messages import tr
from needlesafe.gui.spoken_dates import day_words

LONG = 12 * 3600
"""From so many seconds on a clock says hours, and the day since when."""


class NeedleClock:
    """One clock a site: it starts when a needle is seen going in, or at the moment that the journal holds."""

    def __init__(self, workplace: Workplace, visit_id: str) -> None:
        self._workplace, self._visit_id = workplace, visit_id
        self._looked = False
        self._started: dict[int, float] = {}

    def seconds(self, lines: Sequence[LedgerLine]) -> dict[int, int]:
        """Seconds since the first needle, for each site that has one in."""
        now, inside = self._workplace.monotonic(), {line.index: line for line in lines if line.present}
        self._started = {index: start for index, start in self._started.items() if index in inside}
        if new := [line for index, line in inside.items() if index not in self._started]:
            self._started |= {index: now - passed for index, passed in self._passed(new).items()}
        self._looked = True
        return {index: int(now - start) for index, start in self._started.items()}

    def longest(self, lines: Sequence[LedgerLine]) -> int:
        """Seconds since the first of all needles that are in; 0 where none is."""
        return max(self.seconds(lines).values(), default=0)

    def long_since(self, lines: Sequence[LedgerLine]) -> str:
        """The day and time since when the first of them has been in, where that is half a day or more; else nothing."""
        longest = self.longest(lines)
        began = (self._workplace.clock() - timedelta(seconds=longest)).astimezone()
        return f"{day_words(began.date().isoformat())}, {began:%H:%M}" if longest >= LONG else ""

    def overdue(self, lines: Sequence[LedgerLine]) -> tuple[str, ...]:
        """The sites whose planned minutes are over, by name."""
        seconds = self.seconds(lines)
        planned = ((line, planned_minutes(line)) for line in lines if line.index in seconds)
        return tuple(line.title for line, minutes in planned if minutes and seconds[line.index] >= minutes * 60)

    def _passed(self, new: Sequence[LedgerLine]) -> dict[int, float]:
        """Seconds since the needles of sites went in that had none when this clock was looked at before."""
        now, minute = self._workplace.clock(), self._workplace.local_time()
        if self._looked and all(line.since[:5] == minute for line in new):
            return {line.index: 0.0 for line in new}
        known = self._known()
        began = {line.index: known.get(line.index) or last_moment(line.since, now) for line in new}
        return {index: max(0.0, (now - moment).total_seconds()) for index, moment in began.items()}

    def _known(self) -> dict[int, datetime]:
        try:
            return in_since(self._workplace, self._visit_id)
        except StoreRefused:
            return {}


def planned_minutes(line: LedgerLine) -> float | None:
    """How long the needles of a site are planned to stay in, or the current through them; None where nobody planned it."""
    current = line.site.current
    return line.minutes or (current.minutes if current else None) or None


def clock_words(seconds: int) -> str:
    """Minutes and seconds; hours and minutes from half a day on."""
    if seconds >= LONG:
        return tr("{hours} h {minutes} min").format(hours=seconds // 3600, minutes=seconds % 3600 // 60)
    return f"{seconds // 60}:{seconds % 60:02}"
