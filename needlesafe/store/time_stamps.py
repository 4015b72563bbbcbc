"""Which sealed files wait for a time stamp, and the stamps that came; the store knows nothing of what is in them."""

from __future__ import annotations

from sqlalchemy import select

from needlesafe.store.database import Database
from needlesafe.store.tables import time_stamps


class TimeStamps:
    """The time stamps of one open store; one that came is never replaced."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def want(self, sha256: str, at: str) -> None:
        """Notes that a file waits for its stamp; noting it twice changes nothing."""
        known = select(time_stamps.c.position).where(time_stamps.c.sha256 == sha256)
        with self._database.writing("The wish for a time stamp") as connection:
            if connection.execute(known).first() is None:
                connection.execute(time_stamps.insert().values(sha256=sha256, wanted_at=at, answer=None, answered_at=""))

    def wanted(self) -> tuple[str, ...]:
        """The files that still wait, the longest first."""
        query = select(time_stamps.c.sha256).where(time_stamps.c.answer.is_(None)).order_by(time_stamps.c.position)
        with self._database.reading() as connection:
            return tuple(connection.execute(query).scalars())

    def keep(self, sha256: str, answer: bytes, at: str) -> None:
        """Keeps the stamp of a file that waits for one. ValueError where none does."""
        waiting = (time_stamps.c.sha256 == sha256) & time_stamps.c.answer.is_(None)
        with self._database.writing("The time stamp") as connection:
            if not connection.execute(time_stamps.update().where(waiting).values(answer=answer, answered_at=at)).rowcount:
                raise ValueError(f"no time stamp is wanted for {sha256}")

    def stamp(self, sha256: str) -> bytes | None:
        """The stamp of a file; None where it has none."""
        query = select(time_stamps.c.answer).where(time_stamps.c.sha256 == sha256)
        with self._database.reading() as connection:
            return connection.execute(query).scalar_one_or_none()
