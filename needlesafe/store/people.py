"""Who works here: the users with their profiles, and the clinic."""

from __future__ import annotations

import json
from dataclasses import asdict

from sqlalchemy import select

from needlesafe.domain.events import canonical
from needlesafe.domain.people import Clinic, Practitioner, User, practitioner_from_json
from needlesafe.store.database import Database, keep_row
from needlesafe.store.tables import clinic as clinic_table
from needlesafe.store.tables import users as user_table


class People:
    """Users and clinic of one open store."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def users(self) -> tuple[User, ...]:
        """All users, by their id."""
        with self._database.reading() as connection:
            rows = connection.execute(select(user_table.c.id, user_table.c.content).order_by(user_table.c.id)).all()
        return tuple(User(row.id, practitioner_from_json(json.loads(row.content))) for row in rows)

    def user(self, user_id: str) -> User:
        """The user; with an empty profile where an older copy of the database does not know them yet."""
        return next((user for user in self.users() if user.id == user_id), User(user_id, Practitioner(user_id, "")))

    def keep_user(self, user: User) -> None:
        """Adds a user's profile or changes it."""
        with self._database.writing("The profile") as connection:
            keep_row(connection, user_table, {"id": user.id},
                     {"content": canonical(asdict(user.practitioner)).decode()})

    def clinic(self) -> Clinic:
        """The clinic."""
        with self._database.reading() as connection:
            return Clinic(**json.loads(connection.execute(select(clinic_table.c.content)).scalar_one()))

    def keep_clinic(self, clinic: Clinic) -> None:
        """Changes what is known of the clinic."""
        with self._database.writing("The clinic") as connection:
            keep_row(connection, clinic_table, {"id": 1}, {"content": canonical(asdict(clinic)).decode()})
