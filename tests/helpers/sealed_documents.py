"""Genuine sealed documents of every kind that the program seals, made by walking visits as the window does."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from needlesafe.domain.catalogue import Catalogue
from needlesafe.flow.clinic_seal import seal_key
from needlesafe.flow.papers import Source, facts_of, printed
from needlesafe.flow.sealing import REASONS
from needlesafe.flow.walk import start_from, walk
from needlesafe.flow.workplace import Workplace
from needlesafe.seal import Register, SealKey, seal
from needlesafe.store import Store
from tests.helpers import example_visit
from tests.helpers.visit_files import (AOIFE, DELTOID, GASTROCNEMIUS, UPPER_TRAPEZIUS, Raw, as_visit, begun, complete,
                                       consented, standing)
from tests.helpers.workplaces import CHEAP, CLINIC, CONOR, MORNING, PASSPHRASE

KINDS = tuple(REASONS)
"""Every kind of document that is sealed, by the table that sealing itself reads."""
PLANS = ((DELTOID,), (UPPER_TRAPEZIUS,), (GASTROCNEMIUS, DELTOID), (UPPER_TRAPEZIUS, GASTROCNEMIUS))


@dataclass(frozen=True)
class EveryDocument:
    """One sealed document of every kind, and what was there when they were sealed."""

    key: SealKey
    """The key that sealed them."""
    register: Register
    """The register that lists them."""
    pdfs: Mapping[str, bytes]
    """The files by their kind."""


def own_workplace(folder: Path, catalogue: Catalogue) -> Workplace:
    """A workplace whose register lies in the folder too, so that it outlives the home of one test."""
    store = Store.create(folder / "store", PASSPHRASE, CLINIC, CONOR, kdf=CHEAP)
    return Workplace(store, catalogue, Register(folder / "register"), clock=lambda: MORNING)


def sealed_documents(place: Workplace, folder: Path, visits: int, seed: int = 20261121) -> Iterator[tuple[str, bytes]]:
    """The documents of so many visits with their kinds; every second patient declines."""
    chance = random.Random(seed)
    for number in range(visits):
        told = as_visit(_raw(number, chance, place.catalogue), place.catalogue)
        desk = start_from(told, place)
        walk(desk, told, folder)
        for document in place.store.documents(desk.visit_id):
            yield document.kind, document.data


def one_of_each(folder: Path, catalogue: Catalogue) -> EveryDocument:
    """A sealed document of every kind: as two visits seal them, else as the example visit has it told."""
    place = own_workplace(folder, catalogue)
    made: dict[str, bytes] = {}
    for kind, pdf in sealed_documents(place, folder / "out", visits=2):
        made.setdefault(kind, pdf)
    key = seal_key(place)
    place.store.close()
    told = Source(facts_of(example_visit.with_statements(catalogue), catalogue))
    for kind in KINDS:
        if kind not in made:
            made[kind] = seal(printed(kind, told), key, when=MORNING, reason=REASONS[kind])
            place.register.add_sealed(hashlib.sha256(made[kind]).hexdigest())
    return EveryDocument(key, place.register, made)


def _raw(number: int, chance: random.Random, catalogue: Catalogue) -> Raw:
    patient = {**AOIFE, "given_name": f"Aoife {chance.randrange(10_000)}", "identifier": f"C-{number}"}
    raw = begun(*chance.choice(PLANS), patient=patient, indication={"complaint": "sore " * chance.randint(1, 200)})
    whole = consented(raw, catalogue, "declined") if number % 2 else complete(raw, catalogue)
    return {**whole, **_said_besides(number, whole, catalogue)}


def _said_besides(number: int, raw: Raw, catalogue: Catalogue) -> Raw:
    """What brings every kind of page in the first two visits: letters, a report, a withdrawal, an amendment, large print."""
    if number == 1:
        return {"withdrawal": {"words": "I do not want this at all any more.", "manner": "spoken"}}
    if number:
        return {}
    raised = standing(raw, catalogue).assessment.findings[0].id
    return {"referrals": [{"to": "Dr Orla Keane", "about": [raised], "text": "Is there a reason against it?"}],
            "hand_overs": [{"to": "Ambulance", "suspected": "faint", "vital_signs": [{"at": "10:20", "pulse": 48}]}],
            "incident": {"severity": "mild", "happened": "The patient fainted on the couch."},
            "amendments": [{"reason": "forgotten", "text": "The patient had not eaten."}],
            "note": {**raw["note"], "large_print": True}}
