"""
What this user's computer remembers of its seals: public certificates and the SHA-256 of sealed files.

Nothing of a patient is in here, so that `verify` can read it without a passphrase.
"""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
from pathlib import Path

from needlesafe import paths
from needlesafe.errors import SealRefused

CERTIFICATES = "certificates"
SEALED = "sealed.txt"


class Register:
    """A folder with one file a certificate and one line a sealed file."""

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = Path(folder) if folder is not None else paths.register_dir()

    def add_certificate(self, der: bytes) -> None:
        """Keep a public certificate; adding it twice changes nothing."""
        target = self.folder / CERTIFICATES / f"{hashlib.sha256(der).hexdigest()}.der"
        try:
            if not target.exists() or target.read_bytes() != der:
                _write_whole(target, der)
        except OSError as error:
            raise _unwritable(error) from error

    def certificates(self) -> tuple[bytes, ...]:
        """Every kept certificate whose bytes still agree with its file name."""
        found = []
        for path in sorted((self.folder / CERTIFICATES).glob("*.der")):
            der = path.read_bytes()
            if hashlib.sha256(der).hexdigest() == path.stem:
                found.append(der)
        return tuple(found)

    def add_sealed(self, sha256: str) -> None:
        """Remember the SHA-256 of a sealed file, durably, before returning."""
        if not re.fullmatch(r"[0-9a-f]{64}", sha256):
            raise ValueError("a SHA-256 is 64 lower-case hexadecimal digits")
        try:
            if not self.knows(sha256):
                _append_line(self.folder / SEALED, sha256)
        except OSError as error:
            raise _unwritable(error) from error

    def knows(self, sha256: str) -> bool:
        """Whether a file with this SHA-256 was sealed by this user on this computer."""
        try:
            return sha256.encode("ascii") in (self.folder / SEALED).read_bytes().split()
        except FileNotFoundError:
            return False


def _private_folder(folder: Path) -> None:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder.chmod(0o700)


def _append_line(path: Path, line: str) -> None:
    """One write in append mode, so that two processes never mix their lines."""
    _private_folder(path.parent)
    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND | getattr(os, "O_BINARY", 0), 0o600)
    try:
        size = os.fstat(handle).st_size
        torn = size > 0 and _last_byte(handle, size) != b"\n"
        os.write(handle, (b"\n" if torn else b"") + line.encode("ascii") + b"\n")
        os.fsync(handle)
    finally:
        os.close(handle)
    _sync_folder(path.parent)


def _last_byte(handle: int, size: int) -> bytes:
    os.lseek(handle, size - 1, os.SEEK_SET)
    return os.read(handle, 1)


def _write_whole(target: Path, data: bytes) -> None:
    """The file appears complete or not at all."""
    _private_folder(target.parent.parent)
    _private_folder(target.parent)
    handle, aside = tempfile.mkstemp(dir=target.parent, prefix=".", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        os.replace(aside, target)
    except OSError:
        Path(aside).unlink(missing_ok=True)
        raise
    _sync_folder(target.parent)


def _sync_folder(folder: Path) -> None:
    """A new name is on the disk too, where the system can promise it."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _unwritable(error: OSError) -> SealRefused:
    return SealRefused(f"The register of seals on this computer cannot be written ({error.strerror or error}).",
                       "What is sealed stays sealed.", "Make room or give write access, and try again.")
