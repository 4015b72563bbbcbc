"""
One process at a time: the file `store.lock`, and who holds it.

Two things must agree before a lock is taken over: the system's own lock on the file is free (it frees itself when
its holder dies), and what the file says of its holder proves that they are dead. A holder on another computer can
never be proved dead from here.
"""

from __future__ import annotations

import errno
import hashlib
import json
import os
import socket
import sys
import uuid
from pathlib import Path
from typing import Any

from needlesafe.store import files, refusals

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

FILE_NAME = "store.lock"
_LENGTH = 1024
"""Always the same, so that a store can be opened for reading on a disk that has become full."""
_FAR = 1 << 30
"""Where Windows locks a byte, so that what the file says can still be read."""


class StoreLock:
    """The lock of a store, held from its making to `release`."""

    def __init__(self, folder: Path) -> None:
        """Takes the lock. StoreRefused, with who holds it, where that is not possible."""
        try:
            self._descriptor = files.open_private(folder / FILE_NAME, os.O_RDWR | os.O_CREAT)
            self.held = True
        except OSError as error:
            refused = error.errno in (errno.EACCES, errno.EPERM, errno.EROFS)
            raise (refusals.read_only(folder) if refused else refusals.unusable(folder, error)) from error
        try:
            self._take()
        except OSError as error:
            os.close(self._descriptor)
            raise refusals.unusable(folder, error) from error
        except BaseException:
            os.close(self._descriptor)
            raise

    def release(self) -> None:
        """Gives the lock back and leaves a blank file."""
        self.held = False
        self._write(b"")
        os.close(self._descriptor)

    def _take(self) -> None:
        free = _system_lock(self._descriptor)
        holder = self._holder()
        if holder and holder["machine"] != _machine():
            raise refusals.held_elsewhere(_described(holder))
        if free is False or (holder and _alive(holder, proven=free is True)):
            raise refusals.held_by(_described(holder))
        self._sign()

    def _holder(self) -> dict[str, Any]:
        os.lseek(self._descriptor, 0, os.SEEK_SET)
        text = os.read(self._descriptor, 4096)
        if not text.strip(b"\0\n "):
            return {}
        try:
            told = json.loads(text)
            return {"pid": int(told["pid"]), **{n: str(told[n]) for n in ("host", "machine", "boot", "started")}}
        except (ValueError, KeyError, TypeError):
            # A torn line can only be a crash in the middle of signing; the system's lock alone decides.
            return {}

    def _sign(self) -> None:
        me = {"pid": os.getpid(), "host": socket.gethostname(), "machine": _machine(), "boot": _boot(),
              "started": _started(os.getpid())}
        self._write(json.dumps(me).encode())
        os.fsync(self._descriptor)

    def _write(self, line: bytes) -> None:
        os.lseek(self._descriptor, 0, os.SEEK_SET)
        os.write(self._descriptor, line.ljust(_LENGTH - 1) + b"\n")


def _system_lock(descriptor: int) -> bool | None:
    """Whether the system gave its lock; None where the file system has none to give."""
    try:
        if sys.platform == "win32":
            os.lseek(descriptor, _FAR, os.SEEK_SET)
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        return None if error.errno in (errno.ENOLCK, errno.EOPNOTSUPP, errno.ENOSYS) else False
    return True


def _alive(holder: dict[str, Any], proven: bool) -> bool:
    """Whether the holder may still live; `proven` means that the system's lock was found free."""
    if holder["boot"] != _boot():
        return False
    started = _started(holder["pid"])
    if started or holder["started"]:
        return started == holder["started"]
    return not proven


def _described(holder: dict[str, Any]) -> str:
    if not holder:
        return "by another process"
    return f"by process {holder['pid']} on {holder['host']}"


def _machine() -> str:
    """Tells computers of one name apart; a hash, so that the lock says nothing of the computer."""
    try:
        told = Path("/etc/machine-id").read_bytes().strip()
    except OSError:
        told = uuid.getnode().to_bytes(6, "big")
    return hashlib.sha256(told + socket.gethostname().encode()).hexdigest()[:16]


def _boot() -> str:
    """Which start of this computer it is; empty where the system does not say."""
    try:
        return Path("/proc/sys/kernel/random/boot_id").read_text("ascii").strip()
    except OSError:
        return ""


def _started(pid: int) -> str:
    """When a process started, in the system's own ticks; empty where there is none or the system does not say."""
    try:
        told = Path(f"/proc/{pid}/stat").read_text("utf-8", "replace")
    except OSError:
        return ""
    return told.rpartition(")")[2].split()[19]
