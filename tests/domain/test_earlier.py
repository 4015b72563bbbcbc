"""Which answers of earlier visits stand, and why the others are asked again: each condition by itself."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from needlesafe.domain.anatomy import Site, site_from_json
from needlesafe.domain.answers import Answer
from needlesafe.domain.catalogue import Catalogue, Question
from needlesafe.domain.earlier import (AGAIN, CHANGED, asked_again, changes_asked, content_of, differing, is_touched,
                                       standing, touched_answers)
from needlesafe.domain.last_visit import EarlierAnswer, LastVisit, earlier_from_json, earlier_to_json, spot_of
from needlesafe.domain.questions import asked, unanswered
from needlesafe.domain.rules import assess
from needlesafe.domain.visit import Visit
from tests.helpers.visit_files import DELTOID, UPPER_TRAPEZIUS, as_visit, begun

TODAY = date(2026, 11, 21)
THINNER = "pr-anticoagulant"
"""Asked again after 180 days."""
SCAR = "pr-scar-keloid"
"""Asked about the place to be needled."""


def days_ago(days: int) -> str:
    """A day before the visit."""
    return (TODAY - timedelta(days=days)).isoformat()


def repeat(catalogue: Catalogue, *sites: dict, changes: dict[str, str] | None = None, **earlier: EarlierAnswer) -> Visit:
    """A repeat visit of today in which nothing changed but what is named."""
    visit = as_visit(begun(*sites), catalogue)
    told = {name.replace("_", "-"): answer for name, answer in earlier.items()}
    said = {name: Answer("no") for name in catalogue.changes} | {key: Answer(word) for key, word in (changes or {}).items()}
    return replace(visit, number=2, earlier=told, since_last=said)


def no(asked_on: str = days_ago(18), **more: object) -> EarlierAnswer:
    """An earlier no."""
    return EarlierAnswer("no", asked_on, **more)


def why(visit: Visit, name: str, catalogue: Catalogue) -> str:
    """Why a question is asked again."""
    return asked_again(catalogue.questions[name], visit, catalogue)


def test_an_answer_stands_when_nothing_speaks_against_it(catalogue: Catalogue) -> None:
    visit = repeat(catalogue, pr_anticoagulant=no())
    assert standing(visit, catalogue) == {THINNER: no()}
    assert THINNER not in {question.id for question in unanswered(visit, catalogue)}


def test_what_stands_is_no_answer_of_today_and_raises_nothing(catalogue: Catalogue) -> None:
    visit = repeat(catalogue, pr_anticoagulant=no())
    assert not visit.screening
    assert assess(visit, catalogue).findings == assess(replace(visit, earlier={}), catalogue).findings


def test_a_question_of_every_visit_never_stands(catalogue: Catalogue) -> None:
    visit = repeat(catalogue, ci_fever_infection=no())
    assert why(visit, "ci-fever-infection", catalogue) == "every-visit" and not standing(visit, catalogue)


@pytest.mark.parametrize("answer", [EarlierAnswer("yes", days_ago(18), "apixaban", True),
                                    EarlierAnswer("unknown", days_ago(18)), EarlierAnswer("not-applicable", days_ago(18)),
                                    no(raised=True)])
def test_what_raised_or_said_nothing_is_asked_again(catalogue: Catalogue, answer: EarlierAnswer) -> None:
    assert why(repeat(catalogue, pr_anticoagulant=answer), THINNER, catalogue) == "raised"


@pytest.mark.parametrize(("days", "reason"), [(0, ""), (1, ""), (179, ""), (180, "due"), (181, "due"), (-1, "due")])
def test_on_the_day_on_which_it_is_due_it_is_asked(catalogue: Catalogue, days: int, reason: str) -> None:
    assert catalogue.questions[THINNER].ask_again_days == 180
    assert why(repeat(catalogue, pr_anticoagulant=no(days_ago(days))), THINNER, catalogue) == reason


@pytest.mark.parametrize("name", ["pr-anticoagulant", "pr-recent-surgery", "pr-pacemaker-manual", "pr-pregnancy-t1"])
def test_medicines_surgery_implants_and_pregnancy_are_asked_again_within_half_a_year(catalogue: Catalogue, name: str) -> None:
    visit = repeat(catalogue, **{name.replace("-", "_"): no(days_ago(180))})
    assert why(visit, name, catalogue) in ("due", "every-visit")


@pytest.mark.parametrize("word", ["yes", "no"])
def test_a_yes_that_raised_nothing_stands_as_a_no_does(catalogue: Catalogue, word: str) -> None:
    told = EarlierAnswer(word, days_ago(18))
    assert why(repeat(catalogue, ci_cannot_communicate=told), "ci-cannot-communicate", catalogue) == ""


def test_other_content_lets_nothing_stand(catalogue: Catalogue) -> None:
    visit = repeat(catalogue, pr_anticoagulant=no())
    same = LastVisit("v1", days_ago(18), "PT-20311", content_of(visit))
    assert why(replace(visit, last=same), THINNER, catalogue) == ""
    assert why(replace(visit, last=replace(same, content="0" * 64)), THINNER, catalogue) == "content"
    assert why(replace(visit, content_clinic="1" * 64), THINNER, catalogue) == "content"
    assert why(visit, THINNER, replace(catalogue, fingerprint="0" * 64)) == "content"


def test_an_answer_about_the_place_to_be_needled_stands_for_that_place_alone(catalogue: Catalogue) -> None:
    here, there = site_from_json(UPPER_TRAPEZIUS), site_from_json(DELTOID)
    told = no(spots=(spot_of(here),))
    assert why(repeat(catalogue, UPPER_TRAPEZIUS, pr_scar_keloid=told), SCAR, catalogue) == ""
    assert why(repeat(catalogue, UPPER_TRAPEZIUS, DELTOID, pr_scar_keloid=told), SCAR, catalogue) == "place"
    assert why(repeat(catalogue, {**UPPER_TRAPEZIUS, "side": "right"}, pr_scar_keloid=told), SCAR, catalogue) == "place"
    assert why(repeat(catalogue, UPPER_TRAPEZIUS, pr_scar_keloid=no()), SCAR, catalogue) == "place"
    both = no(spots=(spot_of(here), spot_of(there)))
    assert why(repeat(catalogue, DELTOID, pr_scar_keloid=both), SCAR, catalogue) == ""


def test_another_level_of_the_spine_is_another_place() -> None:
    site = Site("m-multifidus", "left", 1, 40, 0.3, "in-and-out", "L4")
    assert spot_of(site) != spot_of(replace(site, level="L5"))


@pytest.mark.parametrize("name", [
    "pr-varicose", "pr-vascular-graft", "pr-sensory-loss", "pr-scar-keloid", "pr-tattoo", "ci-tumour-site",
    "pr-radiotherapy-field", "pr-filler", "ci-over-implant", "pr-previous-surgery"])
def test_a_question_about_the_place_is_known_as_one(catalogue: Catalogue, name: str) -> None:
    assert catalogue.questions[name].of_place


def test_every_question_that_names_the_place_to_be_needled_is_known_as_one(catalogue: Catalogue) -> None:
    named = [q.id for q in catalogue.questions.values() if "place to be needled" in q.text or "needle would go" in q.text]
    assert named and all(catalogue.questions[name].of_place or catalogue.questions[name].every_visit for name in named)


@pytest.mark.parametrize("word", CHANGED)
def test_a_change_asks_anew_what_it_touches_and_nothing_else(catalogue: Catalogue, word: str) -> None:
    visit = repeat(catalogue, changes={"ch-medicines": word}, pr_anticoagulant=no(), pr_kyphoscoliosis=no())
    assert why(visit, THINNER, catalogue) == "changed"
    assert why(visit, "pr-kyphoscoliosis", catalogue) == ""


def test_nothing_stands_until_everything_that_may_have_changed_was_asked(catalogue: Catalogue) -> None:
    visit = repeat(catalogue, pr_anticoagulant=no())
    for name in catalogue.changes:
        rest = {key: answer for key, answer in visit.since_last.items() if key != name}
        assert why(replace(visit, since_last=rest), THINNER, catalogue) == "waiting"


def test_a_man_need_not_be_asked_of_pregnancy_for_his_answers_to_stand(catalogue: Catalogue) -> None:
    visit = repeat(catalogue, pr_anticoagulant=no())
    rest = {key: answer for key, answer in visit.since_last.items() if key != "ch-pregnancy"}
    man = replace(visit, since_last=rest, patient=replace(visit.patient, sex="male"))
    assert why(man, THINNER, catalogue) == ""
    assert "ch-pregnancy" not in {change.id for change in changes_asked(man, catalogue)}
    unsaid = replace(man, patient=replace(man.patient, sex=""))
    assert why(unsaid, THINNER, catalogue) == "waiting"


@pytest.mark.parametrize(("sex", "only", "put"), [
    ("female", "male", False), ("male", "female", False), ("female", "female", True), ("male", "male", True),
    ("", "male", True), ("", "female", True), ("another word", "male", True), ("female", "", True), ("male", "", True)])
def test_a_change_of_one_sex_is_put_to_all_but_the_other(catalogue: Catalogue, sex: str, only: str, put: bool) -> None:
    change = replace(catalogue.changes["ch-pregnancy"], only_sex=only)
    visit = repeat(catalogue)
    asked_of = replace(visit, patient=replace(visit.patient, sex=sex))
    assert (change in changes_asked(asked_of, replace(catalogue, changes={change.id: change}))) == put


@pytest.mark.parametrize(("number", "earlier", "asks"), [(1, {}, False), (2, {}, True), (1, {THINNER: no()}, True),
                                                         (2, {THINNER: no()}, True)])
def test_what_changed_is_asked_of_whoever_was_here_or_brings_answers_from_before(
        catalogue: Catalogue, number: int, earlier: dict[str, EarlierAnswer], asks: bool) -> None:
    visit = replace(repeat(catalogue), number=number, earlier=earlier)
    assert changes_asked(visit, catalogue) == (tuple(catalogue.changes.values()) if asks else ())


def test_what_age_or_sex_rules_out_does_not_stand_as_asked(catalogue: Catalogue) -> None:
    visit = repeat(catalogue, pr_pregnancy_t1=no())
    man = replace(visit, patient=replace(visit.patient, sex="male"))
    assert "pr-pregnancy-t1" not in {question.id for question in asked(man, catalogue)}


def test_an_answer_of_today_replaces_the_earlier_one(catalogue: Catalogue) -> None:
    visit = replace(repeat(catalogue, pr_anticoagulant=no()), screening={THINNER: Answer("yes")})
    assert not standing(visit, catalogue)
    assert differing(visit) == {THINNER: no()}
    assert not differing(replace(visit, screening={THINNER: Answer("no")}))


def test_a_question_that_nobody_answered_before_is_asked(catalogue: Catalogue) -> None:
    assert why(repeat(catalogue, pr_anticoagulant=no()), "pr-antiplatelet", catalogue) == "never-asked"


def test_a_question_that_no_change_reaches_is_asked_at_every_visit(catalogue: Catalogue) -> None:
    own = replace(catalogue.questions[THINNER], id="own-question", category="own", factors=("own-factor",))
    assert asked_again(own, repeat(catalogue, own_question=no()), catalogue) == "every-visit"


def test_each_question_is_touched_by_a_change_or_asked_at_every_visit(catalogue: Catalogue) -> None:
    def is_reached(question: Question) -> bool:
        return any(is_touched(question, change) for change in catalogue.changes.values())
    assert not [q.id for q in catalogue.questions.values() if not q.every_visit and not is_reached(q)]


@pytest.mark.parametrize(("change", "categories"), [
    ("ch-medicines", ("medication", "blood", "immune")), ("ch-surgery", ("surgical", "implant", "cosmetic")),
    ("ch-implants", ("implant",)), ("ch-pregnancy", ("pregnancy",)),
    ("ch-illness", ("infection", "oncology", "respiratory", "cardiac", "neuro", "history"))])
def test_a_change_touches_all_of_its_own_kind(catalogue: Catalogue, change: str, categories: tuple[str, ...]) -> None:
    kind = [q for q in catalogue.questions.values() if q.category in categories]
    assert kind and all(is_touched(question, catalogue.changes[change]) for question in kind)


def test_answers_to_a_factor_are_touched_with_its_questions(catalogue: Catalogue) -> None:
    visit = replace(repeat(catalogue), screening={"pf-anticoagulant": Answer("no"), "pr-kyphoscoliosis": Answer("no"),
                                                  THINNER: Answer("no")})
    assert touched_answers("ch-medicines", visit, catalogue) == ("pf-anticoagulant", THINNER)


def test_every_reason_is_one_that_is_named(catalogue: Catalogue) -> None:
    visit = repeat(catalogue, pr_anticoagulant=no())
    assert all(why(visit, name, catalogue) in ("", *AGAIN) for name in catalogue.questions)


def test_an_earlier_answer_is_read_back_as_it_was_written() -> None:
    told = EarlierAnswer("yes", "2026-11-03", "apixaban", True, (spot_of(site_from_json(DELTOID)),))
    assert earlier_from_json(earlier_to_json(told)) == told
    assert earlier_to_json(no("2026-11-03")) == {"answer": "no", "asked_on": "2026-11-03"}
