"""Which questions a visit asks: those of a first needling, and those that follow upon another."""

from __future__ import annotations

from dataclasses import replace

import pytest

from needlesafe.domain.catalogue import Catalogue
from needlesafe.domain.questions import asked
from needlesafe.domain.visit import Visit
from tests.helpers.assessing import at
from tests.helpers.visit_files import as_visit, begun


def names(visit: Visit, catalogue: Catalogue) -> set[str]:
    """The ids of the questions that a visit asks."""
    return {question.id for question in asked(visit, catalogue)}


def test_who_was_needled_before_is_spared_what_is_for_a_first_needling_and_nothing_else(catalogue: Catalogue) -> None:
    first = as_visit(begun(at("m-upper-trapezius")), catalogue)
    again = replace(first, needled_before=True)
    assert names(first, catalogue) - names(again, catalogue) == {"pr-first-treatment"}
    assert names(again, catalogue) < names(first, catalogue)


@pytest.mark.parametrize(("word", "follows"), [("yes", True), ("unknown", True), ("no", False)])
@pytest.mark.parametrize(("first", "second"), [("pr-anticoagulant", "pr-anticoagulant-unstable"), ("pr-epilepsy", "pr-epilepsy-recent"),
                                               ("pr-allergy-metal", "pr-metal-anaphylaxis")])
def test_a_question_follows_once_the_other_or_its_own_factor_was_answered_yes_or_unknown(
        catalogue: Catalogue, first: str, second: str, word: str, follows: bool) -> None:
    for key in (first, catalogue.questions[first].factors[0]):
        visit = as_visit(begun(at("m-gastrocnemius"), screening={key: word}), catalogue)
        assert (second in names(visit, catalogue)) == follows, key
