"""Opens a store, or makes it at its first use, and lays out the workplace around it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from needlesafe.domain.catalogue import Catalogue
from needlesafe.domain.people import Clinic, User
from needlesafe.domain.visit import Visit
from needlesafe.flow.workplace import Workplace
from needlesafe.paths import data_dir
from needlesafe.seal import Register
from needlesafe.store import Store, exists

UNNAMED_CLINIC = "Unnamed clinic"
"""The clinic of a store that the command line made; the window asks for its name."""


def store_folder(chosen: Path | None) -> Path:
    """The folder of the store: the chosen one, else the user's own."""
    return chosen or data_dir() / "store"


def open_workplace(chosen: Path | None, catalogue: Catalogue, passphrase: Callable[[], str], user: str,
                   told: Visit) -> Workplace:
    """The workplace of a call without a window. StoreRefused where the store does not open."""
    folder = store_folder(chosen)
    secret = passphrase()
    if exists(folder):
        store = Store.open(folder, secret, user)
    else:
        clinic = Clinic(UNNAMED_CLINIC, jurisdiction=told.jurisdiction)
        store = Store.create(folder, secret, clinic, User(user or told.practitioner.name, told.practitioner))
    return laid_out(store, catalogue)


def laid_out(store: Store, catalogue: Catalogue) -> Workplace:
    """The workplace around an open store; its certificates stand in the user's register."""
    register = Register()
    for key in store.seal_keys():
        register.add_certificate(key.certificate)
    return Workplace(store, catalogue, register)
