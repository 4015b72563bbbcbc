"""How a workplace comes to stand: the first start makes the store, every later one opens it."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from pathlib import Path

from needlesafe.domain.catalogue import Catalogue
from needlesafe.domain.people import Clinic, User
from needlesafe.flow.opening import laid_out
from needlesafe.flow.printable import demand_printable
from needlesafe.flow.workplace import Workplace
from needlesafe.store import KdfCost, Store


@dataclass(frozen=True, slots=True)
class Founding:
    """What a new store is made from."""

    clinic: Clinic
    user: User
    """The first who may open it."""
    passphrase: str = field(repr=False)
    kdf: KdfCost = KdfCost()
    """What one guess of the passphrase costs."""


def establish(folder: Path, founding: Founding, catalogue: Catalogue) -> Workplace:
    """The workplace around a new store with its sealing key. StoreRefused where it cannot be made, UnprintableCharacter
    where no document could show who it is made for."""
    from needlesafe.flow.clinic_seal import seal_key  # it brings the libraries of seals, which no later start waits for

    demand_printable({"clinic": asdict(founding.clinic), "practitioner": asdict(founding.user.practitioner)})
    store = Store.create(folder, founding.passphrase, founding.clinic, founding.user, kdf=founding.kdf)
    workplace = laid_out(store, catalogue)
    seal_key(workplace)
    return workplace


def sign_in(folder: Path, passphrase: str, user: str, catalogue: Catalogue) -> Workplace:
    """The workplace around the store in a folder. StoreRefused where it does not open."""
    return laid_out(Store.open(folder, passphrase, user), catalogue)
