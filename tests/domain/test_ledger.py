"""The needle ledger: per site, per person and in all."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from needlesafe.domain.catalogue import Catalogue
from needlesafe.domain.folding import FOLDS
from needlesafe.domain.ledger import Ledger, acts, ledger_of
from needlesafe.domain.visit import Handled, Packs, TreatmentEvent, Visit
from tests.domain.test_events import journal
from tests.helpers.visit_files import DELTOID, GASTROCNEMIUS, UPPER_TRAPEZIUS, as_visit, begun

HERE, OTHER = "Conor Walsh", "Ingrid Ødegård"


@pytest.fixture(scope="module")
def visit(catalogue: Catalogue) -> Visit:
    """Three sites and no needle."""
    return as_visit(begun({**UPPER_TRAPEZIUS, "minutes": 15}, DELTOID, GASTROCNEMIUS), catalogue)


def book(visit: Visit, *treatment: TreatmentEvent, handled: tuple[Handled, ...] = ()) -> Ledger:
    """The ledger after these events."""
    return ledger_of(replace(visit, treatment=treatment, handled=handled))


def needles_in(at: str, site: int, count: int, **more: object) -> TreatmentEvent:
    """Needles in."""
    return TreatmentEvent(at, "in", site, count, **more)


def needles_out(at: str, site: int, count: int, **more: object) -> TreatmentEvent:
    """Needles out."""
    return TreatmentEvent(at, "out", site, count, **more)


def test_a_visit_without_needles_balances_and_has_a_line_for_every_site(visit: Visit) -> None:
    told = book(visit)
    assert [(line.site, line.placed, line.present, line.since, line.minutes) for line in told.sites] == [
        (0, 0, 0, "", 15), (1, 0, 0, "", None), (2, 0, 0, "", None)]
    assert (told.people, told.in_charge, told.balanced, told.counted_after) == ((), HERE, True, True)


def test_all_out_removes_every_needle_of_every_site(visit: Visit) -> None:
    told = book(visit, needles_in("10:00", 0, 3), needles_in("10:01", 1, 2), TreatmentEvent("10:02", "all-out"))
    assert ([line.present for line in told.sites], told.balanced) == ([0, 0, 0], True)


def test_needles_placed_after_all_out_are_present(visit: Visit) -> None:
    told = book(visit, needles_in("10:00", 0, 3), TreatmentEvent("10:01", "all-out"), needles_in("10:02", 0, 1))
    assert (told.sites[0].present, told.sites[0].since) == (1, "10:02")


def test_the_time_is_that_of_the_first_needle_that_is_in(visit: Visit) -> None:
    first = (needles_in("10:00", 0, 1), needles_in("10:05", 0, 1), needles_out("10:07", 0, 1))
    assert book(visit, *first).sites[0].since == "10:00"
    assert book(visit, *first, needles_out("10:08", 0, 1)).sites[0].since == ""
    assert book(visit, *first, needles_out("10:08", 0, 1), needles_in("10:09", 0, 1)).sites[0].since == "10:09"


def test_a_needle_that_is_moved_counts_at_both_sites_and_once_in_the_patient(visit: Visit) -> None:
    told = book(visit, needles_in("10:00", 0, 3), needles_out("10:04", 0, 1, moved=2), needles_in("10:04", 2, 1, moved=0))
    assert [(line.placed, line.removed, line.present) for line in told.sites] == [(3, 1, 2), (0, 0, 0), (1, 0, 1)]
    assert (told.placed, told.removed, told.present, told.moved) == (3, 0, 3, 1)
    assert [(one.placed, one.removed) for one in told.people] == [(3, 0)]
    assert (told.sites[0].since, told.sites[2].since) == ("10:00", "10:04")


def test_needles_of_one_person_are_taken_out_by_another(visit: Visit) -> None:
    told = book(visit, needles_in("10:00", 0, 3), needles_out("10:05", 0, 2, by=OTHER))
    assert [(one.name, one.placed, one.removed, one.present) for one in told.people] == [(HERE, 3, 0, 1), (OTHER, 0, 2, 0)]


def test_whoever_takes_over_answers_for_every_needle_that_is_in(visit: Visit) -> None:
    told = book(visit, needles_in("10:00", 0, 3), needles_in("10:01", 1, 1), needles_out("10:05", 0, 1),
                handled=(Handled("10:03", "passed-on", 2, to=OTHER),))
    assert told.in_charge == OTHER
    assert [(one.name, one.placed, one.removed, one.present, one.since) for one in told.people] == [
        (HERE, 4, 0, 0, ""), (OTHER, 0, 1, 3, "10:00")]


def test_needles_that_all_came_out_at_once_wait_to_be_counted(visit: Visit) -> None:
    ins, out = (needles_in("10:00", 0, 3), needles_in("10:01", 1, 2)), TreatmentEvent("10:02", "all-out", to_count=True)
    waiting = book(visit, *ins, out)
    assert (waiting.present, waiting.to_count, waiting.counted_after, waiting.balanced) == (0, 5, False, False)
    counted = book(visit, *ins, out, handled=(Handled("10:03", "needles-counted", 3, counts=(3, 2, 0)),))
    assert (counted.present, counted.removed, counted.counted_after, counted.balanced) == (0, 5, True, True)


def test_what_a_count_misses_is_in_again_since_it_went_in(visit: Visit) -> None:
    told = (needles_in("10:00", 0, 3), needles_in("10:01", 1, 2), TreatmentEvent("10:02", "all-out", to_count=True, by=OTHER))
    short = Handled("10:03", "needles-counted", 3, counts=(2, 2, 0))
    after = book(visit, *told, handled=(short,))
    assert [(line.present, line.since) for line in after.sites] == [(1, "10:00"), (0, ""), (0, "")]
    assert (after.removed, after.counted_after, after.balanced) == (4, True, False)
    assert [(one.name, one.removed, one.present) for one in after.people] == [(HERE, 0, 1), (OTHER, 4, 0)]
    assert book(visit, *told, needles_out("10:04", 0, 1), handled=(short,)).balanced


def test_needles_left_in_on_purpose_need_not_come_out_and_still_can(visit: Visit) -> None:
    left = (Handled("10:01", "left-in-declared", 1, site=0, count=2, why="pressed in for three days"),)
    told = book(visit, needles_in("10:00", 0, 3), handled=left)
    assert (told.declared, told.present, told.sites[0].declared, told.people[0].declared) == (2, 1, 2, 2)
    out = book(visit, needles_in("10:00", 0, 3), needles_out("10:05", 0, 1), handled=left)
    assert (out.declared, out.present, out.balanced) == (2, 0, True)
    gone = book(visit, needles_in("10:00", 0, 3), needles_out("10:05", 0, 2), handled=left)
    assert (gone.declared, gone.present, gone.removed) == (1, 0, 2)
    assert book(visit, needles_in("10:00", 0, 3), TreatmentEvent("10:05", "all-out"), handled=left).declared == 2


def test_acts_stand_in_the_order_in_which_they_were_done(visit: Visit) -> None:
    done = replace(visit, treatment=(needles_in("10:00", 0, 1), needles_out("10:09", 0, 1)),
                   handled=(Handled("09:59", "passed-on", 0, to="A"), Handled("10:05", "passed-on", 1, to="B"),
                            Handled("10:10", "passed-on", 2, to="C")))
    assert [act.at for act in acts(done)] == ["09:59", "10:00", "10:05", "10:09", "10:10"]


def test_events_say_where_among_the_needles_they_stand(visit: Visit) -> None:
    def after(before: Visit, kind: str, **payload: object) -> Visit:
        event = journal(1)[0]
        return FOLDS[kind](before, type(event)(**{**event.as_json(), "type": kind, "payload": payload}))
    told = after(visit, "treatment-recorded", at="10:00", event="in", site=0, count=2)
    told = after(told, "passed-on", at="10:01", to=OTHER)
    told = after(told, "left-in-declared", at="10:02", site=0, count=1, why="stays")
    told = after(after(told, "needles-counted", at="10:03", counts=[1, 0, 0]), "packs-counted", opened=3, unused=1, discarded=2)
    assert told.handled == (Handled("10:01", "passed-on", 1, to=OTHER),
                            Handled("10:02", "left-in-declared", 1, 0, 1, why="stays"),
                            Handled("10:03", "needles-counted", 1, counts=(1, 0, 0)))
    assert told.packs == Packs(3, 1, 2)


def test_a_site_that_left_the_plan_keeps_its_line(visit: Visit) -> None:
    told = book(visit, needles_in("10:00", 4, 2))
    assert (len(told.sites), told.sites[4].present, told.sites[4].minutes) == (5, 2, None)


@given(deeds=st.lists(st.tuples(st.sampled_from(["in", "out", "all-out", "counted"]), st.integers(0, 2), st.integers(1, 4),
                          st.booleans()), max_size=40))
def test_in_equals_out_plus_present_whatever_a_journal_tells(
        visit: Visit, deeds: list[tuple[str, int, int, bool]]) -> None:
    treatment: list[TreatmentEvent] = []
    handled: list[Handled] = []
    for kind, site, count, flag in deeds:
        if kind == "counted":
            handled.append(Handled("10:00", "needles-counted", len(treatment), counts=(count,) * 3))
        elif kind != "out" or book(visit, *treatment, handled=tuple(handled)).sites[site].present >= count:
            treatment.append(TreatmentEvent("10:00", kind, None if kind == "all-out" else site, count, to_count=flag))
        told = book(visit, *treatment, handled=tuple(handled))
        assert all(line.placed == line.removed + line.present and line.present >= 0 for line in told.sites)
        assert told.placed == told.removed + told.present
