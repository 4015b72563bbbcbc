"""Words of visits: written where they change, found as a plain look through all visits would find them."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import pytest

from needlesafe.domain.events import Event
from needlesafe.domain.people import Patient
from needlesafe.store import Sought, Store, VisitSummary
from needlesafe.store.search_words import searched_words, words_of
from tests.store.samples import ZOE, event, events, new_store, summary

FACTS = [*(f"muscle m-{number}" for number in range(12)), *(f"rule cr-{number}" for number in range(6)), "event ae-faint",
         *(f"lot a{number}" for number in range(30))]
NAMES = ("Byrne", "Müller", "Long", "Nguyễn")
MANY = 250


def rows_of(store: Store, visit: str) -> set[str]:
    """The words that stand under a visit's number."""
    with store._parts.database.reading() as connection:
        found = connection.exec_driver_sql("SELECT word FROM visit_words JOIN visits USING (number) WHERE id = ?", (visit,))
        return set(found.scalars())


def test_words_follow_the_visit_and_are_only_written_where_they_change(folder: Path) -> None:
    with new_store(folder) as store:
        chain: list[Event] = []
        for facts in ("", "muscle m-1", "muscle m-1\nlot a1", "muscle m-1\nlot a1", "lot a1", ""):
            chain.append(event(chain[-1] if chain else None))
            before = changes(store)
            store.append(chain[-1:], summary(chain[-1], facts=facts))
            assert rows_of(store, "v1") == set(facts.splitlines())
            assert changes(store) - before <= 3, "a line, an event, a word"
        assert store.summary("v1").facts == ""


def changes(store: Store) -> int:
    """How many rows were written so far."""
    return store._parts.database._connection.connection.driver_connection.total_changes


def test_an_append_that_is_refused_leaves_the_words(folder: Path) -> None:
    with new_store(folder) as store:
        [first, second] = events(2)
        store.append([first], summary(first, facts="lot a1"))
        with pytest.raises(ValueError):
            store.append([replace(second, link="0" * 64)], summary(second, facts="lot a2"))
        assert rows_of(store, "v1") == {"lot a1"}


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> tuple[Store, list[tuple[VisitSummary, Patient]]]:
    """A store of many visits, and the same in a list, the oldest first."""
    chance, told = random.Random(7), []
    store = new_store(tmp_path_factory.mktemp("words") / "store")
    for number in range(40):
        store.keep_patient(f"p{number}", Patient(f"{chance.choice(NAMES)}-{number}", "Zoë", f"19{50 + number}-05-01"))
    for number in range(MANY):
        [made] = events(1, f"v{number}")
        patient = f"p{chance.randrange(40)}"
        facts = sorted(chance.sample(FACTS, chance.randrange(6)))
        line = summary(made, patient_id=patient, facts="\n".join(facts))
        store.append([made], line)
        told.append((line, store.patient(patient)))
    return store, told


def plainly(told: list[tuple[VisitSummary, Patient]], sought: list[Sought], limit: int) -> list[str]:
    """The same search by looking through everything."""
    def holds(line: VisitSummary, patient: Patient, one: Sought) -> bool:
        own = line.facts.splitlines()
        named = one.patient and all(any(word.startswith(readings) for word in words_of(patient))
                                    for readings in searched_words(one.patient))
        return bool(named) or any(fact in one.facts or fact.startswith(one.begins or ("\0",)) for fact in own)

    if not any(one.facts or one.begins for one in sought):
        return []
    return [line.id for line, patient in reversed(told) if all(holds(line, patient, one) for one in sought)][:limit]


def any_sought(chance: random.Random) -> Sought:
    """Something that may be sought."""
    return Sought(tuple(chance.sample(FACTS, chance.choice((0, 1, 1, 3, 12)))), chance.choice(((), (), ("lot a1",), ("lot a",))),
                  chance.choice(("", "", "byr", "zoe", "1951", "long-3")))


@pytest.mark.parametrize("few", [2000, 5])
def test_the_search_finds_what_a_look_through_everything_finds(
        filled: tuple[Store, list[tuple[VisitSummary, Patient]]], monkeypatch: pytest.MonkeyPatch, few: int) -> None:
    for name, value in (("_FEW", few), ("_MOST_PATIENTS", max(few // 100, 2)), ("_MOST_LOOKUPS", few * 2)):
        monkeypatch.setattr(f"needlesafe.store.visit_words.{name}", value)
    store, told = filled
    chance = random.Random(few)
    for _ in range(60):
        sought = [any_sought(chance) for _ in range(chance.choice((1, 1, 2, 3)))]
        limit = chance.choice((1, 10, 50))
        assert [visit.id for visit in store.search_visits(sought, limit)] == plainly(told, sought, limit), sought


def test_nothing_sought_finds_nothing(filled: tuple[Store, list[tuple[VisitSummary, Patient]]]) -> None:
    assert filled[0].search_visits(()) == () == filled[0].search_visits([Sought()])


def test_a_patient_who_married_is_found_by_the_new_name(folder: Path) -> None:
    with new_store(folder) as store:
        store.keep_patient("p1", ZOE)
        [made] = events(1)
        store.append([made], summary(made, facts="lot a1"))
        store.keep_patient("p1", replace(ZOE, family_name="Byrne"))
        assert [visit.id for visit in store.search_visits([Sought(("lot a1",)), Sought(patient="byrne")])] == ["v1"]
