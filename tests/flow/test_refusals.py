"""A no may be signed by whoever says it; nobody has to, and the signature is that of the page that was read."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path

import pytest

from needlesafe.domain.catalogue import Catalogue
from needlesafe.domain.consent import Signature
from needlesafe.domain.folding import fold
from needlesafe.errors import GateRefused
from needlesafe.exchange.visit_file import read_visit
from needlesafe.exchange.visit_json import visit_bytes, visit_file
from needlesafe.flow.refusals import page_of_refusal, sign_refusal
from needlesafe.flow.sealing import finish
from needlesafe.flow.visit_desk import VisitDesk
from needlesafe.flow.walk import start_from, walk
from needlesafe.flow.workplace import Workplace
from tests.helpers.visit_files import DELTOID, INK, as_visit, begun, complete
from tests.helpers.visit_walk import record_up_to

STROKES = tuple(tuple(tuple(point) for point in stroke) for stroke in INK)
MARK = Signature("patient", ("refusal",), "Aoife Byrne", STROKES)


@pytest.fixture
def desk(place: Workplace, catalogue: Catalogue) -> VisitDesk:
    """A visit that is ready for the consent."""
    told = as_visit(complete(begun(DELTOID), catalogue), catalogue)
    desk = start_from(told, place)
    record_up_to(desk, told, "ready")
    return desk


@pytest.mark.parametrize("decision", ["declined", "deferred"])
def test_a_signature_under_a_no_is_bound_to_the_page_that_was_read(desk: VisitDesk, decision: str) -> None:
    desk.decide(decision)
    read = page_of_refusal(desk)
    sign_refusal(desk, MARK)
    signed, = desk.visit.consent.refusal
    assert signed.draft == sha256(read).hexdigest() and signed.purposes == ("refusal",) and signed.at
    assert desk.visit.consent.signatures == ()
    assert finish(desk) == ("refusal", "record")
    assert fold(desk.workplace.store.events(desk.visit_id)) == desk.visit


def test_a_no_without_a_signature_is_sealed_all_the_same(desk: VisitDesk) -> None:
    desk.decide("declined")
    assert finish(desk) == ("refusal", "record")


def test_nothing_is_signed_before_the_decision_nor_with_a_mark_that_is_none(desk: VisitDesk) -> None:
    with pytest.raises(GateRefused):
        sign_refusal(desk, MARK)
    desk.decide("declined")
    with pytest.raises(GateRefused):
        sign_refusal(desk, Signature("patient", ("refusal",), "Aoife Byrne"))
    finish(desk)
    with pytest.raises(GateRefused):
        sign_refusal(desk, MARK)


def test_a_signed_no_comes_back_from_its_visit_file(place: Workplace, catalogue: Catalogue, tmp_path: Path) -> None:
    raw = begun(DELTOID, consent={"decision": "declined", "refusal_signatures": [{"role": "patient", "name": "Aoife Byrne", "strokes": INK}]})
    told = as_visit(raw, catalogue)
    assert json.loads(json.dumps(visit_file(told)))["consent"] == {"language": "en", **raw["consent"]}
    desk = start_from(told, place)
    walk(desk, told, tmp_path / "out")
    again = read_visit(visit_bytes(desk.visit), catalogue)
    assert [(one.role, one.name, one.strokes) for one in again.consent.refusal] == [("patient", "Aoife Byrne", STROKES)]
