"""What hands do with needles: through the gates, on paper, in the visit file and in FHIR."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from needlesafe.domain.catalogue import Catalogue
from needlesafe.domain.consent import Signature
from needlesafe.domain.ledger import ledger_of
from needlesafe.domain.statements import Withdrawal
from needlesafe.domain.visit import Handled, Packs, Reconciliation
from needlesafe.errors import BadInput, GateRefused
from needlesafe.exchange.visit_file import read_visit
from needlesafe.exchange.visit_json import visit_bytes
from needlesafe.flow.gates import signatures_wanted
from needlesafe.flow.needling import (all_out, count_after, declare_left, move, packs, pass_on, place as put_in, remove)
from needlesafe.flow.sealing import agree, finish, prepare_consent
from needlesafe.flow.statements import withdraw
from needlesafe.flow.steps import current_step, step_lacks
from needlesafe.flow.visit_desk import VisitDesk
from needlesafe.flow.walk import start_from, walk
from needlesafe.flow.workplace import Workplace
from tests.helpers.needle_deeds import record_leaving, search
from tests.helpers.pdf_reading import by_pdfium
from tests.helpers.visit_files import DELTOID, GASTROCNEMIUS, Raw, as_visit, begun, complete
from tests.helpers.visit_walk import record_up_to

OTHER = "Ingrid Ødegård"
WHY = "a press needle for three days"


@pytest.fixture
def raw(catalogue: Catalogue) -> Raw:
    """A whole visit to two sites; one needle of the second is planned to stay in."""
    return complete(begun(DELTOID, {**GASTROCNEMIUS, "stays": 1, "minutes": 15}), catalogue)


@pytest.fixture
def desk(raw: Raw, place: Workplace, catalogue: Catalogue) -> VisitDesk:
    """The visit, agreed to, with every check of leaving met."""
    told = as_visit(raw, catalogue)
    made = start_from(told, place)
    record_up_to(made, told, "agreed")
    record_leaving(made, told)
    return made


def refusal(deed: Callable[[], object]) -> list[str]:
    """The codes of what a deed lacks."""
    with pytest.raises(GateRefused) as refused:
        deed()
    return [lack.code for lack in refused.value.lacks]


def test_a_needle_is_moved_in_one_act_and_stays_in(desk: VisitDesk) -> None:
    put_in(desk, 0, 2)
    before = desk.visit.last_sequence
    move(desk, 0, 1, 1)
    assert [(event.event, event.site, event.moved) for event in desk.visit.treatment] == [
        ("in", 0, None), ("out", 0, 1), ("in", 1, 0)]
    assert (desk.visit.last_sequence, ledger_of(desk.visit).placed) == (before + 2, 2)
    assert VisitDesk.resume(desk.workplace, desk.visit_id).visit == desk.visit


def test_a_needle_is_moved_only_from_where_one_is_to_another_site_of_the_plan(desk: VisitDesk) -> None:
    put_in(desk, 0, 1)
    assert refusal(lambda: move(desk, 0, 1, 2)) == ["needles"]
    assert refusal(lambda: move(desk, 0, 0, 1)) == ["same-site"]
    assert refusal(lambda: move(desk, 0, 2, 1)) == ["no-site"]
    assert refusal(lambda: move(desk, 0, 1, 0)) == ["count"]
    withdraw(desk, Withdrawal(words="Stop."))
    assert "withdrawn" in refusal(lambda: move(desk, 0, 1, 1))
    remove(desk, 0, 1)


@pytest.mark.parametrize("count", [0, -1])
def test_no_needle_is_no_number_of_needles(desk: VisitDesk, count: int) -> None:
    put_in(desk, 0, 2)
    assert refusal(lambda: put_in(desk, 0, count)) == refusal(lambda: remove(desk, 0, count)) == ["count"]


def test_another_practitioner_takes_needles_out_and_puts_none_in(desk: VisitDesk) -> None:
    put_in(desk, 0, 2)
    pass_on(desk, OTHER)
    assert [lack.code for lack in desk.lacks("needle-in")] == ["other-hands"]
    assert refusal(lambda: put_in(desk, 0, 1)) == ["other-hands"]
    remove(desk, 0, 1)
    remove(desk, 0, 1, "Mary Walsh")
    people = {one.name: (one.placed, one.removed) for one in ledger_of(desk.visit).people}
    assert people == {"Conor Walsh": (2, 0), OTHER: (0, 1), "Mary Walsh": (0, 1)}
    pass_on(desk, "Conor Walsh")
    put_in(desk, 0, 1)
    assert refusal(lambda: put_in(desk, 0, 1, OTHER)) == ["other-hands"]


def test_needles_are_passed_on_to_somebody_else_only(desk: VisitDesk) -> None:
    assert refusal(lambda: pass_on(desk, " ")) == ["statement-part"]
    assert refusal(lambda: pass_on(desk, "conor  walsh")) == ["same-person"]
    assert refusal(lambda: pass_on(desk, desk.visit.patient.name)) == ["same-person"]
    withdraw(desk, Withdrawal(words="Stop."))
    pass_on(desk, OTHER)


def test_after_all_out_finish_waits_for_the_count_and_nothing_else_does(desk: VisitDesk) -> None:
    put_in(desk, 0, 2)
    put_in(desk, 1, 3)
    all_out(desk)
    assert [lack.code for lack in desk.lacks("finish")] == ["count-after"]
    assert [lack.code for lack in step_lacks("treatment", desk.standing)] == ["count-after"]
    assert current_step(desk.standing) == "treatment" and not desk.lacks("needle-out")
    count_after(desk, 5)
    assert not desk.lacks("finish") and current_step(desk.standing) == "note"


def test_all_out_takes_two_actions_at_most(desk: VisitDesk) -> None:
    put_in(desk, 0, 2)
    before = desk.visit.last_sequence
    all_out(desk)
    count_after(desk, 2)
    assert desk.visit.last_sequence == before + 2 and ledger_of(desk.visit).balanced


@pytest.mark.parametrize(("counts", "code"), [(4, "count-by-site"), (6, "count"), ([2], "count"), ([2, 4], "count"),
                                              ([-1, 3], "count"), ({0: 2}, "count"), ({0: 2, 1: 3, 7: 1}, "count")])
def test_a_count_that_cannot_be_right_is_refused(desk: VisitDesk, counts: object, code: str) -> None:
    put_in(desk, 0, 2)
    put_in(desk, 1, 3)
    assert refusal(lambda: count_after(desk, 5)) == ["nothing-to-count"]
    all_out(desk)
    assert refusal(lambda: count_after(desk, counts)) == [code]


def test_a_needle_that_the_count_misses_is_in_again_until_it_is_found_or_searched_for(desk: VisitDesk) -> None:
    put_in(desk, 0, 2)
    put_in(desk, 1, 3)
    all_out(desk)
    count_after(desk, {0: 2, 1: 2})
    assert [line.present for line in ledger_of(desk.visit).sites] == [0, 1]
    assert [lack.code for lack in desk.lacks("finish")] == ["needles"]
    remove(desk, 1, 1)
    assert not desk.lacks("finish")


def test_a_written_search_stands_for_a_count_that_was_not_made(desk: VisitDesk) -> None:
    put_in(desk, 0, 2)
    all_out(desk)
    desk.reconcile({name: "yes" for name in desk.workplace.catalogue.reconciliation}, "All found on the floor.")
    assert not desk.lacks("finish")


@pytest.mark.parametrize("later", [
    lambda desk: put_in(desk, 0, 1), lambda desk: move(desk, 0, 1, 1), lambda desk: all_out(desk),
    lambda desk: declare_left(desk, 1, 1, WHY)], ids=["in", "moved", "all out", "left in"])
def test_a_written_search_speaks_of_no_needle_that_came_after_it(desk: VisitDesk, later: Callable[[VisitDesk], object]) -> None:
    put_in(desk, 0, 2)
    put_in(desk, 1, 1)
    search(desk)
    assert not desk.lacks("finish")
    later(desk)
    assert desk.lacks("finish") and desk.visit.reconciliation == Reconciliation({}, "Found on the floor.")
    search(desk)
    assert not desk.lacks("finish")


def test_a_search_written_before_the_count_falls_where_the_count_misses_one(desk: VisitDesk) -> None:
    put_in(desk, 0, 2)
    all_out(desk)
    search(desk)
    count_after(desk, {0: 1})
    assert [lack.code for lack in desk.lacks("finish")] == ["needles"]


def test_a_search_holds_while_needles_only_come_out(desk: VisitDesk) -> None:
    put_in(desk, 0, 2)
    search(desk)
    remove(desk, 0, 1)
    assert not desk.lacks("finish")


def test_a_needle_stays_in_only_where_the_plan_says_so_and_it_was_signed_for(desk: VisitDesk) -> None:
    put_in(desk, 0, 1)
    put_in(desk, 1, 3)
    assert refusal(lambda: declare_left(desk, 0, 1, WHY)) == ["left-in"]
    assert refusal(lambda: declare_left(desk, 1, 2, WHY)) == ["left-in"]
    assert refusal(lambda: declare_left(desk, 1, 1, " ")) == ["statement-part"]
    declare_left(desk, 1, 1, WHY)
    remove(desk, 0, 1)
    remove(desk, 1, 2)
    assert ledger_of(desk.visit).balanced and not desk.lacks("finish")
    assert refusal(lambda: declare_left(desk, 1, 1, WHY)) == ["left-in", "needles"]


def test_no_minutes_are_told_of_a_site_where_a_needle_stays_in(desk: VisitDesk) -> None:
    put_in(desk, 1, 2, at="10:00")
    declare_left(desk, 1, 1, WHY, "10:02")
    desk.remove_all("10:20")
    finish(desk)
    assert squeezed("Minutes in") not in read(desk, "record")


def test_a_needle_that_stays_in_is_taken_out_at_any_time(desk: VisitDesk) -> None:
    put_in(desk, 1, 1)
    declare_left(desk, 1, 1, WHY)
    withdraw(desk, Withdrawal(words="Take it out."))
    assert desk.visit.withdrawal and desk.visit.withdrawal.needles_in == 1
    assert [lack.code for lack in desk.lacks("finish-withdrawn")] == ["left-in-withdrawn"]
    remove(desk, 1, 1)
    assert not desk.lacks("finish-withdrawn") and ledger_of(desk.visit).declared == 0


def test_a_plan_that_leaves_a_needle_in_wants_its_own_signatures_and_a_new_consent(
        place: Workplace, catalogue: Catalogue) -> None:
    told = as_visit(complete(begun(DELTOID), catalogue), catalogue)
    desk = start_from(told, place)
    record_up_to(desk, told, "needled")
    assert not any(purpose == "left-in" for _, purpose in signatures_wanted(desk.standing))
    desk.plan_sites([replace(desk.visit.sites[0], stays=1)])
    assert [lack.code for lack in desk.lacks("leave-in")] == ["consent-outdated"]
    prepare_consent(desk)
    wanted = signatures_wanted(desk.standing)
    assert wanted[-2:] == (("patient", "left-in"), ("practitioner", "left-in"))
    names = {"patient": desk.visit.patient.name, "practitioner": "Conor Walsh"}
    for role, purpose in wanted[:-1]:
        desk.sign(Signature(role, (purpose,), names[role], typed=names[role]))
    assert [lack.subject for lack in desk.lacks("consent-given")] == ["practitioner left-in"]
    desk.sign(Signature("practitioner", ("left-in",), "Conor Walsh", typed="Conor Walsh"))
    agree(desk)
    declare_left(desk, 0, 1, WHY)
    assert ledger_of(desk.visit).declared == 1


def test_packs_are_counted_and_the_last_word_counts(desk: VisitDesk) -> None:
    packs(desk, 4, 1, 3)
    packs(desk, 5, 0, 5)
    assert desk.visit.packs == Packs(5, 0, 5)
    assert refusal(lambda: packs(desk, 1, 2, 0)) == refusal(lambda: packs(desk, -1, 0, 0)) == ["count"]


def handled(desk: VisitDesk) -> None:
    """Everything that hands can do, to a visit that can be finished."""
    put_in(desk, 0, 1)
    put_in(desk, 1, 3)
    pass_on(desk, OTHER, "10:12")
    remove(desk, 0, 1, "Mary Walsh")
    pass_on(desk, "Conor Walsh")
    put_in(desk, 0, 1)
    move(desk, 0, 1, 1)
    declare_left(desk, 1, 1, WHY)
    all_out(desk)
    count_after(desk, 3)
    packs(desk, 3, 1, 2)


def squeezed(text: str) -> str:
    """The text without blanks."""
    return "".join(text.split())


def read(desk: VisitDesk, kind: str) -> str:
    """The text of a sealed document without blanks."""
    kept = desk.workplace.store.document(desk.visit_id, kind)
    assert kept is not None
    return squeezed("".join(by_pdfium(kept.data, Path())))


def test_the_record_the_sheet_for_home_and_the_consent_tell_it(desk: VisitDesk) -> None:
    handled(desk)
    finish(desk)
    documents = {kind: read(desk, kind) for kind in ("record", "aftercare", "consent")}
    for words in (f"Needles passed on to {OTHER}", "1 needle out by Mary Walsh", "1 needle out, moved to 2 Right gastrocnemius",
                  f"1 needle left in on purpose: {WHY}", "Counted after all were out: 3 found", "Packs opened: 3.",
                  "Needles in: 5. Needles out: 4. Left in on purpose: 1. The count balances.", "counted at both",
                  "needles left in on purpose", "needles that stay in"):
        assert squeezed(words) in documents["record"], words
    assert squeezed("These needles stay in for now: 1 ×") in documents["aftercare"]
    assert squeezed("What you sign for needles that stay in") in documents["consent"]


def test_a_file_leads_to_the_same_needles_and_tells_the_same_file_again(
        desk: VisitDesk, place: Workplace, catalogue: Catalogue, tmp_path: Path) -> None:
    handled(desk)
    told = read_visit(visit_bytes(desk.visit), catalogue)
    assert (told.handled, told.packs, told.treatment) == (desk.visit.handled, desk.visit.packs, desk.visit.treatment)
    other = start_from(told, place)
    walk(other, told, tmp_path / "out")
    assert other.visit.closed and ledger_of(other.visit) == ledger_of(desk.visit)
    assert (other.visit.treatment, other.visit.handled) == (desk.visit.treatment, desk.visit.handled)


def test_an_all_out_of_a_file_that_asks_for_no_count_needs_none(
        raw: Raw, place: Workplace, catalogue: Catalogue, tmp_path: Path) -> None:
    ins = [entry for entry in raw["treatment"] if entry["event"] == "in"]
    told = as_visit({**raw, "treatment": [*ins, {"at": "10:20", "event": "all-out"}]}, catalogue)
    desk = start_from(told, place)
    walk(desk, told, tmp_path / "out")
    assert desk.visit.closed


@pytest.mark.parametrize(("treatment", "entries", "path"), [
    ([{"at": "10:00", "event": "out", "site": 0, "count": 1, "moved": 1}], [], "treatment[0].moved"),
    ([{"at": "10:00", "event": "in", "site": 0, "count": 1, "moved": 1}], [], "treatment[0].moved"),
    ([{"at": "10:00", "event": "out", "site": 0, "count": 1, "moved": 1},
      {"at": "10:00", "event": "in", "site": 1, "count": 2, "moved": 0}], [], "treatment[0].moved"),
    ([], [{"at": "10:00", "what": "passed-on", "after": 0}], "handled[0].to"),
    ([], [{"at": "10:00", "what": "passed-on", "after": 1, "to": "Mary"}], "handled[0].after"),
    ([], [{"at": "10:00", "what": "left-in-declared", "after": 0, "site": 2, "count": 1, "why": "stays"}], "handled[0].site")])
def test_a_file_whose_needles_do_not_fit_together_is_refused(
        raw: Raw, catalogue: Catalogue, treatment: list[Raw], entries: list[Raw], path: str) -> None:
    with pytest.raises(BadInput) as refused:
        read_visit(json.dumps({**raw, "treatment": treatment, "handled": entries}).encode(), catalogue)
    assert path in [fault.place for fault in refused.value.faults]


def test_no_more_needles_stay_in_than_are_planned(raw: Raw, catalogue: Catalogue) -> None:
    sites = [raw["sites"][0], {**raw["sites"][1], "stays": 4}]
    with pytest.raises(BadInput) as refused:
        read_visit(json.dumps({**raw, "sites": sites}).encode(), catalogue)
    assert [fault.place for fault in refused.value.faults] == ["sites[1].stays"]


def test_a_file_of_before_reads_as_before(raw: Raw, catalogue: Catalogue) -> None:
    told = as_visit(raw, catalogue)
    assert (told.handled, told.packs) == ((), None)
    assert all((event.by, event.moved, event.to_count) == ("", None, False) for event in told.treatment)
    assert {key for entry in json.loads(visit_bytes(told))["treatment"] for key in entry} == {"at", "event", "site", "count"}


def test_needles_that_are_handled_after_an_event_stand_behind_it(desk: VisitDesk) -> None:
    put_in(desk, 0, 1)
    desk.adverse("ae-nerve-contact", 0, {})
    pass_on(desk, OTHER, "10:12")
    desk.detail_adverse(1, {"sensation": "electric"})
    assert desk.visit.treatment[1].detail == {"sensation": "electric"}
    assert desk.visit.handled == (Handled("10:12", "passed-on", 2, to=OTHER),)
