"""
Against habit: items that were answered faster than anybody reads them are shown once more.

Four or more items one after the other, each less than 400 ms after the one before it by the monotonic clock, are a run.
What such runs held is shown once in a visit, quietly; nothing is changed by it and nothing waits for it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from needlesafe.domain.events import Event
from needlesafe.domain.visit import Visit
from needlesafe.flow.visit_desk import VisitDesk

FASTEST_MS = 400
"""An item that follows upon another sooner than this was hardly read."""
_AT_ONCE_MS = 2
"""No two taps follow upon each other sooner: such events are of one act."""
FEWEST = 4
"""So many items one after the other make a run."""
ITEMS = ("answered", "since-last-answered", "readiness-answered", "acknowledged", "change-accepted", "understanding-answered",
         "discharge-answered")
"""The events that answer an item."""
SHOWN = "answers-shown-again"
"""The event that stands for the page on which they are shown."""


@dataclass(frozen=True, slots=True)
class Item:
    """Something that was answered."""

    kind: str
    """One of ITEMS."""
    id: str


class Pace:
    """How fast items follow upon each other in one sitting."""

    def __init__(self) -> None:
        self._run: tuple[Item, ...] = ()
        self._hasty: dict[Item, None] = {}

    def hear(self, act: Sequence[Event]) -> None:
        """Takes in the events of one act, which answers one item at most."""
        item = _item_of(act[0]) if act else None
        if item is None:
            self._run = ()
            return
        if not 0 <= act[0].gap_ms < FASTEST_MS:
            self._run = (item,)
        elif item not in self._run:
            self._run = (*self._run, item)
        if len(self._run) >= FEWEST:
            self._hasty |= dict.fromkeys(self._run)

    def due(self, visit: Visit) -> tuple[Item, ...]:
        """The items of the runs, where they were not shown in this visit yet."""
        return () if visit.closed or visit.shown_again else tuple(self._hasty)


def pace_of(desk: VisitDesk) -> Pace:
    """The pace of a visit that goes on: what was answered in haste before it was left is due still."""
    pace = Pace()
    if not desk.visit.closed and not desk.visit.shown_again:
        for act in _acts(desk.resumed or desk.workplace.store.events(desk.visit_id)):
            pace.hear(act)
    return pace


def show_again(desk: VisitDesk, items: Sequence[Item]) -> Visit:
    """Records that items were shown once more because they were answered in haste."""
    return desk.record((SHOWN, {"items": [item.id for item in items], "because": "haste"}))


def _acts(events: Sequence[Event]) -> Iterator[list[Event]]:
    """Yields the events that were recorded in one go."""
    act: list[Event] = []
    for event in events:
        if act and not 0 <= event.gap_ms <= _AT_ONCE_MS:
            yield act
            act = []
        act.append(event)
    if act:
        yield act


def _item_of(event: Event) -> Item | None:
    """The item that an event answers; None where it takes an answer back or is none."""
    told = event.payload
    if event.type not in ITEMS or told.get("because") or not told.get("answer", "ticked"):
        return None
    return Item(event.type, str(told.get("id") or told.get("finding")))
