"""Two patients who may be one: found, merged on purpose, taken apart again; nothing by itself, nothing deleted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from needlesafe.domain.catalogue import Catalogue
from needlesafe.domain.people import Contact
from needlesafe.errors import GateRefused
from needlesafe.flow.duplicates import likely_duplicates, merge, standing_merges, take_apart, tell_apart
from needlesafe.flow.reception import begin
from needlesafe.flow.workplace import Workplace
from tests.helpers.workplaces import AOIFE, ZOE, new_workplace

TWIN = replace(AOIFE, family_name="Byrn", identifier="")


@pytest.fixture
def workplace(tmp_path: Path, catalogue: Catalogue) -> Iterator[Workplace]:
    """A store with a patient twice, each with a visit, and somebody else."""
    place = new_workplace(tmp_path / "store", catalogue)
    place.store.add_patients({"a": AOIFE, "b": TWIN, "z": ZOE})
    begin(place, AOIFE, "a")
    begin(place, TWIN, "b")
    yield place
    place.store.close()


def pairs(workplace: Workplace) -> list[tuple[str, str]]:
    """The ids of the pairs to look at."""
    return [(pair.one.id, pair.other.id) for pair in likely_duplicates(workplace)[0]]


def test_a_pair_is_found_with_its_visits_and_nothing_is_done(workplace: Workplace) -> None:
    shown, total = likely_duplicates(workplace)
    assert (pairs(workplace), total, shown[0].visits) == ([("a", "b")], 1, (1, 1))
    assert workplace.store.patient_events() == () and standing_merges(workplace) == ()


def test_a_merge_brings_the_visits_together_and_keeps_every_name(workplace: Workplace) -> None:
    merge(workplace, "b", "a")
    assert {visit.patient_name for visit in workplace.store.visits_of("a")} == {"Aoife Byrne", "Aoife Byrn"}
    assert begin(workplace, AOIFE, "a").visit.number == 3
    [told] = standing_merges(workplace)
    assert (told.merged.id, told.kept.id, told.actor) == ("b", "a", "conor")
    assert pairs(workplace) == []


def test_a_merge_is_taken_back(workplace: Workplace) -> None:
    merge(workplace, "b", "a")
    take_apart(workplace, "b")
    assert len(workplace.store.visits_of("a")) == 1 and standing_merges(workplace) == () and pairs(workplace) == [("a", "b")]


def test_two_people_are_not_shown_again(workplace: Workplace) -> None:
    tell_apart(workplace, "a", "b")
    assert pairs(workplace) == []


@pytest.mark.parametrize(("merged", "kept"), [("b", "a"), ("z", "b"), ("b", "z"), ("z", "z"), ("z", "nobody"), ("nobody", "z")])
def test_who_is_merged_already_or_is_nobody_is_not_merged(workplace: Workplace, merged: str, kept: str) -> None:
    merge(workplace, "b", "a")
    before = workplace.store.patient_events()
    with pytest.raises(GateRefused, match="merged-already"):
        merge(workplace, merged, kept)
    assert workplace.store.patient_events() == before


def test_who_is_not_merged_is_not_taken_apart(workplace: Workplace) -> None:
    with pytest.raises(GateRefused, match="not-merged"):
        take_apart(workplace, "a")


def test_who_stays_takes_over_what_they_lack_and_nothing_that_they_have(workplace: Workplace) -> None:
    bare = replace(AOIFE, identifier="", phone="", emergency_contact=None, sex="", height_cm=None, weight_kg=70, language="ga",
                   general_practitioner=Contact("", " "))
    full = replace(TWIN, identifier="C-9", language="en", weight_kg=64, general_practitioner=Contact("Dr Nolan", "01 555 0150"))
    workplace.store.keep_patient("a", bare)
    workplace.store.keep_patient("b", full)
    assert merge(workplace, "b", "a") == ("identifier", "phone", "emergency_contact", "sex", "height_cm", "general_practitioner")
    store = workplace.store
    assert store.patient("a") == replace(bare, identifier="C-9", phone=full.phone, emergency_contact=full.emergency_contact, sex="female",
                                         height_cm=171, general_practitioner=full.general_practitioner)
    assert store.patient("b") == full
    merged, filled = store.patient_events()
    assert (merged.type, filled.type, filled.patient, filled.payload["merged"]) == ("merged", "corrected", "a", "b")
    assert set(filled.payload["new"]) == set(filled.payload["old"]) and filled.payload["new"]["phone"] == full.phone
    assert "telephone" in filled.payload["reason"] and "Byrn" not in filled.payload["reason"]
    assert standing_merges(workplace)[0].taken == tuple(filled.payload["new"]) and store.patient_by_identifier("C-9").id == "a"


def test_a_merge_of_two_who_lack_nothing_takes_nothing_over(workplace: Workplace) -> None:
    assert merge(workplace, "b", "a") == () and [event.type for event in workplace.store.patient_events()] == ["merged"]
    assert standing_merges(workplace)[0].taken == ()


def test_what_was_taken_over_is_given_back_unless_it_was_changed(workplace: Workplace) -> None:
    store = workplace.store
    bare = replace(AOIFE, identifier="", phone="", sex="")
    store.keep_patient("a", bare)
    store.keep_patient("b", replace(TWIN, identifier="C-9"))
    merge(workplace, "b", "a")
    store.keep_patient("a", replace(store.patient("a"), phone="+353 1 555 0999"))
    take_apart(workplace, "b")
    assert store.patient("a") == replace(bare, phone="+353 1 555 0999") and store.patient("b").identifier == "C-9"
    assert store.patient_by_identifier("C-9").id == "b"
    assert merge(workplace, "b", "a") == ("identifier", "sex")
    take_apart(workplace, "b")
    assert store.patient("a") == replace(bare, phone="+353 1 555 0999")


def test_what_came_through_a_third_entry_goes_back_with_it(workplace: Workplace) -> None:
    store = workplace.store
    before = {"a": replace(AOIFE, identifier="", phone=""), "b": replace(TWIN, identifier="", phone=""), "z": replace(AOIFE, identifier="C-5")}
    for one, patient in before.items():
        store.keep_patient(one, patient)
    merge(workplace, "z", "a")
    assert merge(workplace, "a", "b") == ("phone",)
    take_apart(workplace, "z")
    assert store.patient("z") == before["z"] and store.patient_by_identifier("C-5").id == "z"
    take_apart(workplace, "a")
    assert {one: store.patient(one) for one in before} == before


def test_whatever_is_merged_and_taken_apart_every_visit_has_one_person_and_all_can_be_taken_back(workplace: Workplace) -> None:
    random, store = Random(20261121), workplace.store
    for number in range(4):
        store.add_patients({f"r{number}": replace(ZOE, identifier=f"R-{number}")})
        begin(workplace, store.patient(f"r{number}"), f"r{number}")
    ids = ("a", "b", "z", *(f"r{number}" for number in range(4)))
    store.keep_patient("b", replace(TWIN, phone="", emergency_contact=None))
    before = {one: store.visits_of(one) for one in ids}, store.search_patients("")
    for _ in range(120):
        try:
            if random.random() < 0.5:
                merge(workplace, *random.sample(ids, 2))
            else:
                take_apart(workplace, random.choice(ids))
        except GateRefused:
            continue
        people = [row.id for row in store.search_patients("")]
        assert sorted(people) == sorted({store.person(one) for one in ids})
        held = [visit.id for person in people for visit in store.visits_of(person)]
        assert sorted(held) == sorted(visit.id for visit in store.visits())
    while merges := standing_merges(workplace):
        take_apart(workplace, merges[0].merged.id)
    assert ({one: store.visits_of(one) for one in ids}, store.search_patients("")) == before


def test_whoever_is_typed_anew_under_a_merged_number_is_found(workplace: Workplace) -> None:
    workplace.store.keep_patient("c", replace(AOIFE, identifier="C-7"))
    workplace.store.keep_patient("a", replace(AOIFE, identifier=""))
    merge(workplace, "c", "a")
    desk = begin(workplace, replace(AOIFE, identifier="C-7"))
    assert desk.visit.patient_id == "a"
    assert workplace.store.patient("a").identifier == "C-7"
