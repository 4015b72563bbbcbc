"""An older store takes the steps it lacks, after a copy was put aside."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from sqlalchemy import Connection

from needlesafe.errors import StoreRefused
from needlesafe.store import Store, header, keys, migrations
from needlesafe.store.database import Database
from tests.store.samples import PASSPHRASE, ZOE, kept, new_store

OLD = Path(__file__).parents[1] / "old"


def add_room(connection: Connection) -> None:
    """A step as a later form might need it."""
    connection.exec_driver_sql("ALTER TABLE visits ADD COLUMN room TEXT NOT NULL DEFAULT ''")


def fail(connection: Connection) -> None:
    """A step that comes half way."""
    add_room(connection)
    raise RuntimeError("the power went")


@pytest.fixture
def database(folder: Path) -> Database:
    """The database of a store with three events."""
    with new_store(folder) as made:
        kept(made, 3)
    head = header.read(folder)
    return Database(folder / "store.db", keys.derived(keys.unwrapped(head, head.entries[0], PASSPHRASE)).page)


def test_a_step_is_taken_once_and_a_copy_stands_aside(folder: Path, database: Database) -> None:
    before = migrations.SCHEMA_VERSION
    for _ in range(2):
        migrations.bring_up(database, folder, (*migrations.STEPS, add_room))
    with database.reading() as connection:
        assert migrations.version_of(connection) == before + 1
        assert connection.exec_driver_sql("SELECT count(*) FROM visits WHERE room = ''").scalar() == 1
    database.close()
    copies = list(folder.glob("store.before-*.db"))
    assert [copy.name for copy in copies] == [f"store.before-{before + 1}.1.db"]
    assert not copies[0].read_bytes().startswith(b"SQLite")
    assert copies[0].stat().st_mode & 0o777 == 0o600
    with pytest.raises(StoreRefused, match="newer NeedleSafe"):
        Store.open(folder, PASSPHRASE)
    copies[0].replace(folder / "store.db")
    with Store.open(folder, PASSPHRASE) as opened:
        assert len(opened.events("v1")) == 3
        assert opened.warnings == ()


@pytest.mark.parametrize("old", sorted(OLD.glob("store-*")), ids=lambda path: path.name)
def test_every_saved_old_store_still_opens(old: Path, folder: Path) -> None:
    shutil.copytree(old, folder)
    for _ in range(2):
        with Store.open(folder, PASSPHRASE) as opened:
            assert len(opened.events("v1")) == 3
            assert opened.patient("p1") == ZOE
            assert opened.adoptions() == ()
            assert opened.wanted_time_stamps() == ()
            assert opened.setting("time-authority") == ""
            assert opened.warnings == ()
    assert len(list(folder.glob("store.before-*.db"))) == 1


def test_a_step_that_fails_leaves_the_old_form(folder: Path, database: Database) -> None:
    with pytest.raises(RuntimeError):
        migrations.bring_up(database, folder, (*migrations.STEPS, fail))
    database.close()
    with Store.open(folder, PASSPHRASE) as opened:
        assert len(opened.events("v1")) == 3
