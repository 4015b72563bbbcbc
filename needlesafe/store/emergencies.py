"""
Emergencies where no visit was open: appended tap by tap and never changed, each bound to the one before it.

It holds no patient: who it was is said by the visit that takes the emergency in. An entry that something else changed is
not believed, and opening the store says so.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict

from sqlalchemy import Row, select

from needlesafe.domain.events import GENESIS, canonical
from needlesafe.store.database import Database
from needlesafe.store.keys import mark_of
from needlesafe.store.rows import EmergencyNote
from needlesafe.store.tables import emergency_notes

CHANGED = ("The list of emergencies outside a visit was changed by something other than NeedleSafe. What was changed in it "
           "is not shown.")


class Emergencies:
    """The log of one open store, read once: nobody else writes while it is open."""

    def __init__(self, database: Database, mark_key: bytes) -> None:
        self._database = database
        self._mark_key = mark_key
        with database.reading() as connection:
            rows = connection.execute(select(emergency_notes).order_by(emergency_notes.c.position)).all()
        self._believed = self._checked(rows)
        self._last = (rows[-1].position, rows[-1].link) if rows else (0, GENESIS)
        self.remarks = () if len(self._believed) == len(rows) else (CHANGED,)

    def all(self) -> tuple[EmergencyNote, ...]:
        """The entries in order."""
        return self._believed

    def keep(self, note: EmergencyNote) -> None:
        """Adds an entry; it is on the disk when it returns."""
        with self._database.turn:
            position, previous = self._last
            content = canonical(asdict(note)).decode()
            link = _link_of(content, previous)
            with self._database.writing("What was noted of the emergency") as connection:
                connection.execute(emergency_notes.insert().values(
                    position=position + 1, content=content, link=link, mac=mark_of(self._mark_key, link)))
            self._last = (position + 1, link)
            self._believed = (*self._believed, EmergencyNote(**json.loads(content)))

    def _checked(self, rows: Sequence[Row]) -> tuple[EmergencyNote, ...]:
        believed, previous = [], GENESIS
        for row in rows:
            if row.link == _link_of(row.content, previous) and row.mac == mark_of(self._mark_key, row.link):
                believed.append(EmergencyNote(**json.loads(row.content)))
            previous = row.link
        return tuple(believed)


def _link_of(content: str, previous: str) -> str:
    """SHA-256 over the link before it and what was noted."""
    return hashlib.sha256(f"{previous}\n{content}".encode()).hexdigest()
