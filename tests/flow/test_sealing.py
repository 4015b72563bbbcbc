"""A visit is done when its last document is sealed, and not before."""

import json
from pathlib import Path

import pytest

from needlesafe.errors import StoreRefused
from needlesafe.flow.sealing import finish
from needlesafe.flow.visit_desk import VisitDesk
from needlesafe.flow.walk import start_from, walk
from tests.helpers.visit_files import as_visit
from tests.helpers.workplaces import new_workplace

NECK = Path(__file__).parents[1] / "cases" / "neck.json"


def test_a_visit_whose_record_could_not_be_sealed_stays_on_the_worklist(catalogue, tmp_path, monkeypatch):
    place = new_workplace(tmp_path / "store", catalogue)
    told = as_visit(json.loads(NECK.read_bytes()), catalogue)
    desk = start_from(told, place)

    def full(visit, kind, name, data, digest, keep=place.store.keep_document):
        if kind == "aftercare":
            raise StoreRefused("The disk is full.", "Everything saved before is kept.", "Make room.")
        keep(visit, kind, name, data, digest)

    monkeypatch.setattr(place.store, "keep_document", full)
    with pytest.raises(StoreRefused):
        walk(desk, told, tmp_path / "out")
    assert [visit.id for visit in place.store.unfinished()] == [desk.visit_id]

    monkeypatch.undo()
    again = VisitDesk.resume(place, desk.visit_id)
    finish(again)
    assert place.store.unfinished() == ()
    assert [document.kind for document in again.visit.documents] == ["consent", "record", "aftercare"]
    place.store.close()
