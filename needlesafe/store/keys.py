"""
The keys of a store: one random data key, wrapped for each user under Argon2id, and what is derived from it.

A new passphrase wraps the same data key anew, so nothing has to be encrypted again. The only module of the store
that knows cryptography.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
import unicodedata
from dataclasses import dataclass, field

from argon2.exceptions import HashingError
from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from needlesafe.store import refusals
from needlesafe.store.header import Header, KdfCost, KeyEntry

_KEY_BYTES = 32
_NONCE_BYTES = 12


@dataclass(frozen=True, slots=True)
class Keys:
    """What is derived from the data key, one key for one purpose."""

    page: bytes = field(repr=False)
    """Encrypts the database."""
    event: bytes = field(repr=False)
    """Marks each event."""
    head: bytes = field(repr=False)
    """Marks the head of the store."""
    header: bytes = field(repr=False)
    """Marks the list of users."""
    adoption: bytes = field(repr=False)
    """Marks each adoption of the content."""
    emergency: bytes = field(repr=False)
    """Marks what was noted of emergencies outside a visit."""
    patient: bytes = field(repr=False)
    """Marks what happened to patients besides their visits."""


def new_data_key() -> bytes:
    """256 random bits."""
    return secrets.token_bytes(_KEY_BYTES)


def derived(data_key: bytes) -> Keys:
    """The keys for each purpose; none tells anything of another or of the data key."""
    return Keys(*(hmac.new(data_key, f"needlesafe store {purpose} 1".encode(), hashlib.sha256).digest()
                  for purpose in ("page", "event", "head", "header", "adoption", "emergency", "patient")))


def wrapped_for(user: str, passphrase: str, data_key: bytes, store_id: str, cost: KdfCost) -> KeyEntry:
    """The entry that opens the data key with this passphrase. StoreRefused for an empty one."""
    if not passphrase:
        raise refusals.passphrase_empty()
    open_entry = KeyEntry(user, cost, secrets.token_bytes(16), secrets.token_bytes(_NONCE_BYTES), b"")
    cipher = AESGCM(_stretched(passphrase, open_entry))
    wrapped = cipher.encrypt(open_entry.nonce, data_key, open_entry.bound(store_id))
    return KeyEntry(user, cost, open_entry.salt, open_entry.nonce, wrapped)


def unwrapped(header: Header, entry: KeyEntry, passphrase: str) -> bytes:
    """The data key. StoreRefused for a wrong passphrase."""
    if len(entry.nonce) != _NONCE_BYTES or len(entry.salt) < 8:
        raise refusals.header_damaged("an entry makes no sense")
    try:
        return AESGCM(_stretched(passphrase, entry)).decrypt(entry.nonce, entry.wrapped, entry.bound(header.store_id))
    except InvalidTag:
        raise refusals.passphrase_wrong() from None


def mark_of(key: bytes, link: str) -> str:
    """The MAC of a link, as 64 hexadecimal digits."""
    return hmac.new(key, link.encode(), hashlib.sha256).hexdigest()


def _stretched(passphrase: str, entry: KeyEntry) -> bytes:
    # Keyboards differ in how they compose an accent; the composed form is what counts.
    secret = unicodedata.normalize("NFC", passphrase).encode("utf-8", "surrogatepass")
    cost = entry.cost
    try:
        return hash_secret_raw(secret, entry.salt, cost.passes, cost.memory_kib, cost.lanes, _KEY_BYTES, Type.ID)
    except HashingError as error:
        raise refusals.unreadable(f"the passphrase could not be worked out ({error})") from error
