"""An emergency goes into the journal whatever the state of the visit, and where there is none into the log of the store."""

from __future__ import annotations

from pathlib import Path

import pytest

from needlesafe.domain.catalogue import Catalogue
from needlesafe.domain.emergency import Happened, Kept
from needlesafe.domain.folding import fold
from needlesafe.documents import Facts, hand_over, incident
from needlesafe.domain.statements import HandOver, Incident
from needlesafe.errors import GateRefused, UnprintableCharacter
from needlesafe.flow.emergency import OUTSIDE, loose_emergencies, note, record, set_aside, take_in
from needlesafe.flow.papers import facts_of
from needlesafe.flow.statements import hand_over as say_hand_over
from needlesafe.flow.statements import report
from needlesafe.flow.visit_desk import VisitDesk
from needlesafe.flow.walk import start_from
from needlesafe.flow.workplace import Workplace
from tests.helpers.pdf_reading import by_poppler
from tests.helpers.visit_files import UPPER_TRAPEZIUS, as_visit, begun, complete
from tests.helpers.visit_walk import record_up_to
from tests.helpers.workplaces import new_workplace

FAINT = Happened("ae-syncope", "2026-11-21", "10:05")
LATER = Happened("ae-pneumothorax", "2026-11-23", "09:15")
SIGNS = {"vital_signs": [{"at": "10:06", "pulse": 48, "pressure": "80/50"}]}


@pytest.fixture
def workplace(tmp_path: Path, catalogue: Catalogue) -> Workplace:
    """A new store."""
    return new_workplace(tmp_path / "store", catalogue)


def desk_at(stage: str, workplace: Workplace) -> VisitDesk:
    """A visit recorded as far as a stage."""
    told = as_visit(complete(begun(UPPER_TRAPEZIUS), workplace.catalogue), workplace.catalogue)
    desk = start_from(told, workplace)
    record_up_to(desk, told, stage)
    return desk


def test_in_an_open_visit_every_tap_goes_to_the_event_that_was_begun(workplace: Workplace) -> None:
    desk = desk_at("planned", workplace)
    kept = record(desk, FAINT, {"emergency_card": "opened"})
    kept = record(desk, FAINT, SIGNS, kept)
    told = desk.visit.treatment[kept.treatment]
    assert (told.id, told.at, told.detail) == ("ae-syncope", "10:05", {"emergency_card": "opened", **SIGNS})
    assert desk.visit.afterwards == ()


def test_once_the_record_is_sealed_every_tap_is_recorded_behind_it(workplace: Workplace) -> None:
    desk = desk_at("sealed", workplace)
    assert desk.visit.closed
    before = desk.visit.treatment
    kept = record(desk, LATER, {"emergency_card": "opened"})
    record(desk, LATER, SIGNS, kept)
    told, = desk.visit.afterwards
    assert (told.event, told.id, told.at) == ("adverse", "ae-pneumothorax", "2026-11-23T09:15")
    assert told.detail == {"emergency_card": "opened", **SIGNS}
    assert desk.visit.treatment == before
    assert fold(workplace.store.events(desk.visit_id)) == desk.visit


def test_a_card_that_is_open_while_the_record_is_sealed_goes_on_behind_it(workplace: Workplace) -> None:
    desk = desk_at("sealed", workplace)
    kept = record(desk, FAINT, {"steps_done": ["step-1"]}, Kept(treatment=0))
    assert kept == Kept(0, 0)
    record(desk, FAINT, {"over": "10:20"}, kept)
    assert desk.visit.afterwards[0].detail == {"steps_done": ["step-1"], "over": "10:20"}


def test_nothing_else_enters_a_sealed_visit(workplace: Workplace) -> None:
    desk = desk_at("sealed", workplace)
    with pytest.raises(GateRefused):
        desk.adverse("ae-syncope", None, {})


def test_the_incident_report_and_the_emergency_letter_tell_what_came_after_the_record(workplace: Workplace, tmp_path: Path) -> None:
    desk = desk_at("sealed", workplace)
    record(desk, FAINT, {**SIGNS, "found": "Pale and sweating"})
    report(desk, Incident("significant", "The patient fainted at the desk."))
    say_hand_over(desk, HandOver())
    facts: Facts = facts_of(desk.visit, workplace.catalogue)
    for pdf in (incident(facts).pdf, hand_over(facts, 1).pdf):
        text = " ".join(by_poppler(pdf, tmp_path))
        assert all(words in text for words in ("Faint", "10:05", "Pale and sweating", "80/50"))


def test_outside_a_visit_it_waits_for_the_visit_that_it_belongs_to(workplace: Workplace) -> None:
    note(workplace, "e1", {"emergency_card": "opened"}, FAINT)
    note(workplace, "e2", {}, LATER)
    note(workplace, "e1", SIGNS)
    waiting = loose_emergencies(workplace)
    assert [(one.id, one.happened, dict(one.detail)) for one in waiting] == [
        ("e1", FAINT, {"emergency_card": "opened", **SIGNS}), ("e2", LATER, {})]
    desk = desk_at("planned", workplace)
    kept = take_in(desk, waiting[0])
    told = desk.visit.treatment[kept.treatment]
    assert (told.id, told.at, told.detail[OUTSIDE], told.detail["vital_signs"]) == ("ae-syncope", "10:05", "10:05", SIGNS["vital_signs"])
    assert [one.id for one in loose_emergencies(workplace)] == ["e2"]


def test_an_emergency_of_no_patient_is_set_aside_and_stays_in_the_log(workplace: Workplace) -> None:
    note(workplace, "e1", {}, FAINT)
    set_aside(workplace, "e1")
    assert loose_emergencies(workplace) == ()
    assert len(workplace.store.emergency_notes()) == 2


def test_a_text_that_no_page_can_show_is_refused_where_it_is_noted(workplace: Workplace) -> None:
    with pytest.raises(UnprintableCharacter):
        note(workplace, "e1", {"found": "\u4e2d"}, FAINT)
    assert workplace.store.emergency_notes() == ()
