"""
Every way in which the store says no, in three sentences each.

One place, so that the words stay alike, never propose a deletion and never hold anything of a patient.
"""

from __future__ import annotations

from pathlib import Path

from needlesafe.errors import StoreRefused

UNTOUCHED = "Nothing in the store was changed."


def not_there(folder: Path) -> StoreRefused:
    """There is no store in the folder."""
    return StoreRefused(f"There is no store in {folder}.", "Nothing was made or changed.",
                        "Check the place, or connect the drive that it is on.")


def part_missing(name: str) -> StoreRefused:
    """One file of the store is gone."""
    return StoreRefused(f"The file {name} of the store is missing.", "What remains of the store was not changed.",
                        f"Put {name} back from a backup that was made together with the other files of the store.")


def occupied(folder: Path) -> StoreRefused:
    """A store cannot be made where something already is."""
    return StoreRefused(f"There is already something at {folder}.", "It was not touched.",
                        "Choose a new place, or open the store that is there.")


def passphrase_empty() -> StoreRefused:
    """A passphrase must be something."""
    return StoreRefused("The passphrase is empty.", UNTOUCHED, "Give a passphrase.")


def passphrase_wrong() -> StoreRefused:
    """The passphrase does not open this user's key, and the header is whole."""
    return StoreRefused("The passphrase is wrong.", "The store is whole as far as can be seen, and was not changed.",
                        "Try again; look out for the Caps Lock key and the keyboard's language.")


def user_unknown(user: str, known: tuple[str, ...]) -> StoreRefused:
    """Nobody of that name may open the store."""
    happened = f"The store knows no user {user!r}." if user else "The store has several users and none was named."
    return StoreRefused(happened, UNTOUCHED, f"Its users are: {', '.join(known)}.")


def user_exists(user: str) -> StoreRefused:
    """A user id is given once."""
    return StoreRefused(f"There is already a user {user!r}.", UNTOUCHED, "Choose another user name.")


def header_damaged(why: str) -> StoreRefused:
    """The header with the wrapped keys is not what was written."""
    return StoreRefused(f"The key file store.key is damaged ({why}), so no passphrase can be tried.",
                        "The records themselves were not touched.",
                        "Put store.key back from a backup; keep the damaged file.")


def database_damaged() -> StoreRefused:
    """The key is right and the database is not readable."""
    return StoreRefused("The passphrase is right, but the file store.db is damaged.",
                        "It was not changed.", "Keep the file as it is and restore the latest backup beside it.")


def not_encrypted() -> StoreRefused:
    """A plain database stands where the encrypted one should be."""
    return StoreRefused("The file store.db is not encrypted: it is not the one that NeedleSafe made.",
                        "It was not opened and not changed.",
                        "Find out who put it there and restore the latest backup.")


def newer(found: int, known: int) -> StoreRefused:
    """A later NeedleSafe has written the store."""
    return StoreRefused(f"The store was written by a newer NeedleSafe (form {found}; this one knows up to {known}).",
                        UNTOUCHED, "Open it with the newer NeedleSafe.")


def held_by(holder: str) -> StoreRefused:
    """Another process has the store open."""
    return StoreRefused(f"The store is already open: {holder}.", UNTOUCHED, "Close it there first.")


def held_elsewhere(holder: str) -> StoreRefused:
    """Another computer has the store open, or had it when it stopped; this one cannot know."""
    return StoreRefused(f"The store is marked as open on another computer: {holder}.", UNTOUCHED,
                        "Close NeedleSafe there. Where that computer is gone or was renamed, make sure that nobody "
                        "uses the store, empty the file store.lock and try again.")


def read_only(folder: Path) -> StoreRefused:
    """The place cannot be written."""
    return StoreRefused(f"Files in {folder} cannot be written.", UNTOUCHED,
                        "Give yourself the right to write there, or copy the whole folder to a place where you may.")


def unusable(folder: Path, error: OSError) -> StoreRefused:
    """The computer refused to make or read a file."""
    return StoreRefused(f"The computer refused a file in {folder}: {error.strerror or error}.", UNTOUCHED,
                        "Check the drive and its free space.")


def unsafe_engine(what: str) -> StoreRefused:
    """The database engine does not promise what the store relies on."""
    return StoreRefused(f"The database engine is not fit to keep records: {what}.", UNTOUCHED,
                        "Install NeedleSafe again with the versions in its lock file.")


def not_saved(what: str, why: str, remedy: str) -> StoreRefused:
    """A write did not succeed."""
    return StoreRefused(f"{what} was not saved: {why}.", "Everything saved before is still there.", remedy)


def unreadable(why: str) -> StoreRefused:
    """A read did not succeed."""
    return StoreRefused(f"The store cannot be read: {why}.", UNTOUCHED,
                        "Close NeedleSafe, check the drive, and restore the latest backup where that does not help.")


def closed() -> StoreRefused:
    """The store was closed before."""
    return StoreRefused("The store is closed.", "Everything saved before is still there.", "Open it again.")


def journal_broken(visit_id: str, fault: str) -> StoreRefused:
    """The events of a visit are not those that were written."""
    return StoreRefused(f"The journal of visit {visit_id} is broken: {fault}.",
                        "Nothing was overwritten; other visits can still be opened.",
                        "Compare with the sealed record and with a backup.")


def document_broken(visit_id: str, kind: str) -> StoreRefused:
    """A kept document is not the one that was sealed."""
    return StoreRefused(f"The kept {kind} document of visit {visit_id} is not the one that was sealed.",
                        "Nothing was overwritten.", "Use the copy that was saved or handed out, or a backup.")


def identifier_taken() -> StoreRefused:
    """Two patients must not share the clinic's number."""
    return StoreRefused("Another patient already has this identifier.", "Nothing was changed.",
                        "Open that patient, or give this one an identifier of their own.")
