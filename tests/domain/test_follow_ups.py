"""Questions that follow upon others: asked once those are raised, never lost where nobody puts those, and an answer counts anyway."""

from __future__ import annotations

from dataclasses import replace

import pytest

from needlesafe.content.load import load
from needlesafe.domain.answers import Answer
from needlesafe.domain.catalogue import Catalogue, Question
from needlesafe.domain.last_visit import EarlierAnswer
from needlesafe.domain.questions import asked, unanswered
from needlesafe.domain.visit import Visit
from tests.helpers.assessing import assessed, at, raised
from tests.helpers.visit_files import Raw, as_visit, begun

EVERYWHERE = tuple(at(name, technique="electrical", position="prone", **({"level": "L1"} if "lumb" in name else {})) for name in (
    "m-upper-trapezius", "m-pectoralis-major", "m-lumbar-multifidus", "m-quadratus-lumborum", "m-rectus-abdominis",
    "m-gluteus-medius", "m-gastrocnemius", "m-psoas-major", "m-abductor-hallucis", "m-popliteus"))
"""A plan that calls for every question that follows upon another, and for those upon which they follow."""
SIZELESS = {"height_cm": None, "weight_kg": None}
FOLLOWING = [question.id for question in load().questions.values() if question.only_after]


def visit(catalogue: Catalogue, *sites: Raw, **answers: str) -> Visit:
    """A woman of unknown size; answers by the questions' ids with underscores."""
    raw = begun(*sites, screening={name.replace("_", "-"): word for name, word in answers.items()})
    del raw["patient"]["height_cm"]
    return as_visit(raw, catalogue)


def names(questions: tuple[Question, ...]) -> set[str]:
    """Their ids."""
    return {question.id for question in questions}


def answering(before: Visit, name: str, word: str) -> Visit:
    """The visit with one answer more."""
    return replace(before, screening={**before.screening, name: Answer(word)})


@pytest.mark.parametrize("name", FOLLOWING)
def test_it_is_asked_once_what_it_follows_upon_was_raised_and_not_before(catalogue: Catalogue, name: str) -> None:
    plain, question = visit(catalogue, *EVERYWHERE), catalogue.questions[name]
    for first in question.only_after:
        others = {other: Answer("no") for other in question.only_after if other != first}
        begins = replace(plain, screening=others)
        assert first in names(unanswered(begins, catalogue)), "what it follows upon is asked wherever it might be"
        assert name not in names(unanswered(begins, catalogue)), "until then it is not counted as unanswered"
        for word, follows in (("yes", True), ("unknown", True), ("no", False), ("not-applicable", False)):
            then = answering(begins, first, word)
            assert (name in names(asked(then, catalogue))) == follows, (first, word)
            assert (name in names(unanswered(then, catalogue))) == follows, (first, word)


@pytest.mark.parametrize("name", FOLLOWING)
def test_an_answer_to_it_counts_whether_it_is_asked_or_not(catalogue: Catalogue, name: str) -> None:
    first = catalogue.questions[name].only_after[0]
    assert name in raised(assessed(catalogue, *EVERYWHERE, answers={first: "no", name: "yes"}))


def test_where_the_plan_does_not_call_for_the_first_question_the_second_is_asked_by_itself(catalogue: Catalogue) -> None:
    flank = visit(catalogue, at("m-quadratus-lumborum", level="L4"))
    assert "pr-vascular-disease" not in names(asked(flank, catalogue)) and "pr-aneurysm" in names(asked(flank, catalogue))
    chest = visit(catalogue, at("m-serratus-anterior"))
    assert "pr-abdominal-organ" not in names(asked(chest, catalogue)) and "pr-organomegaly" in names(asked(chest, catalogue))
    by_hand, with_current = at("m-pectoralis-major"), at("m-pectoralis-major", technique="electrical")
    assert "pr-pacemaker-manual" in names(asked(visit(catalogue, by_hand), catalogue))
    assert "pr-pacemaker-manual" not in names(asked(visit(catalogue, with_current), catalogue))


def test_an_answer_kept_from_another_plan_goes_before_the_question_that_follows(catalogue: Catalogue) -> None:
    flank = at("m-quadratus-lumborum", level="L4")
    assert "pr-aneurysm" not in names(asked(visit(catalogue, flank, pr_vascular_disease="no"), catalogue))
    assert "pr-aneurysm" in names(asked(visit(catalogue, flank, pr_vascular_disease="unknown"), catalogue))


def test_what_is_worked_out_is_not_waited_for(catalogue: Catalogue) -> None:
    shoulder = at("m-upper-trapezius")
    assert "pr-female-small" not in names(asked(visit(catalogue, shoulder), catalogue))
    known = as_visit(begun(shoulder), catalogue)
    assert known.patient.body_mass_index and "pr-female-small" in names(asked(known, catalogue))


def test_the_factor_of_the_first_question_opens_the_second_too(catalogue: Catalogue) -> None:
    said = visit(catalogue, at("m-deltoid"), pf_pregnancy="yes")
    assert "pr-pregnant" not in names(unanswered(said, catalogue)) and "pr-pregnancy-t1" in names(unanswered(said, catalogue))
    denied = visit(catalogue, at("m-deltoid"), pf_pregnancy="no")
    assert not {"pr-pregnant", "pr-pregnancy-t1"} & names(unanswered(denied, catalogue))


def test_one_of_two_that_it_follows_upon_is_enough(catalogue: Catalogue) -> None:
    both = visit(catalogue, at("m-deltoid"), pr_anticoagulant="no", pr_antiplatelet="yes")
    assert "pr-anticoagulant-unstable" in names(asked(both, catalogue))
    neither = visit(catalogue, at("m-deltoid"), pr_anticoagulant="no", pr_antiplatelet="no")
    assert "pr-anticoagulant-unstable" not in names(asked(neither, catalogue))


def test_who_may_be_pregnant_without_knowing_is_not_asked_for_the_week(catalogue: Catalogue) -> None:
    may_be = visit(catalogue, at("m-deltoid"), pr_pregnant="no", pr_pregnancy_unknown="yes")
    assert not {"pr-pregnancy-t1", "pr-pregnancy-complicated"} & names(asked(may_be, catalogue))
    told = assessed(catalogue, at("m-deltoid"), answers={"pr-pregnant": "no", "pr-pregnancy-unknown": "yes"})
    assert {"pr-pregnancy-unknown", "cr-pregnancy-first"} <= raised(told), "it counts as the first weeks"


def test_no_stop_of_the_absolute_list_waits_for_another_question(catalogue: Catalogue) -> None:
    assert not [name for name in FOLLOWING if name.startswith("ci-")]


def test_a_question_that_only_opens_others_is_settled_by_all_of_them(catalogue: Catalogue) -> None:
    shoulder = at("m-upper-trapezius", position="prone")
    trips = {"pr_flying": "no", "pr_altitude": "no"}
    assert "pr-flight-dive" in names(unanswered(visit(catalogue, shoulder, **trips), catalogue))
    assert "pr-flight-dive" not in names(unanswered(visit(catalogue, shoulder, **trips, pr_diving="no"), catalogue))
    joints = visit(catalogue, at("m-gluteus-medius"), pr_hip_prosthesis="no", pr_prosthesis_first_year="no")
    assert "pr-joint-replacement" in names(unanswered(joints, catalogue)), "which asks for more than the two"


def test_in_a_repeat_visit_a_first_question_that_stands_lets_nothing_follow(catalogue: Catalogue) -> None:
    no = EarlierAnswer("no", "2026-11-03")
    again = replace(visit(catalogue, at("m-lumbar-multifidus", level="L4")), number=2, earlier={"pr-spine-surgery": no},
                    since_last={name: Answer("no") for name in catalogue.changes})
    assert not {"pr-spine-surgery", "pr-laminectomy"} & names(unanswered(again, catalogue))
    changed = replace(again, since_last={**again.since_last, "ch-surgery": Answer("yes")})
    assert "pr-spine-surgery" in names(unanswered(changed, catalogue))
    assert "pr-laminectomy" in names(unanswered(answering(changed, "pr-spine-surgery", "yes"), catalogue))
