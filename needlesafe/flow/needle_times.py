"""
Since when needles have been in, as a moment and not as a time of day: the journal knows it to the second.

Why: a time of day alone cannot tell yesterday from today, and stands wrong once the computer's clock is set.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from needlesafe.domain.events import Event
from needlesafe.domain.folding import folded
from needlesafe.domain.ledger import ledger_of
from needlesafe.domain.visit import Visit
from needlesafe.flow.counting import as_counted
from needlesafe.flow.workplace import Workplace


def in_since(workplace: Workplace, visit_id: str) -> dict[int, datetime]:
    """For each site that has a needle in, the moment since when; one that the count misses, or whose count was taken back,
    never came out. StoreRefused where the journal cannot be read."""
    visit: Visit | None = None
    told: dict[int, str] = {}
    known: dict[tuple[int, str], datetime] = {}
    for event in workplace.store.events(visit_id):
        before, visit = visit, folded(visit, event)
        if before is None or (visit.treatment is before.treatment and visit.handled is before.handled):
            continue
        now = {line.site: line.since for line in ledger_of(as_counted(visit)).sites if line.since}
        for place in now.items():
            never_out = place in known and _recorded(event).strftime("%H:%M") != place[1][:5]
            if told.get(place[0]) != place[1] and not never_out:
                known[place] = _moment(event, place[1])
        told = now
    return {site: known[site, since] for site, since in told.items()}


def last_moment(time_of_day: str, until: datetime) -> datetime:
    """The last moment before another at which the clock showed a time of day, HH:MM."""
    local = until.astimezone()
    hour, minute = int(time_of_day[:2]), int(time_of_day[3:5])
    then = local.replace(hour=hour, minute=minute, second=0, microsecond=0)
    return then if then <= local else then - timedelta(days=1)


def _recorded(event: Event) -> datetime:
    return datetime.fromisoformat(event.at.replace("Z", "+00:00")).astimezone()


def _moment(event: Event, time_of_day: str) -> datetime:
    """When an event happened: when it was recorded, unless it tells another time of day."""
    recorded = _recorded(event)
    return recorded if recorded.strftime("%H:%M") == time_of_day[:5] else last_moment(time_of_day, recorded)
