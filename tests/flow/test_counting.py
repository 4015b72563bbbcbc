"""Who counts is named with every count, and is nobody's hands; a visit file keeps it."""

from __future__ import annotations

from pathlib import Path

import pytest

from needlesafe.domain.catalogue import Catalogue
from needlesafe.domain.companions import Chaperone
from needlesafe.domain.ledger import ledger_of
from needlesafe.errors import GateRefused, UnprintableCharacter
from needlesafe.exchange.visit_file import read_visit
from needlesafe.exchange.visit_json import visit_bytes
from needlesafe.flow.counting import COUNTED, counter_of, counts_told, known_counters
from needlesafe.flow.needling import all_out, count_after, let_count, move, place as put_in, remove
from needlesafe.flow.visit_desk import Told, VisitDesk
from needlesafe.flow.walk import start_from, walk
from needlesafe.flow.workplace import Workplace
from tests.helpers.needle_deeds import copied, two_sites

ASSISTANT = "Máire Ní Dhuibhir"


@pytest.fixture
def desk(place: Workplace, template: list[Told]) -> VisitDesk:
    """The visit, agreed to; an assistant counts."""
    return counted_by_another(copied(place, template))


@pytest.fixture
def whole(place: Workplace, catalogue: Catalogue) -> VisitDesk:
    """The same with its papers, and with every check of leaving met."""
    return counted_by_another(two_sites(place, catalogue))


def counted_by_another(desk: VisitDesk) -> VisitDesk:
    """The desk, with an assistant who counts."""
    let_count(desk, f"  {ASSISTANT} ")
    return desk


def test_every_count_says_who_counted_and_leaves_the_hands_as_they_were(desk: VisitDesk) -> None:
    put_in(desk, 0, 2)
    move(desk, 0, 1, 1)
    remove(desk, 0, 1)
    all_out(desk)
    assert [(event.detail, event.by) for event in desk.visit.treatment] == [({"counted_by": ASSISTANT}, "")] * 5
    [hands] = ledger_of(desk.visit).people
    assert (hands.name, hands.placed, hands.removed) == ("Conor Walsh", 2, 2)
    assert counts_told(desk.visit) == {ASSISTANT: 3}


def test_the_count_after_all_out_is_the_word_of_who_counted(desk: VisitDesk) -> None:
    put_in(desk, 0, 2)
    all_out(desk)
    count_after(desk, 2)
    assert desk.visit.handled[-1].by == ASSISTANT


def test_nothing_else_is_said_to_be_counted(desk: VisitDesk) -> None:
    desk.adverse("ae-bruise", 0, {"found": "small"})
    desk.pause({})
    assert [dict(event.detail) for event in desk.visit.treatment] == [{"found": "small"}, {}]


def test_it_is_kept_for_the_visit_until_somebody_else_counts(desk: VisitDesk) -> None:
    put_in(desk, 0, 1)
    again = VisitDesk.resume(desk.workplace, desk.visit_id)
    assert again.counter == ASSISTANT
    let_count(again, "")
    remove(again, 0, 1)
    assert again.visit.treatment[-1].detail == {} and counter_of(again.visit) == ""


def test_the_patient_does_not_count_and_a_name_that_no_page_shows_is_refused_before_the_first_needle(desk: VisitDesk) -> None:
    with pytest.raises(GateRefused):
        let_count(desk, desk.visit.patient.name.upper())
    with pytest.raises(UnprintableCharacter):
        let_count(desk, "\u4e2d")
    assert desk.counter == ASSISTANT


def test_who_can_count_is_known_by_name_and_each_once(desk: VisitDesk) -> None:
    put_in(desk, 0, 1)
    desk.record(("companion-recorded", {"role": "chaperone", "person": {"answer": "accepted", "name": "Ingrid Ødegård"}}))
    users = ("Conor Walsh", "Anna Beispiel", ASSISTANT, desk.visit.patient.name, "")
    assert isinstance(desk.visit.chaperone, Chaperone)
    assert known_counters(desk.visit, "Conor Walsh", users) == (ASSISTANT, "Ingrid Ødegård", "Anna Beispiel")


def test_a_visit_file_keeps_who_counted(whole: VisitDesk, catalogue: Catalogue, place: Workplace, tmp_path: Path) -> None:
    put_in(whole, 0, 2)
    remove(whole, 0, 2)
    let_count(whole, "")
    put_in(whole, 1, 3)
    let_count(whole, ASSISTANT)
    all_out(whole)
    count_after(whole, 3)
    told = read_visit(visit_bytes(whole.visit), catalogue)
    other = start_from(told, place)
    walk(other, told, tmp_path / "out")
    assert (other.visit.treatment, other.visit.handled) == (whole.visit.treatment, whole.visit.handled)
    assert [dict(event.detail) for event in other.visit.treatment if event.event in COUNTED] == [
        {"counted_by": ASSISTANT}, {"counted_by": ASSISTANT}, {}, {"counted_by": ASSISTANT}]
