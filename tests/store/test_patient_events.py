"""What happens to patients besides their visits is appended, kept over openings, and not believed where something else changed it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from needlesafe.domain.identity import CORRECTED, MERGED, TOLD_APART, UNMERGED, PatientEvent
from needlesafe.domain.people import Patient
from needlesafe.errors import StoreRefused
from needlesafe.store import Store
from tests.store.samples import PASSPHRASE, ZOE, changed_inside, events, new_store, summary

EVA = Patient("Klein", "Eva", "1975-12-31", "K 1043")
AT = "2026-11-21T10:00:00.000Z"


def event(kind: str, patient: str = "p1", other: str = "p2") -> PatientEvent:
    """Something that happened to a patient."""
    return PatientEvent(patient, kind, {"other": other}, AT, "anna")


CORRECTION = PatientEvent("p1", CORRECTED, {"old": {"given_name": "Zoë"}, "new": {"given_name": "Zoé"}, "reason": "passport seen"}, AT, "anna")


def with_both(store: Store) -> Store:
    """The store with two patients, a visit each."""
    store.add_patients({"p1": ZOE, "p2": EVA})
    for patient, visit in (("p1", "v1"), ("p2", "v2")):
        [first] = events(1, visit)
        store.append([first], summary(first, patient_id=patient))
    return store


def found(store: Store, typed: str) -> list[str]:
    """The ids of whom a search finds."""
    return [row.id for row in store.search_patients(typed)]


def test_a_correction_and_the_patient_are_kept_together(folder: Path) -> None:
    with new_store(folder) as made:
        made.keep_patient("p1", ZOE)
        made.tell_of_patient(CORRECTION, replace(ZOE, given_name="Zoé"))
    with Store.open(folder, PASSPHRASE) as opened:
        assert opened.patient("p1") == replace(ZOE, given_name="Zoé")
        assert opened.patient_events() == (CORRECTION,) and opened.warnings == ()


def test_what_is_refused_leaves_neither_event_nor_change(store: Store) -> None:
    with_both(store)
    with pytest.raises(StoreRefused, match="Another patient"):
        store.tell_of_patient(CORRECTION, replace(ZOE, identifier="K 1043"))
    assert store.patient("p1") == ZOE and store.patient_events() == ()


def test_whoever_is_merged_is_found_as_the_one_who_is_kept(folder: Path) -> None:
    with new_store(folder) as made:
        with_both(made).tell_of_patient(event(MERGED))
    with Store.open(folder, PASSPHRASE) as opened:
        assert [found(opened, typed) for typed in ("zoe", "klein", "1042", "")] == [["p2"]] * 4
        assert opened.patient_by_identifier("K 1042").id == "p2" and opened.patient_by_identifier("K 1043").id == "p2"
        assert (opened.person("p1"), opened.person("p2"), opened.person("p9")) == ("p2", "p2", "p9")
        assert {visit.id for visit in opened.visits_of("p2")} == {"v1", "v2"} == {visit.id for visit in opened.visits_of("p1")}
        assert {visit.patient_name for visit in opened.visits_of("p2")} == {ZOE.name}
        assert opened.patient("p1") == ZOE, "nothing is deleted"


def test_what_is_taken_apart_is_as_it_was(store: Store) -> None:
    with_both(store)
    before = [found(store, typed) for typed in ("zoe", "klein", "1042", "")], store.patient_by_identifier("K 1042")
    store.tell_of_patient(event(MERGED))
    store.tell_of_patient(event(UNMERGED))
    assert ([found(store, typed) for typed in ("zoe", "klein", "1042", "")], store.patient_by_identifier("K 1042")) == before
    assert [visit.id for visit in store.visits_of("p1")] == ["v1"] and [visit.id for visit in store.visits_of("p2")] == ["v2"]
    assert len(store.patient_events()) == 2


def test_the_one_who_is_kept_may_take_the_number_over_and_then_nothing_is_taken_apart(store: Store) -> None:
    with_both(store).tell_of_patient(event(MERGED))
    store.keep_patient("p2", replace(EVA, identifier="K 1042"))
    assert store.patient_by_identifier("K 1042").id == "p2"
    with pytest.raises(StoreRefused, match="Another patient"):
        store.tell_of_patient(event(UNMERGED))
    assert store.person("p1") == "p2"
    store.keep_patient("p2", EVA)
    store.tell_of_patient(event(UNMERGED))
    assert store.patient_by_identifier("K 1042").id == "p1"


@pytest.mark.parametrize(("statement", "left"), [
    ("update patient_events set payload = replace(payload, 'p2', 'p3') where position = 1", 1),
    ("update patient_events set mac = link where position = 2", 1),
    ("update patient_events set patient = 'p3' where position = 1", 1),
    ("delete from patient_events where position = 1", 0),
    ("update patient_events set payload = '{' where position = 1", 1),
    ("insert into patient_events select 3, patient, type, at, actor, payload, salt, link, mac from patient_events where position = 1", 2),
])
def test_what_something_else_changed_does_not_count_and_is_told(folder: Path, statement: str, left: int) -> None:
    with new_store(folder) as made:
        with_both(made).tell_of_patient(event(MERGED))
        made.tell_of_patient(event(TOLD_APART, "p1", "p4"))
    changed_inside(folder, statement)
    with Store.open(folder, PASSPHRASE) as opened:
        assert len(opened.patient_events()) == left
        assert ["corrected and merged patients was changed" in warning for warning in opened.warnings] == [True]
        opened.tell_of_patient(event(TOLD_APART, "p5", "p6"))
        assert len(opened.patient_events()) == left + 1
    with Store.open(folder, PASSPHRASE) as opened:
        assert len(opened.patient_events()) == left + 1


def test_several_patients_are_kept_all_or_none(store: Store) -> None:
    with pytest.raises(StoreRefused, match="Another patient"):
        store.add_patients({"p1": ZOE, "p2": replace(EVA, identifier=" k 1042")})
    assert store.search_patients("") == ()


def test_events_of_some_types_of_some_visits_are_read(store: Store) -> None:
    with_both(store)
    assert {visit: [one.sequence for one in told] for visit, told in store.events_among(["v1", "v9"], ["answered"]).items()} == {"v1": [1]}
    assert store.events_among(["v1", "v2"], ["signed"]) == {}
    assert [visit.id for visit in store.visits()] == [visit.id for visit in sorted(store.visits(), key=lambda v: v.last_at, reverse=True)]


def test_an_event_that_something_else_changed_is_not_read(folder: Path) -> None:
    with new_store(folder) as made:
        with_both(made)
    changed_inside(folder, "update events set payload = replace(payload, 'no', 'yes') where visit = 'v1'")
    with Store.open(folder, PASSPHRASE) as opened:
        with pytest.raises(StoreRefused):
            opened.events_among(["v1"], ["answered"])
        assert set(opened.events_among(["v2"], ["answered"])) == {"v2"}
