"""Workplaces for tests: a real store whose key costs nothing, a clinic, a user, a clock that stands still."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from needlesafe.domain.catalogue import Catalogue
from needlesafe.domain.people import Clinic, Contact, Patient, Practitioner, User
from needlesafe.flow.opening import laid_out
from needlesafe.flow.workplace import Workplace
from needlesafe.store import KdfCost, Store

CHEAP = KdfCost(memory_kib=8, passes=1, lanes=1)
"""A key derivation that costs nothing, so that tests are quick."""
PASSPHRASE = "the river bends twice"
CLINIC = Clinic("Praxis am Bach", "Bachweg 3", "+353 1 555 0100", "IE")
CONOR = User("conor", Practitioner("Conor Walsh", "PT-20311", "physiotherapist", "80 hours, 2021", ("*",), (), "2027-06-30"))
ANNA = User("anna", Practitioner("Anna Beispiel", "P-100", scope=("suboccipital",)))
AOIFE = Patient("Byrne", "Aoife", "1984-03-09", "C-1042", phone="+353 1 555 0142", sex="female", height_cm=171,
                weight_kg=64, emergency_contact=Contact("Seán Byrne", "+353 1 555 0143"))
ZOE = Patient("Żółć-Müller", "Zoë", "1980-05-01", "K 77")
MORNING = datetime(2026, 11, 21, 10, 0, tzinfo=UTC)


def new_workplace(folder: Path, catalogue: Catalogue) -> Workplace:
    """The workplace around a new store, on the morning of 21 November 2026."""
    store = Store.create(folder, PASSPHRASE, CLINIC, CONOR, kdf=CHEAP)
    return replace(laid_out(store, catalogue), clock=lambda: MORNING)


def signed_in(workplace: Workplace, user: str, passphrase: str = PASSPHRASE) -> Workplace:
    """The same workplace after somebody else signed in."""
    folder = workplace.store.folder
    workplace.store.close()
    return replace(workplace, store=Store.open(folder, passphrase, user))
