"""
Patients and plans drawn without regard to what is usual: any age, any answer, any needle anywhere.

For laws that must hold for everybody. A seed gives the same patients for ever, under the same content.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any

from needlesafe.domain.anatomy import LEVELS, POSITIONS, TECHNIQUES
from needlesafe.domain.catalogue import Catalogue
from tests.helpers.assessing import CLEARANCE
from tests.helpers.visit_files import AOIFE, CONOR, begun

Raw = dict[str, Any]
SEED = 20261121
MOST_SITES = 12
GUIDANCE = {"operator": "Conor Walsh", "training": "musculoskeletal ultrasound, 2025"}


def random_files(count: int, catalogue: Catalogue, seed: int = SEED) -> Iterator[Raw]:
    """Visit files, each of somebody else."""
    chance = random.Random(seed)
    for _ in range(count):
        yield random_file(catalogue, chance)


def random_file(catalogue: Catalogue, chance: random.Random) -> Raw:
    """One visit: somebody, a plan, a few answers or all of them."""
    sites = [random_site(catalogue, chance) for _ in range(chance.randint(1, MOST_SITES))]
    names = [*catalogue.questions, *catalogue.factors]
    number = len(names) if chance.random() < 0.1 else chance.randint(0, 30)
    answers = {name: random_answer(catalogue, chance) for name in chance.sample(names, number)}
    place = chance.choice(list(catalogue.jurisdictions))
    return begun(*sites, screening=answers, jurisdiction=place, patient=_patient(chance),
                 practitioner=_practitioner(catalogue, chance))


def random_site(catalogue: Catalogue, chance: random.Random) -> Raw:
    """A needle in any muscle, on a side that it has."""
    muscle = chance.choice(list(catalogue.muscles.values()))
    site = {"muscle": muscle.id, "side": chance.choice(catalogue.regions[muscle.region].sides), "needles": chance.randint(1, 6),
            "length_mm": chance.choice((5, 13, 30, 50, 75)), "gauge_mm": 0.25, "technique": chance.choice(TECHNIQUES),
            "level": chance.choice((None, *LEVELS)), "expires": chance.choice(("2026-10", "2026-11", "2029-01"))}
    if chance.random() < 0.8:
        site["position"] = chance.choice(POSITIONS)
    return {**site, "ultrasound": GUIDANCE} if chance.random() < 0.1 else site


def random_answer(catalogue: Catalogue, chance: random.Random) -> Raw:
    """A word, sometimes with places and a clearance."""
    answer: Raw = {"answer": chance.choice(("yes", "yes", "no", "no", "unknown"))}
    if chance.random() < 0.3:
        answer["where"] = [random_place(catalogue, chance) for _ in range(chance.randint(1, 2))]
    return {**answer, "clearance": CLEARANCE} if chance.random() < 0.2 else answer


def random_place(catalogue: Catalogue, chance: random.Random) -> Raw:
    """A region or a group, with a side or without."""
    region = chance.choice(list(catalogue.regions.values()))
    place = {"region": chance.choice((region.id, region.group))}
    return {**place, "side": chance.choice(region.sides)} if chance.random() < 0.7 else place


def _patient(chance: random.Random) -> Raw:
    born = f"{chance.randint(1930, 2020)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
    known = {"height_cm": chance.randint(95, 205), "weight_kg": chance.randint(15, 180)} if chance.random() < 0.8 else {}
    plain = {name: value for name, value in AOIFE.items() if name not in ("height_cm", "weight_kg")}
    return {**plain, **known, "birth_date": born, "sex": chance.choice(("female", "male", "another word", ""))}


def _practitioner(catalogue: Catalogue, chance: random.Random) -> Raw:
    regions = list(catalogue.regions)
    scope = ["*"] if chance.random() < 0.7 else chance.sample(regions, chance.randint(0, len(regions)))
    excluded = chance.sample(regions, 3) if chance.random() < 0.2 else []
    return {**CONOR, "scope": scope, "cover_excludes": excluded,
            "cover_until": chance.choice(("2026-11-20", "2026-11-21", "2027-06-30"))}
