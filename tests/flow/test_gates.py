"""
Every gate against every order of steps.

The enumeration walks all orders of a closed set of acts from an empty visit, through the real desk and the real gates
over a journal in memory, and judges each state by the journal alone, not by the gates.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count

import pytest

from needlesafe.domain.anatomy import Site, reaches_lung
from needlesafe.domain.answers import Answer
from needlesafe.domain.consent import Signature
from needlesafe.domain.events import Event
from needlesafe.domain.follow_up import follow_ups, unmet
from needlesafe.domain.ledger import ledger_of
from needlesafe.domain.needles import any_placed, present
from needlesafe.domain.people import Clinic, Practitioner, User, patient_from_json
from needlesafe.domain.rules import assess
from needlesafe.domain.statements import Amendment, HandOver, Incident, Referral, Withdrawal
from needlesafe.domain.visit import Visit
from needlesafe.errors import GateRefused
from needlesafe.flow.gates import AFTER_CLOSING, GATES, Standing, consent_keys, demand, lacks, signatures_wanted
from needlesafe.flow.statements import amend, hand_over, refer, report, withdraw
from needlesafe.flow.steps import finish_gate
from needlesafe.flow.visit_desk import StartPlan, VisitDesk
from tests.helpers.visit_files import AOIFE, DELTOID, UPPER_TRAPEZIUS, begun, ready

CONOR = Practitioner("Conor Walsh", "PT-20311", scope=("*",))
STOP = "ci-fever-infection"
MAY_GO, STAYS = "ob-neuro", "ob-dizzy"
"""A check that may stay unmet where what is owed is written, and one that keeps the patient."""
NEVER_AFTER_WITHDRAWAL = ("consent-withdrawn", "consent-prepared", "signed", "consent-decided", "companion-recorded")
PLANS = {"deltoid": (DELTOID,), "both": (DELTOID, UPPER_TRAPEZIUS)}


@dataclass
class Journal:
    """A store of one visit that keeps its events in memory."""

    kept: list[Event] = field(default_factory=list)
    user: User = User("conor", CONOR)

    def append(self, events: Sequence[Event], summary: object) -> None:
        """Keeps the events."""
        self.kept += events

    def clinic(self) -> Clinic:
        """An invented clinic."""
        return Clinic("Harbour Physiotherapy")

    def adoptions(self) -> tuple[()]:
        """Nobody has adopted the content."""
        return ()

    def visits_of(self, patient_id: str) -> tuple[()]:
        """No earlier visit."""
        return ()


class Place:
    """A workplace whose clock ticks once an event."""

    demo = False

    def __init__(self, catalogue, journal: Journal, tick: int) -> None:
        self.catalogue, self.store, self._tick = catalogue, journal, count(tick)

    def now(self) -> str:
        """A minute later each time."""
        minutes = next(self._tick)
        return datetime(2026, 11, 21, 8 + minutes // 60, minutes % 60, tzinfo=UTC).strftime("%Y-%m-%dT%H:%M:00.000Z")

    def local_time(self) -> str:
        """Any time of day."""
        return "10:00"

    def monotonic(self) -> float:
        """Time stands still."""
        return 0.0

    def new_id(self) -> str:
        """The one visit."""
        return "visit"

    def new_salt(self) -> str:
        """No secret here."""
        return "00" * 16


Act = Callable[[VisitDesk], object]


def plan(catalogue, *raw_sites) -> tuple[Site, ...]:
    """The sites as the desk takes them."""
    return tuple(Site(**{"level": None, **raw}) for raw in raw_sites)


def say_everything(catalogue) -> Act:
    """Answers, readiness, ticks and changes for both plans, in one act."""
    raw = ready(begun(*PLANS["both"]), catalogue)

    def act(desk: VisitDesk) -> None:
        once(len(desk.visit.screening) <= 1)
        desk.record(*(("answered", {"id": key, "answer": answer}) for key, answer in raw["screening"].items()),
                    *(("readiness-answered", {"id": key, "answer": a}) for key, a in raw["readiness"].items()),
                    *(("acknowledged", {"id": key}) for key in raw["acknowledged"]),
                    *(("change-accepted", {"finding": key}) for key in raw["changes_accepted"]))
    return act


def once(first: bool) -> None:
    """Keeps an act that changes nothing more from being walked again."""
    if not first:
        raise GateRefused("again", ())


def prepare(desk: VisitDesk) -> None:
    """What `sealing.prepare_consent` records, with the keys themselves for a hash."""
    demand("consent", desk.standing)
    keys = list(consent_keys(desk.standing))
    desk.record(("consent-prepared", {"draft": " ".join(sorted(keys)), "language": "en", "covers": keys}))


def sign(desk: VisitDesk) -> None:
    """Everybody who must sign signs for what stands, and understands it."""
    for role, purpose in signatures_wanted(desk.standing):
        name = desk.visit.patient.name if role == "patient" else "Somebody"
        desk.sign(Signature(role, (purpose,), name, typed=name))
    desk.record(*(("understanding-answered", {"id": item.id, "answer": item.wanted})
                  for item in desk.workplace.catalogue.consent["en"].understanding))


def seal_consent(desk: VisitDesk) -> None:
    """What `sealing.seal_consent` records."""
    once(desk.visit.consent.decision == "given")
    desk.record(("document-sealed", {"kind": "consent", "sha256": "0" * 64, "name": "consent.pdf"}))


def finish(desk: VisitDesk) -> None:
    """What `sealing.finish` records."""
    gate = finish_gate(desk.standing)
    demand(gate, desk.standing)
    desk.record(("visit-finished", {"gate": gate}))


def all_out(desk: VisitDesk) -> None:
    """Every needle out, where one is in."""
    once(any(line.present for line in ledger_of(desk.visit).sites))
    desk.remove_all()


def leave_well(desk: VisitDesk) -> None:
    """Every leaving check and both tellings."""
    once(not desk.visit.note.aftercare_given)
    desk.record(*(("discharge-answered", {"id": i.id, "answer": i.wanted}) for i in desk.workplace.catalogue.discharge.values()))
    desk.note(aftercare_given=True, red_flags_explained=True)


def leave_unwell(item: str) -> Act:
    """Every leaving check met but one, and both tellings; for one plan, after its needle, so that the walk stays short."""
    def act(desk: VisitDesk) -> None:
        once(_counts_how_left(desk.visit) and any_placed(desk.visit) and desk.visit.reconciliation is None)
        leave_well(desk)
        desk.discharge(item, "no")
    return act


def owe(desk: VisitDesk) -> None:
    """What is owed for each check that is not met, of whatever kind."""
    failed = [item.id for item in unmet(desk.visit, desk.workplace.catalogue)]
    once(bool(failed) and len(desk.visit.sites) == 1 and not desk.visit.note.discharge_owed)
    for item in failed:
        desk.owe(item, "Conor Walsh rings tomorrow.")


def reconcile(desk: VisitDesk) -> None:
    """A written account of what is missing."""
    once(desk.visit.reconciliation is None)
    desk.reconcile({name: "yes" for name in desk.workplace.catalogue.reconciliation}, "found on the floor")


def seal_record(desk: VisitDesk) -> None:
    """What `sealing.finish` records once the visit is closed."""
    once(desk.visit.closed and not any(document.kind == "record" for document in desk.visit.documents))
    desk.record(("document-sealed", {"kind": "record", "sha256": "1" * 64, "name": "record.pdf"}))


def write_a_referral(desk: VisitDesk) -> None:
    """A letter about whatever is raised first."""
    once(not desk.visit.referrals and bool(desk.assessment.findings))
    refer(desk, Referral("Dr Keane", (desk.assessment.findings[0].id,), "Is there a reason against it?"))


def acts_of(catalogue) -> dict[str, Act]:
    """The closed set of acts."""
    return {
        "say everything": say_everything(catalogue),
        "plan deltoid": lambda d: d.plan_sites(plan(catalogue, *PLANS["deltoid"])),
        "plan both": lambda d: d.plan_sites(plan(catalogue, *PLANS["both"])),
        "fever": lambda d: d.answer(STOP, Answer("yes")),
        "no fever": lambda d: d.answer(STOP, Answer("no")),
        "prepare": prepare, "sign": sign, "give": lambda d: d.decide("given"), "seal": seal_consent,
        "decline": lambda d: d.decide("declined"),
        "needle in": lambda d: d.place(0, 1), "needle in second": lambda d: d.place(1, 1),
        "needle out": lambda d: d.remove(0, 1), "all out": all_out,
        "reconcile": reconcile, "leave well": leave_well,
        "leave numb": leave_unwell(MAY_GO), "leave dizzy": leave_unwell(STAYS), "owe": owe,
        "gone": lambda d: once(d.visit.ending is None) or d.end("patient-gone", "left in a hurry", "count the needles"), "finish": finish,
        "seal record": seal_record, "withdraw": lambda d: withdraw(d, Withdrawal(words="Stop.")), **statements_of()}


def statements_of() -> dict[str, Act]:
    """What is said besides the steps and changes nothing of what may follow; what needs no gate, where most are closed."""
    return {"refer": write_a_referral,
            "amend": lambda d: once(not d.visit.amendments) or amend(d, Amendment("forgotten", "He had not eaten.")),
            "report": lambda d: once(d.visit.closed) or report(d, Incident("mild", "He fainted.")),
            "hand over": lambda d: once(d.visit.closed and not d.visit.hand_overs) or hand_over(d, HandOver("Ambulance"))}


@dataclass(frozen=True)
class Walked:
    """A journal with the visit that it tells, and what the gates look at there, worked out once for all acts that follow."""

    events: tuple[Event, ...]
    standing: Standing

    @property
    def visit(self) -> Visit:
        """The visit as the journal tells it."""
        return self.standing.visit


def started(catalogue) -> Walked:
    """The journal of a visit that has just begun."""
    place = Place(catalogue, Journal(), 0)
    desk = VisitDesk.start(place, "p", patient_from_json(AOIFE), StartPlan("2026-11-21", "IE", CONOR))
    return Walked(tuple(place.store.kept), desk.standing)


def after(walked: Walked, act: Act, catalogue) -> Walked | None:
    """The journal after an act; None where it was refused or changed nothing."""
    place = Place(catalogue, Journal(), len(walked.events))
    desk = VisitDesk(place, "visit")
    desk._visit, desk._standing = walked.visit, walked.standing
    try:
        act(desk)
    except (GateRefused, IndexError):
        return None
    return Walked((*walked.events, *place.store.kept), desk.standing) if place.store.kept else None


def shape(visit: Visit) -> tuple[object, ...]:
    """What two visits must share to go on alike: once withdrawn, nothing of the consent; once closed, next to nothing."""
    marks = frozenset((s.role, s.purposes, s.draft) for s in visit.consent.signatures)
    counts = tuple(min(line.placed, 1) * 10 + min(line.present, 1) for line in ledger_of(visit).sites)
    sealed = any(d.kind == "consent" and d.sealed_at >= visit.consent.decided_at for d in visit.documents)
    recorded = any(d.kind == "record" for d in visit.documents)
    leaving = (len(visit.sites), counts, visit.reconciliation is not None, visit.note.aftercare_given,
               visit.ending is not None, _unwell(visit))
    if visit.closed:
        return "closed", recorded, visit.withdrawal is not None
    if visit.withdrawal is not None:
        return "withdrawn", *leaving
    stop = visit.screening.get(STOP)
    covered = sum(key.startswith("site ") for key in visit.consent.covers)
    signed = frozenset((role, purpose) for role, purpose, draft in marks if draft == visit.consent.draft)
    return (len(visit.screening) > 3, stop.answer if stop else "", covered, signed,
            visit.consent.decision, sealed, *leaving)


def _unwell(visit: Visit) -> tuple[object, ...]:
    """How the patient of the short plan is left."""
    said = visit.note.discharge
    return (said.get(MAY_GO), said.get(STAYS), bool(visit.note.discharge_owed)) if _counts_how_left(visit) else ()


def _counts_how_left(visit: Visit) -> bool:
    """Whether the walk tells apart how the patient is left: one site, nothing in, no fever, nobody gone."""
    fever = visit.screening.get(STOP)
    return (len(visit.sites) == 1 and not present(visit) and visit.ending is None
            and fever is not None and fever.answer == "no")


def judge(before: Walked, walked: Walked, catalogue) -> None:
    """The truths that no order may break, read off the journal."""
    last, kinds = walked.events[-1], [event.type for event in before.events]
    if "consent-withdrawn" in kinds:
        assert last.type not in NEVER_AFTER_WITHDRAWAL and last.payload.get("event") != "in", "something follows from a withdrawn consent"
    if "visit-finished" in kinds:
        assert last.type in AFTER_CLOSING, "a closed visit was written over"
    if last.type == "amended":
        assert ("document-sealed", "record") in [(e.type, e.payload.get("kind")) for e in before.events], "amended unsealed"
    if last.type == "referral-written":
        assert "in" not in [event.payload.get("event") for event in before.events], "a clearance asked for after a needle"
    if last.type == "treatment-recorded" and last.payload["event"] == "in":
        _judge_needle(before.events, before.visit, before.visit.sites[last.payload["site"]], catalogue)
    if last.type == "consent-decided" and last.payload["decision"] == "given":
        assert not _open_stops(before.visit, catalogue), "consent with an open stop"
    if last.type == "visit-finished" and last.payload["gate"] in ("finish", "finish-withdrawn"):
        inside = sum(line.present for line in ledger_of(before.visit).sites)
        assert inside == 0 or before.visit.reconciliation is not None, "finished with needles unaccounted for"
        _judge_leaving(before.visit, catalogue)


def _judge_needle(events: tuple[Event, ...], before: Visit, site: Site, catalogue) -> None:
    """A needle needs a given, sealed consent whose draft spoke of the site, signed for it, and nothing that stops."""
    kinds = [(e.type, e.payload) for e in events if e.type in ("consent-prepared", "consent-decided", "document-sealed")]
    assert [kind for kind, _ in kinds[-3:]] == ["consent-prepared", "consent-decided", "document-sealed"]
    prepared, decided = kinds[-3][1], kinds[-2][1]
    assert decided["decision"] == "given"
    assert any(key.startswith(f"site {site.muscle} {site.side} ") for key in prepared["covers"]), "consent for another site"
    signed = {(e.payload["role"], p) for e in events for p in e.payload.get("for", ())
              if e.type == "signed" and e.payload["draft"] == prepared["draft"]}
    assert {("patient", "needling"), ("practitioner", "needling")} <= signed
    if reaches_lung(site, catalogue):
        assert {("patient", "chest"), ("practitioner", "chest")} <= signed, "no signature for the chest"
    assert not _open_stops(before, catalogue), "a needle past a stop"
    assert before.ending is None and not before.closed


def _judge_leaving(visit: Visit, catalogue) -> None:
    """Whoever was needled goes with every check met, or with what is owed in writing where the check lets them go."""
    if not any(event.event == "in" for event in visit.treatment):
        return
    for item in unmet(visit, catalogue):
        assert item.owed and visit.note.discharge_owed.get(item.id), f"left although {item.id} was not met"


def _open_stops(visit: Visit, catalogue) -> list[str]:
    return [f.id for f in assess(visit, catalogue).findings if f.open and f.action == "stop"]


def judge_what_is_always_possible(walked: Walked, done: set[str]) -> None:
    """Consent can be withdrawn and an emergency handed over in every state, and needles come out until the record is closed."""
    assert ("withdraw" in done) == (walked.visit.withdrawal is None)
    assert ("hand over" in done) == (walked.visit.closed and not walked.visit.hand_overs) and not GATES["hand-over"]
    inside = any(line.present for line in ledger_of(walked.visit).sites)
    assert ("all out" in done) == (inside and not walked.visit.closed)


def test_no_order_of_steps_leads_past_a_gate(catalogue):
    acts, begin = acts_of(catalogue), started(catalogue)
    seen, waiting, steps = {shape(begin.visit)}, [begin], 0
    placed = finished = owing = 0

    while waiting:
        walked = waiting.pop()
        done = set()
        for name, act in acts.items():
            following = after(walked, act, catalogue)
            if following is None:
                continue
            steps += 1
            done.add(name)
            judge(walked, following, catalogue)
            placed += following.events[-1].payload.get("event") == "in"
            finished += following.visit.closed
            owing += following.events[-1].payload.get("gate") == "finish" and bool(following.visit.note.discharge_owed)
            if shape(following.visit) not in seen and len(following.visit.treatment) < 5:
                seen.add(shape(following.visit))
                waiting.append(following)
        judge_what_is_always_possible(walked, done)

    print(f"{len(seen)} states, {steps} steps, {placed} needles placed, {finished} visits closed, {owing} with something owed")
    assert placed > 100 and finished > 20 and owing


ALWAYS_OPEN = {"needle-out", "decline", "accompany", "hand-to-patient", "refer", "withdraw", "hand-over", "report"}


@pytest.mark.parametrize("gate", sorted(set(GATES) - ALWAYS_OPEN))
def test_every_gate_is_closed_on_an_empty_visit(gate, catalogue):
    desk = VisitDesk(Place(catalogue, Journal(), 9), "visit", started(catalogue).events)

    assert lacks(gate, desk.standing)


def test_needles_come_out_after_the_visit_ended_early(catalogue):
    acts, walked = acts_of(catalogue), started(catalogue)
    for name in ("say everything", "plan deltoid", "prepare", "sign", "give", "seal", "needle in", "gone", "needle out"):
        walked = after(walked, acts[name], catalogue)
        assert walked is not None, name

    assert walked.visit.treatment[-1].event == "out"


HELD = {"ob-time", "ob-count", "ob-skin", "ob-alert", "ob-dizzy", "ob-breath"}
"""The checks before leaving that keep the patient until they are met."""


def test_what_would_harm_a_patient_who_leaves_can_never_be_owed(catalogue):
    assert {item.id for item in catalogue.discharge.values() if item.required and not item.owed} == HELD


def to_the_note(catalogue) -> VisitDesk:
    """A visit whose needle is out again."""
    acts, walked = acts_of(catalogue), started(catalogue)
    for name in ("say everything", "plan deltoid", "prepare", "sign", "give", "seal", "needle in", "needle out", "leave well"):
        walked = after(walked, acts[name], catalogue)
    place = Place(catalogue, Journal(), 60)
    return VisitDesk(place, "visit", walked.events)


def test_a_check_that_is_not_met_lets_the_visit_finish_once_what_is_owed_is_written(catalogue):
    desk = to_the_note(catalogue)
    desk.discharge(MAY_GO, "no")
    assert [(lack.code, lack.subject) for lack in desk.lacks("finish")] == [("discharge-owed", MAY_GO)]
    desk.owe(MAY_GO, " ")
    assert desk.lacks("finish")
    desk.owe(MAY_GO, "Numb patch over the shoulder; told to ring if it grows; Conor Walsh rings on Monday.")
    assert not desk.lacks("finish")


def test_a_check_that_keeps_the_patient_is_never_passed_in_writing(catalogue):
    desk = to_the_note(catalogue)
    for name in HELD - {"ob-breath"}:
        desk.discharge(name, "no")
        desk.owe(name, "Somebody sees to it.")
        assert ("discharge", name) in [(lack.code, lack.subject) for lack in desk.lacks("finish")]


def test_what_was_owed_goes_with_the_answer_that_it_stood_beside(catalogue):
    desk = to_the_note(catalogue)
    desk.discharge(MAY_GO, "no")
    desk.owe(MAY_GO, "Numb patch.")
    desk.discharge(MAY_GO, "yes")
    assert not desk.visit.note.discharge_owed


def test_a_numb_patch_calls_for_the_contacts_of_a_nerve(catalogue):
    desk = to_the_note(catalogue)
    assert "fu-nerve" not in [item.id for item in follow_ups(desk.visit, catalogue)]
    desk.discharge(MAY_GO, "no")
    assert "fu-nerve" in [item.id for item in follow_ups(desk.visit, catalogue)]


def test_what_stops_a_plan_is_said_before_all_else(catalogue):
    desk = VisitDesk(Place(catalogue, Journal(), 9), "visit", started(catalogue).events)
    desk.plan_sites(plan(catalogue, DELTOID))
    desk.answer(STOP, Answer("yes"))
    codes = [lack.code for lack in desk.lacks("consent")]
    assert codes[0] == "stop" and {"readiness", "unanswered"} <= set(codes)
