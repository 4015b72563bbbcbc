"""
The way from an older form of the database to this one.

A new store is made in the newest form and stamped with its number; an older one takes the steps it lacks, in one
transaction, after a copy was put aside. One module a step, each with a function that takes a connection.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from sqlalchemy import Connection, inspect, select

from needlesafe.store import refusals
from needlesafe.store.database import Database
from needlesafe.store.migrations.adoptions import add_adoptions
from needlesafe.store.migrations.emergencies import add_emergencies
from needlesafe.store.migrations.follow_ups import add_follow_ups
from needlesafe.store.migrations.patient_events import add_patient_events
from needlesafe.store.migrations.time_stamps import add_time_stamps
from needlesafe.store.migrations.visit_words import add_visit_words
from needlesafe.store.tables import metadata, schema_version

Step = Callable[[Connection], None]

STEPS: tuple[Step, ...] = (add_adoptions, add_time_stamps, add_follow_ups, add_visit_words, add_emergencies,
                           add_patient_events)
"""The first leads from form 1 to form 2."""
SCHEMA_VERSION = 1 + len(STEPS)


def make_new(connection: Connection) -> None:
    """Makes all tables in an empty database."""
    metadata.create_all(connection)
    connection.execute(schema_version.insert().values(version=SCHEMA_VERSION))


def version_of(connection: Connection) -> int:
    """The form of the database; 0 where it has none."""
    if not inspect(connection).has_table(schema_version.name):
        return 0
    return connection.execute(select(schema_version.c.version)).scalar_one_or_none() or 0


def bring_up(database: Database, folder: Path, steps: Sequence[Step] = STEPS) -> None:
    """Brings the database to the form that the steps lead to. StoreRefused where it is newer or has no form."""
    newest = 1 + len(steps)
    with database.reading() as connection:
        found = version_of(connection)
    if found > newest:
        raise refusals.newer(found, newest)
    if found == 0:
        raise refusals.database_damaged()
    if found == newest:
        return
    database.copy_to(_free_name(folder, f"store.before-{newest}"))
    with database.writing("The new form of the store") as connection:
        for step in steps[found - 1:]:
            step(connection)
        connection.execute(schema_version.update().values(version=newest))


def _free_name(folder: Path, stem: str) -> Path:
    """A name that is not taken: a copy from an earlier attempt is never replaced."""
    number = 1
    while (path := folder / f"{stem}.{number}.db").exists():
        number += 1
    return path
