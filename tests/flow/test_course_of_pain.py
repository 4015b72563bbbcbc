"""Pain and range before and after, visit by visit, of a patient and of whoever is merged into them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from needlesafe.domain.catalogue import Catalogue
from needlesafe.domain.people import Patient
from needlesafe.flow.course_of_pain import MOST, Measured, Range, measured
from needlesafe.flow.duplicates import merge
from needlesafe.flow.reception import begin
from needlesafe.flow.workplace import Workplace
from tests.helpers.workplaces import AOIFE, new_workplace


@pytest.fixture
def place(tmp_path: Path, catalogue: Catalogue) -> Iterator[Workplace]:
    """A workplace around a new store."""
    made = new_workplace(tmp_path / "store", catalogue)
    yield made
    made.store.close()


def visited(place: Workplace, patient: Patient, before: float, after: float | None = None) -> str:
    """The id of the patient of a visit in which pain was asked, before and perhaps after."""
    desk = begin(place, patient)
    desk.indicate(pain_before=before, range_before="rotation 45°")
    if after is not None:
        desk.note(pain_after=after, range_after="70 degrees")
    return desk.visit.patient_id


def ranged(before: str, after: str) -> Range | None:
    """The range in numbers of two texts."""
    return Measured("v", "2026-11-21", None, None, before, after).range


def test_each_visit_tells_pain_and_range_before_and_after_the_oldest_first(place: Workplace) -> None:
    patient = visited(place, AOIFE, 7, 4)
    begin(place, AOIFE)
    visited(place, AOIFE, 5)
    first, last = measured(place, patient)
    assert (first.pain_before, first.pain_after, first.range_before, first.range_after) == (7, 4, "rotation 45°", "70 degrees")
    assert first.range == Range("rotation", "°", 45, 70)
    assert (last.pain_before, last.pain_after, last.range) == (5, None, None)


def test_the_visit_in_hand_is_left_out_where_it_is_shown_as_it_stands(place: Workplace) -> None:
    patient = visited(place, AOIFE, 7, 4)
    [only] = measured(place, patient)
    assert measured(place, patient, only.visit_id) == ()


def test_the_latest_dozen_is_looked_at(place: Workplace) -> None:
    for number in range(MOST + 2):
        patient = visited(place, AOIFE, number % 10)
    assert [one.pain_before for one in measured(place, patient)] == [number % 10 for number in range(2, MOST + 2)]


def test_the_visits_of_whoever_is_merged_are_among_them(place: Workplace) -> None:
    kept = visited(place, AOIFE, 7, 4)
    twin = visited(place, Patient("Birne", "Aoife", "1984-03-09"), 6, 2)
    merge(place, kept, twin)
    assert {one.pain_before for one in measured(place, kept)} == {7, 6}


@pytest.mark.parametrize(("before", "after", "wanted"), [
    ("45°", "70°", Range("", "°", 45, 70)), ("45", "70", Range("", "", 45, 70)), ("45 degrees", "70 deg", Range("", "°", 45, 70)),
    ("Left rotation 45°", "70°", Range("left rotation", "°", 45, 70)), ("8,5 cm to the floor", "3 cm", Range("to the floor", "cm", 8.5, 3)),
    ("rotation 45°", "flexion 70°", None), ("45°", "70 cm", None), ("45°", "", None), ("half", "full", None), ("40-50°", "70°", None),
    ("<40°", "70°", None), ("2/3", "full", None), ("C5 stiff", "C5 free", None)])
def test_a_range_is_a_number_only_where_both_are_one_in_the_same_unit(before: str, after: str, wanted: Range | None) -> None:
    assert ranged(before, after) == wanted
