"""
Who adopted the content, and when: appended and never changed, each adoption bound to the one before it.

One that does not bear the mark of this store is not believed, and opening the store says so: the content then counts as
not adopted, which asks once more and closes nothing. How far somebody has read is a draft and is written over.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict

from sqlalchemy import Row, select

from needlesafe.domain.events import GENESIS, canonical
from needlesafe.store.database import Database, keep_row
from needlesafe.store.keys import mark_of
from needlesafe.store.rows import Adoption, AdoptionDraft
from needlesafe.store.tables import adoption_drafts
from needlesafe.store.tables import adoptions as adoption_table

CHANGED = ("The list of who adopted the content was changed by something other than NeedleSafe. What was changed in it does "
           "not count as an adoption.")


class Adoptions:
    """The adoptions of one open store, read once: nobody else writes while it is open."""

    def __init__(self, database: Database, mark_key: bytes) -> None:
        self._database = database
        self._mark_key = mark_key
        query = select(adoption_table).order_by(adoption_table.c.position)
        with database.reading() as connection:
            rows = connection.execute(query).all()
        self._believed = self._checked(rows)
        self._last = (rows[-1].position, rows[-1].link) if rows else (0, GENESIS)
        self.remarks = () if len(self._believed) == len(rows) else (CHANGED,)

    def all(self) -> tuple[Adoption, ...]:
        """The adoptions in order."""
        return self._believed

    def keep(self, adoption: Adoption) -> None:
        """Adds an adoption; it is on the disk when it returns."""
        with self._database.turn:
            position, previous = self._last
            content = canonical(asdict(adoption)).decode()
            link = _link_of(content, previous)
            with self._database.writing("The adoption of the content") as connection:
                connection.execute(adoption_table.insert().values(
                    position=position + 1, content=content, link=link, mac=mark_of(self._mark_key, link)))
            self._last = (position + 1, link)
            self._believed = (*self._believed, adoption)

    def keep_draft(self, user: str, draft: AdoptionDraft) -> None:
        """Keeps how far somebody has read, in place of what was kept before."""
        with self._database.writing("What was read of the content") as connection:
            keep_row(connection, adoption_drafts, {"user": user}, {"content": canonical(asdict(draft)).decode()})

    def draft(self, user: str) -> AdoptionDraft:
        """How far somebody has read."""
        query = select(adoption_drafts.c.content).where(adoption_drafts.c.user == user)
        with self._database.reading() as connection:
            text = connection.execute(query).scalar_one_or_none()
        if not text:
            return AdoptionDraft()
        told = json.loads(text)
        return AdoptionDraft(told["fingerprint"], tuple(told["shown"]), told["remarks"])

    def _checked(self, rows: Sequence[Row]) -> tuple[Adoption, ...]:
        believed, previous = [], GENESIS
        for row in rows:
            if row.link == _link_of(row.content, previous) and row.mac == mark_of(self._mark_key, row.link):
                believed.append(Adoption(**json.loads(row.content)))
            previous = row.link
        return tuple(believed)


def _link_of(content: str, previous: str) -> str:
    """SHA-256 over the link before it and what was adopted."""
    return hashlib.sha256(f"{previous}\n{content}".encode()).hexdigest()
