"""What a sealed document carries inside for machines, what each file is to its pages, and which documents carry none."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from needlesafe.documents import consent_draft
from needlesafe.domain.catalogue import Catalogue
from needlesafe.domain.events import Event, event_from_json
from needlesafe.domain.folding import fold
from needlesafe.exchange.fhir import bundle_bytes
from needlesafe.exchange.visit_json import visit_bytes
from needlesafe.flow.papers import facts_of
from needlesafe.flow.visit_desk import VisitDesk
from needlesafe.flow.walk import start_from
from needlesafe.flow.workplace import Workplace
from tests.helpers.fhir_schema import schema_faults
from tests.helpers.visit_files import DELTOID, as_visit, begun, complete
from tests.helpers.visit_walk import record_up_to
from tests.helpers.workplaces import new_workplace

NECK = Path(__file__).parents[1] / "cases" / "neck.json"
DATA = {"visit.json": ("/Data", "/application/json"), "journal.json": ("/Data", "/application/json"),
        "visit.fhir.json": ("/Supplement", "/application/fhir+json")}
CONSENT = {"consent.pdf": ("/Supplement", "/application/pdf")}


@pytest.fixture(scope="module")
def desk(catalogue: Catalogue, tmp_path_factory: pytest.TempPathFactory) -> VisitDesk:
    """The neck visit, sealed."""
    told = as_visit(json.loads(NECK.read_bytes()), catalogue)
    desk = start_from(told, new_workplace(tmp_path_factory.mktemp("papers"), catalogue))
    record_up_to(desk, told, "sealed")
    return desk


def opened(desk: VisitDesk, kind: str) -> pikepdf.Pdf:
    """A sealed document of the visit, parsed."""
    return pikepdf.open(io.BytesIO(desk.workplace.store.document(desk.visit_id, kind).data))


def inside(pdf: pikepdf.Pdf) -> dict[str, bytes]:
    """The files that it carries."""
    return {name: file.get_file().read_bytes() for name, file in pdf.attachments.items()}


def journal(files: dict[str, bytes]) -> tuple[Event, ...]:
    """The events that it carries."""
    told: list[dict[str, Any]] = json.loads(files["journal.json"])
    return tuple(event_from_json(event) for event in told)


@pytest.mark.parametrize(("kind", "wanted"), [("consent", DATA), ("record", DATA | CONSENT), ("aftercare", {})])
def test_every_file_inside_says_what_it_is_to_the_pages(desk: VisitDesk, kind: str, wanted: dict[str, Any]) -> None:
    with opened(desk, kind) as pdf:
        told = {name: (str(file.obj.AFRelationship), str(file.obj.EF.F.Subtype)) for name, file in pdf.attachments.items()}
        assert told == wanted
        assert all(file.description for file in pdf.attachments.values())
        assert len(pdf.Root.get("/AF", ())) == len(wanted)


@pytest.mark.parametrize("kind", ["consent", "record"])
def test_visit_file_and_fhir_document_are_what_the_journal_inside_makes(desk: VisitDesk, catalogue: Catalogue,
                                                                        kind: str) -> None:
    with opened(desk, kind) as pdf:
        files = inside(pdf)
    events = journal(files)
    visit = fold(events)
    assert files["visit.json"] == visit_bytes(visit)
    assert files["visit.fhir.json"] == bundle_bytes(visit, catalogue, events)
    assert schema_faults(json.loads(files["visit.fhir.json"])) == []


def test_the_consent_inside_the_record_is_the_sealed_one(desk: VisitDesk) -> None:
    with opened(desk, "record") as pdf:
        assert inside(pdf)["consent.pdf"] == desk.workplace.store.document(desk.visit_id, "consent").data


@pytest.mark.parametrize(("paper", "size"), [("Letter", (612, 792)), ("A4", (595.28, 841.89))])
def test_a_clinics_own_paper_stands_in_the_first_event_and_is_drawn_again_whatever_the_clinic_takes_later(
        place: Workplace, catalogue: Catalogue, paper: str, size: tuple[float, float]) -> None:
    place.store.keep_clinic(replace(place.store.clinic(), paper=paper))
    told = as_visit(complete(begun(DELTOID), catalogue), catalogue)
    desk = start_from(told, place)
    place.store.keep_clinic(replace(place.store.clinic(), paper=""))
    record_up_to(desk, told, "prepared")
    events = place.store.events(desk.visit_id)
    assert events[0].payload["clinic"]["paper"] == paper
    for visit in (desk.visit, fold(events)):
        drawn = consent_draft(facts_of(visit, catalogue)).pdf
        assert sha256(drawn).hexdigest() == desk.visit.consent.draft
    with pikepdf.open(io.BytesIO(drawn)) as pdf:
        assert [float(side) for side in pdf.pages[0].mediabox][2:] == pytest.approx(size, abs=0.01)
