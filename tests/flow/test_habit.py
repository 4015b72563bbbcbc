"""Four items or more, each less than 400 ms after the one before it, are shown once more: once in a visit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from needlesafe.domain.answers import Answer
from needlesafe.domain.catalogue import Catalogue
from needlesafe.domain.events import GENESIS, Event, chained
from needlesafe.domain.folding import fold
from needlesafe.flow.habit import Item, Pace, pace_of, show_again
from needlesafe.flow.visit_desk import VisitDesk
from needlesafe.flow.walk import start_from
from needlesafe.flow.workplace import Workplace
from tests.helpers.visit_files import DELTOID, as_visit, begun
from tests.helpers.workplaces import new_workplace


@pytest.fixture
def ticking(tmp_path: Path, catalogue: Catalogue) -> Iterator[tuple[Workplace, list[float]]]:
    """A new store, and the seconds that its clock stands at."""
    seconds = [0.0]
    place = replace(new_workplace(tmp_path / "store", catalogue), monotonic=lambda: seconds[0])
    yield place, seconds
    place.store.close()


def event(kind: str, name: str, gap: int, **told: Any) -> Event:
    """An event that follows upon another one."""
    header = {"visit": "v", "sequence": 2, "at": "2026-11-21T10:00:00.000Z", "gap_ms": gap, "actor": "conor", "type": kind}
    return chained(header, {"id": name, "answer": "no", **told}, "0" * 32, GENESIS)


def hasty(catalogue: Catalogue, *events: Event) -> list[str]:
    """The ids that are due once the events were heard, each an act of its own."""
    pace = Pace()
    for one in events:
        pace.hear((one,))
    return [item.id for item in pace.due(as_visit(begun(), catalogue))]


@pytest.mark.parametrize(("gaps", "found"), [
    ((3000, 399, 399, 399), "abcd"), ((3000, 399, 399), ""), ((3000, 399, 400, 399, 399), ""), ((0, 0, 0, 0), "abcd"),
    ((-1, 100, 100, 100, 100), "abcde"), ((2000, 100, 100, 2000, 100, 100, 100), "defg"),
    ((2000, 100, 100, 100, 2000, 900, 100, 100, 100), "abcdfghi")])
def test_a_run_is_four_items_in_a_row_less_than_400_ms_apart(catalogue: Catalogue, gaps: tuple[int, ...], found: str) -> None:
    assert "".join(hasty(catalogue, *(event("answered", name, gap) for name, gap in zip("abcdefghi", gaps)))) == found


def test_the_same_item_pressed_again_and_again_is_one(catalogue: Catalogue) -> None:
    assert not hasty(catalogue, *(event("answered", "a", 100) for _ in range(9)))


@pytest.mark.parametrize("between", [
    event("note-recorded", "x", 100), event("answered", "x", 100, because="undone"), event("readiness-answered", "x", 100, answer="")])
def test_what_is_no_answer_ends_a_run(catalogue: Catalogue, between: Event) -> None:
    assert not hasty(catalogue, event("answered", "a", 900), event("answered", "b", 100), event("answered", "c", 100), between,
                     event("acknowledged", "d", 100), event("answered", "e", 100))


def test_what_is_written_in_one_go_is_no_run(ticking: tuple[Workplace, list[float]], catalogue: Catalogue) -> None:
    place, _ = ticking
    desk, pace = start_from(as_visit(begun(DELTOID), catalogue), place), Pace()
    desk.record(*(("readiness-answered", {"id": f"r{number}", "answer": "yes"}) for number in range(9)))
    pace.hear(desk.last_events)
    assert not pace.due(desk.visit)


def test_they_are_shown_once_in_a_visit_and_the_journal_says_so(ticking: tuple[Workplace, list[float]],
                                                                 catalogue: Catalogue) -> None:
    place, seconds = ticking
    desk, pace = start_from(as_visit(begun(DELTOID), catalogue), place), Pace()
    for name in ("pr-needle-anxiety", "pr-low-feedback", "pr-interpreter", "pr-exposure"):
        seconds[0] += 0.2
        desk.answer(name, Answer("no"))
        pace.hear(desk.last_events)
    due = pace.due(desk.visit)
    assert due[0] == Item("answered", "pr-needle-anxiety") and len(due) == 4
    before = desk.visit
    show_again(desk, due)
    assert not pace.due(desk.visit)
    assert replace(desk.visit, shown_again=False, last_sequence=0, last_link="", last_at="") == replace(
        before, last_sequence=0, last_link="", last_at="")
    events = place.store.events(desk.visit_id)
    assert (events[-1].type, events[-1].payload["items"][0]) == ("answers-shown-again", "pr-needle-anxiety")
    assert fold(events).shown_again and VisitDesk.resume(place, desk.visit_id).visit.shown_again


def test_haste_before_the_program_ended_is_still_due_when_the_visit_goes_on(ticking: tuple[Workplace, list[float]],
                                                                           catalogue: Catalogue) -> None:
    place, seconds = ticking
    desk = start_from(as_visit(begun(DELTOID), catalogue), place)
    for name in ("pr-needle-anxiety", "pr-low-feedback", "pr-interpreter", "pr-exposure"):
        seconds[0] += 0.2
        desk.record(("answered", {"id": name, "answer": {"answer": "no"}}), ("answered", {"id": f"{name}-too", "answer": {"answer": "no"}}))
    again = VisitDesk.resume(place, desk.visit_id)
    due = pace_of(again).due(again.visit)
    assert [item.id for item in due] == ["pr-needle-anxiety", "pr-low-feedback", "pr-interpreter", "pr-exposure"]
    show_again(again, due)
    assert not pace_of(again).due(again.visit)


def test_what_was_written_in_one_go_before_is_no_run(ticking: tuple[Workplace, list[float]], catalogue: Catalogue) -> None:
    place, _ = ticking
    desk = start_from(as_visit(begun(DELTOID), catalogue), place)
    desk.record(*(("readiness-answered", {"id": f"r{number}", "answer": "yes"}) for number in range(9)))
    assert not pace_of(desk).due(desk.visit)
