"""The book of the day: the checks of a room, and who looked at what."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import select

from needlesafe.domain.events import canonical
from needlesafe.store.database import Database, keep_row
from needlesafe.store.rows import Access
from needlesafe.store.tables import accesses, day_checks

_ACCESS_COLUMNS = [accesses.c[name] for name in Access.__dataclass_fields__]


class Daybook:
    """Day checks and access journal of one open store."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def keep_check(self, day: str, room: str, answers: dict[str, Any]) -> None:
        """Keeps what was answered for a room on a day."""
        with self._database.writing("The check of the room") as connection:
            keep_row(connection, day_checks, {"day": day, "room": room}, {"answers": canonical(answers).decode()})

    def check(self, day: str, room: str) -> dict[str, Any]:
        """What was answered for a room on a day; empty where nothing was."""
        query = select(day_checks.c.answers).where(day_checks.c.day == day, day_checks.c.room == room)
        with self._database.reading() as connection:
            text = connection.execute(query).scalar_one_or_none()
        return json.loads(text) if text else {}

    def register(self, access: Access) -> None:
        """Notes that somebody looked at something."""
        with self._database.writing("The note of who looked") as connection:
            connection.execute(accesses.insert().values(visit_id=access.visit_id, what=access.what,
                                                        actor=access.actor, at=access.at))

    def accesses(self, visit_id: str) -> tuple[Access, ...]:
        """Who looked at a visit, in order; with an empty id, at what belongs to no visit."""
        query = select(*_ACCESS_COLUMNS).where(accesses.c.visit_id == visit_id).order_by(accesses.c.id)
        with self._database.reading() as connection:
            return tuple(Access(*row) for row in connection.execute(query))
