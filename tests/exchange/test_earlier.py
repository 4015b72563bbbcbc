"""Earlier answers in a visit file: what may be said of them, and that a file tells all that is used of them."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from needlesafe.domain.catalogue import Catalogue
from needlesafe.domain.last_visit import EarlierAnswer, LastVisit
from needlesafe.domain.rules import assess
from needlesafe.exchange.visit_file import read_visit
from needlesafe.exchange.visit_json import visit_bytes, visit_file
from tests.helpers.example_file import refused
from tests.helpers.visit_files import UPPER_TRAPEZIUS, as_visit, begun, screened, written

Raw = dict[str, Any]
SITE = {"muscle": "m-upper-trapezius", "side": "left"}


@pytest.fixture
def raw(catalogue: Catalogue) -> Raw:
    """A repeat visit in which nothing changed and every answer that may stand does."""
    full = screened(begun(UPPER_TRAPEZIUS), catalogue)
    stand = {name for name in full["screening"] if not catalogue.questions[name].every_visit}
    earlier = {name: {"answer": full["screening"][name], "asked_on": "2026-11-03",
                      **({"sites": [SITE]} if catalogue.questions[name].of_place else {})} for name in sorted(stand)}
    return {**full, "earlier": earlier, "since_last": {name: "no" for name in catalogue.changes},
            "screening": {name: answer for name, answer in full["screening"].items() if name not in stand}}


def test_what_stands_counts_as_answered(raw: Raw, catalogue: Catalogue) -> None:
    assert len(raw["earlier"]) > 40
    assert assess(as_visit(raw, catalogue), catalogue).complete
    missing = assess(as_visit({**raw, "since_last": {}}, catalogue), catalogue).unanswered
    assert set(missing) == set(raw["earlier"])


def test_a_file_with_earlier_answers_is_written_as_it_was_read(raw: Raw, catalogue: Catalogue) -> None:
    visit = as_visit(raw, catalogue)
    assert visit_file(visit)["earlier"] == raw["earlier"]
    again = read_visit(visit_bytes(visit), catalogue)
    assert again == visit and visit_bytes(again) == visit_bytes(visit)


def test_what_raised_and_what_was_asked_with_other_content_is_not_handed_on(raw: Raw, catalogue: Catalogue) -> None:
    visit = as_visit(raw, catalogue)
    raised = replace(visit, earlier={**visit.earlier, "pr-low-bp": EarlierAnswer("yes", "2026-11-03", "faint", True)})
    assert visit_file(raised)["earlier"].keys() == raw["earlier"].keys() - {"pr-low-bp"}
    other = replace(visit, last=LastVisit("v1", "2026-11-03", "PT-20311", "other content"))
    assert "earlier" not in visit_file(other)


def test_that_somebody_was_needled_before_is_handed_on_and_leaves_the_question_of_the_first_time_out(
        raw: Raw, catalogue: Catalogue) -> None:
    silent = {name: answer for name, answer in raw["screening"].items() if name != "pr-first-treatment"}
    visit = as_visit({**raw, "screening": silent, "needled_before": True}, catalogue)
    assert visit_file(visit)["needled_before"] is True and read_visit(visit_bytes(visit), catalogue) == visit
    assert assess(visit, catalogue).complete
    assert assess(replace(visit, needled_before=False), catalogue).unanswered == ("pr-first-treatment",)
    assert "needled_before" not in visit_file(replace(visit, needled_before=False))


WRONG = [
    ({"pr-anticoagulant": {"answer": "no", "asked_on": "2026-11-22"}},
     {"earlier.pr-anticoagulant.asked_on": "lies after the visit"}),
    ({"pr-anticoagulant": {"answer": "yes", "asked_on": "2026-11-03"}},
     {"earlier.pr-anticoagulant.answer": "raises something, so the question is asked again"}),
    ({"ci-no-capacity": {"answer": "no", "asked_on": "2026-11-03"}},
     {"earlier.ci-no-capacity.answer": "raises something, so the question is asked again"}),
    ({"pr-anticoagulant": {"answer": "unknown", "asked_on": "2026-11-03"}},
     {"earlier.pr-anticoagulant.answer": "'unknown' is not one of yes, no"}),
    ({"pr-anticoagulant": {"answer": "no"}}, {"earlier.pr-anticoagulant.asked_on": "is missing"}),
    ({"pr-anticoagulant": "no"}, {"earlier.pr-anticoagulant": "must be an object, not 'no'"}),
    ({"pf-smoker": {"answer": "no", "asked_on": "2026-11-03"}}, {"earlier.pf-smoker": None}),
    ({"pr-tattoo": {"answer": "no", "asked_on": "2026-11-03", "sites": [{"muscle": "m-none", "side": "left"}]}},
     {"earlier.pr-tattoo.sites[0].muscle": None}),
]


@pytest.mark.parametrize(("earlier", "told"), WRONG)
def test_an_earlier_answer_that_cannot_stand_is_named(catalogue: Catalogue, earlier: Raw, told: dict[str, str]) -> None:
    found = refused(begun(UPPER_TRAPEZIUS, earlier=earlier), catalogue)
    assert list(found) == list(told)
    assert all(words is None or found[place] == words for place, words in told.items())


def test_an_answer_of_the_very_day_may_stand(catalogue: Catalogue) -> None:
    told = begun(earlier={"pr-anticoagulant": {"answer": "no", "asked_on": "2026-11-21"}})
    assert read_visit(written(told), catalogue).earlier["pr-anticoagulant"].asked_on == "2026-11-21"


def test_noise_where_the_earlier_answers_stand_is_refused_and_never_a_crash(catalogue: Catalogue) -> None:
    for noise in ([], "no", None, {"pr-tattoo": None}, {"pr-tattoo": []}, {"pr-tattoo": {"asked_on": 7, "answer": []}}):
        assert refused(json.loads(json.dumps(begun(earlier=noise))), catalogue)
