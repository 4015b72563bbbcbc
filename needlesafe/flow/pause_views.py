"""
How far a pause of the treatment came. The pause before leaving is counted in `flow.leaving`.

A pause is one event that begins with its first tick; every tick after it is added to that event.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from needlesafe.domain.pauses import INSIDE, pause_items, pause_kinds
from needlesafe.domain.wording import CheckItem
from needlesafe.flow.gates import Standing


@dataclass(frozen=True, slots=True)
class PauseView:
    """A pause as it stands."""

    items: tuple[CheckItem, ...]
    index: int = -1
    """Its place among the treatment events; -1 while it has not begun."""
    at: str = ""
    """The local time of day at which it began."""
    answers: Mapping[str, str] | None = None

    @property
    def unsaid(self) -> tuple[CheckItem, ...]:
        """What was not said yet."""
        said = self.answers or {}
        return tuple(item for item in self.items if said.get(item.id) != item.wanted)

    @property
    def complete(self) -> bool:
        """Whether every item was said."""
        return self.index >= 0 and not self.unsaid


def pause_view(kind: str, standing: Standing) -> PauseView:
    """The last pause of a kind, however far it came; the one with needles in is made anew once another needle goes in."""
    items, index = pause_items(kind, standing.catalogue), -1
    for place, event in enumerate(standing.visit.treatment):
        if event.event == "pause" and kind in pause_kinds(event, standing.catalogue):
            index = place
        elif event.event == "in" and event.moved is None and kind == INSIDE:
            index = -1
    if index < 0:
        return PauseView(items)
    begun = standing.visit.treatment[index]
    return PauseView(items, index, begun.at, begun.detail)
