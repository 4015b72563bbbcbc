"""Copies sealed documents to where the user says: aside first, synced, then renamed; nothing is overwritten."""

from __future__ import annotations

import os
from pathlib import Path

from needlesafe.errors import UserError
from needlesafe.flow.time_stamps import stamp_name
from needlesafe.flow.visit_desk import VisitDesk
from needlesafe.store import Store, StoredDocument


def export_documents(desk: VisitDesk, folder: Path, kinds: tuple[str, ...] = ()) -> tuple[Path, ...]:
    """The files that were written; all sealed documents of the visit where no kind is named.

    A consent that was withdrawn never leaves without the page that says so.
    """
    wanted = (*kinds, "withdrawal") if "consent" in kinds else kinds
    kept = [document for document in desk.workplace.store.documents(desk.visit_id) if not kinds or document.kind in wanted]
    return tuple(path for document in kept for path in save_document(desk.workplace.store, document, folder))


def save_document(store: Store, document: StoredDocument, folder: Path) -> tuple[Path, ...]:
    """The document as it was written, and beside it its time stamp where it has one."""
    path = write_aside(folder, document.name, document.data)
    stamp = store.time_stamp(document.sha256)
    return (path,) if stamp is None else (path, write_aside(folder, stamp_name(path.name), stamp))


def write_aside(folder: Path, name: str, data: bytes) -> Path:
    """The file as it was written, rights 0600. UserError where the place does not take it."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        target = _free_name(folder, name, data)
        aside = folder / f".{target.name}.part"
        handle = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0), 0o600)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            os.replace(aside, target)
        finally:
            aside.unlink(missing_ok=True)
        return target
    except OSError as error:
        raise UserError(f"{name} could not be saved in {folder}: {error.strerror}.",
                        "The sealed document is kept in the store.", "Choose another place and save it again.") from None


def _free_name(folder: Path, name: str, data: bytes) -> Path:
    """The name, or a numbered one where another file has it already."""
    target, number = folder / name, 1
    while target.is_symlink() or (target.exists() and target.read_bytes() != data):
        number += 1
        target = folder / f"{Path(name).stem}-{number}{Path(name).suffix}"
    return target
