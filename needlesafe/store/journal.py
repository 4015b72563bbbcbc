"""
The journal: the events of all visits, appended and never changed, and the line that lists show of each visit.

Each event carries its own chain (domain), a MAC under the store's key, and a head: a hash over all events of the
store up to it.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Row, bindparam, exists, func, select, true

from needlesafe.domain.events import GENESIS, Event, canonical, chain_fault, link_of
from needlesafe.store import refusals
from needlesafe.store.database import Database
from needlesafe.store.head import START, HeadFiles, next_head
from needlesafe.store.keys import mark_of
from needlesafe.store.migrations.follow_ups import NOT_WORKED_OUT
from needlesafe.store.rows import Head, Sought, VisitSummary
from needlesafe.store.tables import events as event_table
from needlesafe.store.tables import visits as visit_table
from needlesafe.store.visit_words import IdsOf, keep_words, newest

_EVENT_COLUMNS = [event_table.c[name] for name in Event.__dataclass_fields__]
_SUMMARY_COLUMNS = [visit_table.c[name] for name in VisitSummary.__dataclass_fields__]

# The statements of an append are built once: building them costs more than running them.
_LAST_OF_VISIT = (select(event_table.c.sequence, event_table.c.link, visit_table.c.number, visit_table.c.facts)
                  .join(visit_table, visit_table.c.id == event_table.c.visit)
                  .where(event_table.c.visit == bindparam("visit_id"))
                  .order_by(event_table.c.sequence.desc()).limit(1))
_ADD_EVENTS = event_table.insert()
_ADD_VISIT = visit_table.insert()
_CHANGE_VISIT = visit_table.update().where(visit_table.c.id == bindparam("visit_id"))

_DATE = 10
"""Letters of an ISO date."""


class Journal:
    """Events and visits of one open store."""

    def __init__(self, database: Database, mark_key: bytes, head_files: HeadFiles) -> None:
        self._database = database
        self._mark_key = mark_key
        self._head_files = head_files
        with database.reading() as connection:
            self._head, self.last_at = _last_head(connection)

    @property
    def head(self) -> Head:
        """How far the store has come."""
        return self._head

    def hash_at(self, sequence: int) -> str:
        """The hash of the head when the store had taken so many events; empty where it never did."""
        if sequence == 0:
            return START.hash
        with self._database.reading() as connection:
            found = connection.execute(select(event_table.c.head).where(event_table.c.position == sequence))
            return found.scalar_one_or_none() or ""

    def append(self, events: Sequence[Event], summary: VisitSummary) -> None:
        """Adds events of one visit; they are on the disk when it returns. ValueError where they do not follow."""
        if not events or summary.last_sequence != events[-1].sequence:
            raise ValueError("the summary does not stand at the last event")
        with self._database.turn:
            head = self._head
            with self._database.writing("The last entry") as connection:
                before = connection.execute(_LAST_OF_VISIT, {"visit_id": summary.id}).first()
                _assert_follows(events, summary.id, before)
                _keep_summary(connection, summary, before, head.sequence + 1)
                rows = []
                for event in events:
                    head = next_head(head, event.link)
                    rows.append(self._row(event, head))
                connection.execute(_ADD_EVENTS, rows)
            self._head = head
            self._head_files.write(head)

    def events(self, visit_id: str) -> tuple[Event, ...]:
        """The events of a visit, checked; none for a visit that is not there. StoreRefused where one was changed."""
        query = select(*_EVENT_COLUMNS, event_table.c.mac).where(event_table.c.visit == visit_id)
        with self._database.reading() as connection:
            rows = connection.execute(query.order_by(event_table.c.sequence)).all()
            last = connection.execute(select(visit_table.c.last_sequence).where(visit_table.c.id == visit_id)).scalar()
        fault = self._fault(rows, last or 0)
        if fault:
            raise refusals.journal_broken(visit_id, fault)
        return tuple(_event(row) for row in rows)

    def summary(self, visit_id: str) -> VisitSummary | None:
        """The visit in one line; None where it is not there."""
        return next(iter(self._summaries(visit_table.c.id == visit_id)), None)

    def unfinished(self) -> tuple[VisitSummary, ...]:
        """The open visits, the latest first."""
        return self._summaries(visit_table.c.state == "open")

    def visits_of(self, *patient_ids: str) -> tuple[VisitSummary, ...]:
        """The visits of a patient who has these ids, the latest first."""
        return self._summaries(visit_table.c.patient_id.in_(patient_ids))

    def visits(self) -> tuple[VisitSummary, ...]:
        """All visits, the latest first."""
        return self._summaries(true())

    def events_among(self, visit_ids: Sequence[str], types: Sequence[str]) -> dict[str, tuple[Event, ...]]:
        """The events of some types of some visits, in their order, each checked by itself and not as a chain. StoreRefused
        where one was changed."""
        query = (select(*_EVENT_COLUMNS, event_table.c.mac)
                 .where(event_table.c.visit.in_(visit_ids), event_table.c.type.in_(types))
                 .order_by(event_table.c.visit, event_table.c.sequence))
        with self._database.reading() as connection:
            rows = connection.execute(query).all()
        found: dict[str, list[Event]] = {}
        for row in rows:
            found.setdefault(row.visit, []).append(self._checked(row))
        return {visit: tuple(told) for visit, told in found.items()}

    def due(self, until: str) -> tuple[VisitSummary, ...]:
        """The visits whose patient is asked how they are until a moment, whose time ends first before the others. Whoever
        came again on that day or later was met since."""
        later = visit_table.alias()
        came = exists().where(later.c.patient_id == visit_table.c.patient_id, later.c.number > visit_table.c.number,
                              later.c.date >= func.substr(visit_table.c.due_from, 1, _DATE))
        query = select(*_SUMMARY_COLUMNS).where(visit_table.c.due_from > "", visit_table.c.due_from <= until, ~came)
        with self._database.reading() as connection:
            rows = connection.execute(query.order_by(visit_table.c.due_until, visit_table.c.id))
            return tuple(VisitSummary(*row) for row in rows)

    def not_worked_out(self) -> tuple[str, ...]:
        """The ids of visits from an older store of which nobody knows yet whether their patient is asked."""
        query = select(visit_table.c.id).where(visit_table.c.due_from == NOT_WORKED_OUT)
        with self._database.reading() as connection:
            return tuple(connection.execute(query).scalars())

    def keep_due(self, visit_id: str, due: tuple[str, str, str]) -> None:
        """Keeps from when to when, and for what, the patient of a visit from an older store is asked."""
        told = dict(zip(("due_from", "due_until", "due_for"), due, strict=True))
        with self._database.writing("The list of contacts") as connection:
            connection.execute(_CHANGE_VISIT, {**told, "visit_id": visit_id})

    def search(self, sought: Sequence[Sought], limit: int, ids_of: IdsOf) -> tuple[VisitSummary, ...]:
        """The visits in which everything sought is found, the latest first; none where nothing but patients is sought."""
        with self._database.reading() as connection:
            numbers = newest(connection, sought, limit, ids_of)
            query = select(*_SUMMARY_COLUMNS).where(visit_table.c.number.in_(numbers))
            rows = connection.execute(query.order_by(visit_table.c.number.desc())) if numbers else ()
            return tuple(VisitSummary(*row) for row in rows)

    def _summaries(self, condition: Any) -> tuple[VisitSummary, ...]:
        query = select(*_SUMMARY_COLUMNS).where(condition)
        order = (visit_table.c.date.desc(), visit_table.c.last_at.desc())
        with self._database.reading() as connection:
            return tuple(VisitSummary(*row) for row in connection.execute(query.order_by(*order)))

    def _row(self, event: Event, head: Head) -> dict[str, Any]:
        return {**event.header(), "payload": canonical(event.payload).decode(), "salt": event.salt,
                "previous": event.previous, "link": event.link, "mac": mark_of(self._mark_key, event.link),
                "position": head.sequence, "head": head.hash}

    def _checked(self, row: Row) -> Event:
        """The event of a row. StoreRefused where it is not what was written."""
        try:
            event = _event(row)
            whole = event.link == link_of(event.header(), event.payload, event.salt, event.previous)
        except (ValueError, TypeError):
            raise refusals.journal_broken(row.visit, "the content of an event cannot be read") from None
        if not whole or row.mac != mark_of(self._mark_key, row.link):
            raise refusals.journal_broken(row.visit, f"event {row.sequence} was changed")
        return event

    def _fault(self, rows: Sequence[Row], last: int) -> str:
        """What is wrong with a visit's events, in a sentence; empty where nothing is."""
        try:
            fault = chain_fault(_event(row) for row in rows)
        except (ValueError, TypeError):
            fault = "the content of an event cannot be read"
        if fault:
            return fault
        for row in rows:
            if row.mac != mark_of(self._mark_key, row.link):
                return f"event {row.sequence} does not carry the mark of this store"
        if len(rows) < last:
            return f"event {len(rows) + 1} is missing"
        return f"event {last + 1} was added" if len(rows) > last else ""


def _event(row: Row) -> Event:
    told = row._mapping
    return Event(**{name: json.loads(told[name]) if name == "payload" else told[name]
                    for name in Event.__dataclass_fields__})


def _last_head(connection: Connection) -> tuple[Head, str]:
    """The head that the database holds, and when its last event happened."""
    query = select(event_table.c.position, event_table.c.head, event_table.c.at)
    row = connection.execute(query.order_by(event_table.c.position.desc()).limit(1)).first()
    return (Head(row.position, row.head), row.at) if row else (START, "")


def _assert_follows(events: Sequence[Event], visit_id: str, last: Row | None) -> None:
    sequence, previous = (last.sequence, last.link) if last else (0, GENESIS)
    for event in events:
        sequence += 1
        if event.visit != visit_id:
            raise ValueError(f"event {event.sequence} belongs to another visit")
        if event.sequence != sequence or event.previous != previous:
            raise ValueError(f"event {event.sequence} does not follow event {sequence - 1}")
        if event.link != link_of(event.header(), event.payload, event.salt, event.previous):
            raise ValueError(f"event {event.sequence} does not fit its link")
        previous = event.link


def _keep_summary(connection: Connection, summary: VisitSummary, before: Row | None, number: int) -> None:
    """Keeps the line of a visit; a new one takes the number of its first event. Its words are written where they change."""
    told = {column.name: getattr(summary, column.name) for column in _SUMMARY_COLUMNS}
    if before is None:
        connection.execute(_ADD_VISIT, {**told, "number": number})
        keep_words(connection, number, "", summary.facts)
        return
    connection.execute(_CHANGE_VISIT, {**told, "visit_id": summary.id})
    if summary.facts != before.facts:
        keep_words(connection, before.number, before.facts, summary.facts)
