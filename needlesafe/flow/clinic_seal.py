"""
The clinic's seal: made at its first use or brought by the clinic, looked at before every sealing, renewed before it ends.

Keys are only ever added. What an older one sealed can be checked for ever: its certificate stays in the store and in
the user's register.
"""

from __future__ import annotations

from dataclasses import dataclass

from needlesafe.documents.facts import Built
from needlesafe.errors import SealRefused
from needlesafe.flow.workplace import Workplace
from needlesafe.seal import CertificateFacts, SealKey, facts_of, import_key, make_key, pem_of

WARN_DAYS = 90
"""So many days before a seal ends it is said."""
NOTHING_LOST = "Nothing was sealed and nothing is lost: the visit stays open, and everything recorded is kept."


@dataclass(frozen=True, slots=True)
class SealStanding:
    """How things stand with the seal."""

    state: str
    """`none` before its first use, `fine`, `ending` within 90 days, `expired`, or `early` where it has not begun."""
    facts: CertificateFacts | None = None
    days_left: int = 0
    """Whole days until it ends; 0 where there is none."""
    earlier: tuple[CertificateFacts, ...] = ()
    """The seals before it, the latest first; they still tell what they sealed."""


def seal_standing(workplace: Workplace) -> SealStanding:
    """How things stand with the seal now."""
    known = tuple(facts_of(key.certificate) for key in workplace.store.seal_keys())
    if not known:
        return SealStanding("none")
    now, facts = workplace.clock(), known[0]
    left = facts.days_left(now)
    state = "early" if now < facts.begins else "expired" if now > facts.ends else "ending" if left < WARN_DAYS else "fine"
    return SealStanding(state, facts, left, known[1:])


def demand_seal(workplace: Workplace) -> None:
    """Nothing where the seal may be used now. SealRefused otherwise, before anything of the visit is closed."""
    standing = seal_standing(workplace)
    if standing.facts is None or standing.facts.usable(workplace.clock()):
        return
    if standing.state == "expired":
        remedy = "make a new one" if standing.facts.own else "import the new certificate, or have NeedleSafe make one"
        raise SealRefused(f"The clinic's seal expired on {standing.facts.ends:%Y-%m-%d}.", NOTHING_LOST,
                          f"Check this computer's clock; if it is right, {remedy} under 'The clinic's seal'. "
                          "What was sealed before can still be checked.")
    raise SealRefused(f"This computer's clock says {workplace.clock():%Y-%m-%d}, and the clinic's seal begins on "
                      f"{standing.facts.begins:%Y-%m-%d}.", NOTHING_LOST, "Set this computer's clock and try again.")


def seal_key(workplace: Workplace) -> SealKey:
    """The clinic's newest key, made and kept at the first use; its certificate stands in the user's register."""
    kept = workplace.store.seal_keys()
    return SealKey(kept[0].private, kept[0].certificate) if kept else renew_seal(workplace)


def renew_seal(workplace: Workplace) -> SealKey:
    """A new seal of our own making, which seals from now on; those before it stay known."""
    return _kept(workplace, make_key(workplace.store.clinic().name, workplace.clock()), "seal made")


def import_seal(workplace: Workplace, data: bytes, passphrase: str) -> SealKey:
    """The seal in a PKCS#12 file, which seals from now on. BadInput where it cannot; then nothing changed."""
    return _kept(workplace, import_key(data, passphrase, workplace.clock()), "seal imported")


def certificate_text(workplace: Workplace) -> bytes:
    """The certificate that seals now, as PEM, for whoever is to check a file."""
    return pem_of(seal_key(workplace).certificate)


def proof_sheet_of(workplace: Workplace) -> Built:
    """The page for whoever is to check a file of this clinic, with the fingerprints of its seals."""
    from needlesafe.documents import Sealing, proof_sheet

    standing = seal_standing(workplace)
    seals = [Sealing(facts.clinic, f"{facts.begins:%Y-%m-%d}", f"{facts.ends:%Y-%m-%d}", facts.sha256)
             for facts in ((standing.facts, *standing.earlier) if standing.facts else ())]
    return proof_sheet(workplace.catalogue, workplace.store.clinic(), seals, workplace.clock())


def _kept(workplace: Workplace, key: SealKey, deed: str) -> SealKey:
    """The key, once register and store have it: the register first, so that no file is sealed that is not known."""
    workplace.register.add_certificate(key.certificate)
    workplace.store.keep_seal_key(key.private_key, key.certificate, workplace.clock().isoformat())
    workplace.store.register_view("", deed, workplace.now())
    return key
