"""A visit is done when its last document is sealed, and not before."""

import json
from pathlib import Path

import pytest

from needlesafe.errors import StoreRefused
from needlesafe.flow.sealing import finish
from needlesafe.flow.visit_desk import VisitDesk
from needlesafe.flow.walk import start_from, walk
from needlesafe.flow.workplace import Workplace
from tests.helpers.visit_files import as_visit
from tests.helpers.workplaces import new_workplace, signed_in

NECK = Path(__file__).parents[1] / "cases" / "neck.json"

PAGE = 4096
"""Bytes of a page of the store's file."""


def pages(place: Workplace, most: int = 0) -> int:
    """How many pages the store's file has; with `most`, after SQLite was told that there is no room for more."""
    database = place.store._parts.database._connection.connection.driver_connection
    if most:
        database.execute(f"PRAGMA max_page_count = {most}")
    return database.execute("PRAGMA page_count").fetchone()[0]


def test_a_visit_whose_record_could_not_be_sealed_stays_on_the_worklist(catalogue, tmp_path):
    told = as_visit(json.loads(NECK.read_bytes()), catalogue)
    roomy = new_workplace(tmp_path / "roomy", catalogue)
    walk(start_from(told, roomy), told, tmp_path / "out")
    enough = pages(roomy)
    last = len(next(d.data for visit in roomy.store.visits_of(roomy.store.search_patients("")[0].id)
                    for d in roomy.store.documents(visit.id) if d.kind == "aftercare")) // PAGE
    roomy.store.close()

    place = new_workplace(tmp_path / "store", catalogue)
    desk = start_from(told, place)
    pages(place, most=enough - last // 2)
    with pytest.raises(StoreRefused):
        walk(desk, told, tmp_path / "out")

    place = signed_in(place, "conor")
    assert [visit.id for visit in place.store.unfinished()] == [desk.visit_id]
    again = VisitDesk.resume(place, desk.visit_id)
    assert [document.kind for document in again.visit.documents] == ["consent", "record"]
    finish(again)
    assert place.store.unfinished() == ()
    assert [document.kind for document in again.visit.documents] == ["consent", "record", "aftercare"]
    place.store.close()
