"""Events are appended, read back as they were, and every change to them is found and located."""

from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path

import pytest

from needlesafe.domain.events import canonical, link_of
from needlesafe.errors import StoreRefused
from needlesafe.store import Store
from tests.store.samples import PASSPHRASE, changed_inside, event, events, kept, new_store, summary

PAYLOADS = [
    {"text": "‮Zoë\0 \x07 👩‍⚕️ ' ; DROP TABLE events; -- <b>%n"},
    {"strokes": [[[0.1, -0.0, 1e-9, 1]] * 500], "none": None, "deep": {"a": [{"b": [True, False]}]}},
    {"long": "ß" * 1_000_000},
]


@pytest.mark.parametrize("payload", PAYLOADS, ids=["naughty", "strokes", "long"])
def test_an_event_comes_back_as_it_was(store: Store, payload: dict[str, object]) -> None:
    one = event(None, **payload)
    store.append([one], summary(one))
    assert store.events("v1") == (one,)


def test_several_events_are_taken_together(store: Store) -> None:
    made = events(5)
    store.append(made, summary(made[-1]))
    assert store.events("v1") == made
    assert store.head.sequence == 5


def test_an_unknown_visit_has_no_events_and_no_summary(store: Store) -> None:
    assert store.events("nowhere") == ()
    assert store.summary("nowhere") is None


def test_what_does_not_follow_is_refused_and_nothing_of_it_is_kept(store: Store) -> None:
    first, second, third = events(3)
    store.append([first], summary(first))
    strange = replace(second, payload={"id": "ci-fever", "answer": "yes"})
    other = event(None, "v2")
    for batch in ([third], [first], [second, second], [replace(second, previous="0" * 64)], [strange], [second, other]):
        with pytest.raises(ValueError, match="event"):
            store.append(batch, summary(batch[-1], id="v1"))
    with pytest.raises(ValueError, match="summary"):
        store.append([second], summary(first))
    with pytest.raises(ValueError, match="summary"):
        store.append([], summary(first))
    assert store.events("v1") == (first,)
    assert store.head.sequence == 1
    store.append([second, third], summary(third))
    assert store.events("v1") == (first, second, third)


def test_text_that_cannot_be_written_is_refused_before_anything_is_kept(store: Store) -> None:
    with pytest.raises(ValueError):
        one = event(None, text="\ud800")
        store.append([one], summary(one))
    assert store.summary("v1") is None


def test_the_line_of_a_visit_follows_its_events(store: Store) -> None:
    first, second = events(2)
    store.append([first], summary(first))
    finished = summary(second, state="finished", step="note", sites="left upper trapezius")
    store.append([second], finished)
    assert store.summary("v1") == finished


def test_open_visits_come_the_latest_first(store: Store) -> None:
    days = {"v1": ("2026-11-19", "open"), "v2": ("2026-11-21", "open"), "v3": ("2026-11-20", "finished"),
            "v4": ("2026-11-20", "open"), "v5": ("2026-11-18", "declined"), "v6": ("2026-11-17", "ended")}
    for visit, (day, state) in days.items():
        one = event(None, visit)
        store.append([one], summary(one, date=day, state=state))
    assert [visit.id for visit in store.unfinished()] == ["v2", "v4", "v1"]


def test_the_visits_of_a_patient_come_the_latest_first(store: Store) -> None:
    for visit, patient, day, state in (("v1", "p1", "2026-01-05", "finished"), ("v2", "p1", "2026-03-05", "finished"),
                                       ("v3", "p1", "2026-04-05", "declined"), ("v4", "p2", "2026-05-05", "finished")):
        one = event(None, visit)
        store.append([one], summary(one, patient_id=patient, date=day, state=state))
    assert [visit.id for visit in store.visits_of("p1")] == ["v3", "v2", "v1"]
    assert store.visits_of("p3") == ()


def test_threads_take_turns(store: Store) -> None:
    made = [events(20, f"v{number}") for number in range(6)]

    def take(batch: tuple) -> None:
        for one in batch:
            store.append([one], summary(one))

    threads = [threading.Thread(target=take, args=(batch,)) for batch in made]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [store.events(batch[0].visit) for batch in made] == made
    assert store.head.sequence == 120


TAMPERINGS = {
    "a payload edited": (("UPDATE events SET payload = '{\"id\":\"ci-fever\",\"answer\":\"yes\"}' WHERE sequence = 3",),
                         "event 3 was changed"),
    "a payload that is no JSON": (("UPDATE events SET payload = 'x' WHERE sequence = 3",), "cannot be read"),
    "the time edited": (("UPDATE events SET at = '2026-11-21T09:00:00.000Z' WHERE sequence = 2",),
                        "event 2 was changed"),
    "the actor edited": (("UPDATE events SET actor = 'ben' WHERE sequence = 5",), "event 5 was changed"),
    "an event taken out": (("DELETE FROM events WHERE sequence = 4",), "event 4 is missing"),
    "the end cut off": (("DELETE FROM events WHERE sequence > 3",), "event 4 is missing"),
    "two events swapped": (("UPDATE events SET sequence = 99 WHERE sequence = 2",
                            "UPDATE events SET sequence = 2 WHERE sequence = 3",
                            "UPDATE events SET sequence = 3 WHERE sequence = 99"), "event 2 does not follow"),
    "a mark copied": (("UPDATE events SET mac = (SELECT mac FROM events WHERE sequence = 1) WHERE sequence = 2",),
                      "event 2 does not carry the mark"),
    "an event added": (("INSERT INTO events SELECT 99, visit, 6, at, gap_ms, actor, type, payload, salt, link, link, "
                        "mac, head FROM events WHERE sequence = 5",), "event 6 was changed"),
    "a number that is text": (("UPDATE events SET gap_ms = 'soon' WHERE sequence = 1",), "event 1 was changed"),
}


@pytest.mark.parametrize("kind", TAMPERINGS)
def test_tampering_on_the_decrypted_database_is_located(folder: Path, kind: str) -> None:
    statements, place = TAMPERINGS[kind]
    with new_store(folder) as made:
        kept(made, 5)
    changed_inside(folder, *statements)
    with Store.open(folder, PASSPHRASE) as opened, pytest.raises(StoreRefused) as caught:
        opened.events("v1")
    assert place in caught.value.happened
    assert "v1" in caught.value.happened


def test_a_chain_worked_out_anew_without_the_key_is_found(folder: Path) -> None:
    with new_store(folder) as made:
        whole = kept(made, 3)
    payload = {"id": "ci-fever", "answer": "yes"}
    forged = link_of(whole[2].header(), payload, whole[2].salt, whole[2].previous)
    changed_inside(folder, f"UPDATE events SET payload = '{canonical(payload).decode()}', link = '{forged}' "
                           "WHERE sequence = 3")
    with Store.open(folder, PASSPHRASE) as opened, pytest.raises(StoreRefused, match="event 3 does not carry the mark"):
        opened.events("v1")
