"""
The head of the store, kept outside the database: how many events it has taken and what hash they lead up to.

The database engine does not notice when an older copy of its file, an old page or a cut journal is put in its
place. So the head is written after each commit to a file in the folder and to one beside the folder; the second
also tells when the whole folder was put back. Neither is synced at once: a head that lags behind is no fault, one
that is ahead of the database is.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import logging
import os
from dataclasses import asdict
from pathlib import Path

from needlesafe.domain.events import GENESIS, canonical
from needlesafe.store import files
from needlesafe.store.rows import Head

FILE_NAME = "head"
START = Head(0, GENESIS)
"""The head of a store that has taken no event."""
_LENGTH = 384
"""Always the same and shorter than a disk sector, so that a head is overwritten in one piece."""

log = logging.getLogger(__name__)


def next_head(head: Head, link: str) -> Head:
    """The head after one event more."""
    return Head(head.sequence + 1, hashlib.sha256(bytes.fromhex(head.hash) + bytes.fromhex(link)).hexdigest())


class HeadFiles:
    """The two files that carry the head of one store."""

    def __init__(self, folder: Path, store_id: str, key: bytes) -> None:
        self.places = (folder / FILE_NAME, folder.with_name(folder.name + ".head"))
        self._store_id = store_id
        self._key = key

    def write(self, head: Head) -> None:
        """Writes the head to both places; one that cannot be written lags behind, which is no fault."""
        line = self._line(head)
        for place in self.places:
            try:
                descriptor = files.open_private(place, os.O_WRONLY | os.O_CREAT)
                try:
                    os.write(descriptor, line)
                finally:
                    os.close(descriptor)
            except OSError as error:
                log.warning("head not written", extra={"error": errno_name(error)})

    def sync(self) -> None:
        """Brings the files that are there down to the disk."""
        for place in filter(Path.exists, self.places):
            try:
                descriptor = files.open_private(place, os.O_RDWR)
                try:
                    os.fsync(descriptor)
                finally:
                    os.close(descriptor)
            except OSError as error:
                log.warning("head not synced", extra={"error": errno_name(error)})

    def read(self) -> tuple[tuple[Head, ...], tuple[str, ...]]:
        """The heads that stand in the files, and a sentence for each file that does not hold one of this store."""
        heads, remarks = [], []
        for place in filter(Path.exists, self.places):
            head, remark = self._read(place)
            if head:
                heads.append(head)
            if remark:
                remarks.append(remark)
        return tuple(heads), tuple(remarks)

    def _read(self, place: Path) -> tuple[Head | None, str]:
        try:
            told = json.loads(files.read_whole(place))
            mac, store_id = told.pop("mac"), told["store"]
            head = Head(told["sequence"], told["hash"])
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return None, f"The file {place.name} cannot be read, so it cannot tell whether the store is the latest."
        if store_id != self._store_id:
            return None, (f"The file {place.name} was written for another store: the store that was opened here "
                          "before was another one.")
        if not hmac.compare_digest(str(mac).encode(), self._mac(head).encode()):
            return None, f"The file {place.name} was changed by something other than NeedleSafe."
        return head, ""

    def _line(self, head: Head) -> bytes:
        told = {"store": self._store_id, **asdict(head), "mac": self._mac(head)}
        return json.dumps(told).encode().ljust(_LENGTH - 1) + b"\n"

    def _mac(self, head: Head) -> str:
        return hmac.new(self._key, canonical([self._store_id, head.sequence, head.hash]), hashlib.sha256).hexdigest()


def errno_name(error: OSError) -> str:
    """The name of a system error, for the log; it holds no path."""
    return os.strerror(error.errno) if error.errno else type(error).__name__
