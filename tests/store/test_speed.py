"""With 5,000 visits, 1,000 in the usual run, the store opens, lists and finds at once; the figures are printed."""

from __future__ import annotations

import json
import os
import random
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from needlesafe.domain.people import Patient
from needlesafe.store import Store, header, keys
from needlesafe.store.database import Database
from tests.helpers.budgets import allowed
from tests.store.samples import PASSPHRASE, event, events, new_store, summary

MANY = 5000 if os.environ.get("NEEDLESAFE_FULL") else 1000
FAMILY = ("Müller", "García", "Nguyễn", "Żółć", "O'Brien", "Schmidt", "Rossi", "Dubois", "Novák", "Lindqvist")
GIVEN = ("Zoë", "Łukasz", "Siobhán", "Anna", "José", "Björn", "Chloé", "Ivo", "Mária", "Per")
SEARCHES = ("a", "mül", "garcia jose", "1975-0", "1.5.19", "k 49", "zolc 123", "nobody", "an sch", "o'b")


def milliseconds(deed: Callable[[], object], times: int) -> list[float]:
    """How long a deed took each time, in order of length."""
    took = []
    for _ in range(times):
        started = time.perf_counter()
        deed()
        took.append((time.perf_counter() - started) * 1000)
    return sorted(took)


def told(name: str, took: list[float]) -> str:
    """Median and 99th percentile in words."""
    return f"{name}: median {statistics.median(took):.2f} ms, p99 {took[int(len(took) * 0.99)]:.2f} ms"


def fill(store: Store) -> None:
    """Keeps patients and a visit for each."""
    chance = random.Random(5)
    for number in range(MANY):
        born = f"{1930 + number % 80}-{number % 12 + 1:02}-{number % 28 + 1:02}"
        patient = Patient(f"{chance.choice(FAMILY)}-{number}", chance.choice(GIVEN), born, f"K {number}")
        store.keep_patient(f"p{number}", patient)
        made = events(3, f"v{number}")
        store.append(made, summary(made[-1], patient_id=f"p{number}", patient_name=patient.name, birth_date=born,
                                   state="finished" if number % 500 else "open"))


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a store with many visits."""
    folder = tmp_path_factory.mktemp("filled") / "store"
    with new_store(folder) as store:
        fill(store)
    return folder


@pytest.mark.benchmark
def test_opening_to_the_first_list_is_quick_with_many_visits(filled: Path) -> None:
    code = ("import json, sys, time; from pathlib import Path; from needlesafe.store import Store, warm_up\n"
            "start = time.perf_counter(); warm_up(); warm = time.perf_counter()\n"
            f"store = Store.open(Path(sys.argv[1]), {PASSPHRASE!r}); store.unfinished(); store.search_patients('')\n"
            "print(json.dumps([(warm - start) * 1000, (time.perf_counter() - warm) * 1000])); store.close()")
    done = [subprocess.run([sys.executable, "-c", code, str(filled)], capture_output=True, text=True, check=True)
            for _ in range(3)]
    warming, opening = min(json.loads(one.stdout) for one in done)
    print(f"loading the libraries {warming:.0f} ms, then opening and the first lists {opening:.0f} ms")
    assert opening <= allowed(150)


@pytest.mark.benchmark
def test_lists_and_search_are_quick_with_many_visits(filled: Path) -> None:
    with Store.open(filled, PASSPHRASE) as store:
        unfinished = milliseconds(store.unfinished, 50)
        searches = {text: milliseconds(lambda: store.search_patients(text), 20) for text in SEARCHES}
        assert len(store.unfinished()) == MANY // 500
        assert len(store.search_patients("mül")) == 50
    print(told("unfinished", unfinished))
    for text, took in searches.items():
        print(told(f"search {text!r}", took))
    assert statistics.median(sorted(x for took in searches.values() for x in took)) <= allowed(15)


@pytest.mark.benchmark
def test_an_append_costs_little_more_than_a_bare_committed_insert(filled: Path) -> None:
    head = header.read(filled)
    page_key = keys.derived(keys.unwrapped(head, head.entries[0], PASSPHRASE)).page
    chain = list(events(400, "measured"))
    with Store.open(filled, PASSPHRASE) as store:
        appends = milliseconds(lambda: store.append([one := chain.pop(0)], summary(one)), 400)
    bare_file = filled.parent / "bare.db"
    bare_file.touch()
    bare = Database(bare_file, page_key)
    raw = bare._connection.connection.driver_connection
    raw.execute("CREATE TABLE bare (position INTEGER PRIMARY KEY, row TEXT)")
    row = json.dumps(event(None).as_json()) + "x" * 128

    def insert() -> None:
        raw.execute("BEGIN")
        raw.execute("INSERT INTO bare (row) VALUES (?)", (row,))
        raw.execute("COMMIT")

    inserts = milliseconds(insert, 400)
    bare.close()
    print(told("append", appends), told("bare committed insert", inserts), sep="\n")
    assert statistics.median(appends) - statistics.median(inserts) <= allowed(8)


@pytest.mark.benchmark
def test_a_guess_of_the_passphrase_costs_time(folder: Path) -> None:
    with new_store(folder):
        pass
    head = header.read(folder)
    took = milliseconds(lambda: keys.wrapped_for("x", "guess", bytes(32), head.store_id, header.KdfCost()), 3)
    print(f"key derivation: {took[0]:.0f} ms")
    assert took[0] > 20
