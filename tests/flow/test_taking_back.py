"""The last count taken back: the journal keeps both, the room shows what is true, and the ledger always balances."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from needlesafe.domain.catalogue import Catalogue
from needlesafe.domain.ledger import ledger_of
from needlesafe.domain.statements import Withdrawal
from needlesafe.errors import GateRefused
from needlesafe.exchange.visit_file import read_visit
from needlesafe.exchange.visit_json import visit_bytes
from needlesafe.flow.counting import as_counted, taken_back
from needlesafe.flow.needling import all_out, count_after, declare_left, let_count, move, pass_on, place as put_in, remove
from needlesafe.flow.sealing import finish
from needlesafe.flow.statements import withdraw
from needlesafe.flow.taking_back import LastCount, last_count, take_back
from needlesafe.flow.views import ledger_lines
from needlesafe.flow.visit_desk import Told, VisitDesk
from needlesafe.flow.walk import start_from, walk
from needlesafe.flow.workplace import Workplace
from tests.helpers.needle_deeds import copied, two_sites

OTHER = "Ingrid Ødegård"


@pytest.fixture
def desk(place: Workplace, template: list[Told]) -> VisitDesk:
    """The visit, agreed to; its papers are in another store."""
    return copied(place, template)


@pytest.fixture
def whole(place: Workplace, catalogue: Catalogue) -> VisitDesk:
    """The same with its papers, and with every check of leaving met."""
    return two_sites(place, catalogue)


def shown(desk: VisitDesk) -> list[tuple[int, int, int]]:
    """Placed, removed and still in, as the room shows each site."""
    return [(line.placed, line.removed, line.present) for line in ledger_lines(desk.standing)]


def deeds(desk: VisitDesk) -> list[tuple[str, int | None, int, bool]]:
    """The journal's counts in their order, and whether each undoes."""
    return [(event.event, event.site, event.count, event.detail.get("because") == "undone") for event in desk.visit.treatment]


def test_a_needle_in_too_many_is_taken_back_and_the_journal_keeps_both(desk: VisitDesk) -> None:
    put_in(desk, 0, 2)
    put_in(desk, 0, 1)
    assert last_count(desk.visit) == LastCount("in", 1, 0)
    take_back(desk)
    assert shown(desk)[0] == (2, 0, 2) and deeds(desk)[1:] == [("in", 0, 1, False), ("out", 0, 1, True)]
    book = ledger_of(desk.visit)
    assert (book.placed, book.removed, book.present) == (3, 1, 2) and taken_back(desk.visit) == 1
    assert VisitDesk.resume(desk.workplace, desk.visit_id).visit == desk.visit


def test_a_needle_out_too_many_is_in_again_with_its_time(desk: VisitDesk) -> None:
    put_in(desk, 1, 3, at="10:00")
    remove(desk, 1, 3, at="10:04")
    take_back(desk, "10:05")
    assert shown(desk)[1] == (3, 0, 3) and ledger_of(desk.visit).present == 3
    assert ledger_lines(desk.standing)[1].since == "10:00"


def test_only_the_last_count_is_taken_back_and_only_once(desk: VisitDesk) -> None:
    assert last_count(desk.visit) is None
    put_in(desk, 0, 1)
    put_in(desk, 1, 1)
    take_back(desk)
    assert shown(desk) == [(1, 0, 1), (0, 0, 0)] and last_count(desk.visit) is None
    with pytest.raises(GateRefused):
        take_back(desk)
    put_in(desk, 1, 2)
    take_back(desk)
    assert shown(desk) == [(1, 0, 1), (0, 0, 0)] and taken_back(desk.visit) == 3


def test_what_is_not_counted_does_not_stand_between(desk: VisitDesk) -> None:
    put_in(desk, 0, 1)
    desk.adverse("ae-bruise", 0, {})
    desk.pause({})
    take_back(desk)
    assert shown(desk)[0] == (0, 0, 0)


def test_needles_that_were_moved_go_back(desk: VisitDesk) -> None:
    put_in(desk, 0, 2)
    move(desk, 0, 1, 1)
    assert last_count(desk.visit) == LastCount("moved", 1, 0, 1)
    take_back(desk)
    assert shown(desk) == [(2, 0, 2), (0, 0, 0)] and taken_back(desk.visit) == 1
    book = ledger_of(desk.visit)
    assert (book.placed, book.removed, book.present) == (2, 0, 2) and ledger_of(as_counted(desk.visit)).moved == 0


def test_all_out_is_taken_back_by_a_count_of_none(desk: VisitDesk) -> None:
    put_in(desk, 0, 2, at="10:00")
    put_in(desk, 1, 3, at="10:01")
    all_out(desk)
    assert last_count(desk.visit) == LastCount("all-out", 5)
    take_back(desk)
    assert shown(desk) == [(2, 0, 2), (3, 0, 3)] and ledger_of(desk.visit).counted_after
    assert [line.since for line in ledger_lines(desk.standing)] == ["10:00", "10:01"]
    assert last_count(desk.visit) is None


def test_all_out_is_not_taken_back_where_others_wait_to_be_counted_too(desk: VisitDesk) -> None:
    put_in(desk, 0, 2)
    all_out(desk)
    put_in(desk, 1, 1)
    all_out(desk)
    assert last_count(desk.visit) is None


@pytest.mark.parametrize("deed", [
    lambda desk: pass_on(desk, OTHER), lambda desk: (all_out(desk), count_after(desk, 3)), lambda desk: declare_left(desk, 1, 1, "press needle"),
    lambda desk: (declare_left(desk, 1, 1, "press needle"), remove(desk, 1, 3))], ids=["passed on", "counted", "left in", "what was left taken out"])
def test_what_a_count_alone_cannot_bring_back_is_not_offered(desk: VisitDesk, deed: Callable[[VisitDesk], object]) -> None:
    put_in(desk, 1, 3)
    deed(desk)
    assert last_count(desk.visit) is None


def test_a_needle_that_is_still_in_comes_back_on_the_screen_after_a_withdrawal_too(desk: VisitDesk) -> None:
    put_in(desk, 0, 1)
    withdraw(desk, Withdrawal(words="Stop."))
    remove(desk, 0, 1)
    take_back(desk)
    assert ledger_of(desk.visit).present == 1


def test_once_the_record_is_sealed_nothing_is_taken_back(whole: VisitDesk) -> None:
    put_in(whole, 0, 1)
    remove(whole, 0, 1)
    finish(whole)
    assert last_count(whole.visit) is None
    with pytest.raises(GateRefused):
        take_back(whole)


def test_hands_and_counter_are_those_of_the_count(desk: VisitDesk) -> None:
    put_in(desk, 0, 2)
    remove(desk, 0, 1, by=OTHER)
    let_count(desk, "Máire Ní Dhuibhir")
    take_back(desk)
    last = desk.visit.treatment[-1]
    assert (last.event, last.by, last.detail) == ("in", OTHER, {"because": "undone", "counted_by": "Máire Ní Dhuibhir"})
    assert [(person.name, person.removed) for person in ledger_of(as_counted(desk.visit)).people] == [("Conor Walsh", 0)]


def test_a_file_leads_to_the_same_counts_and_what_was_taken_back(
        whole: VisitDesk, place: Workplace, catalogue: Catalogue, tmp_path: Path) -> None:
    put_in(whole, 0, 3)
    take_back(whole)
    put_in(whole, 0, 2)
    move(whole, 0, 1, 1)
    take_back(whole)
    remove(whole, 0, 2)
    take_back(whole)
    remove(whole, 0, 2)
    told = read_visit(visit_bytes(whole.visit), catalogue)
    other = start_from(told, place)
    walk(other, told, tmp_path / "out")
    assert other.visit.closed and other.visit.treatment == whole.visit.treatment


@pytest.mark.parametrize("seed", range(4))
def test_random_hands_that_take_back_leave_the_room_as_it_was_before(desk: VisitDesk, seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(25):
        before = shown(desk)
        try:
            _deed(chance, desk)
        except GateRefused:
            continue
        if last_count(desk.visit) is not None and chance.random() < 0.5:
            take_back(desk)
            assert shown(desk) == before
        book, room = ledger_of(desk.visit), ledger_of(as_counted(desk.visit))
        for one in (book, room):
            assert one.placed == one.removed + one.present + one.declared
            assert all(line.placed == line.removed + line.present + line.declared for line in one.sites)
        assert (book.present, book.declared, book.to_count) == (room.present, room.declared, room.to_count)
        assert sum(person.present for person in room.people) == room.present


def test_a_written_search_stands_no_longer_for_a_needle_that_is_in_again(desk: VisitDesk) -> None:
    put_in(desk, 0, 1)
    remove(desk, 0, 1)
    desk.reconcile({"palpated": "yes"}, "searched the couch")
    take_back(desk)
    assert desk.visit.reconciliation is not None and desk.visit.reconciliation.checks == {}


def _deed(chance: random.Random, desk: VisitDesk) -> None:
    site = chance.randrange(2)
    {"in": lambda: put_in(desk, site, chance.randint(1, 3)), "out": lambda: remove(desk, site, chance.randint(1, 2)),
     "move": lambda: move(desk, site, 1 - site, 1), "all": lambda: all_out(desk),
     "count": lambda: count_after(desk, ledger_of(desk.visit).to_count)}[chance.choice(("in", "in", "out", "move", "all", "count"))]()
