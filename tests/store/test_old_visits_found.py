"""Visits that an older program kept: numbered, found by what their events say, and marked for the list of contacts."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from needlesafe.domain.events import Event, chained
from needlesafe.store import Sought, Store
from tests.store.samples import PASSPHRASE, changed_inside, event, new_store, summary

TOLD: tuple[tuple[str, dict[str, Any]], ...] = (
    ("sites-planned", {"sites": [{"muscle": "m-soleus", "side": "left"}]}),
    ("sites-planned", {"sites": [{"muscle": "m-deltoid", "side": "left", "lot": " A 1180"}]}),
    ("consent-prepared", {"draft": "", "language": "en", "covers": ["m-deltoid left", "finding pr-anticoagulant"]}),
    ("override-given", {"finding": "cr-child", "reason": "seen"}),
    ("treatment-recorded", {"at": "10:00", "event": "in", "site": 0, "count": 1}),
    ("treatment-recorded", {"at": "10:05", "event": "adverse", "id": "ae-syncope", "site": None}))
BACK = ("DROP TABLE visit_words", "DROP INDEX visits_by_number", "DROP INDEX visits_by_due",
        *(f"ALTER TABLE visits DROP COLUMN {name}" for name in ("facts", "number", "due_from", "due_until", "due_for")),
        "UPDATE schema_version SET version = 3")
"""What makes a store of form 3 of a new one."""


def typed(before: Event | None, kind: str, payload: dict[str, Any], visit: str) -> Event:
    """The next event of a visit, of a kind."""
    plain = event(before, visit)
    return chained({**plain.header(), "type": kind}, payload, plain.salt, plain.previous)


@pytest.fixture
def old(folder: Path) -> Path:
    """The folder of a store of form 3 with a closed visit, an older one and an open one."""
    with new_store(folder) as store:
        for visit, state, date in (("v1", "finished", "2026-11-20"), ("v2", "finished", "2026-10-01"), ("v3", "open", "2026-11-21")):
            chain: list[Event] = []
            for kind, payload in TOLD if visit == "v1" else TOLD[:1]:
                chain.append(typed(chain[-1] if chain else None, kind, payload, visit))
                store.append(chain[-1:], summary(chain[-1], state=state, date=date, patient_id=visit))
    changed_inside(folder, *BACK)
    return folder


def test_old_visits_are_found_by_what_their_events_say(old: Path) -> None:
    with Store.open(old, PASSPHRASE) as store:
        assert store.summary("v1").facts.splitlines() == ["event ae-syncope", "lot a 1180", "muscle m-deltoid", "rule cr-child",
                                                          "rule pr-anticoagulant"]
        for fact in store.summary("v1").facts.splitlines():
            assert [visit.id for visit in store.search_visits([Sought((fact,))])] == ["v1"]
        assert [visit.id for visit in store.search_visits([Sought(("muscle m-soleus",))])] == ["v3", "v2"]
        assert store.warnings == ()


def test_an_old_visit_goes_on_and_its_words_change(old: Path) -> None:
    with Store.open(old, PASSPHRASE) as store:
        last = store.events("v3")[-1]
        store.append([event(last, "v3")], summary(event(last, "v3"), facts="muscle m-deltoid", patient_id="v3"))
        assert [visit.id for visit in store.search_visits([Sought(("muscle m-soleus",))])] == ["v2"]
        assert [visit.id for visit in store.search_visits([Sought(("muscle m-deltoid",))])] == ["v3", "v1"]


def test_only_late_closed_visits_wait_to_be_worked_out(old: Path) -> None:
    with Store.open(old, PASSPHRASE) as store:
        assert store.not_worked_out() == ("v1",) and store.due("9999-12-31T23:59") == ()
        store.keep_due("v1", ("2026-11-21T10:00", "2026-11-21T22:00", "fu-syncope"))
        assert store.not_worked_out() == ()
        assert [visit.due_for for visit in store.due("2026-11-21T23:59")] == ["fu-syncope"]
        assert store.due("2026-11-21T09:59") == ()
