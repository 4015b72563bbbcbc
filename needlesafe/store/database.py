"""
The one connection to the encrypted database, and the door at which its errors become sentences.

SQLCipher with a raw key through SQLAlchemy. Every connection is asserted to promise what the store relies on:
a commit that returned is on the disk (WAL, synchronous FULL), and nothing of a patient leaves the encrypted file.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Connection, Engine, Table, and_, create_engine, event
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.pool import NullPool

from needlesafe.errors import StoreRefused
from needlesafe.store import files, refusals

FILE_NAME = "store.db"
OLDEST_ENGINE = (3, 51, 3)
"""Older engines can damage a database when its write-ahead log starts anew."""
PROMISES = {"locking_mode": ("EXCLUSIVE", "exclusive"), "journal_mode": ("WAL", "wal"), "synchronous": ("FULL", 2),
            "fullfsync": ("ON", 1), "trusted_schema": ("OFF", 0), "cell_size_check": ("ON", 1), "mmap_size": ("0", 0),
            "secure_delete": ("ON", 1), "foreign_keys": ("ON", 1), "temp_store": ("MEMORY", 2)}
"""What each connection is told, and what it must then say of itself."""
_WAL_LIMIT = 8 * 1024 * 1024
_CACHE_KIB = 48 * 1024
"""What is kept deciphered in memory at most: a search among very many visits would decipher the same pages at every key."""

_BUSY, _NO_MEMORY, _READ_ONLY, _IO, _DAMAGED, _FULL, _NO_FILE, _NOT_OURS = 5, 7, 8, 10, 11, 13, 14, 26


class Database:
    """The open database. One thread at a time uses it; the others wait their turn."""

    def __init__(self, path: Path, page_key: bytes) -> None:
        """Opens a database file that is there; an empty one becomes a new database."""
        self.turn = threading.RLock()
        self._failed = False
        try:
            self._connection: Connection | None = _engine(path, page_key).connect()
        except (DBAPIError, sqlcipher.Error) as error:
            raise _opening_refusal(path, _code(error)) from error

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees one state of the store. StoreRefused where it cannot be read."""
        with self.turn:
            connection = self._open_connection()
            try:
                with connection.begin():
                    yield connection
            except DBAPIError as error:
                raise _reading_refusal(_code(error)) from error

    @contextmanager
    def writing(self, what: str) -> Iterator[Connection]:
        """A connection whose changes are on the disk when the block ends. StoreRefused, naming `what`, else."""
        with self.turn:
            connection = self._open_connection()
            if self._failed:
                raise refusals.not_saved(what, "the drive reported an error before, so the store is only read now",
                                         "Close NeedleSafe, check the drive and open the store again.")
            try:
                with connection.begin():
                    yield connection
            except IntegrityError as error:
                raise ValueError(f"{what} does not fit what the store holds") from error
            except DBAPIError as error:
                # After a failed write to the drive nobody knows what it holds; only opening again tells.
                self._failed = self._failed or _code(error) == _IO
                refusal = _writing_refusal(what, _code(error))
                if refusal is None:
                    raise
                raise refusal from error

    def copy_to(self, path: Path) -> None:
        """Writes an encrypted copy of the whole database, under the same key, to a new file."""
        files.write_new(path, b"")
        with self.turn:
            self._open_connection().connection.driver_connection.execute("VACUUM INTO ?", (str(path),))

    def close(self) -> None:
        """Brings the write-ahead log into the file and lets go of it; once is enough."""
        with self.turn:
            connection, self._connection = self._connection, None
            if connection is not None:
                connection.close()

    def _open_connection(self) -> Connection:
        if self._connection is None:
            raise refusals.closed()
        return self._connection


def keep_row(connection: Connection, table: Table, key: Mapping[str, Any], values: Mapping[str, Any]) -> None:
    """Changes the row with this key, or adds it."""
    same = and_(*(table.c[name] == value for name, value in key.items()))
    if not connection.execute(table.update().where(same).values(**values)).rowcount:
        connection.execute(table.insert().values(**key, **values))


def _engine(path: Path, page_key: bytes) -> Engine:
    # Parameters are hidden because they hold what patients said.
    engine = create_engine("sqlite://", module=sqlcipher, creator=lambda: _connected(path, page_key),
                           poolclass=NullPool, hide_parameters=True)
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN"))
    return engine


def _connected(path: Path, page_key: bytes) -> sqlcipher.Connection:
    if sqlcipher.sqlite_version_info < OLDEST_ENGINE:
        raise refusals.unsafe_engine(f"SQLite {sqlcipher.sqlite_version} is too old")
    # The driver opens no transaction by itself: the listener above does.
    connection = sqlcipher.connect(f"{path.absolute().as_uri()}?mode=rw", uri=True, isolation_level=None,
                                   check_same_thread=False, timeout=0.5)
    try:
        connection.execute("PRAGMA cipher_log_level = NONE")
        connection.execute(f"PRAGMA key = \"x'{page_key.hex()}'\"")
        connection.execute("PRAGMA cipher_compatibility = 4")
        _assert_promises(connection)
        connection.execute(f"PRAGMA journal_size_limit = {_WAL_LIMIT}")
        connection.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
    except BaseException:
        connection.close()
        raise
    return connection


def _assert_promises(connection: sqlcipher.Connection) -> None:
    if not connection.execute("PRAGMA cipher_version").fetchone():
        raise refusals.unsafe_engine("it cannot encrypt")
    for name, (told, _) in PROMISES.items():
        connection.execute(f"PRAGMA {name} = {told}")
    for name, (_, expected) in PROMISES.items():
        found = connection.execute(f"PRAGMA {name}").fetchone()[0]
        if found != expected:
            raise refusals.unsafe_engine(f"{name} is {found}")


def _code(error: BaseException) -> int:
    return getattr(getattr(error, "orig", None) or error, "sqlite_errorcode", 0) & 0xFF


def _opening_refusal(path: Path, code: int) -> StoreRefused:
    if code == _BUSY:
        return refusals.held_by("by another program that has store.db open")
    if code in (_READ_ONLY, _NO_FILE):
        return refusals.read_only(path.parent)
    if code in (_NOT_OURS, _DAMAGED):
        return refusals.database_damaged()
    return _reading_refusal(code)


def _reading_refusal(code: int) -> StoreRefused:
    if code in (_DAMAGED, _NOT_OURS):
        return refusals.unreadable("a part of store.db is damaged")
    if code == _IO:
        return refusals.unreadable("the drive reported an error")
    return refusals.unreadable(f"the database engine reported error {code}")


def _writing_refusal(what: str, code: int) -> StoreRefused | None:
    """What to say of a failed write; None where the fault is ours and not the world's."""
    reasons = {
        _FULL: ("the disk is full", "Free some space and do it again; nothing has to be closed."),
        _IO: ("the drive reported an error", "The store is only read from now on. Close NeedleSafe, check the drive "
              "and open the store again."),
        _READ_ONLY: ("the place can no longer be written", "Give yourself the right to write there and do it again."),
        _NO_FILE: ("its file can no longer be opened", "Connect the drive again and open the store again."),
        _BUSY: ("another program holds the file store.db", "Close that program and do it again."),
        _NO_MEMORY: ("the computer has no memory left", "Close other programs and do it again."),
        _DAMAGED: ("a part of store.db is damaged", "Keep the file as it is and restore the latest backup."),
        _NOT_OURS: ("a part of store.db is damaged", "Keep the file as it is and restore the latest backup."),
    }
    return refusals.not_saved(what, *reasons[code]) if code in reasons else None
