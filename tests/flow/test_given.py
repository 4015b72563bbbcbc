"""What was done at a site and the course of treatment are walked from a file and come back the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from needlesafe.domain.catalogue import Catalogue
from needlesafe.domain.given import Course, Given
from needlesafe.errors import GateRefused
from needlesafe.exchange.visit_json import visit_bytes
from needlesafe.flow.visit_desk import VisitDesk
from needlesafe.flow.walk import start_from, walk
from needlesafe.flow.workplace import Workplace
from tests.helpers.example_file import told_in_detail
from tests.helpers.visit_files import DELTOID, GASTROCNEMIUS, Raw, as_visit, begun, complete
from tests.helpers.visit_walk import record_up_to


@pytest.fixture
def raw(catalogue: Catalogue) -> Raw:
    """A whole visit with current at one site and everything told of it."""
    return told_in_detail(complete(begun(DELTOID, {**GASTROCNEMIUS, "technique": "electrical"}), catalogue))


def test_what_a_file_tells_is_in_the_visit_and_tells_the_same_file_again(
        raw: Raw, place: Workplace, catalogue: Catalogue, tmp_path: Path) -> None:
    told = as_visit(raw, catalogue)
    desk = start_from(told, place)
    walk(desk, told, tmp_path / "out")
    assert (desk.visit.given, desk.visit.course, desk.visit.sites) == (told.given, told.course, told.sites)
    assert desk.visit.practitioner.practising_since == 2011
    first = visit_bytes(desk.visit)
    again = as_visit(raw, catalogue)
    other = start_from(again, place)
    walk(other, again, tmp_path / "again")
    assert visit_bytes(other.visit) == first
    assert VisitDesk.resume(place, desk.visit_id).visit == desk.visit


def test_nothing_is_done_at_a_site_before_a_needle_went_in(raw: Raw, place: Workplace, catalogue: Catalogue) -> None:
    told = as_visit(raw, catalogue)
    desk = start_from(told, place)
    record_up_to(desk, told, "agreed")
    with pytest.raises(GateRefused) as refused:
        desk.give(0, depth_mm=20)
    assert [lack.code for lack in refused.value.lacks] == ["not-needled"]
    desk.course(visits=4)
    assert (desk.visit.given, desk.visit.course) == ((), Course(4))


def test_none_of_it_is_asked_for_by_any_gate(raw: Raw, place: Workplace, catalogue: Catalogue) -> None:
    told = as_visit(raw, catalogue)
    desk = start_from(told, place)
    record_up_to(desk, told, "noted")
    assert not desk.lacks("finish")
    desk.give(0, response="twitch")
    desk.give(0, response="")
    assert desk.visit.given == () and not desk.lacks("finish")
    desk.give(1, depth_mm=22)
    assert desk.visit.given == (Given(1, 22),)
