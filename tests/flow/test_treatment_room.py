"""The pauses, the checks before leaving and the pedal's keys, as the desk and the gates know them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from needlesafe.domain.catalogue import Catalogue
from needlesafe.domain.pauses import BEFORE, INSIDE
from needlesafe.flow.leaving import leaving
from needlesafe.flow.needling import all_out, count_after
from needlesafe.flow.pause_views import pause_view
from needlesafe.flow.pauses import tick_pause
from needlesafe.flow.pedal import pedal_keys, set_pedal_key
from needlesafe.flow.visit_desk import VisitDesk
from needlesafe.flow.walk import start_from
from needlesafe.flow.workplace import Workplace
from tests.helpers.visit_files import DELTOID, UPPER_TRAPEZIUS, as_visit, begun, complete
from tests.helpers.visit_walk import record_up_to
from tests.helpers.workplaces import new_workplace


@pytest.fixture
def workplace(tmp_path: Path, catalogue: Catalogue) -> Iterator[Workplace]:
    """A new store."""
    place = new_workplace(tmp_path / "store", catalogue)
    yield place
    place.store.close()


def desk_at(stage: str, workplace: Workplace) -> VisitDesk:
    """A visit at two sites, recorded as far as a stage."""
    told = as_visit(complete(begun(UPPER_TRAPEZIUS, DELTOID), workplace.catalogue), workplace.catalogue)
    desk = start_from(told, workplace)
    record_up_to(desk, told, stage)
    return desk


def test_the_first_tick_begins_a_pause_and_the_last_one_makes_it(workplace: Workplace) -> None:
    desk = desk_at("agreed", workplace)
    items = pause_view(BEFORE, desk.standing).items
    for item in items:
        assert not pause_view(BEFORE, desk.standing).complete
        tick_pause(desk, BEFORE, item.id, item.wanted)
    assert pause_view(BEFORE, desk.standing).complete
    assert [event.event for event in desk.visit.treatment] == ["pause"]


def test_the_two_pauses_are_events_of_their_own(workplace: Workplace) -> None:
    desk = desk_at("needled", workplace)
    for item in pause_view(INSIDE, desk.standing).items:
        tick_pause(desk, INSIDE, item.id, item.wanted)
    assert pause_view(INSIDE, desk.standing).complete and pause_view(BEFORE, desk.standing).complete
    assert pause_view(INSIDE, desk.standing).index != pause_view(BEFORE, desk.standing).index


def test_another_needle_asks_for_the_pause_with_needles_in_once_more(workplace: Workplace) -> None:
    desk = desk_at("needled", workplace)
    for item in pause_view(INSIDE, desk.standing).items:
        tick_pause(desk, INSIDE, item.id, item.wanted)
    desk.place(0, 1)
    assert pause_view(INSIDE, desk.standing).index == -1
    assert pause_view(BEFORE, desk.standing).complete


def test_a_tick_that_is_taken_back_opens_the_pause_again(workplace: Workplace) -> None:
    desk = desk_at("paused", workplace)
    tick_pause(desk, BEFORE, pause_view(BEFORE, desk.standing).items[0].id, "")
    assert not pause_view(BEFORE, desk.standing).complete


def test_nothing_is_counted_before_anybody_was_needled(workplace: Workplace) -> None:
    assert leaving(desk_at("paused", workplace).standing) is None


def test_every_check_counts_and_the_needles_are_one_of_them(workplace: Workplace) -> None:
    desk = desk_at("noted", workplace)
    whole = leaving(desk.standing)
    assert whole is not None and whole.done == whole.of and whole.needles
    first = next(iter(desk.visit.note.discharge))
    desk.discharge(first, "")
    desk.note(aftercare_given=False)
    assert leaving(desk.standing).done == whole.of - 2


def test_ready_stays_short_until_in_equals_out(workplace: Workplace) -> None:
    desk = desk_at("noted", workplace)
    desk.place(0, 2)
    short = leaving(desk.standing)
    assert not short.needles and short.done == short.of - 1
    desk.remove(0, 2)
    assert leaving(desk.standing).done == short.of


def test_ready_stays_short_until_the_search_is_written(workplace: Workplace) -> None:
    desk = desk_at("noted", workplace)
    desk.place(0, 1)
    checks = dict.fromkeys(workplace.catalogue.reconciliation, "yes")
    desk.reconcile(checks, "")
    assert not leaving(desk.standing).needles
    desk.reconcile(checks, "It lay in the towel.")
    assert leaving(desk.standing).needles


def test_all_out_is_not_ready_before_the_needles_were_counted(workplace: Workplace) -> None:
    desk = desk_at("noted", workplace)
    desk.place(0, 2)
    all_out(desk)
    assert not leaving(desk.standing).needles
    count_after(desk, 2)
    assert leaving(desk.standing).needles


def test_no_key_counts_needles_until_one_is_set(workplace: Workplace) -> None:
    assert pedal_keys(workplace) == {}


def test_a_key_does_one_thing_only(workplace: Workplace) -> None:
    set_pedal_key(workplace, "in", "F13")
    set_pedal_key(workplace, "out", "F14")
    assert set_pedal_key(workplace, "next", "F13") == {"out": "F14", "next": "F13"}
    assert pedal_keys(workplace) == {"out": "F14", "next": "F13"}
    assert set_pedal_key(workplace, "out", "") == {"next": "F13"}
