"""The ticks of a pause of the treatment; how far it came is told in `flow.pause_views`."""

from __future__ import annotations

from needlesafe.domain.visit import Visit
from needlesafe.flow.pause_views import pause_view
from needlesafe.flow.visit_desk import VisitDesk


def tick_pause(desk: VisitDesk, kind: str, item: str, answer: str) -> Visit:
    """Records a tick of a pause, or takes it back; the first one begins the pause."""
    index = pause_view(kind, desk.standing).index
    return desk.detail_adverse(index, {item: answer}) if index >= 0 else desk.pause({item: answer})
