"""What a visit brings from the one before, through the real desk and the real store."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from needlesafe.domain.anatomy import site_from_json
from needlesafe.domain.answers import Answer
from needlesafe.domain.catalogue import Catalogue
from needlesafe.domain.earlier import standing
from needlesafe.domain.folding import fold
from needlesafe.domain.people import patient_from_json
from needlesafe.flow.reception import begin
from needlesafe.flow.views import unasked_views
from needlesafe.flow.visit_desk import VisitDesk
from needlesafe.flow.walk import start_from
from needlesafe.flow.workplace import Workplace
from tests.helpers.visit_files import AOIFE, UPPER_TRAPEZIUS, Raw, as_visit, begun, complete
from tests.helpers.visit_walk import record_up_to
from tests.helpers.workplaces import MORNING, new_workplace

PATIENT = patient_from_json(AOIFE)


@pytest.fixture
def workplace(tmp_path: Path, catalogue: Catalogue) -> Iterator[Workplace]:
    """A workplace with an empty store."""
    place = new_workplace(tmp_path / "store", catalogue)
    yield place
    place.store.close()


def recorded(raw: Raw, workplace: Workplace, stage: str = "ready") -> VisitDesk:
    """A visit that was recorded as far as a stage, and closed without PDFs where it is `ended`."""
    told = as_visit(raw, workplace.catalogue)
    desk = start_from(told, workplace)
    record_up_to(desk, told, "ready" if stage == "ended" else stage)
    if stage == "ended":
        desk.decide("deferred")
        desk.record(("visit-finished", {"gate": "finish-declined"}))
    return desk


def later(workplace: Workplace, days: int) -> Workplace:
    """The same workplace some days later."""
    return replace(workplace, clock=lambda: MORNING + timedelta(days=days))


def nothing_changed(desk: VisitDesk) -> VisitDesk:
    """The desk after a no to everything that may have changed."""
    for name in desk.workplace.catalogue.changes:
        desk.answer_since_last(name, Answer("no"))
    return desk


def again(workplace: Workplace, days: int) -> VisitDesk:
    """The next visit of the patient, for the same site."""
    desk = begin(later(workplace, days), PATIENT)
    desk.plan_sites([site_from_json(UPPER_TRAPEZIUS)])
    return desk


@pytest.fixture
def first(workplace: Workplace, catalogue: Catalogue) -> VisitDesk:
    """A first visit in which a blood thinner was raised."""
    raw = complete(begun(UPPER_TRAPEZIUS, screening={"pr-anticoagulant": {"answer": "yes", "detail": "apixaban"},
                                                     "pr-smoker": "no", "pf-smoker": "yes"}), catalogue)
    return recorded(raw, workplace, "ended")


def test_a_first_visit_brings_nothing(workplace: Workplace) -> None:
    assert begin(workplace, PATIENT).visit.earlier == {}


def test_the_answers_are_brought_with_their_day_and_what_they_raised(first: VisitDesk, workplace: Workplace) -> None:
    visit = again(workplace, 18).visit
    assert set(visit.earlier) == {name for name in first.visit.screening if name.startswith(("ci-", "pr-"))}
    told = visit.earlier["pr-anticoagulant"]
    assert (told.answer, told.asked_on, told.detail, told.raised) == ("yes", "2026-11-21", "apixaban", True)
    assert not visit.earlier["pr-antiplatelet"].raised
    assert visit.earlier["pr-scar-keloid"].spots and not visit.earlier["pr-antiplatelet"].spots
    assert visit.last.visit == first.visit_id and visit.last.sites == ()


def test_the_first_needling_is_asked_about_until_a_needle_was_placed_here(first: VisitDesk, workplace: Workplace,
                                                                         catalogue: Catalogue) -> None:
    assert "pr-first-treatment" in again(workplace, 18).assessment.unanswered
    raw = complete(begun(UPPER_TRAPEZIUS), catalogue)
    second = begin(later(workplace, 20), PATIENT)
    record_up_to(second, as_visit(raw, catalogue), "sealed")
    third = again(workplace, 40)
    assert ("pr-first-treatment", "before") in {(view.question.id, view.reason) for view in unasked_views(third.standing)}
    assert third.visit.needled_before and "pr-first-treatment" not in third.assessment.unanswered
    nothing_changed(third).decide("deferred")
    third.record(("visit-finished", {"gate": "finish-declined"}))
    assert again(workplace, 50).visit.needled_before


def test_a_question_whose_factor_was_raised_was_raised_too(first: VisitDesk, workplace: Workplace) -> None:
    assert again(workplace, 18).visit.earlier["pr-smoker"].raised


def test_where_nothing_changed_few_questions_are_left(first: VisitDesk, workplace: Workplace, catalogue: Catalogue) -> None:
    desk = again(workplace, 18)
    before = len(desk.assessment.unanswered)
    nothing_changed(desk)
    left = [catalogue.questions[name] for name in desk.assessment.unanswered]
    assert before > 80 and len(left) < before * 0.6
    assert {q.id for q in left if not q.every_visit} == {"pr-anticoagulant", "pr-smoker"}


def test_the_gate_opens_on_what_stands(first: VisitDesk, workplace: Workplace, catalogue: Catalogue) -> None:
    desk = nothing_changed(again(workplace, 18))
    for name in desk.assessment.unanswered:
        desk.answer(name, Answer("no" if catalogue.questions[name].raised_by == "yes" else "yes"))
    assert desk.assessment.complete and not [lack for lack in desk.lacks("consent") if lack.code == "unanswered"]
    desk.withdraw_since_last("ch-illness")
    assert not desk.assessment.complete


def test_an_answer_keeps_its_day_through_several_visits(first: VisitDesk, workplace: Workplace, catalogue: Catalogue) -> None:
    for days in (60, 120):
        desk = nothing_changed(again(workplace, days))
        desk.decide("deferred")
        desk.record(("visit-finished", {"gate": "finish-declined"}))
        assert desk.visit.earlier["pr-antiplatelet"].asked_on == "2026-11-21"
    assert "pr-antiplatelet" in standing(nothing_changed(again(workplace, 179)).visit, catalogue)


def test_on_the_day_on_which_it_is_due_it_no_longer_stands(first: VisitDesk, workplace: Workplace,
                                                          catalogue: Catalogue) -> None:
    held = standing(nothing_changed(again(workplace, 180)).visit, catalogue)
    assert "pr-antiplatelet" not in held
    assert "pr-kyphoscoliosis" in held


def test_an_answer_that_a_change_touched_does_not_come_back_at_the_visit_after(first: VisitDesk, workplace: Workplace,
                                                                              catalogue: Catalogue) -> None:
    second = nothing_changed(again(workplace, 10))
    second.answer_since_last("ch-medicines", Answer("yes", "an antibiotic"))
    second.decide("deferred")
    second.record(("visit-finished", {"gate": "finish-declined"}))
    third = nothing_changed(again(workplace, 20)).visit
    assert "pr-antiplatelet" not in third.earlier and "pr-kyphoscoliosis" in standing(third, catalogue)


def test_a_visit_that_was_left_open_with_answers_lets_nothing_stand(first: VisitDesk, workplace: Workplace) -> None:
    begin(later(workplace, 4), PATIENT)
    assert again(workplace, 5).visit.earlier
    again(workplace, 6).answer("pr-antiplatelet", Answer("yes"))
    assert again(workplace, 7).visit.earlier == {}


def test_other_content_brings_the_answers_but_lets_none_stand(first: VisitDesk, workplace: Workplace,
                                                             catalogue: Catalogue) -> None:
    newer = replace(workplace, catalogue=replace(catalogue, fingerprint="0" * 64))
    desk = nothing_changed(again(newer, 18))
    assert desk.visit.earlier and not standing(desk.visit, newer.catalogue)


def test_a_change_withdraws_the_answers_of_today_that_it_touches(first: VisitDesk, workplace: Workplace) -> None:
    desk = nothing_changed(again(workplace, 18))
    desk.answer("pr-antiplatelet", Answer("no"))
    desk.answer("pr-kyphoscoliosis", Answer("no"))
    desk.answer_since_last("ch-medicines", Answer("yes"))
    assert set(desk.visit.screening) == {"pr-kyphoscoliosis"}
    told = [e.payload for e in workplace.store.events(desk.visit_id) if e.type == "answer-withdrawn"]
    assert told == [{"id": "pr-antiplatelet", "because": "ch-medicines"}]


def test_saying_more_of_a_change_withdraws_nothing_again(first: VisitDesk, workplace: Workplace) -> None:
    desk = nothing_changed(again(workplace, 18))
    desk.answer_since_last("ch-medicines", Answer("yes"))
    desk.answer("pr-antiplatelet", Answer("no"))
    desk.answer_since_last("ch-medicines", Answer("yes", "an antibiotic"))
    assert "pr-antiplatelet" in desk.visit.screening


def test_what_changed_can_be_taken_back(first: VisitDesk, workplace: Workplace) -> None:
    desk = nothing_changed(again(workplace, 18))
    assert desk.withdraw_since_last("ch-illness").since_last.keys() == {
        name for name in workplace.catalogue.changes if name != "ch-illness"}


def test_the_journal_folds_to_the_same_visit(first: VisitDesk, workplace: Workplace) -> None:
    desk = nothing_changed(again(workplace, 18))
    assert fold(workplace.store.events(desk.visit_id)) == desk.visit
