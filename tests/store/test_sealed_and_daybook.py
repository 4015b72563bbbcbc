"""Documents, sealing keys, day checks and the access journal come back as they were kept."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from needlesafe.errors import StoreRefused
from needlesafe.store import Access, SealKey, Store, StoredDocument
from tests.store.samples import PASSPHRASE, changed_inside, kept, new_store


def document(data: bytes, kind: str = "consent") -> StoredDocument:
    """A document of visit v1."""
    return StoredDocument("v1", kind, f"{kind}.pdf", hashlib.sha256(data).hexdigest(), data)


def keep(store: Store, wanted: StoredDocument) -> None:
    """Keeps a document through the store's own door."""
    store.keep_document(wanted.visit_id, wanted.kind, wanted.name, wanted.data, wanted.sha256)


def test_the_latest_document_of_a_kind_is_given_and_the_others_stay(store: Store) -> None:
    kept(store, 1)
    first, second, record = document(b"%PDF 1"), document(b"%PDF 2"), document(b"%PDF 3", "record")
    for one in (first, second, record, second):
        keep(store, one)
    assert store.document("v1", "consent") == second
    assert store.document("v1", "aftercare") is None
    assert store.documents("v1") == (first, second, record)


def test_a_document_that_does_not_have_its_hash_is_not_kept(store: Store) -> None:
    kept(store, 1)
    with pytest.raises(ValueError, match="hash"):
        store.keep_document("v1", "consent", "consent.pdf", b"%PDF", "0" * 64)
    assert store.documents("v1") == ()


def test_a_document_of_no_visit_is_not_kept(store: Store) -> None:
    with pytest.raises(ValueError, match="does not fit"):
        keep(store, document(b"%PDF"))


def test_a_document_that_was_changed_in_the_store_is_not_given_out(folder: Path) -> None:
    with new_store(folder) as made:
        kept(made, 1)
        keep(made, document(b"%PDF"))
    changed_inside(folder, "UPDATE documents SET data = CAST('%PDE' AS BLOB)")
    with Store.open(folder, PASSPHRASE) as opened, pytest.raises(StoreRefused, match="not the one that was sealed"):
        opened.document("v1", "consent")


def test_sealing_keys_come_the_newest_first(store: Store) -> None:
    assert store.seal_keys() == ()
    store.keep_seal_key(b"\0secret", b"certificate", "2026-11-20T10:00:00.000Z")
    store.keep_seal_key(b"other", b"certificate 2", "2026-11-21T10:00:00.000Z")
    assert store.seal_keys() == (SealKey(b"other", b"certificate 2", "2026-11-21T10:00:00.000Z"),
                                 SealKey(b"\0secret", b"certificate", "2026-11-20T10:00:00.000Z"))


def test_a_room_is_checked_once_a_day(store: Store) -> None:
    assert store.day_check("2026-11-21", "room 1") == {}
    store.keep_day_check("2026-11-21", "room 1", {"sharps-bin": "yes"})
    store.keep_day_check("2026-11-21", "room 1", {"sharps-bin": "yes", "phone": "no"})
    assert store.day_check("2026-11-21", "room 1") == {"sharps-bin": "yes", "phone": "no"}
    assert store.day_check("2026-11-22", "room 1") == store.day_check("2026-11-21", "room 2") == {}


def test_who_looked_is_kept_in_order(store: Store) -> None:
    store.register_view("v1", "record opened", "2026-11-21T10:00:00.000Z")
    store.register_view("v1", "record saved", "2026-11-21T10:01:00.000Z")
    assert store.accesses("v1") == (Access("v1", "record opened", "anna", "2026-11-21T10:00:00.000Z"),
                                    Access("v1", "record saved", "anna", "2026-11-21T10:01:00.000Z"))
    assert store.accesses("v2") == ()
