"""Pages are read before anything is recorded, and are those that are sealed afterwards."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Any

import pikepdf
import pytest

from needlesafe.domain.catalogue import Catalogue
from needlesafe.domain.statements import Amendment, HandOver, Incident, VitalSigns
from needlesafe.errors import GateRefused, SealRefused, StoreRefused
from needlesafe.exchange.visit_file import read_visit
from needlesafe.exchange.visit_json import visit_bytes
from needlesafe.flow.clinic_seal import seal_key
from needlesafe.flow.previews import aftercare_of, preview_of
from needlesafe.flow.sealed_papers import kept_paper, leaving_with, sealed_papers
from needlesafe.flow.sealing import say_and_seal, seal_large_print
from needlesafe.flow.statements import amend, hand_over, report
from needlesafe.flow.visit_desk import VisitDesk
from needlesafe.flow.walk import start_from
from needlesafe.flow.workplace import Workplace
from tests.helpers.visit_files import UPPER_TRAPEZIUS, as_visit, begun, complete
from tests.helpers.visit_walk import record_up_to
from tests.helpers.workplaces import MORNING

SAID: tuple[tuple[Any, Any, str], ...] = (
    (HandOver(suspected="collapsed lung", vital_signs=(VitalSigns("10:05", pulse=112),), at="10:06"), hand_over, "hand-over"),
    (Incident("serious", "Sudden pain in the chest.", at="10:30", by="Conor Walsh"), report, "incident"),
    (Amendment("left out", "The lot was A1181.", "Conor Walsh", "10:40"), amend, "amendment"))


@pytest.fixture
def desk(place: Workplace, catalogue: Catalogue) -> VisitDesk:
    """A finished visit."""
    told = as_visit(complete(begun(UPPER_TRAPEZIUS), catalogue), catalogue)
    made = start_from(told, place)
    record_up_to(made, told, "sealed")
    return made


def streams(pdf: bytes) -> list[bytes]:
    """What is drawn on each page."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return [page.Contents.read_bytes() for page in opened.pages]


@pytest.mark.parametrize(("statement", "record", "kind"), SAID)
def test_the_pages_that_are_read_are_those_that_are_sealed(desk: VisitDesk, statement: Any, record: Any, kind: str) -> None:
    before = desk.visit
    read = preview_of(desk, statement)
    assert desk.visit == before
    assert say_and_seal(desk, lambda desk: record(desk, statement)) == (kind,)
    sealed = desk.workplace.store.document(desk.visit_id, kind).data
    if kind == "amendment":  # its list of events has grown by the amendment itself
        assert len(streams(sealed)) - len(streams(read)) in (0, 1)
    else:
        assert streams(read) == streams(sealed)


def test_nothing_is_recorded_where_no_seal_can_be_used(desk: VisitDesk) -> None:
    seal_key(desk.workplace)
    desk.workplace = replace(desk.workplace, clock=lambda: MORNING.replace(year=2099))
    with pytest.raises(SealRefused):
        say_and_seal(desk, lambda desk: amend(desk, Amendment("left out", "The lot was A1181.")))
    assert not desk.visit.amendments


def test_a_page_that_is_not_kept_is_said_to_be_missing(desk: VisitDesk) -> None:
    kept = desk.workplace.store.document(desk.visit_id, "record")
    assert kept_paper(desk.workplace, desk.visit_id, kept.sha256) == kept
    with pytest.raises(StoreRefused, match="not among the documents that are kept"):
        kept_paper(desk.workplace, desk.visit_id, "0" * 64)


def test_large_print_is_sealed_once_and_only_beside_the_plain_sheet(desk: VisitDesk) -> None:
    seal_large_print(desk)
    assert [paper.kind for paper in sealed_papers(desk.visit)][-1] == "aftercare-large"
    with pytest.raises(GateRefused):
        seal_large_print(desk)


def test_the_aftercare_sheet_is_there_before_the_visit_is_finished(place: Workplace, catalogue: Catalogue) -> None:
    told = as_visit(complete(begun(UPPER_TRAPEZIUS), catalogue), catalogue)
    desk = start_from(told, place)
    record_up_to(desk, told, "out")
    assert len(streams(aftercare_of(desk))) <= len(streams(aftercare_of(desk, large_print=True)))
    assert not desk.visit.closed


def test_a_consent_leaves_alone_as_long_as_it_stands(desk: VisitDesk) -> None:
    kept = desk.workplace.store.document(desk.visit_id, "consent")
    assert leaving_with(desk.workplace, kept) == (kept,)


def test_who_decided_and_why_come_back_from_the_visit_file(place: Workplace, catalogue: Catalogue) -> None:
    told = as_visit(begun(UPPER_TRAPEZIUS), catalogue)
    desk = start_from(told, place)
    desk.decide("deferred", by="Seán Byrne", reason="wants to think")
    again = read_visit(visit_bytes(desk.visit), catalogue)
    assert (again.consent.decision, again.consent.decided_by, again.consent.reason) == ("deferred", "Seán Byrne", "wants to think")
