"""An answer is taken back by events of the opposite; nothing that a signature stands on ever is."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from needlesafe.domain.answers import Answer
from needlesafe.domain.catalogue import Catalogue
from needlesafe.domain.events import chain_fault
from needlesafe.domain.folding import fold
from needlesafe.domain.visit import Visit
from needlesafe.flow.readiness import kept_answers
from needlesafe.flow.undoing import UNDONE, Act, Acts
from needlesafe.flow.visit_desk import VisitDesk
from needlesafe.flow.walk import start_from
from needlesafe.flow.workplace import Workplace
from tests.helpers.visit_files import DELTOID, UPPER_TRAPEZIUS, as_visit, begun, complete
from tests.helpers.visit_walk import _RECORD, STAGES, record_up_to
from tests.helpers.workplaces import new_workplace

Deed = Callable[[VisitDesk], object]


@pytest.fixture
def workplace(tmp_path: Path, catalogue: Catalogue) -> Iterator[Workplace]:
    """A new store."""
    place = new_workplace(tmp_path / "store", catalogue)
    yield place
    place.store.close()


@pytest.fixture
def told(catalogue: Catalogue) -> Visit:
    """A whole visit at two sites."""
    return as_visit(complete(begun(UPPER_TRAPEZIUS, DELTOID), catalogue), catalogue)


def done(desk: VisitDesk, acts: Acts, *deeds: Deed) -> None:
    """Does one thing after the other, each an act of its own."""
    for deed in deeds:
        before = desk.visit
        deed(desk)
        acts.note(Act(before, desk.visit, "who"))


def answers_of(visit: Visit) -> tuple[object, ...]:
    """Everything that was answered, whatever the order."""
    return (dict(visit.screening), dict(visit.since_last), dict(visit.readiness), visit.indication, visit.sites,
            set(visit.acknowledged), set(visit.changes_accepted), set(visit.overrides), visit.given, visit.course,
            visit.consent.questions, visit.note)


def deeds_of(desk: VisitDesk, told: Visit, chance: random.Random) -> list[Deed]:
    """Two hundred things that a practitioner may do before a needle, in any order."""
    questions, checks = list(told.screening), list(told.readiness)
    ways: list[Callable[[], Deed]] = [
        lambda: (lambda d, q=chance.choice(questions), a=chance.choice(("yes", "no", "unknown")): d.answer(q, Answer(a, "since May"))),
        lambda: (lambda d, q=chance.choice(questions): d.withdraw_answer(q)),
        lambda: (lambda d, c=chance.choice(checks), a=chance.choice(("yes", "no", "")): d.answer_readiness(c, a)),
        lambda: (lambda d, s=told.sites[:chance.randrange(3)]: d.plan_sites(s)),
        lambda: (lambda d, i=chance.choice(told.acknowledged or ("x",)), on=chance.random() < 0.6: d.acknowledge(i, on)),
        lambda: (lambda d, on=chance.random() < 0.6: d.accept_change("pr-anticoagulant", on)),
        lambda: (lambda d, r=chance.choice(("", "agreed with the doctor")): d.override("pr-anticoagulant", r)),
        lambda: (lambda d, p=chance.choice((None, 3, 7)): d.indicate(pain_before=p, complaint=f"pain {p}")),
        lambda: (lambda d, t=chance.choice(("", "Does it hurt?")): d.talk(t)),
        lambda: (lambda d, p=chance.choice((None, 2)): d.note(pain_after=p, bleeding="none")),
        lambda: (lambda d, a=chance.choice(("yes", "no", "")): d.discharge("ob-neuro", a)),
        lambda: (lambda d, t=chance.choice(("", "a call")): d.owe("ob-neuro", t)),
        lambda: (lambda d, n=chance.choice((None, 6)): d.course(visits=n)),
        lambda: (lambda d, c=chance.choice(("ch-medicines", "ch-health")), a=chance.choice(("yes", "no")):
                 d.record(("since-last-answered", {"id": c, "answer": a})))]
    return [chance.choice(ways)() for _ in range(200)]


@pytest.mark.parametrize("seed", [1, pytest.param(2, marks=pytest.mark.full), pytest.param(3, marks=pytest.mark.full)])
def test_every_way_back_ends_where_it_began_and_the_journal_tells_all_of_it(
        workplace: Workplace, told: Visit, seed: int) -> None:
    desk, acts, chance = start_from(told, workplace), Acts(), random.Random(seed)
    begin, seen = answers_of(desk.visit), desk.visit.last_sequence
    for deed in deeds_of(desk, told, chance):
        done(desk, acts, deed)
        if chance.random() < 0.2:
            acts.undo(desk)
    while acts.undo(desk):
        pass
    events = workplace.store.events(desk.visit_id)
    assert answers_of(desk.visit) == begin
    assert fold(events) == desk.visit and not chain_fault(events)
    assert [event.sequence for event in events] == list(range(1, len(events) + 1))
    taken = [event for event in events if event.payload.get("because") == UNDONE]
    assert len(taken) > 50 and len(events) - seen > 200


def test_what_was_taken_back_stands_in_the_journal_with_the_answer_before_it(workplace: Workplace, told: Visit) -> None:
    desk, acts = start_from(told, workplace), Acts()
    done(desk, acts, lambda d: d.answer("pr-needle-anxiety", Answer("no")), lambda d: d.answer("pr-needle-anxiety", Answer("yes")))
    acts.undo(desk)
    said = [(e.type, dict(e.payload)) for e in workplace.store.events(desk.visit_id)[-3:]]
    assert said == [("answered", {"id": "pr-needle-anxiety", "answer": "no"}), ("answered", {"id": "pr-needle-anxiety", "answer": "yes"}),
                    ("answered", {"id": "pr-needle-anxiety", "answer": "no", "because": "undone"})]
    acts.undo(desk)
    assert "pr-needle-anxiety" not in desk.visit.screening
    assert workplace.store.events(desk.visit_id)[-1].type == "answer-withdrawn"
    assert acts.undo(desk) is None


@pytest.mark.parametrize("stage", ["signed", "agreed", "needled", "out"])
def test_nothing_that_was_answered_before_is_taken_back_after_it(workplace: Workplace, told: Visit, stage: str) -> None:
    desk, acts = start_from(told, workplace), Acts()
    record_up_to(desk, told, "prepared")
    done(desk, acts, lambda d: d.talk("one more question"), lambda d: d.talk(told.consent.questions))
    assert acts.last(desk.visit) is not None
    for name in STAGES[STAGES.index("prepared") + 1:STAGES.index(stage) + 1]:
        done(desk, acts, lambda d, name=name: _RECORD[name](d, told))
        assert acts.last(desk.visit) is None
    before = desk.visit
    assert acts.undo(desk) is None and desk.visit is before


def test_what_is_answered_after_the_needles_are_out_goes_back_to_there_and_no_further(workplace: Workplace, told: Visit) -> None:
    desk, acts = start_from(told, workplace), Acts()
    record_up_to(desk, told, "needled")
    done(desk, acts, lambda d: d.remove_all(), lambda d: d.note(bleeding="one drop"), lambda d: d.give(0, depth_mm=12.0, response="twitch"))
    needles = desk.visit.treatment
    assert acts.undo(desk) and desk.visit.given == ()
    assert acts.undo(desk) and desk.visit.note.bleeding == ""
    assert acts.undo(desk) is None and desk.visit.treatment == needles


def test_what_the_patient_understood_is_kept_as_it_was_said(workplace: Workplace, told: Visit) -> None:
    desk, acts = start_from(told, workplace), Acts()
    done(desk, acts, lambda d: d.talk("Does it hurt?"), lambda d: d.understand("un-lung", "no"))
    assert acts.undo(desk) is None and desk.visit.consent.questions


def test_an_answer_that_something_else_followed_upon_is_not_taken_back(workplace: Workplace, told: Visit) -> None:
    desk, acts = start_from(told, workplace), Acts()
    done(desk, acts, lambda d: d.answer("pr-needle-anxiety", Answer("no")))
    desk.answer("pr-low-feedback", Answer("no"))
    assert acts.last(desk.visit) is None
    done(desk, acts, lambda d: d.answer("pr-interpreter", Answer("no")))
    assert acts.undo(desk) and acts.undo(desk) is None
    assert set(desk.visit.screening) == {"pr-needle-anxiety", "pr-low-feedback"}


def test_an_act_of_many_events_is_taken_back_whole(workplace: Workplace, told: Visit) -> None:
    desk, acts = start_from(told, workplace), Acts()
    desk.record(("answered", {"id": "pr-needle-anxiety", "answer": "no"}))
    before = desk.visit
    desk.record(("since-last-answered", {"id": "ch-medicines", "answer": "yes"}),
                ("answer-withdrawn", {"id": "pr-needle-anxiety", "because": "ch-medicines"}))
    acts.note(Act(before, desk.visit, "screening"))
    acts.undo(desk)
    assert (desk.visit.since_last, desk.visit.screening) == ({}, {"pr-needle-anxiety": Answer("no")})


def test_a_check_that_is_kept_for_the_day_is_forgotten_with_its_answer(workplace: Workplace, told: Visit) -> None:
    desk, acts = start_from(told, workplace), Acts()
    item = next(item for item in workplace.catalogue.readiness.values() if item.per == "day")
    done(desk, acts, lambda d: d.answer_readiness(item.id, item.wanted))
    assert item.id in kept_answers(workplace)
    acts.undo(desk)
    assert item.id not in kept_answers(workplace) and item.id not in desk.visit.readiness


def test_a_debt_comes_back_with_the_answer_that_took_it(workplace: Workplace, told: Visit) -> None:
    desk, acts = start_from(told, workplace), Acts()
    done(desk, acts, lambda d: d.discharge("ob-neuro", "no"), lambda d: d.owe("ob-neuro", "a call on Monday"),
         lambda d: d.discharge("ob-neuro", "yes"))
    assert not desk.visit.note.discharge_owed
    acts.undo(desk)
    assert dict(desk.visit.note.discharge_owed) == {"ob-neuro": "a call on Monday"}
    assert desk.visit.note.discharge["ob-neuro"] == "no"
