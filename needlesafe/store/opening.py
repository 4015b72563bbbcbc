"""
Making and opening a store: header, lock, database, form, head, in this order, each with its own refusal.

Everything heavy (SQLAlchemy, SQLCipher, Argon2) comes in with this module, so `store` imports it late.
"""

from __future__ import annotations

import os
import secrets
import shutil
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from pathlib import Path

from needlesafe.domain.people import Clinic, User
from needlesafe.errors import StoreRefused
from needlesafe.store import database as database_file
from needlesafe.store import files, keys, migrations, refusals
from needlesafe.store import header as header_file
from needlesafe.store.adoptions import Adoptions
from needlesafe.store.database import Database
from needlesafe.store.emergencies import Emergencies
from needlesafe.store.head import START, HeadFiles
from needlesafe.store.header import Header, KdfCost
from needlesafe.store.identities import Identities
from needlesafe.store.journal import Journal
from needlesafe.store.lock import StoreLock
from needlesafe.store.people import People

_PLAIN = b"SQLite format 3\0"
_SMALLEST = 4096
"""Bytes of the smallest database: one page."""


@dataclass(frozen=True, slots=True)
class Opened:
    """An open store, in its parts."""

    folder: Path
    header: Header
    data_key: bytes = field(repr=False)
    user: User
    """Who is signed in."""
    lock: StoreLock
    database: Database
    head_files: HeadFiles
    journal: Journal
    adoptions: Adoptions
    emergencies: Emergencies
    identities: Identities
    warnings: tuple[str, ...]

    def close(self) -> None:
        """Brings the head to the disk, closes the database and gives the lock back; once is enough."""
        if not self.lock.held:
            return
        try:
            self.head_files.sync()
            self.database.close()
        finally:
            self.lock.release()


def made(folder: Path, passphrase: str, clinic: Clinic, user: User, cost: KdfCost) -> Opened:
    """Makes a store and opens it. StoreRefused where something is there; a crash leaves a whole store or none."""
    if folder.is_symlink() or (folder.exists() and (not folder.is_dir() or any(folder.iterdir()))):
        raise refusals.occupied(folder)
    aside = folder.with_name(f".{folder.name}.{secrets.token_hex(4)}.new")
    try:
        files.make_private_folder(aside)
        header, data_key = _fill(aside, passphrase, clinic, user, cost)
        if folder.exists():
            folder.rmdir()
        os.rename(aside, folder)
        files.sync_folder(folder.parent)
    except OSError as error:
        raise (refusals.occupied(folder) if folder.exists() else refusals.unusable(folder.parent, error)) from error
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    HeadFiles(folder, header.store_id, keys.derived(data_key).head).write(START)
    return _unlocked(folder, header, user.id, data_key)


def opened(folder: Path, passphrase: str, user: str) -> Opened:
    """Opens a store. StoreRefused where it is not there, not whole, not ours to open, or open elsewhere."""
    header = header_file.read(folder)
    entry = header.entry(user)
    return _unlocked(folder, header, entry.id, keys.unwrapped(header, entry, passphrase))


def _fill(folder: Path, passphrase: str, clinic: Clinic, user: User, cost: KdfCost) -> tuple[Header, bytes]:
    data_key, store_id = keys.new_data_key(), secrets.token_hex(16)
    entry = keys.wrapped_for(user.id, passphrase, data_key, store_id, cost)
    derived = keys.derived(data_key)
    files.write_new(folder / database_file.FILE_NAME, b"")
    database = Database(folder / database_file.FILE_NAME, derived.page)
    try:
        with database.writing("The new store") as connection:
            migrations.make_new(connection)
        people = People(database)
        people.keep_clinic(clinic)
        people.keep_user(user)
    finally:
        database.close()
    return header_file.write(folder, Header(store_id, (entry,), place=clinic.jurisdiction), derived.header), data_key


def _unlocked(folder: Path, header: Header, user_id: str, data_key: bytes) -> Opened:
    derived = keys.derived(data_key)
    with ExitStack() as undo:
        lock = StoreLock(folder)
        undo.callback(lock.release)
        database = _database(folder, derived.page)
        undo.callback(database.close)
        migrations.bring_up(database, folder)
        head_files = HeadFiles(folder, header.store_id, derived.head)
        journal = Journal(database, derived.event, head_files)
        amiss = _head_remarks(journal, head_files)
        if not amiss:
            head_files.write(journal.head)
        adoptions = Adoptions(database, derived.adoption)
        emergencies = Emergencies(database, derived.emergency)
        identities = Identities(database, derived.patient)
        warnings = (*_header_remarks(header, derived.header), *amiss, *adoptions.remarks, *emergencies.remarks, *identities.remarks)
        people = People(database)
        user, header = people.user(user_id), _placed(folder, header, people.clinic().jurisdiction, derived.header)
        undo.pop_all()
    return Opened(folder, header, data_key, user, lock, database, head_files, journal, adoptions, emergencies, identities, warnings)


def _database(folder: Path, page_key: bytes) -> Database:
    path = folder / database_file.FILE_NAME
    if path.is_symlink() or not path.is_file():
        raise refusals.part_missing(database_file.FILE_NAME)
    try:
        files.keep_private(folder)
        start = _first_bytes(path)
    except PermissionError as error:
        raise refusals.read_only(folder) from error
    except OSError as error:
        raise refusals.unusable(folder, error) from error
    if start.startswith(_PLAIN):
        raise refusals.not_encrypted()
    if path.stat().st_size < _SMALLEST:
        raise refusals.database_damaged()
    if not os.access(path, os.W_OK):
        raise refusals.read_only(folder)
    return Database(path, page_key)


def _first_bytes(path: Path) -> bytes:
    descriptor = files.open_private(path, os.O_RDONLY)
    try:
        return os.read(descriptor, len(_PLAIN))
    finally:
        os.close(descriptor)


def _header_remarks(header: Header, key: bytes) -> tuple[str, ...]:
    if secrets.compare_digest(header.mac.encode(), header.expected_mac(key).encode()):
        return ()
    return ("The list of users in store.key was changed by something other than NeedleSafe.",)


def _placed(folder: Path, header: Header, place: str, key: bytes) -> Header:
    """The header with the clinic's jurisdiction as it is now; one that something else changed, or that cannot be written,
    stays as it is."""
    if header.place == place or _header_remarks(header, key):
        return header
    try:
        return header_file.write(folder, replace(header, place=place), key)
    except OSError:
        return header


def _head_remarks(journal: Journal, head_files: HeadFiles) -> tuple[str, ...]:
    """What the heads outside the database tell of it: nothing where it is the latest."""
    heads, remarks = head_files.read()
    found, told = journal.head, list(remarks)
    furthest = max((head.sequence for head in heads), default=0)
    if furthest > found.sequence:
        until = f" Its last entry is from {journal.last_at}." if journal.last_at else ""
        told.append(f"This is an older copy of the store, or its end was lost: {furthest} entries were saved and "
                    f"{found.sequence} are here, so {furthest - found.sequence} are missing.{until} Look for the "
                    "newer copy before you go on.")
    if any(h.sequence <= found.sequence and journal.hash_at(h.sequence) != h.hash for h in heads):
        told.append("The entries of this store are not those that were saved here before: another copy was put in "
                    "its place. Look for the copy that was used last before you go on.")
    return tuple(dict.fromkeys(told))


def rewrapped(parts: Opened, old: str, new: str) -> Header:
    """The header after the signed-in user's passphrase was changed. StoreRefused where the old one is wrong."""
    entry = parts.header.entry(parts.user.id)
    data_key = keys.unwrapped(parts.header, entry, old)
    return _kept(parts, keys.wrapped_for(entry.id, new, data_key, parts.header.store_id, entry.cost))


def knows(parts: Opened, passphrase: str) -> bool:
    """Whether it is the passphrase of the signed-in user, at the full cost of one guess."""
    try:
        found = keys.unwrapped(parts.header, parts.header.entry(parts.user.id), passphrase)
    except StoreRefused:
        return False
    return secrets.compare_digest(found, parts.data_key)


def shared(parts: Opened, user: User, passphrase: str) -> Header:
    """The header after a user was added. StoreRefused where there is one of that id."""
    if any(entry.id == user.id for entry in parts.header.entries):
        raise refusals.user_exists(user.id)
    cost = parts.header.entry(parts.user.id).cost
    return _kept(parts, keys.wrapped_for(user.id, passphrase, parts.data_key, parts.header.store_id, cost))


def _kept(parts: Opened, entry: header_file.KeyEntry) -> Header:
    mac_key = keys.derived(parts.data_key).header
    try:
        return header_file.write(parts.folder, parts.header.with_entry(entry), mac_key)
    except OSError as error:
        raise _header_not_saved(error) from error


def _header_not_saved(error: OSError) -> StoreRefused:
    return refusals.not_saved("The passphrase", os.strerror(error.errno or 0),
                              "The passphrases from before still hold. Check the drive and do it again.")
