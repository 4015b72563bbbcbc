"""A name or birth date put right: old and new are kept, and what was sealed keeps its own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from needlesafe.documents import unprintable
from needlesafe.domain.catalogue import Catalogue
from needlesafe.errors import GateRefused, UnprintableCharacter
from needlesafe.flow.corrections import Corrected, Correction, correct, corrections
from needlesafe.flow.reception import begin
from needlesafe.flow.sealing import agree, prepare_consent
from needlesafe.flow.visit_desk import VisitDesk
from needlesafe.flow.walk import start_from
from needlesafe.flow.workplace import Workplace
from tests.helpers.pdf_reading import by_pdfium
from tests.helpers.visit_files import DELTOID, as_visit, begun, complete
from tests.helpers.visit_walk import record_up_to
from tests.helpers.workplaces import AOIFE, new_workplace

RIGHT = Correction("Byrne", "Aífe", "1984-09-03", "passport seen")


@pytest.fixture
def workplace(tmp_path: Path, catalogue: Catalogue) -> Iterator[Workplace]:
    """A new store with one patient."""
    place = new_workplace(tmp_path / "store", catalogue)
    place.store.keep_patient("p1", AOIFE)
    yield place
    place.store.close()


def visit_at(workplace: Workplace, catalogue: Catalogue, stage: str) -> VisitDesk:
    """A visit of the patient, recorded as far as a stage."""
    told = as_visit(complete(begun(DELTOID), catalogue), catalogue)
    desk = start_from(replace(told, patient=workplace.store.patient("p1")), workplace)
    record_up_to(desk, replace(told, patient=desk.visit.patient), stage)
    return desk


def test_old_and_new_are_kept_with_how_it_is_known(workplace: Workplace) -> None:
    assert correct(workplace, "p1", RIGHT) == Corrected((), ())
    assert workplace.store.patient("p1") == replace(AOIFE, given_name="Aífe", birth_date="1984-09-03")
    [event] = corrections(workplace, "p1")
    assert event.payload == {"old": {"given_name": "Aoife", "birth_date": "1984-03-09"},
                             "new": {"given_name": "Aífe", "birth_date": "1984-09-03"}, "reason": "passport seen"}
    assert (event.actor, event.at) == ("conor", workplace.now())


def test_the_patient_is_found_by_the_new_name(workplace: Workplace) -> None:
    correct(workplace, "p1", replace(RIGHT, family_name="Walsh"))
    assert [row.id for row in workplace.store.search_patients("walsh 3.9.1984")] == ["p1"]


def test_the_patient_is_still_found_by_what_stands_on_old_papers(workplace: Workplace) -> None:
    correct(workplace, "p1", replace(RIGHT, family_name="Walsh"))
    begin(workplace, replace(workplace.store.patient("p1"), phone="01 555 0199"), "p1")
    for typed in ("byrne", "9.3.1984", "walsh", "3.9.1984", "aoife", "aife"):
        assert [row.patient.name for row in workplace.store.search_patients(typed)] == ["Aífe Walsh"], typed


@pytest.mark.parametrize(("correction", "lack"), [
    (Correction("Byrne", "Aoife", "1984-03-09", "passport seen"), "nothing-corrected"),
    (Correction("Byrne ", " Aoife", "1984-03-09", "passport seen"), "nothing-corrected"),
    (replace(RIGHT, reason=" "), "correction-reason"), (replace(RIGHT, family_name=" "), "identity-part"),
])
def test_what_says_nothing_is_refused(workplace: Workplace, correction: Correction, lack: str) -> None:
    with pytest.raises(GateRefused, match=lack):
        correct(workplace, "p1", correction)
    assert workplace.store.patient("p1") == AOIFE and workplace.store.patient_events() == ()


def test_a_name_that_no_document_can_show_is_refused(workplace: Workplace) -> None:
    assert unprintable("\U00013000")
    with pytest.raises(UnprintableCharacter):
        correct(workplace, "p1", replace(RIGHT, given_name="\U00013000"))
    assert workplace.store.patient_events() == ()


@pytest.mark.parametrize("stage", ["fresh", "ready", "prepared", "signed"])
def test_an_open_visit_of_which_nothing_is_decided_takes_it_over(workplace: Workplace, catalogue: Catalogue, stage: str) -> None:
    desk = visit_at(workplace, catalogue, stage)
    before = desk.visit
    told = correct(workplace, "p1", RIGHT)
    assert [visit.id for visit in told.changed] == [desk.visit_id] and told.kept == ()
    after = VisitDesk.resume(workplace, desk.visit_id)
    assert after.visit.patient == replace(before.patient, given_name="Aífe", birth_date="1984-09-03")
    assert workplace.store.summary(desk.visit_id).patient_name == "Aífe Byrne"
    assert workplace.store.events(desk.visit_id)[-1].payload["because"] == "corrected"


def test_a_consent_that_was_signed_under_the_old_name_is_read_anew(workplace: Workplace, catalogue: Catalogue) -> None:
    desk = visit_at(workplace, catalogue, "signed")
    correct(workplace, "p1", RIGHT)
    after = VisitDesk.resume(workplace, desk.visit_id)
    with pytest.raises(GateRefused, match="consent-outdated"):
        agree(after)
    prepare_consent(after)
    assert after.visit.consent.signatures == ()


def test_what_is_sealed_keeps_its_name(workplace: Workplace, catalogue: Catalogue, tmp_path: Path) -> None:
    agreed, sealed = visit_at(workplace, catalogue, "agreed"), visit_at(workplace, catalogue, "sealed")
    papers = {desk.visit_id: workplace.store.documents(desk.visit_id) for desk in (agreed, sealed)}
    events = {desk.visit_id: workplace.store.events(desk.visit_id) for desk in (agreed, sealed)}
    told = correct(workplace, "p1", RIGHT)
    assert told.changed == () and {visit.id for visit in told.kept} == {agreed.visit_id, sealed.visit_id}
    for desk in (agreed, sealed):
        assert workplace.store.documents(desk.visit_id) == papers[desk.visit_id]
        assert workplace.store.events(desk.visit_id) == events[desk.visit_id]
        assert workplace.store.summary(desk.visit_id).patient_name == "Aoife Byrne"
    assert any("Aoife Byrne" in page for page in by_pdfium(papers[sealed.visit_id][-1].data, tmp_path))


def test_the_next_visit_begins_under_the_new_name(workplace: Workplace) -> None:
    correct(workplace, "p1", RIGHT)
    assert begin(workplace, workplace.store.patient("p1"), "p1").visit.patient.name == "Aífe Byrne"
