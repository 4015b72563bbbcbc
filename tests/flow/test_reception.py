"""How a visit begins, how it is found again, and what is not asked twice."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from needlesafe.domain.catalogue import Catalogue
from needlesafe.errors import GateRefused, StoreRefused
from needlesafe.flow.readiness import kept_answers
from needlesafe.flow.reception import begin, reads_back, resume, worklist
from needlesafe.flow.signing_in import Founding, establish, sign_in
from needlesafe.flow.steps import closing_kinds
from needlesafe.flow.visit_desk import VisitDesk
from needlesafe.flow.workplace import Workplace
from tests.helpers.workplaces import ANNA, AOIFE, CHEAP, CLINIC, CONOR, MORNING, PASSPHRASE, ZOE, new_workplace, signed_in


@pytest.fixture
def workplace(tmp_path: Path, catalogue: Catalogue) -> Iterator[Workplace]:
    """A workplace with an empty store."""
    place = new_workplace(tmp_path / "store", catalogue)
    yield place
    place.store.close()


def items(catalogue: Catalogue, per: str) -> list[str]:
    """The readiness items that are asked so often."""
    return [item.id for item in catalogue.readiness.values() if item.per == per]


def ended(desk: VisitDesk) -> VisitDesk:
    """A visit that was declined and closed."""
    desk.decide("declined")
    desk.record(("visit-finished", {"gate": "finish-declined"}),
                *(("document-sealed", {"kind": kind, "sha256": "0" * 64, "name": f"{kind}.pdf"})
                  for kind in closing_kinds(desk.visit)))
    return desk


def test_the_first_start_makes_store_clinic_user_and_sealing_key(tmp_path: Path, catalogue: Catalogue) -> None:
    founded = establish(tmp_path / "store", Founding(CLINIC, CONOR, PASSPHRASE, CHEAP), catalogue)
    assert (founded.store.clinic(), founded.store.user) == (CLINIC, CONOR)
    assert founded.register.certificates() == (founded.store.seal_keys()[0].certificate,)
    founded.store.close()
    again = sign_in(tmp_path / "store", PASSPHRASE, "", catalogue)
    assert again.store.user == CONOR
    again.store.close()


def test_the_first_start_touches_nothing_where_something_is(tmp_path: Path, catalogue: Catalogue) -> None:
    (tmp_path / "store").mkdir()
    (tmp_path / "store" / "letter.txt").write_text("mine")
    with pytest.raises(StoreRefused):
        establish(tmp_path / "store", Founding(CLINIC, CONOR, PASSPHRASE, CHEAP), catalogue)
    assert os.listdir(tmp_path / "store") == ["letter.txt"]


def test_a_passphrase_never_shows_when_a_founding_is_printed() -> None:
    assert PASSPHRASE not in repr(Founding(CLINIC, CONOR, PASSPHRASE))


def test_a_new_visit_takes_clinic_jurisdiction_and_practitioner_from_the_store(workplace: Workplace) -> None:
    visit = begin(workplace, AOIFE).visit
    assert (visit.patient, visit.practitioner, visit.clinic) == (AOIFE, CONOR.practitioner, CLINIC)
    assert (visit.jurisdiction, visit.date, visit.number) == ("IE", "2026-11-21", 1)


def test_a_known_number_with_another_name_is_refused_and_nothing_is_written(workplace: Workplace) -> None:
    begin(workplace, AOIFE)
    with pytest.raises(GateRefused) as refused:
        begin(workplace, replace(ZOE, identifier=AOIFE.identifier))
    assert refused.value.lacks[0].code == "identity"
    assert len(worklist(workplace)) == 1
    assert workplace.store.search_patients("zoe") == ()


def test_a_patient_who_comes_again_keeps_what_was_known_of_them(workplace: Workplace) -> None:
    first = begin(workplace, AOIFE)
    again = begin(workplace, replace(AOIFE, phone="", emergency_contact=None, height_cm=None, weight_kg=66))
    assert again.visit.patient == replace(AOIFE, weight_kg=66)
    assert (again.visit.patient_id, again.visit.number) == (first.visit.patient_id, 2)


def test_a_chosen_patient_is_the_one_who_was_chosen_also_without_a_number(workplace: Workplace) -> None:
    twin = replace(ZOE, identifier="")
    workplace.store.keep_patient("one", twin)
    workplace.store.keep_patient("two", twin)
    assert begin(workplace, twin, "two").visit.patient_id == "two"


def test_checks_of_the_day_and_of_the_profile_are_not_asked_again(workplace: Workplace, catalogue: Catalogue) -> None:
    day, profile, each = (items(catalogue, per) for per in ("day", "profile", "visit"))
    desk = begin(workplace, AOIFE)
    for item in (*day, *profile, *each):
        desk.answer_readiness(item, catalogue.readiness[item].wanted)
    assert day
    assert set(begin(workplace, ZOE).visit.readiness) == {*day, *profile}


def test_the_next_day_asks_for_room_and_kit_anew_and_never_for_the_profile(workplace: Workplace, catalogue: Catalogue) -> None:
    desk = begin(workplace, AOIFE)
    for item in (*items(catalogue, "day"), *items(catalogue, "profile")):
        desk.answer_readiness(item, catalogue.readiness[item].wanted)
    tomorrow = replace(workplace, clock=lambda: MORNING + timedelta(days=1))
    assert set(kept_answers(tomorrow)) == set(items(catalogue, "profile"))


def test_a_check_that_is_taken_back_or_not_as_wanted_is_asked_again(workplace: Workplace, catalogue: Catalogue) -> None:
    item = items(catalogue, "day")[0]
    desk = begin(workplace, AOIFE)
    for answer in ("", "no" if catalogue.readiness[item].wanted == "yes" else "yes"):
        desk.answer_readiness(item, catalogue.readiness[item].wanted)
        assert item in kept_answers(workplace)
        desk.answer_readiness(item, answer)
        assert item not in kept_answers(workplace)


def test_nobody_vouches_for_what_somebody_else_has_checked(workplace: Workplace, catalogue: Catalogue) -> None:
    desk = begin(workplace, AOIFE)
    for item in items(catalogue, "day"):
        desk.answer_readiness(item, catalogue.readiness[item].wanted)
    workplace.store.add_user(ANNA, "another river, also bent")
    assert kept_answers(signed_in(workplace, "anna", "another river, also bent")) == {}


def test_a_copied_check_is_an_event_of_the_visit(workplace: Workplace, catalogue: Catalogue) -> None:
    item = items(catalogue, "day")[0]
    begin(workplace, AOIFE).answer_readiness(item, catalogue.readiness[item].wanted)
    desk = begin(workplace, ZOE)
    told = [(event.type, event.payload.get("id"), event.actor) for event in workplace.store.events(desk.visit_id)]
    assert told == [("visit-started", None, "conor"), ("readiness-answered", item, "conor")]


def test_the_worklist_begins_with_today(workplace: Workplace) -> None:
    yesterday = replace(workplace, clock=lambda: MORNING - timedelta(days=1))
    old = begin(yesterday, AOIFE)
    new = begin(workplace, ZOE)
    assert [visit.id for visit in worklist(workplace)] == [new.visit_id, old.visit_id]


def test_a_closed_visit_is_no_longer_work(workplace: Workplace) -> None:
    ended(begin(workplace, AOIFE))
    open_one = begin(workplace, AOIFE)
    assert [visit.id for visit in worklist(workplace)] == [open_one.visit_id]


def test_resuming_shows_the_visit_as_it_was_left_and_is_noted(workplace: Workplace) -> None:
    desk = begin(workplace, AOIFE)
    desk.indicate(complaint="left neck pain")
    assert resume(workplace, desk.visit_id).visit == desk.visit
    assert [(seen.what, seen.actor) for seen in workplace.store.accesses(desk.visit_id)] == [("visit", "conor")]


def test_the_store_reads_back_what_it_was_given(workplace: Workplace) -> None:
    assert reads_back(workplace, None)
    assert reads_back(workplace, begin(workplace, AOIFE))


def test_a_store_that_does_not_answer_does_not_read_back(workplace: Workplace) -> None:
    desk = begin(workplace, AOIFE)
    workplace.store.close()
    assert not reads_back(workplace, desk)
    assert not reads_back(workplace, None)
