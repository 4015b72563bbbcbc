"""How long a key of the search at home takes, patients and visits together, with very many visits in the store."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

import pytest

from needlesafe.domain.catalogue import Catalogue
from needlesafe.flow.visit_search import MOST_FOUND, VisitSearch
from tests.helpers.budgets import allowed
from tests.helpers.many_visits import fill
from tests.helpers.workplaces import new_workplace

pytestmark = pytest.mark.benchmark

TYPED = ("müller anna", "garcia jose trap", "1975-03-12", "upper trapezius", "trapezius byrne", "gluteus medius 1960", "haematoma",
         "pneumothorax", "faint kelly", "blood thinner", "pregnan", "pacemaker long", "A1004", "a1199 infraspinatus", "k 4711",
         "gastrocnemius blood thinner", "neck", "shoulder walsh", "lumbar multifidus haematoma", "infraspinatus nerve", "murphy",
         "trapezuis", "xylophone", "an tr", "deltoid rossi 1950", "anterior", "skin", "pr-anticoagulant", "zoe lot", "b")
MOST_MS = 50
VISITS, OF_USUAL_RUN = 100_000, 10_000


def keys() -> list[str]:
    """What stands in the field after each key."""
    return [text[:length] for text in TYPED for length in range(1, len(text) + 1)]


def measured(folder: Path, catalogue: Catalogue, visits: int, say: Callable[[str], None]) -> float:
    """The 95th centile of what the keys take, in milliseconds."""
    place = new_workplace(folder, catalogue)
    fill(place.store, visits, catalogue)
    place.store.close()
    place = type(place)(type(place.store).open(folder, "the river bends twice"), catalogue, place.register)
    search, took, hits = VisitSearch(place), {}, 0
    for text in keys():
        begun = time.perf_counter()
        patients = place.store.search_patients(text, MOST_FOUND)
        found = search.found(text) or (() if patients else search.found(text, near=True))
        took[text] = (time.perf_counter() - begun) * 1000
        hits += bool(patients or found)
    assert hits > len(took) // 2
    place.store.close()
    slowest = ", ".join(repr(text) for text in sorted(took, key=lambda text: -took[text])[:6])
    late = sorted(took.values())[int(len(took) * 0.95)]
    say(f"search among {visits} visits: median {median(took.values()):.1f} ms, 95th centile {late:.1f} ms, most "
        f"{max(took.values()):.1f} ms of {len(took)} keys; the slowest: {slowest}")
    return late


def test_a_key_of_the_search_is_answered_at_once_among_ten_thousand_visits(tmp_path: Path, catalogue: Catalogue, say: Callable) -> None:
    assert measured(tmp_path / "store", catalogue, OF_USUAL_RUN, say) <= allowed(MOST_MS)


@pytest.mark.full
def test_a_key_of_the_search_is_answered_at_once_among_a_hundred_thousand_visits(tmp_path: Path, catalogue: Catalogue, say: Callable) -> None:
    assert measured(tmp_path / "store", catalogue, VISITS, say) <= allowed(MOST_MS)
