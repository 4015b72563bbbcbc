"""Invented people and visits, and ways to break a store on purpose."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher

from needlesafe.domain.events import GENESIS, Event, chained
from needlesafe.domain.people import Clinic, Patient, Practitioner, User
from needlesafe.store import KdfCost, Store, VisitSummary, header, keys

CHEAP = KdfCost(memory_kib=8, passes=1, lanes=1)
"""A key derivation that costs nothing, so that tests are quick."""
PASSPHRASE = "correct horse battery staple"
CLINIC = Clinic("Praxis am Bach", "Bachweg 3", "+41 00 000 00 00")
ANNA = User("anna", Practitioner("Anna Beispiel", "P-100", scope=("neck",), cover_until="2027-12-31"))
BEN = User("ben", Practitioner("Ben Muster", "P-200"))
ZOE = Patient("Żółć-Müller", "Zoë", "1980-05-01", "K 1042", phone="+41 00 000 00 01")


def new_store(folder: Path) -> Store:
    """A store that Anna has just made."""
    return Store.create(folder, PASSPHRASE, CLINIC, ANNA, kdf=CHEAP)


def event(before: Event | None, visit: str = "v1", **payload: Any) -> Event:
    """The next event of a visit."""
    sequence, previous = (before.sequence + 1, before.link) if before else (1, GENESIS)
    head = {"visit": visit, "sequence": sequence, "at": f"2026-11-21T10:00:{sequence % 60:02}.000Z", "gap_ms": -1,
            "actor": "anna", "type": "answered"}
    return chained(head, payload or {"id": "ci-fever", "answer": "no"}, f"{sequence:032x}", previous)


def events(count: int, visit: str = "v1") -> tuple[Event, ...]:
    """A visit of so many events."""
    made: list[Event] = []
    for _ in range(count):
        made.append(event(made[-1] if made else None, visit))
    return tuple(made)


def summary(last: Event, **changes: Any) -> VisitSummary:
    """The line of a visit that stands at its last event."""
    told = {"id": last.visit, "patient_id": "p1", "patient_name": ZOE.name, "birth_date": ZOE.birth_date,
            "date": "2026-11-21", "state": "open", "step": "screening", "sites": "", "last_at": last.at,
            "last_sequence": last.sequence}
    return VisitSummary(**{**told, **changes})


def kept(store: Store, count: int, visit: str = "v1") -> tuple[Event, ...]:
    """Events of a new visit that the store has taken one by one."""
    made = events(count, visit)
    for one in made:
        store.append([one], summary(one))
    return made


def changed_inside(folder: Path, *statements: str, passphrase: str = PASSPHRASE) -> None:
    """Changes the decrypted database of a closed store, as somebody with the page key could."""
    head = header.read(folder)
    page_key = keys.derived(keys.unwrapped(head, head.entries[0], passphrase)).page
    connection = sqlcipher.connect(str(folder / "store.db"), isolation_level=None)
    connection.execute("PRAGMA cipher_log_level = NONE")
    connection.execute(f"PRAGMA key = \"x'{page_key.hex()}'\"")
    for statement in statements:
        connection.execute(statement)
    connection.close()
