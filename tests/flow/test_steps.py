"""Where the way on leads: to the first step that lacks something, past what is done, never past a needle."""

from __future__ import annotations

import pytest

from needlesafe.domain.catalogue import Catalogue
from needlesafe.flow.gates import lacks
from needlesafe.flow.steps import STEP_IDS, current_step, step_after, step_lacks
from tests.helpers.visit_files import DELTOID, UPPER_TRAPEZIUS, Raw, begun, consented, ready, standing, treated


def answered_before_the_plan(catalogue: Catalogue) -> Raw:
    """A file whose checks and questions were answered before its site was chosen at the top of the shoulder."""
    told = ready(begun(), catalogue)
    return {**told, "sites": [UPPER_TRAPEZIUS]}


def test_a_site_that_asks_new_questions_leads_back_to_them(catalogue: Catalogue) -> None:
    now = standing(answered_before_the_plan(catalogue), catalogue)
    assert step_lacks("screening", now) and not step_lacks("sites", now)
    assert step_after("sites", now) == "screening"


def test_what_is_done_is_passed_over(catalogue: Catalogue) -> None:
    told = ready(begun(UPPER_TRAPEZIUS), catalogue)
    now = standing({**told, "acknowledged": []}, catalogue)
    assert step_after("who", now) == step_after("screening", now) == "cautions"
    assert step_after("cautions", standing(told, catalogue)) == "consent"


def test_a_step_that_lacks_something_names_the_one_after_it(catalogue: Catalogue) -> None:
    fresh = standing(begun(), catalogue)
    assert [step_after(step, fresh) for step in ("who", "screening", "sites")] == ["screening", "sites", "cautions"]


@pytest.mark.parametrize("site", [DELTOID, UPPER_TRAPEZIUS])
def test_before_the_consent_nothing_leads_to_the_needles(catalogue: Catalogue, site: Raw) -> None:
    now = standing(ready(begun(site), catalogue), catalogue)
    assert {step_after(step, now) for step in STEP_IDS[:4]} == {"consent"}


def test_from_the_needles_the_way_leads_on_whatever_lacks_before_them(catalogue: Catalogue) -> None:
    told = treated(begun(DELTOID), catalogue)
    now = standing({**told, "acknowledged": []}, catalogue)
    assert current_step(now) == "cautions"
    assert step_after("treatment", now) == "note"


def test_before_any_needle_the_treatment_lacks_what_its_gate_asks(catalogue: Catalogue) -> None:
    now = standing(ready(begun(DELTOID), catalogue), catalogue)
    assert step_lacks("treatment", now) == lacks("needle-in", now) != ()
    assert not step_lacks("treatment", standing(treated(begun(DELTOID), catalogue), catalogue))


@pytest.mark.parametrize("decision", ["declined", "deferred"])
def test_whoever_said_no_is_asked_for_nothing_more_and_the_way_leads_to_the_note(catalogue: Catalogue, decision: str) -> None:
    told = consented(begun(DELTOID), catalogue, decision)
    now = standing({**told, "consent": {**told["consent"], "signatures": []}}, catalogue)
    assert not step_lacks("consent", now) and not step_lacks("treatment", now)
    assert step_after("consent", now) == "note"


def test_the_cautions_lack_the_site_that_they_come_with(catalogue: Catalogue) -> None:
    assert [lack.code for lack in step_lacks("cautions", standing(ready(begun(), catalogue), catalogue))] == ["site"]
