"""What the clinic set, by name."""

from __future__ import annotations

from sqlalchemy import select

from needlesafe.store.database import Database, keep_row
from needlesafe.store.tables import settings


class Settings:
    """The settings of one open store."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def keep(self, name: str, content: str) -> None:
        """Keeps a setting in place of what it was."""
        with self._database.writing("The setting") as connection:
            keep_row(connection, settings, {"name": name}, {"content": content})

    def setting(self, name: str) -> str:
        """What a setting holds; empty where it was never set."""
        query = select(settings.c.content).where(settings.c.name == name)
        with self._database.reading() as connection:
            return connection.execute(query).scalar_one_or_none() or ""
