"""
The header of a store: who may open it, and the data key wrapped for each of them.

It is small and readable so that a wrong passphrase and a damaged file can be told apart. It knows no cryptography
beyond hashes; `keys` wraps and unwraps.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from needlesafe.domain.events import canonical
from needlesafe.store import files, refusals

FORMAT = "needlesafe-store"
VERSION = 1
FILE_NAME = "store.key"
_MOST_BYTES = 1_000_000
_MOST_MEMORY_KIB = 4 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class KdfCost:
    """What one guess of a passphrase costs (Argon2id)."""

    memory_kib: int = 64 * 1024
    passes: int = 3
    lanes: int = 1


@dataclass(frozen=True, slots=True)
class KeyEntry:
    """The data key, wrapped for one user."""

    id: str
    """What the user types to sign in."""
    cost: KdfCost
    salt: bytes
    nonce: bytes
    wrapped: bytes

    def bound(self, store_id: str) -> bytes:
        """What the wrapping binds the key to: it opens for this user, at this cost, in this store only."""
        return canonical({"format": FORMAT, "version": VERSION, "store": store_id, "id": self.id,
                          "kdf": _cost_as_json(self.cost), "salt": self.salt.hex()})


@dataclass(frozen=True, slots=True)
class Header:
    """The header as it stands in `store.key`."""

    store_id: str
    entries: tuple[KeyEntry, ...]
    mac: str = ""
    """Of everything else, under a key that only somebody with the data key has."""
    place: str = ""
    """The jurisdiction of the clinic, so that the emergency number is known before anybody signs in; empty where it is not."""

    def entry(self, user: str) -> KeyEntry:
        """The entry of a user; the only one where none is named. StoreRefused where there is none."""
        known = tuple(entry.id for entry in self.entries)
        if not user and len(self.entries) == 1:
            return self.entries[0]
        for entry in self.entries:
            if entry.id == user:
                return entry
        raise refusals.user_unknown(user, known)

    def with_entry(self, entry: KeyEntry) -> Header:
        """The header with an entry added, or put in the place of the same user's."""
        if any(other.id == entry.id for other in self.entries):
            return replace(self, entries=tuple(entry if o.id == entry.id else o for o in self.entries))
        return replace(self, entries=(*self.entries, entry))

    def expected_mac(self, key: bytes) -> str:
        """The MAC that this content must have."""
        return hmac.new(key, canonical(self._content()), hashlib.sha256).hexdigest()

    def _content(self) -> dict[str, Any]:
        told = {"format": FORMAT, "version": VERSION, "store": self.store_id,
                "users": [_entry_as_json(entry) for entry in self.entries]}
        return {**told, "place": self.place} if self.place else told


def read(folder: Path) -> Header:
    """The header of the store in a folder. StoreRefused where it is missing, damaged or newer."""
    path = folder / FILE_NAME
    if not path.exists():
        raise refusals.part_missing(FILE_NAME) if (folder / "store.db").exists() else refusals.not_there(folder)
    try:
        data = files.read_whole(path)
    except OSError as error:
        raise refusals.unusable(folder, error) from error
    return _parsed(data)


def write(folder: Path, header: Header, mac_key: bytes) -> Header:
    """Writes the header with a fresh MAC, whole or not at all; the header as written."""
    sealed = replace(header, mac=header.expected_mac(mac_key))
    body = {**sealed._content(), "mac": sealed.mac}
    text = json.dumps({**body, "sum": _sum_of(body)}, indent=1, ensure_ascii=False)
    files.replace_whole(folder / FILE_NAME, text.encode() + b"\n")
    return sealed


def _parsed(data: bytes) -> Header:
    if len(data) > _MOST_BYTES:
        raise refusals.header_damaged("it is far too long")
    try:
        body = json.loads(data)
        found = body.pop("sum")
        whole = isinstance(found, str) and hmac.compare_digest(found.encode(), _sum_of(body).encode())
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise refusals.header_damaged("it cannot be read") from error
    if not whole:
        raise refusals.header_damaged("its checksum does not fit")
    if body.get("format") != FORMAT:
        raise refusals.header_damaged("it belongs to something else")
    if body.get("version") != VERSION:
        raise refusals.newer(body.get("version", 0), VERSION)
    return _header_from(body)


def _header_from(body: dict[str, Any]) -> Header:
    try:
        entries = tuple(_entry_from(entry) for entry in body["users"])
        header = Header(str(body["store"]), entries, str(body["mac"]), str(body.get("place", "")))
    except (ValueError, KeyError, TypeError) as error:
        raise refusals.header_damaged("an entry cannot be read") from error
    if not entries or any(not _bearable(entry.cost) for entry in entries):
        raise refusals.header_damaged("an entry makes no sense")
    return header


def _bearable(cost: KdfCost) -> bool:
    return (8 <= cost.memory_kib <= _MOST_MEMORY_KIB and cost.memory_kib >= 8 * cost.lanes
            and 1 <= cost.passes <= 100 and 1 <= cost.lanes <= 64)


def _sum_of(body: dict[str, Any]) -> str:
    return hashlib.sha256(canonical(body)).hexdigest()


def _cost_as_json(cost: KdfCost) -> dict[str, Any]:
    return {"name": "argon2id", **asdict(cost)}


def _entry_as_json(entry: KeyEntry) -> dict[str, Any]:
    return {"id": entry.id, "kdf": _cost_as_json(entry.cost), "salt": entry.salt.hex(), "nonce": entry.nonce.hex(),
            "wrapped": entry.wrapped.hex()}


def _entry_from(data: dict[str, Any]) -> KeyEntry:
    cost = KdfCost(*(int(data["kdf"][name]) for name in ("memory_kib", "passes", "lanes")))
    return KeyEntry(str(data["id"]), cost, *(bytes.fromhex(data[name]) for name in ("salt", "nonce", "wrapped")))
