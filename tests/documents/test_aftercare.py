"""The sheet for home: the plan's own warning signs, each once, the numbers to call, on one page where it can be."""

from __future__ import annotations

from dataclasses import replace

import pytest

from needlesafe.documents import Facts, aftercare
from needlesafe.domain.anatomy import Site
from needlesafe.domain.answers import Answer
from needlesafe.domain.catalogue import Catalogue
from needlesafe.domain.visit import Visit
from tests.documents.conftest import Knowing, Reader
from tests.helpers import example_visit


@pytest.fixture(scope="module")
def finished(catalogue: Catalogue) -> Visit:
    """The visit at its end."""
    return example_visit.finished(catalogue)


def _squeezed(text: str) -> str:
    return "".join(text.split())


def _planned(visit: Visit, *muscles: str) -> Visit:
    sites = tuple(Site(muscle, "left", 1, 30, 0.25, "in-and-out") for muscle in muscles)
    return replace(visit, sites=sites, treatment=())


def _read(facts: Facts, read_text: Reader, large_print: bool = False) -> str:
    return _squeezed(read_text(aftercare(facts, large_print).pdf))


@pytest.mark.parametrize("large_print", [False, True])
def test_each_warning_of_the_plan_stands_once_and_no_other(finished: Visit, facts_of: Knowing, catalogue: Catalogue,
                                                           read_text: Reader, large_print: bool) -> None:
    text = _read(facts_of(finished), read_text, large_print)
    wanted = {"ws-pneumothorax", "ws-nerve", "ws-vessel", "ws-compartment"}
    for name, warning in catalogue.warnings.items():
        told = [text.count(_squeezed(words)) for words in (warning.patient_text, warning.patient_window)]
        assert told == ([1, 1] if name in wanted else [0, 0]), name
        assert name not in wanted or _squeezed(warning.patient_action) in text
    for region in ("upper-trapezius-shoulder-top", "calf"):
        assert _squeezed(catalogue.regions[region].delayed_extra) in text


@pytest.mark.parametrize("muscle", ["m-upper-trapezius", "m-gastrocnemius", "m-infraspinatus", "m-gluteus-medius"])
def test_a_plan_of_one_region_fits_one_page(finished: Visit, facts_of: Knowing, muscle: str) -> None:
    assert aftercare(facts_of(_planned(finished, muscle))).pages == 1


def test_no_plan_takes_more_than_two_pages(finished: Visit, facts_of: Knowing) -> None:
    many = ("m-upper-trapezius", "m-gastrocnemius", "m-lumbar-multifidus", "m-gluteus-medius")
    assert aftercare(facts_of(_planned(finished, *many))).pages <= 2


def test_the_numbers_to_call_stand_in_the_sheet(finished: Visit, facts_of: Knowing, read_text: Reader) -> None:
    for visit in (finished, _planned(finished, "m-gastrocnemius")):
        text = read_text(aftercare(facts_of(visit)).pdf)
        assert "112 or 999" in text
        assert "+353 91 555 0142" in text


def test_the_chest_says_two_days_and_watch_for_three(finished: Visit, facts_of: Knowing, read_text: Reader) -> None:
    text = read_text(aftercare(facts_of(finished)).pdf)
    assert "It can show up to two days later. Watch for three days." in text
    assert "(pneumothorax)" in text
    far = read_text(aftercare(facts_of(_planned(finished, "m-gastrocnemius"))).pdf)
    assert "lung" not in far


def test_what_an_answer_calls_for_is_said(finished: Visit, facts_of: Knowing, read_text: Reader) -> None:
    pregnant = replace(finished, patient=replace(finished.patient, sex="female"),
                       screening={**finished.screening, "pf-pregnancy": Answer("yes")})
    row, = (row for row in facts_of(pregnant).text.red_flags if row.id == "rf-pregnancy")
    assert _squeezed(row.emergency) in _read(facts_of(pregnant), read_text)
    assert _squeezed(row.emergency) not in _read(facts_of(finished), read_text)
