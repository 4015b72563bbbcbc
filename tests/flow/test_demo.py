"""The invented clinic: visits through the real gates, a mark on every page, and nothing of it anywhere else."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from needlesafe.domain.catalogue import Catalogue
from needlesafe.domain.events import chain_fault
from needlesafe.domain.folding import fold
from needlesafe.domain.pauses import BEFORE, INSIDE, pause_kinds
from needlesafe.errors import StoreRefused
from needlesafe.flow import demo
from needlesafe.flow.demo_people import STORIES
from needlesafe.flow.progress import Progress
from needlesafe.flow.proof import Known, prove
from needlesafe.flow.visit_desk import StartPlan, VisitDesk
from needlesafe.flow.workplace import Workplace
from needlesafe.paths import data_dir, register_dir
from needlesafe.seal import Register, verify
from tests.helpers.workplaces import new_workplace

NOW = datetime(2026, 11, 21, 11, 0, tzinfo=UTC)


class Until(Progress):
    """Calls the work off after so many parts."""

    def __init__(self, parts: int) -> None:
        super().__init__()
        self._parts = parts

    def goes_on(self, done: int, total: int) -> bool:
        """Notes how far the work has come; whether it goes on."""
        return super().goes_on(done, total) and done < self._parts


@pytest.fixture(scope="module")
def clinic(tmp_path_factory: pytest.TempPathFactory, catalogue: Catalogue) -> Iterator[Workplace]:
    """The invented clinic with its first three visits."""
    place = demo.make(tmp_path_factory.mktemp("home") / "demo", catalogue, NOW, Until(3))
    yield place
    place.store.close()


def visits_of(place: Workplace) -> list[str]:
    """The ids of all visits."""
    return [visit.id for row in place.store.search_patients("", 50) for visit in place.store.visits_of(row.id)]


def pages_of(pdf: bytes, folder: Path) -> list[str]:
    """The text of each page with its head and foot."""
    (folder / "whole.pdf").write_bytes(pdf)
    told = subprocess.run(["pdftotext", str(folder / "whole.pdf"), "-"], capture_output=True, text=True, check=True).stdout
    return told.split("\f")[:-1]


def test_every_page_of_every_document_says_demo(clinic: Workplace, tmp_path: Path) -> None:
    kept = [document for visit in visits_of(clinic) for document in clinic.store.documents(visit)]
    assert {document.kind for document in kept} == {"consent", "record", "aftercare"}
    for document in kept:
        pages = pages_of(document.data, tmp_path)
        assert pages and all("DEMO" in page.rsplit("content ", 1)[1] for page in pages), document.name


def test_the_mark_stands_in_the_first_event_and_the_visits_are_walked_as_any_other(clinic: Workplace) -> None:
    assert len(visits_of(clinic)) == 3
    for name in visits_of(clinic):
        events = clinic.store.events(name)
        visit = fold(events)
        assert events[0].payload["demo"] is True and visit.demo and visit.trial and visit.closed
        assert not chain_fault(events)
        assert datetime.fromisoformat(events[0].at) < NOW - timedelta(days=30)


def test_each_pause_holds_what_is_said_in_it_and_none_before_its_time(clinic: Workplace, catalogue: Catalogue) -> None:
    for name in visits_of(clinic):
        treatment = fold(clinic.store.events(name)).treatment
        pauses = [event for event in treatment if event.event == "pause"]
        assert [pause_kinds(event, catalogue) for event in pauses] == [(BEFORE,), (INSIDE,)]
        assert treatment.index(pauses[0]) < next(n for n, event in enumerate(treatment) if event.event == "in") < treatment.index(pauses[1])


def test_what_it_seals_is_unchanged_and_of_one_mind_by_its_own_register_alone(clinic: Workplace, tmp_path: Path) -> None:
    record = next(d for d in clinic.store.documents(visits_of(clinic)[0]) if d.kind == "record")
    assert verify(record.data, register=clinic.register).word == "unchanged"
    assert verify(record.data, register=Register(tmp_path / "another")).word == "not ours"
    (tmp_path / "record.pdf").write_bytes(record.data)
    proof = prove(tmp_path / "record.pdf", Known(clinic.register))
    assert proof.verdict.word == "unchanged" and {row.outcome for row in proof.compared} == {"agrees"}


def test_nothing_of_it_reaches_the_users_own_records(tmp_path: Path, catalogue: Catalogue) -> None:
    demo.make(tmp_path / "demo", catalogue, NOW, Until(1)).store.close()
    assert not list(register_dir().rglob("*.*")) and not (data_dir() / "store").exists()


def test_another_clinics_visit_says_nothing_of_a_demonstration(tmp_path: Path, catalogue: Catalogue) -> None:
    place = new_workplace(tmp_path / "store", catalogue)
    try:
        patient = STORIES[0].patient
        desk = VisitDesk.start(place, "p", patient, StartPlan("2026-11-21", "IE", place.store.user.practitioner))
        assert "demo" not in place.store.events(desk.visit_id)[0].payload and not desk.visit.demo
    finally:
        place.store.close()


def test_it_is_made_anew_each_time_and_never_while_it_is_open(tmp_path: Path, catalogue: Catalogue) -> None:
    first = demo.make(tmp_path / "demo", catalogue, NOW, Until(1))
    with pytest.raises(StoreRefused):
        demo.make(tmp_path / "demo", catalogue, NOW, Until(1))
    assert len(visits_of(first)) == 1
    first.store.close()
    second = demo.make(tmp_path / "demo", catalogue, NOW, Until(0))
    assert second.store.store_id != first.store.store_id and not visits_of(second) and not second.store.warnings
    second.store.close()


def test_a_folder_with_other_records_is_not_touched(tmp_path: Path, catalogue: Catalogue) -> None:
    place = new_workplace(tmp_path / "home" / "store", catalogue)
    place.store.close()
    before = sorted(path.name for path in (tmp_path / "home").rglob("*"))
    with pytest.raises(StoreRefused, match="no demonstration"):
        demo.make(tmp_path / "home", catalogue, NOW, Until(1))
    assert sorted(path.name for path in (tmp_path / "home").rglob("*")) == before


def test_nobody_in_it_is_real_and_there_are_at_most_45_visits() -> None:
    numbers = [story.patient.identifier for story in STORIES]
    assert all(number.startswith("DEMO-") for number in numbers) and len(set(numbers)) == len(numbers)
    assert 20 <= sum(len(story.days) for story in STORIES) <= 45
    assert all(len(story.days) == len(story.pains) and list(story.days) == sorted(story.days, reverse=True) for story in STORIES)
    assert all(story.patient.phone.startswith("+353 1 555 01") for story in STORIES)


@pytest.mark.full
def test_the_whole_clinic_is_made_through_the_gates(tmp_path: Path, catalogue: Catalogue) -> None:
    place = demo.make(tmp_path / "demo", catalogue, NOW, Progress())
    try:
        visits = [fold(place.store.events(name)) for name in visits_of(place)]
        assert len(visits) == sum(len(story.days) for story in STORIES)
        assert sum(not visit.closed for visit in visits) == 1
        assert sum(visit.consent.decision == "declined" for visit in visits) == 1
        assert any(event.event == "adverse" for visit in visits for event in visit.treatment)
        assert max(visit.number for visit in visits) == 4
    finally:
        place.store.close()
