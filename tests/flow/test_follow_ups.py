"""Asking after patients: who is listed, what is recorded of a closed visit, what follows when somebody is not well."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from needlesafe.domain.catalogue import Catalogue
from needlesafe.domain.folding import fold
from needlesafe.domain.statements import Amendment, Enquiry
from needlesafe.errors import GateRefused
from needlesafe.flow.follow_ups import due_contacts, enquire
from needlesafe.flow.reception import begin
from needlesafe.flow.sealing import seal_due
from needlesafe.flow.statements import amend
from needlesafe.flow.visit_desk import VisitDesk
from needlesafe.flow.walk import start_from
from needlesafe.flow.workplace import Workplace
from tests.helpers.pdf_reading import by_pdfium
from tests.helpers.visit_files import GASTROCNEMIUS, UPPER_TRAPEZIUS, Raw, as_visit, begun, complete
from tests.helpers.visit_walk import record_up_to
from tests.helpers.workplaces import MORNING, new_workplace

OTHER = {"family_name": "Kelly", "given_name": "Liam", "birth_date": "1990-02-03", "identifier": "C-7", "language": "en",
         "sex": "male", "height_cm": 180, "weight_kg": 80}
BAD = Enquiry("not-well", ("fu-thorax",), said="Short of breath.", passed_to="emergency department", agreed="Goes there now.",
              again="2026-11-23")


@pytest.fixture
def place(tmp_path: Path, catalogue: Catalogue) -> Iterator[Workplace]:
    """A workplace around a new store."""
    made = new_workplace(tmp_path / "store", catalogue)
    yield made
    made.store.close()


@pytest.fixture
def sealed(place: Workplace, catalogue: Catalogue) -> Callable[..., VisitDesk]:
    """Returns a function that makes a finished visit of the morning of 21 November 2026."""
    def finished(site: Raw, **parts: Any) -> VisitDesk:
        told = as_visit(complete(begun(site, **parts), catalogue), catalogue)
        desk = start_from(told, place)
        record_up_to(desk, told, "sealed")
        return desk

    return finished


def after(place: Workplace, **later: float) -> Workplace:
    """The workplace some time after the morning of the visit."""
    return replace(place, clock=lambda: MORNING + timedelta(**later))


def test_who_was_needled_at_the_chest_is_listed_on_the_next_day_and_overdue_after_it(
        place: Workplace, sealed: Callable[..., VisitDesk]) -> None:
    desk = sealed(UPPER_TRAPEZIUS)
    sealed(GASTROCNEMIUS)
    assert due_contacts(place) == ()
    [due] = due_contacts(after(place, hours=22))
    assert (due.visit.id, due.overdue, due.why) == (desk.visit_id, False, ("Chest",))
    [late] = due_contacts(after(place, hours=37))
    assert late.overdue


def test_what_was_said_is_an_event_of_the_closed_visit_and_takes_it_off_the_list(
        place: Workplace, sealed: Callable[..., VisitDesk]) -> None:
    desk = VisitDesk.resume(after(place, hours=23), sealed(UPPER_TRAPEZIUS).visit_id)
    enquire(desk, Enquiry("well", ("fu-thorax",), said="As before, a little sore.", how="telephone"))
    kept = fold(place.store.events(desk.visit_id))
    [told] = kept.enquiries
    assert (told.by, told.at[:10], told.asked) == ("Conor Walsh", "2026-11-22", ("fu-thorax",))
    assert place.store.events(desk.visit_id)[-1].type == "follow-up-recorded"
    assert due_contacts(after(place, hours=24)) == ()
    assert [due.overdue for due in due_contacts(after(place, hours=49))] == [False]


def test_the_overdue_are_listed_before_what_is_due_today(place: Workplace, sealed: Callable[..., VisitDesk]) -> None:
    first = sealed(UPPER_TRAPEZIUS, patient=OTHER)
    enquire(VisitDesk.resume(after(place, hours=23), first.visit_id), Enquiry("well", again="2026-11-22"))
    second = sealed(UPPER_TRAPEZIUS)
    listed = due_contacts(after(place, hours=37))
    assert [(due.visit.id, due.overdue) for due in listed] == [(second.visit_id, True), (first.visit_id, False)]


def test_who_came_again_was_met_and_is_no_longer_listed_for_the_visit_before(place: Workplace,
                                                                            sealed: Callable[..., VisitDesk]) -> None:
    patient = sealed(UPPER_TRAPEZIUS).visit
    same_day = begin(after(place, hours=2), patient.patient, patient.patient_id)
    assert [due.visit.id for due in due_contacts(after(place, hours=23))] == [patient.id], "the day was not there yet"
    assert same_day.visit_id
    begin(after(place, hours=23), patient.patient, patient.patient_id)
    assert due_contacts(after(place, hours=24)) == ()


def test_who_is_not_well_is_passed_on_and_asked_again(place: Workplace, sealed: Callable[..., VisitDesk]) -> None:
    desk = VisitDesk.resume(after(place, hours=23), sealed(UPPER_TRAPEZIUS).visit_id)
    for lacking in ("agreed", "again"):
        with pytest.raises(GateRefused):
            enquire(desk, replace(BAD, **{lacking: " "}))
    assert desk.visit.enquiries == ()
    assert enquire(desk, BAD).enquiries[-1].passed_to == "emergency department"
    [due] = due_contacts(after(place, hours=49))
    assert due.visit.due_until == "2026-11-23T23:59"


def test_nobody_is_asked_before_the_record_is_sealed(place: Workplace, catalogue: Catalogue) -> None:
    told = as_visit(complete(begun(UPPER_TRAPEZIUS), catalogue), catalogue)
    desk = start_from(told, place)
    record_up_to(desk, told, "noted")
    with pytest.raises(GateRefused):
        enquire(desk, Enquiry("well", said="Fine."))
    assert due_contacts(after(place, hours=40)) == ()


def test_what_was_asked_since_stands_on_an_amendment(place: Workplace, sealed: Callable[..., VisitDesk],
                                                     tmp_path: Path) -> None:
    desk = VisitDesk.resume(after(place, hours=23), sealed(UPPER_TRAPEZIUS).visit_id)
    enquire(desk, BAD)
    amend(desk, Amendment("The lot was read wrongly.", "The lot was A1181."))
    seal_due(desk)
    pages = by_pdfium(place.store.document(desk.visit_id, "amendment").data, tmp_path)
    words = " ".join(" ".join(pages).split())
    for told in ("Asked since the visit", "Short of breath.", "emergency department", "Goes there now.", "23 November 2026"):
        assert told in words


def test_visits_of_an_older_store_are_worked_out_when_the_list_is_shown(place: Workplace,
                                                                        sealed: Callable[..., VisitDesk]) -> None:
    chest, calf = sealed(UPPER_TRAPEZIUS), sealed(GASTROCNEMIUS)
    for desk in (chest, calf):
        place.store.keep_due(desk.visit_id, ("?", "", ""))
    assert [due.visit.id for due in due_contacts(after(place, hours=22))] == [chest.visit_id]
    assert place.store.not_worked_out() == ()
