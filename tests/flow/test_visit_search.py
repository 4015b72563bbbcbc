"""Visits are found as one types, by what happened in them and by whose they were; a patient's visits tell what changed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from needlesafe.domain.catalogue import Catalogue
from needlesafe.domain.people import Patient
from needlesafe.flow.duplicates import merge
from needlesafe.flow.fact_names import FactNames
from needlesafe.flow.reception import begin
from needlesafe.flow.timeline import timeline
from needlesafe.flow.visit_desk import VisitDesk
from needlesafe.flow.visit_search import VisitSearch
from needlesafe.flow.workplace import Workplace
from tests.helpers.visit_files import DELTOID, GASTROCNEMIUS, UPPER_TRAPEZIUS, Raw
from tests.helpers.workplaces import AOIFE, ZOE, new_workplace


@pytest.fixture
def place(tmp_path: Path, catalogue: Catalogue) -> Iterator[Workplace]:
    """A workplace around a new store."""
    made = new_workplace(tmp_path / "store", catalogue)
    yield made
    made.store.close()


def visited(place: Workplace, patient: Patient, *sites: Raw, happened: str = "", raised: str = "") -> VisitDesk:
    """A visit with a plan, and an event or an answer where one is named."""
    desk = begin(place, patient)
    desk.record(("sites-planned", {"sites": list(sites)}))
    if raised:
        desk.record(("answered", {"id": raised, "answer": {"answer": "yes"}}))
    if happened:
        desk.record(("treatment-recorded", {"at": "10:00", "event": "adverse", "id": happened, "site": 0}))
    return desk


@pytest.fixture
def visits(place: Workplace) -> dict[str, str]:
    """The ids of three visits, the oldest first."""
    made = {"shoulder": visited(place, AOIFE, UPPER_TRAPEZIUS, happened="ae-haematoma"),
            "arm": visited(place, ZOE, DELTOID, raised="pr-anticoagulant"),
            "calf": visited(place, ZOE, GASTROCNEMIUS)}
    return {name: desk.visit_id for name, desk in made.items()}


def found(place: Workplace, visits: dict[str, str], typed: str, near: bool = False) -> list[str]:
    """The visits that are found, by their names."""
    names = {visit: name for name, visit in visits.items()}
    return [names[one.visit.id] for one in VisitSearch(place).found(typed, near)]


@pytest.mark.parametrize(("typed", "wanted"), [
    ("upper trap", ["shoulder"]), ("trapez", ["shoulder"]), ("gastrocnemius", ["calf"]), ("delt", ["arm"]),
    ("haematoma", ["shoulder"]), ("blood thinner", ["arm"]), ("pr-anticoagulant", ["arm"]), ("A1180", ["arm", "shoulder"]),
    ("b22", ["calf"]), ("a1180 delt", ["arm"]), ("byrne a1180", ["shoulder"]), ("zolc b22", ["calf"]), ("1.5.1980 gastroc", ["calf"]),
    ("1 May 1980 gastroc", ["calf"]), ("right calf", ["calf"]), ("calf right", ["calf"]), ("left calf", []), ("both calf", []),
    ("left trap", ["shoulder"]), ("left haematoma", ["shoulder"]), ("right haematoma", []), ("zolc right", []), ("left", []),
    ("A-1180", ["arm", "shoulder"]), ("A 1180", ["arm", "shoulder"]), ("byrne a 1180", ["shoulder"]), ("b-22", ["calf"]),
    ("byrne gastrocnemius", []), ("byrne", []), ("C-1042", []), ("a", []), ("", []), ("%", []), ("* or 1=1", [])])
def test_what_is_typed_finds_the_visits_that_hold_all_of_it(place: Workplace, visits: dict[str, str], typed: str,
                                                            wanted: list[str]) -> None:
    assert found(place, visits, typed) == wanted


@pytest.mark.parametrize(("lot", "typed"), [
    ("AB 123", "AB 123"), ("AB 123", "ab123"), ("AB 123", "ab-123"), ("AB-123", "ab 123"), ("AB-123", "AB-12"), ("AB123", "ab 123"),
    ("XY 12 99", "xy 12 99"), ("KWERTZ", "KWERTZ"), ("AB 123", "byrne ab 123"), ("AB 123", "deltoid ab 123"), ("AB 123", "ab 123 deltoid")])
def test_a_lot_is_found_with_a_blank_a_hyphen_or_neither(place: Workplace, lot: str, typed: str) -> None:
    visit = visited(place, AOIFE, {**DELTOID, "lot": lot})
    visited(place, ZOE, DELTOID)
    assert [one.visit.id for one in VisitSearch(place).found(typed)] == [visit.visit_id]


def test_every_muscle_region_event_and_question_finds_its_visit_by_its_own_words(place: Workplace, catalogue: Catalogue) -> None:
    search = VisitSearch(place)
    names = FactNames(catalogue)
    for muscle in catalogue.muscles.values():
        for words in (muscle.title, catalogue.regions[muscle.region].title, *muscle.other_names):
            assert f"muscle {muscle.id}" in names.facts(words.split()), words
    for event in catalogue.events.values():
        assert f"event {event.id}" in names.facts(event.title.split()), event.id
    for question in catalogue.questions.values():
        assert f"rule {question.id}" in names.facts(question.short.split()), question.id
    assert search.sought("haematoma")


def test_a_slip_of_the_keys_is_forgiven_where_it_is_asked_for(place: Workplace, visits: dict[str, str]) -> None:
    assert found(place, visits, "gastrocnenius") == []
    assert found(place, visits, "gastrocnenius", near=True) == ["calf"]


def test_a_visit_says_in_words_why_it_was_found(place: Workplace, visits: dict[str, str]) -> None:
    [one] = VisitSearch(place).found("byrne haematoma a11")
    assert one.because == ("Haematoma", "Lot A1180")
    [raised] = VisitSearch(place).found("pr-anticoagulant")
    assert raised.because == ("Blood thinner",)


def test_what_is_no_longer_planned_no_longer_finds_the_visit(place: Workplace, visits: dict[str, str]) -> None:
    desk = VisitDesk.resume(place, visits["calf"])
    desk.record(("sites-planned", {"sites": [DELTOID]}))
    assert found(place, visits, "gastrocnemius") == [] and found(place, visits, "deltoid") == ["calf", "arm"]


def test_the_visits_of_whoever_is_merged_are_found_under_the_name_that_is_kept(place: Workplace, visits: dict[str, str]) -> None:
    twin = begin(place, Patient("Birne", "Aoife", "1984-03-09")).visit.patient_id
    merge(place, VisitDesk.resume(place, visits["shoulder"]).visit.patient_id, twin)
    assert found(place, visits, "birne haematoma") == ["shoulder"]


def test_a_timeline_tells_what_came_and_what_went(place: Workplace, catalogue: Catalogue) -> None:
    names = FactNames(catalogue)
    first = visited(place, AOIFE, UPPER_TRAPEZIUS, raised="pr-anticoagulant")
    visited(place, AOIFE, UPPER_TRAPEZIUS, DELTOID, happened="ae-haematoma")
    begin(place, AOIFE)
    visited(place, AOIFE, UPPER_TRAPEZIUS, DELTOID)
    last, unplanned, second, oldest = timeline(place, first.visit.patient_id, names)
    assert oldest.first and oldest.muscles.new == ("Upper trapezius",) and "Blood thinner" in oldest.raised.new
    assert second.muscles.new == (names.title("muscle m-deltoid"),) and second.muscles.gone == ()
    assert "Blood thinner" in second.raised.gone and second.happened == ("Haematoma",)
    assert unplanned.muscles.gone == () and unplanned.raised.gone == ()
    assert last.muscles.new == last.muscles.gone == () and not last.first
