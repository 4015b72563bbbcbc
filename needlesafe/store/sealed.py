"""Sealed documents and the keys that seal them, kept as bytes; the store knows nothing of sealing."""

from __future__ import annotations

import hashlib

from sqlalchemy import select

from needlesafe.store import refusals
from needlesafe.store.database import Database
from needlesafe.store.rows import SealKey, StoredDocument
from needlesafe.store.tables import documents, seal_keys

_DOCUMENT_COLUMNS = [documents.c[name] for name in StoredDocument.__dataclass_fields__]


class Sealed:
    """Documents and sealing keys of one open store."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def keep_document(self, document: StoredDocument) -> None:
        """Adds a document to its visit; the same bytes once. ValueError where hash or visit do not fit."""
        if hashlib.sha256(document.data).hexdigest() != document.sha256:
            raise ValueError("the document does not have this hash")
        values = {column.name: getattr(document, column.name) for column in _DOCUMENT_COLUMNS}
        same = (documents.c.visit_id == document.visit_id, documents.c.sha256 == document.sha256)
        with self._database.writing(f"The {document.kind} document") as connection:
            if connection.execute(select(documents.c.id).where(*same)).first() is None:
                connection.execute(documents.insert().values(**values))

    def documents(self, visit_id: str) -> tuple[StoredDocument, ...]:
        """The documents of a visit in the order in which they were kept. StoreRefused where one was changed."""
        query = select(*_DOCUMENT_COLUMNS).where(documents.c.visit_id == visit_id).order_by(documents.c.id)
        with self._database.reading() as connection:
            kept = tuple(StoredDocument(*row) for row in connection.execute(query))
        for document in kept:
            if hashlib.sha256(document.data).hexdigest() != document.sha256:
                raise refusals.document_broken(visit_id, document.kind)
        return kept

    def name_of(self, sha256: str) -> str:
        """The name of a document by its hash; empty where none has it."""
        query = select(documents.c.name).where(documents.c.sha256 == sha256).limit(1)
        with self._database.reading() as connection:
            return connection.execute(query).scalar_one_or_none() or ""

    def keep_seal_key(self, key: SealKey) -> None:
        """Adds a key; those before it stay, because they tell what they sealed."""
        with self._database.writing("The sealing key") as connection:
            connection.execute(seal_keys.insert().values(private=key.private, certificate=key.certificate,
                                                         made_at=key.made_at))

    def seal_keys(self) -> tuple[SealKey, ...]:
        """The keys, the newest first."""
        query = select(seal_keys.c.private, seal_keys.c.certificate, seal_keys.c.made_at)
        with self._database.reading() as connection:
            return tuple(SealKey(*row) for row in connection.execute(query.order_by(seal_keys.c.id.desc())))
