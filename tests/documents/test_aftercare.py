"""The sheet for home: the plan's own warning signs, each once, the numbers to call, on one page where it can be."""

from __future__ import annotations

from dataclasses import replace

import pytest

from needlesafe.documents import Facts, aftercare
from needlesafe.domain.anatomy import Site
from needlesafe.domain.answers import Answer
from needlesafe.domain.catalogue import Catalogue
from needlesafe.domain.follow_up import follow_ups
from needlesafe.domain.visit import Visit
from tests.documents.conftest import Knowing, Reader
from tests.helpers import example_visit
from tests.helpers.varied_visits import known
from tests.helpers.visit_files import DELTOID, UPPER_TRAPEZIUS, as_visit, begun, complete


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


def test_the_sheet_says_when_we_ask_after_the_patient_and_what_was_agreed(
        finished: Visit, facts_of: Knowing, catalogue: Catalogue, read_text: Reader) -> None:
    text = _read(facts_of(finished), read_text)
    due = {item.id for item in follow_ups(finished, catalogue)}
    assert {"fu-thorax", "fu-routine"} <= due
    for name, item in catalogue.follow_ups.items():
        assert not item.patient_text or (_squeezed(item.patient_text) in text) == (name in due), name
    assert _squeezed(f"We agreed: {finished.note.follow_up}") in text


def test_the_sheet_says_what_is_still_open(finished: Visit, facts_of: Knowing, read_text: Reader) -> None:
    note = replace(finished.note, discharge={**finished.note.discharge, "ob-neuro": "no"},
                   discharge_owed={"ob-neuro": "A numb patch on the calf. Conor Walsh rings on Monday"})
    text = _read(facts_of(replace(finished, note=note)), read_text)
    assert _squeezed("Still open: A numb patch on the calf. Conor Walsh rings on Monday.") in text
    assert "Stillopen" not in _read(facts_of(finished), read_text)


def test_nothing_is_said_of_asking_where_nothing_is_due(facts_of: Knowing, catalogue: Catalogue, read_text: Reader) -> None:
    visit = known(as_visit(complete(begun(DELTOID), catalogue), catalogue), "quiet")
    text = _read(facts_of(replace(visit, note=replace(visit.note, follow_up=""))), read_text)
    assert _squeezed(catalogue.consent["en"].headings["we-ask"]) not in text


def test_whoever_is_pregnant_reads_its_signs_once(facts_of: Knowing, catalogue: Catalogue, read_text: Reader) -> None:
    pregnancy = catalogue.warnings["ws-pregnancy"]
    for answer, times in (("yes", 1), ("no", 0)):
        raw = begun(DELTOID, screening={"pr-pregnant": answer})
        text = _read(facts_of(known(as_visit(raw, catalogue), answer)), read_text)
        for words in (pregnancy.patient_text, pregnancy.patient_action):
            assert text.count(_squeezed(words)) == times
        row = next(row for row in catalogue.consent["en"].red_flags if row.id == "rf-pregnancy")
        assert _squeezed(row.emergency) not in text, "the set says it already"


def test_what_an_answer_brings_stands_behind_the_signs_of_the_places(facts_of: Knowing, catalogue: Catalogue,
                                                                     read_text: Reader) -> None:
    text = _read(facts_of(known(as_visit(begun(DELTOID, screening={"pr-pregnant": "yes"}), catalogue), "last")), read_text)
    own = catalogue.regions["shoulder-deltoid"].delayed_extra
    assert text.index(_squeezed(own)) < text.index(_squeezed(catalogue.warnings["ws-pregnancy"].patient_text))


@pytest.mark.parametrize(("level", "told"), [("L1", True), ("L4", False), (None, True)])
def test_the_lung_is_spoken_of_only_where_a_needle_can_reach_it(
        facts_of: Knowing, catalogue: Catalogue, read_text: Reader, level: str | None, told: bool) -> None:
    flank = {**DELTOID, "muscle": "m-quadratus-lumborum", "position": "prone", "level": level}
    text = _read(facts_of(known(as_visit(begun(flank), catalogue), "flank")), read_text)
    assert (_squeezed(catalogue.warnings["ws-pneumothorax"].patient_action) in text) == told


def test_what_a_place_adds_is_told_in_whole_sentences_and_never_twice(catalogue: Catalogue) -> None:
    for region in catalogue.regions.values():
        said = [part for name in region.delayed for part in catalogue.warnings[name].patient_text.split(". ")]
        for sentence in filter(None, region.delayed_extra.split(". ")):
            assert len(sentence.split()) >= 3 and sentence[0].isupper(), region.id
            assert sentence.rstrip(".") not in said
        assert not region.delayed_extra or region.delayed_extra.endswith("."), region.id


def test_no_sign_is_urgent_in_one_line_and_can_wait_in_another(catalogue: Catalogue) -> None:
    urgent = [w.patient_text for w in catalogue.warnings.values() if "emergency" in w.patient_action or "ambulance" in w.patient_action]
    same_day = " ".join(row.same_day for row in catalogue.consent["en"].red_flags)
    assert any("cold or pale" in text for text in urgent) and "cold or pale" not in same_day
    for sign in ("trouble walking", "between your legs", "cannot pass urine", "short of breath", "blue lips"):
        assert sign not in same_day.lower()


def test_the_chest_of_a_pregnant_patient_fits_one_page(facts_of: Knowing, catalogue: Catalogue) -> None:
    raw = complete(begun(UPPER_TRAPEZIUS, screening={"pr-pregnant": "yes"}), catalogue)
    assert aftercare(facts_of(known(as_visit(raw, catalogue), "pregnant"))).pages == 1
