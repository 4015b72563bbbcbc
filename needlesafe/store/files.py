"""
Private files: nobody but their owner may read them, whatever the umask, and no link is followed.

All files of a store are made here, except those that the database engine makes with the rights of its own file.
"""

from __future__ import annotations

import os
from pathlib import Path

NO_FOLLOW = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
"""Flags for every opening; those that a system lacks are left out."""


def make_private_folder(folder: Path) -> None:
    """Makes a folder that only its owner may enter, with its parents. FileExistsError where something is there."""
    for missing in reversed([parent for parent in folder.parents if not parent.exists()]):
        missing.mkdir(mode=0o700)
    folder.mkdir(mode=0o700)
    folder.chmod(0o700)


def keep_private(folder: Path) -> None:
    """Takes rights away that copying or restoring may have added."""
    folder.chmod(0o700)
    for path in folder.iterdir():
        if path.is_file() and not path.is_symlink():
            path.chmod(0o600)


def open_private(path: Path, flags: int) -> int:
    """A file descriptor on a file that only its owner may read. OSError where the name is a link."""
    descriptor = os.open(path, flags | NO_FOLLOW, 0o600)
    if flags & os.O_CREAT:
        path.chmod(0o600)
    return descriptor


def write_new(path: Path, data: bytes) -> None:
    """Writes a file that was not there, down to the disk."""
    descriptor = open_private(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL)
    try:
        with open(descriptor, "wb", closefd=False) as file:
            file.write(data)
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def replace_whole(path: Path, data: bytes) -> None:
    """Replaces a file so that the old or the new one stands whole at every moment, also after a power cut."""
    aside = path.with_name(path.name + ".new")
    aside.unlink(missing_ok=True)
    write_new(aside, data)
    os.replace(aside, path)
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Makes the names in a folder last; a system that cannot open folders does so by itself."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def read_whole(path: Path) -> bytes:
    """The bytes of a file that is not a link."""
    with open(open_private(path, os.O_RDONLY), "rb") as file:
        return file.read()
