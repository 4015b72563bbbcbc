"""What sex and age rule out: each boundary from both sides, and what is not known excludes nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from needlesafe.domain.answers import Answer
from needlesafe.domain.catalogue import Catalogue, Question
from needlesafe.domain.exclusion import contradicting, excluded, ruled_out
from tests.helpers.visit_files import as_visit, begun


@pytest.fixture
def question(catalogue: Catalogue) -> Question:
    """A question for women of 12 to 55 years."""
    found = catalogue.questions["pr-pregnant"]
    assert (found.only_sex, found.min_age, found.max_age) == ("female", 12, 55)
    return found


@pytest.mark.parametrize(("age", "why"), [(11, "age"), (12, ""), (55, ""), (56, "age"), (None, "")])
def test_a_question_is_for_the_years_that_it_names_the_first_and_the_last_among_them(question: Question, age: int | None,
                                                                                    why: str) -> None:
    assert excluded(question, "female", age) == why


@pytest.mark.parametrize(("sex", "only", "why"), [
    ("male", "female", "sex"), ("female", "male", "sex"), ("female", "female", ""), ("male", "male", ""), ("", "female", ""),
    ("another word", "male", ""), ("male", "", ""), ("female", "", "")])
def test_a_question_for_one_sex_is_ruled_out_by_the_other_and_by_no_other_word(question: Question, sex: str, only: str,
                                                                             why: str) -> None:
    assert excluded(replace(question, only_sex=only), sex, 30) == why


def test_a_question_without_limits_is_for_every_age(question: Question) -> None:
    assert not any(excluded(replace(question, min_age=0, max_age=0), "female", age) for age in (0, 1, 40, 110))


def test_the_age_is_that_of_the_day_of_the_visit(question: Question, catalogue: Catalogue) -> None:
    visit = as_visit(begun(), catalogue)
    for born, why in (("2014-11-21", ""), ("2014-11-22", "age"), ("1970-11-22", ""), ("1970-11-21", "age")):
        assert ruled_out(question, replace(visit, patient=replace(visit.patient, birth_date=born))) == why, born


@pytest.mark.parametrize(("answers", "told"), [
    ({"pr-pregnant": "yes"}, ("pr-pregnant",)), ({"pr-pregnant": "unknown"}, ("pr-pregnant",)), ({"pr-pregnant": "no"}, ()),
    ({"pf-pregnancy": "yes"}, ("pf-pregnancy",)), ({"pf-pregnancy": "unknown"}, ("pf-pregnancy",)), ({"pf-pregnancy": "no"}, ()),
    ({"pr-smoker": "yes", "pf-smoker": "yes"}, ()),
    ({"pr-pregnant": "yes", "pf-pregnancy": "yes"}, ("pf-pregnancy", "pr-pregnant"))])
def test_a_raising_answer_that_sex_rules_out_contradicts_and_is_told_by_id(catalogue: Catalogue, answers: dict[str, str],
                                                                          told: tuple[str, ...]) -> None:
    visit = as_visit(begun(), catalogue)
    man = replace(visit, patient=replace(visit.patient, sex="male"),
                  screening={key: Answer(word) for key, word in answers.items()})
    assert contradicting(man, catalogue) == told


@pytest.mark.parametrize(("word", "told"), [("no", ("pr-pregnant",)), ("unknown", ("pr-pregnant",)), ("yes", ())])
def test_where_no_raises_a_no_contradicts_and_a_yes_does_not(question: Question, catalogue: Catalogue, word: str,
                                                            told: tuple[str, ...]) -> None:
    asked = replace(catalogue, questions={**catalogue.questions, question.id: replace(question, raised_by="no")})
    visit = as_visit(begun(screening={question.id: word}), catalogue)
    assert contradicting(replace(visit, patient=replace(visit.patient, sex="male")), asked) == told
