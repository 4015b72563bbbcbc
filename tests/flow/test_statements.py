"""What is said besides the steps goes through the same desk: recorded once, sealed as a page of its own, never rewritten."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from needlesafe.domain.catalogue import Catalogue
from needlesafe.domain.companions import Chaperone, Guardian, Interpreter, Witness
from needlesafe.domain.consent import Signature
from needlesafe.domain.folding import fold
from needlesafe.domain.statements import Amendment, HandOver, Incident, Referral, Withdrawal
from needlesafe.errors import GateRefused
from needlesafe.exchange.visit_file import read_visit
from needlesafe.exchange.visit_json import visit_bytes
from needlesafe.flow.export import export_documents
from needlesafe.flow.gates import signatures_wanted
from needlesafe.flow.sealing import prepare_consent, seal_due
from needlesafe.flow.statements import (accompany, amend, describe_withdrawal, hand_over, refer, report, time_said,
                                        withdraw)
from needlesafe.flow.summary import state_of
from needlesafe.flow.visit_desk import VisitDesk
from needlesafe.flow.walk import start_from, walk
from needlesafe.flow.workplace import Workplace
from needlesafe.seal import embedded_files
from tests.helpers.page_check import page_faults
from tests.helpers.verapdf import VeraPdf
from tests.helpers.visit_files import (AOIFE, DELTOID, INK, UPPER_TRAPEZIUS, Raw, as_visit, begun, complete, consented, standing)
from tests.helpers.visit_walk import record_up_to

WITNESSES = {"guardian": "Seán Byrne", "interpreter": "Anna Przykład", "witness": "Ελένη Παπαδοπούλου", "chaperone": "Máire Ní Dhuibhir"}
RAISES = "pr-tattoo"
"""A question that raises something wherever the needle goes."""
SENTENCE = "I want this to stop."


@pytest.fixture(scope="module")
def verapdf() -> Iterator[VeraPdf]:
    """The validator, started once."""
    validator = VeraPdf()
    yield validator
    validator.close()


def accompanied(raw: Raw) -> Raw:
    """The file with everybody beside the patient, who sign after her."""
    signed = [{"role": role, "for": ["needling", "chest"] if role == "guardian" else ["needling"], "name": name, "strokes": INK}
              for role, name in WITNESSES.items()]
    patient, *others = raw["consent"]["signatures"]
    return {**raw, "guardian": {"name": WITNESSES["guardian"], "relation": "husband", "basis": "enduring power, seen"},
            "interpreter": {"name": WITNESSES["interpreter"], "language": "Polish", "method": "phone"},
            "witness": {"name": WITNESSES["witness"]}, "chaperone": {"answer": "accepted", "name": WITNESSES["chaperone"]},
            "consent": {**raw["consent"], "signatures": [patient, *signed, *others]}}


def everything(catalogue: Catalogue) -> Raw:
    """A file in which everything is said that can be."""
    raw = accompanied(complete(begun(UPPER_TRAPEZIUS, DELTOID, screening={"pr-smoker": "yes"}), catalogue))
    raised = [finding.id for finding in standing(raw, catalogue).assessment.findings][:2]
    return {**raw, "note": {**raw["note"], "large_print": True},
            "referrals": [{"to": "Dr Keane", "about": raised, "text": "Is there a reason against it?"},
                          {"at": "09:40", "to": "Dr Quinn", "about": raised[:1], "text": "And to your mind?"}],
            "hand_overs": [{"at": "10:07", "suspected": "faint", "vital_signs": [{"at": "10:07", "pulse": 44}]},
                           {"at": "2026-11-22T08:10", "suspected": "collapsed lung"}],
            "withdrawal": {"at": "10:06", "manner": "spoken", "words": SENTENCE, "no_penalty": True},
            "incident": {"severity": "mild", "event": "ae-syncope", "happened": "She fainted."},
            "amendments": [{"reason": "forgotten", "text": "She had not eaten."}, {"reason": "a letter came", "text": "All well."}]}


def walked(raw: Raw, place: Workplace, folder: Path) -> VisitDesk:
    """The desk of a file's visit, walked to its end."""
    told = as_visit(raw, place.catalogue)
    desk = start_from(told, place)
    walk(desk, told, folder)
    return desk


def kinds(desk: VisitDesk) -> list[str]:
    """What was sealed, in order."""
    return [document.kind for document in desk.visit.documents]


def lacking(caught: pytest.ExceptionInfo[GateRefused]) -> list[tuple[str, str]]:
    """What a gate missed."""
    return [(lack.code, lack.subject) for lack in caught.value.lacks]


def test_a_file_in_which_everything_is_said_leads_to_every_page(catalogue: Catalogue, place: Workplace, tmp_path: Path,
                                                               verapdf: VeraPdf) -> None:
    desk = walked(everything(catalogue), place, tmp_path / "out")
    assert kinds(desk) == ["referral", "referral", "consent", "hand-over", "withdrawal", "incident", "record", "aftercare",
                           "aftercare-large", "hand-over", "amendment", "amendment"]
    files = sorted((tmp_path / "out").glob("*.pdf"))
    assert len(files) == 12 and {"amendment-2", "hand-over-2", "referral-2"} <= {f.name.partition("-2026")[0] for f in files}
    for file in files:
        for flavour in ("3a", "ua1"):
            verdict = verapdf.check(file, flavour)
            assert verdict.passed, (file.name, flavour, verdict.broken)
            assert "-2-2026" in file.name or page_faults(file.read_bytes(), flavour) == []
        told = subprocess.run(["qpdf", "--check", str(file)], capture_output=True, text=True) if shutil.which("qpdf") else None
        assert told is None or told.returncode == 0, told.stdout + told.stderr
        assert bool(embedded_files(file.read_bytes())) == file.name.startswith(("consent", "record")), "a letter carries data"


def test_what_a_record_carries_runs_to_the_same_again(catalogue: Catalogue, place: Workplace, tmp_path: Path) -> None:
    def extracted(raw: Raw, folder: Path) -> bytes:
        desk = walked(raw, place, folder)
        return embedded_files(next(folder.glob(f"record*{desk.visit_id[:8]}.pdf")).read_bytes())["visit.json"]

    first = extracted(everything(catalogue), tmp_path / "first")
    visit = read_visit(first, catalogue)
    assert visit.withdrawal and visit.incident and visit.interpreter and len(visit.hand_overs) == 1 and len(visit.referrals) == 2
    assert extracted(json.loads(first), tmp_path / "second") == first
    assert visit_bytes(visit) == first


def test_everybody_who_is_named_signs_in_order(catalogue: Catalogue, place: Workplace, tmp_path: Path) -> None:
    raw = accompanied(complete(begun(UPPER_TRAPEZIUS), catalogue))
    roles = [role for role, _ in signatures_wanted(standing(raw, catalogue))]
    assert roles == ["patient", "guardian", "interpreter", "witness", "chaperone", "practitioner", "patient", "guardian", "practitioner"]
    for role in WITNESSES:
        short = {**raw, "consent": {**raw["consent"], "signatures": [s for s in raw["consent"]["signatures"] if s["role"] != role]}}
        with pytest.raises(GateRefused) as caught:
            walked(short, place, tmp_path / "out")
        assert ("signature", f"{role} needling") in lacking(caught)
    declined = {**raw, "chaperone": {"answer": "declined"}}
    assert "chaperone" not in [role for role, _ in signatures_wanted(standing(declined, catalogue))]


def test_a_child_whose_guardian_is_not_named_does_not_sign_as_one_and_no_two_sign_as_one(catalogue: Catalogue, place: Workplace) -> None:
    raw = begun({**DELTOID, "stays": 1, "minutes": 15}, patient={**AOIFE, "birth_date": "2014-02-28"})
    told = as_visit(complete(raw, catalogue), catalogue)
    desk = start_from(told, place)
    record_up_to(desk, told, "prepared")
    mark = Signature("guardian", ("needling",), "Seán Byrne", strokes=told.consent.signatures[0].strokes)
    for wrong in (replace(mark, name="Byrne, Aoife"), replace(mark, name="conor walsh"), replace(mark, typed="Aoife Byrne", strokes=())):
        with pytest.raises(GateRefused) as caught:
            desk.sign(wrong)
        assert lacking(caught) == [("other-signer", "guardian")]
    desk.sign(mark)
    with pytest.raises(GateRefused) as caught:
        desk.sign(replace(mark, purposes=("left-in",), name="Brendan Kelly"))
    assert lacking(caught) == [("other-signer", "guardian")]
    desk.sign(replace(mark, purposes=("left-in",)))


def test_nobody_signs_in_the_place_of_whoever_is_named(catalogue: Catalogue, place: Workplace) -> None:
    told = as_visit(accompanied(complete(begun(DELTOID), catalogue)), catalogue)
    desk = start_from(told, place)
    for role in WITNESSES:
        accompany(desk, role, getattr(told, role))
    record_up_to(desk, told, "prepared")
    mark = Signature("interpreter", ("needling",), "Somebody Else", typed="Somebody Else")
    with pytest.raises(GateRefused) as caught:
        desk.sign(mark)
    assert lacking(caught) == [("other-signer", "interpreter")]
    with pytest.raises(GateRefused) as caught:
        desk.sign(Signature("witness", ("needling",), WITNESSES["witness"], typed="x"))
    assert lacking(caught) == [("witness-first", "witness")]
    desk.sign(replace(mark, name=" anna  PRZYKŁAD"))


def test_an_interpreter_is_neither_patient_nor_practitioner(catalogue: Catalogue, place: Workplace) -> None:
    desk = start_from(as_visit(begun(DELTOID), catalogue), place)
    for role, person in (("interpreter", Interpreter("AOIFE byrne", "Polish")), ("witness", Witness("Conor Walsh")),
                         ("chaperone", Chaperone("accepted", "Conor  Walsh"))):
        with pytest.raises(GateRefused) as caught:
            accompany(desk, role, person)
        assert lacking(caught) == [("same-person", role)]
    accompany(desk, "guardian", Guardian("Conor Walsh", "father"))
    accompany(desk, "guardian", None)
    with pytest.raises(GateRefused) as caught:
        accompany(desk, "guardian", Guardian("Aoife Byrne", "herself"))
    assert lacking(caught) == [("same-person", "guardian")]
    assert desk.visit.guardian is None and desk.visit.interpreter is None


def test_an_interpreter_who_comes_late_brings_a_new_consent(catalogue: Catalogue, place: Workplace) -> None:
    told = as_visit(complete(begun(DELTOID), catalogue), catalogue)
    desk = start_from(told, place)
    record_up_to(desk, told, "agreed")
    assert not desk.lacks("needle-in")
    accompany(desk, "interpreter", Interpreter("Anna Przykład", "Polish", "in-person"))
    assert {lack.code for lack in desk.lacks("needle-in")} == {"consent-outdated", "signature"}
    prepare_consent(desk)
    assert not desk.visit.consent.decision


@pytest.mark.parametrize("stage", ["fresh", "planned", "ready", "prepared", "signed", "agreed", "paused", "needled", "out", "noted",
                                   "sealed"])
def test_consent_can_be_withdrawn_at_every_stage_and_nothing_follows_from_it(catalogue: Catalogue, place: Workplace, stage: str) -> None:
    told = as_visit(complete(begun(DELTOID), catalogue), catalogue)
    desk = start_from(told, place)
    record_up_to(desk, told, stage)
    before = place.store.documents(desk.visit_id)
    withdraw(desk, Withdrawal(words=SENTENCE, at=time_said(desk)))
    assert desk.visit.withdrawal and desk.visit.withdrawal.needles_in == (1 if stage == "needled" else 0)
    for gate in ("consent", "sign", "consent-given", "decline", "needle-in", "finish", "accompany", "withdraw"):
        assert "withdrawn" in {lack.code for lack in desk.lacks(gate)}, gate
    with pytest.raises(GateRefused):
        withdraw(desk, Withdrawal(words="again"))
    if stage == "needled":
        assert seal_due(desk) == (), "the page waits until the needles are out"
        desk.remove_all()
    assert seal_due(desk) == ("withdrawal",)
    assert place.store.documents(desk.visit_id)[:len(before)] == before, "something sealed was written over"
    with pytest.raises(GateRefused) as caught:
        describe_withdrawal(desk, reason="too late")
    assert lacking(caught) == [("sealed-withdrawal", "")]


def test_one_tap_withdraws_and_the_words_may_follow(catalogue: Catalogue, place: Workplace) -> None:
    told = as_visit(complete(begun(DELTOID), catalogue), catalogue)
    desk = start_from(told, place)
    with pytest.raises(GateRefused) as caught:
        describe_withdrawal(desk, words=SENTENCE)
    assert lacking(caught) == [("not-withdrawn", "")]
    record_up_to(desk, told, "needled")
    withdraw(desk, Withdrawal())
    desk.remove_all()
    assert seal_due(desk) == ()
    assert ("withdrawal-words", "") in [(lack.code, lack.subject) for lack in desk.lacks("finish-withdrawn")]
    describe_withdrawal(desk, words=SENTENCE, manner="gesture")
    assert seal_due(desk) == ("withdrawal",)
    assert desk.visit.withdrawal and (desk.visit.withdrawal.needles_in, desk.visit.withdrawal.words) == (1, SENTENCE)


def test_a_needle_after_the_withdrawal_is_refused_in_a_file_too(catalogue: Catalogue, place: Workplace, tmp_path: Path) -> None:
    raw = complete(begun(DELTOID), catalogue)
    raw["treatment"].append({"at": "10:30", "event": "in", "site": 0, "count": 1})
    with pytest.raises(GateRefused) as caught:
        walked({**raw, "withdrawal": {"at": "10:20", "words": SENTENCE}}, place, tmp_path / "out")
    assert caught.value.gate == "needle-in" and ("withdrawn", "") in lacking(caught)


def test_a_consent_withdrawn_before_it_was_given_closes_with_a_record_and_no_aftercare(catalogue: Catalogue, place: Workplace,
                                                                                      tmp_path: Path) -> None:
    desk = walked(begun(DELTOID, withdrawal={"words": SENTENCE}), place, tmp_path / "out")
    assert kinds(desk) == ["withdrawal", "record"]
    assert state_of(desk.standing) == "withdrawn"


def test_a_needled_patient_who_withdraws_leaves_as_after_any_other_visit(catalogue: Catalogue, place: Workplace, tmp_path: Path) -> None:
    raw = {**complete(begun(DELTOID), catalogue), "withdrawal": {"at": "10:06", "words": SENTENCE}}
    desk = walked(raw, place, tmp_path / "whole")
    assert kinds(desk) == ["consent", "withdrawal", "record", "aftercare"]
    with pytest.raises(GateRefused) as caught:
        walked({**raw, "note": {}}, place, tmp_path / "short")
    assert caught.value.gate == "finish-withdrawn" and ("aftercare", "") in lacking(caught)


def test_a_withdrawn_consent_never_leaves_without_the_page_that_says_so(catalogue: Catalogue, place: Workplace, tmp_path: Path) -> None:
    raw = {**complete(begun(DELTOID), catalogue), "withdrawal": {"at": "2026-11-24T09:00", "words": SENTENCE}}
    desk = walked(raw, place, tmp_path / "out")
    assert kinds(desk) == ["consent", "record", "aftercare", "withdrawal"]
    names = [path.name for path in export_documents(desk, tmp_path / "copy", ("consent",))]
    assert [name.partition("-2026")[0] for name in names] == ["consent", "withdrawal"]


def test_a_sealed_visit_is_only_ever_added_to(catalogue: Catalogue, place: Workplace, tmp_path: Path) -> None:
    desk = walked(complete(begun(DELTOID), catalogue), place, tmp_path / "out")
    before, sealed = place.store.events(desk.visit_id), place.store.documents(desk.visit_id)
    for empty, part in ((Amendment(" ", "text"), "reason"), (Amendment("reason", ""), "text")):
        with pytest.raises(GateRefused) as caught:
            amend(desk, empty)
        assert lacking(caught) == [("statement-part", part)]
    amend(desk, Amendment("the side was wrong", "It was the left."))
    assert state_of(desk.standing) == "open", "an amendment without its page is unfinished work"
    assert seal_due(desk) == ("amendment",) and state_of(desk.standing) == "finished"
    events = place.store.events(desk.visit_id)
    assert events[:len(before)] == before and place.store.documents(desk.visit_id)[:len(sealed)] == sealed
    assert [event.type for event in events[len(before):]] == ["amended", "document-sealed"]
    assert fold(events).amendments[0].by == "Conor Walsh"
    with pytest.raises(GateRefused):
        desk.note(response="something else")


def test_an_open_visit_is_not_amended(catalogue: Catalogue, place: Workplace) -> None:
    desk = start_from(as_visit(begun(DELTOID), catalogue), place)
    with pytest.raises(GateRefused) as caught:
        amend(desk, Amendment("reason", "text"))
    assert lacking(caught) == [("sealed-record", "")]


@pytest.mark.parametrize("at", ["", "2026-11-23T09:15"])
def test_an_incident_is_reported_once_before_or_after_the_record_is_sealed(catalogue: Catalogue, place: Workplace, tmp_path: Path,
                                                                          at: str) -> None:
    incident = {"severity": "serious", "event": "ae-pneumothorax", "happened": "A lung collapsed.", **({"at": at} if at else {})}
    desk = walked({**complete(begun(DELTOID), catalogue), "incident": incident}, place, tmp_path / "out")
    order = kinds(desk)
    assert (order.index("incident") > order.index("record")) == bool(at)
    with pytest.raises(GateRefused) as caught:
        report(desk, Incident("mild", "Something else."))
    assert lacking(caught) == [("reported", "")]


def test_a_report_says_how_grave_it_is_and_what_happened(catalogue: Catalogue, place: Workplace) -> None:
    desk = start_from(as_visit(begun(DELTOID), catalogue), place)
    with pytest.raises(GateRefused) as caught:
        report(desk, Incident("", " "))
    assert lacking(caught) == [("statement-part", "severity"), ("statement-part", "happened")]


def test_a_referral_asks_about_what_is_raised_and_before_the_first_needle(catalogue: Catalogue, place: Workplace) -> None:
    told = as_visit(complete(begun(DELTOID, screening={RAISES: "yes"}), catalogue), catalogue)
    desk = start_from(told, place)
    record_up_to(desk, told, "agreed")
    letter = Referral("Dr Keane", (RAISES,), "Is there a reason against it?")
    with pytest.raises(GateRefused) as caught:
        refer(desk, replace(letter, about=("ci-fever-infection",)))
    assert lacking(caught) == [("not-raised", "ci-fever-infection")]
    refer(desk, letter)
    assert seal_due(desk) == ("referral",)
    desk.place(0, 1)
    with pytest.raises(GateRefused) as caught:
        refer(desk, letter)
    assert lacking(caught) == [("needled", "")]


def test_a_letter_that_was_sealed_stays_where_the_consent_is_refused(catalogue: Catalogue, place: Workplace, tmp_path: Path) -> None:
    raw = begun(UPPER_TRAPEZIUS, screening={"pf-lung-disease": "yes"})
    raised = next(f.id for f in standing(raw, catalogue).assessment.findings if f.action == "clearance")
    with pytest.raises(GateRefused):
        walked({**raw, "referrals": [{"to": "Dr Keane", "about": [raised], "text": "May I?"}]}, place, tmp_path / "out")
    assert [path.name.partition("-2026")[0] for path in (tmp_path / "out").iterdir()] == ["referral"]


@pytest.mark.parametrize("stage", ["fresh", "needled", "sealed"])
def test_an_emergency_is_handed_over_at_every_stage_and_more_than_once(catalogue: Catalogue, place: Workplace, stage: str) -> None:
    told = as_visit(complete(begun(DELTOID), catalogue), catalogue)
    desk = start_from(told, place)
    record_up_to(desk, told, stage)
    for letter in (HandOver("Ambulance", "faint"), HandOver("Hospital", "collapsed lung")):
        hand_over(desk, letter)
        assert seal_due(desk) == ("hand-over",)
    assert [d.name.partition("-2026")[0] for d in desk.visit.documents if d.kind == "hand-over"] == ["hand-over", "hand-over-2"]


def test_a_declined_visit_may_have_its_letters_too(catalogue: Catalogue, place: Workplace, tmp_path: Path) -> None:
    raw = consented(begun(DELTOID, screening={RAISES: "yes"}), catalogue, "deferred")
    desk = walked({**raw, "referrals": [{"to": "Dr Keane", "about": [RAISES], "text": "May I?"}]}, place, tmp_path / "out")
    assert kinds(desk) == ["referral", "refusal", "record"]
