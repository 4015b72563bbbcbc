"""
What happened to patients besides their visits: appended and never changed, each entry bound to the one before it.

Read once when the store is opened: there are few, and who is merged into whom is asked by every search. An entry that does
not bear the mark of this store is not believed, and opening the store says so.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Row, select

from needlesafe.domain.events import GENESIS, canonical, link_of
from needlesafe.domain.identity import PatientEvent, merged_into
from needlesafe.store.database import Database
from needlesafe.store.keys import mark_of
from needlesafe.store.tables import patient_events

CHANGED = ("The list of corrected and merged patients was changed by something other than NeedleSafe. What was changed in it "
           "does not count.")
_HEADER = ("position", "patient", "type", "at", "actor")


class Identities:
    """The patient events of one open store."""

    def __init__(self, database: Database, mark_key: bytes) -> None:
        self._mark_key = mark_key
        with database.reading() as connection:
            rows = connection.execute(select(patient_events).order_by(patient_events.c.position)).all()
        self._events = self._checked(rows)
        self._last = (rows[-1].position, rows[-1].link) if rows else (0, GENESIS)
        self._into = merged_into(self._events)
        self.remarks = () if len(self._events) == len(rows) else (CHANGED,)

    def all(self) -> tuple[PatientEvent, ...]:
        """The events in order."""
        return self._events

    def person(self, patient_id: str) -> str:
        """The patient under whom somebody is found now: the one into whom they are merged, or themselves."""
        return self._into.get(patient_id, patient_id)

    def ids_of(self, patient_id: str) -> tuple[str, ...]:
        """Every id under which the same person has visits, their own first."""
        person = self.person(patient_id)
        return (person, *(other for other, into in self._into.items() if into == person))

    def merged(self) -> tuple[str, ...]:
        """Every patient who is merged into another now."""
        return tuple(self._into)

    def write(self, connection: Connection, event: PatientEvent) -> tuple[int, str]:
        """Writes an event behind the others and returns where it stands; `take` makes it count once that is committed."""
        header = {"position": self._last[0] + 1, "patient": event.patient, "type": event.type, "at": event.at,
                  "actor": event.actor}
        salt = secrets.token_hex(16)
        link = link_of(header, event.payload, salt, self._last[1])
        connection.execute(patient_events.insert().values(
            **header, payload=canonical(event.payload).decode(), salt=salt, link=link, mac=mark_of(self._mark_key, link)))
        return header["position"], link

    def take(self, event: PatientEvent, place: tuple[int, str]) -> None:
        """Makes an event count that is on the disk."""
        self._last = place
        self._events = (*self._events, event)
        self._into = merged_into(self._events)

    def _checked(self, rows: Sequence[Row]) -> tuple[PatientEvent, ...]:
        believed, previous = [], GENESIS
        for row in rows:
            event = self._read(row, previous)
            if event is not None:
                believed.append(event)
            previous = row.link
        return tuple(believed)

    def _read(self, row: Row, previous: str) -> PatientEvent | None:
        """The event of a row; None where it is not what was written."""
        told = row._mapping
        try:
            payload: dict[str, Any] = json.loads(row.payload)
            fits = row.link == link_of({name: told[name] for name in _HEADER}, payload, row.salt, previous)
        except ValueError:
            return None
        if not fits or row.mac != mark_of(self._mark_key, row.link):
            return None
        return PatientEvent(row.patient, row.type, payload, row.at, row.actor)
