"""
The one desk through which every event of a visit goes, from the window and from a file alike.

An event is committed before the visit changes here; what a gate refuses is never recorded.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from needlesafe.domain.anatomy import Site
from needlesafe.domain.answers import Answer, answer_to_json
from needlesafe.domain.consent import Signature
from needlesafe.domain.earlier import CHANGED, touched_answers
from needlesafe.domain.events import GENESIS, Event, chained
from needlesafe.domain.folding import folded
from needlesafe.domain.ledger import SiteLedger, ledger_of
from needlesafe.domain.people import Patient, Practitioner
from needlesafe.domain.rules import Assessment, assess
from needlesafe.domain.visit import Visit
from needlesafe.errors import GateRefused, Lack
from needlesafe.flow.adoption import is_adopted
from needlesafe.flow.counting import COUNTED, COUNTED_BY, counter_of
from needlesafe.flow.gates import AFTER_CLOSING, Standing, demand, lacks, signature_lacks
from needlesafe.flow.listing import content_json
from needlesafe.flow.needle_lacks import account_voided, hand_lacks
from needlesafe.flow.printable import demand_printable_event
from needlesafe.flow.readiness import keep_answer
from needlesafe.flow.summary import summary_of
from needlesafe.flow.workplace import Workplace

Told = tuple[str, Mapping[str, Any]]
"""An event's type and payload, before it is chained."""


@dataclass(frozen=True, slots=True)
class StartPlan:
    """What a new visit begins with besides its patient."""

    date: str
    jurisdiction: str
    practitioner: Practitioner


class VisitDesk:
    """One visit, open on the desk."""

    def __init__(self, workplace: Workplace, visit_id: str, events: Sequence[Event] = ()) -> None:
        self.workplace = workplace
        self.visit_id = visit_id
        self._visit: Visit | None = None
        self._standing: Standing | None = None
        self._last_tick: float | None = None
        self.last_events: tuple[Event, ...] = ()
        self.resumed = tuple(events)
        """What was recorded before the visit was taken up again; nothing of a visit that begins here."""
        for event in events:
            self._visit = folded(self._visit, event)
        self.counter = counter_of(self._visit) if self._visit is not None else ""
        """Who counts the needles for the hands that needle; empty where those count themselves."""

    @classmethod
    def resume(cls, workplace: Workplace, visit_id: str) -> VisitDesk:
        """The desk of a visit that is in the store, as its last event left it; an open one goes on under the content
        in use, and where that is another one its journal says so."""
        desk = cls(workplace, visit_id, workplace.store.events(visit_id))
        known = workplace.catalogue
        if not desk.visit.closed and ((desk.visit.content_fingerprint, desk.visit.content_clinic)
                                      != (known.fingerprint, known.clinic_fingerprint)):
            desk.record(("content-changed", {"content": content_json(known), "trial": not is_adopted(workplace)}))
        return desk

    @classmethod
    def start(cls, workplace: Workplace, patient_id: str, patient: Patient, plan: StartPlan) -> VisitDesk:
        """The desk of a new visit."""
        desk = cls(workplace, workplace.new_id())
        earlier = len(workplace.store.visits_of(patient_id))
        desk.record(("visit-started", {
            "date": plan.date, "jurisdiction": plan.jurisdiction, "patient_id": patient_id, "patient": said(patient),
            "practitioner": said(plan.practitioner), "clinic": said(workplace.store.clinic()), "number": earlier + 1,
            "trial": not is_adopted(workplace),
            **({"demo": True} if workplace.demo else {}),
            "content": content_json(workplace.catalogue)}))
        return desk

    @property
    def visit(self) -> Visit:
        """The visit as it stands in the store."""
        if self._visit is None:
            raise ValueError("the visit has not started")
        return self._visit

    @property
    def standing(self) -> Standing:
        """What the gates look at."""
        if self._standing is None:
            self._standing = self._standing_of(self.visit)
        return self._standing

    @property
    def assessment(self) -> Assessment:
        """What the visit raises as it stands."""
        return self.standing.assessment

    def _standing_of(self, visit: Visit) -> Standing:
        catalogue = self.workplace.catalogue
        return Standing(visit, assess(visit, catalogue), catalogue)

    def lacks(self, gate: str) -> tuple[Lack, ...]:
        """What a gate misses now."""
        return lacks(gate, self.standing)

    def record(self, *told: Told) -> Visit:
        """The visit after the events were committed, all or none. StoreRefused where they could not be,
        UnprintableCharacter where no document could show them."""
        events, visit = [], self._visit
        for kind, payload in told:
            demand_printable_event(payload)
            event = self._chained(kind, payload, visit)
            visit = folded(visit, event)
            events.append(event)
        if not events or visit is None:
            return self.visit
        standing = self._standing_of(visit)
        self.workplace.store.append(events, summary_of(standing))
        self._visit, self._standing, self.last_events = visit, standing, tuple(events)
        return visit

    def _chained(self, kind: str, payload: Mapping[str, Any], visit: Visit | None) -> Event:
        place = self.workplace
        if visit is not None and visit.closed and kind not in AFTER_CLOSING:
            raise GateRefused("record", (Lack("closed", "", "note"),))
        tick = place.monotonic()
        gap = -1 if self._last_tick is None else round((tick - self._last_tick) * 1000)
        self._last_tick = tick
        header = {"visit": self.visit_id, "sequence": (visit.last_sequence if visit else 0) + 1, "at": place.now(),
                  "gap_ms": gap, "actor": place.store.user.id, "type": kind}
        return chained(header, dict(payload), place.new_salt(), visit.last_link if visit else GENESIS)

    def answer(self, question: str, answer: Answer) -> Visit:
        """Records an answer to a screening question or factor."""
        return self.record(("answered", {"id": question, "answer": answer_to_json(answer)}))

    def withdraw_answer(self, question: str) -> Visit:
        """Makes a question unanswered again."""
        return self.record(("answer-withdrawn", {"id": question}))

    def answer_since_last(self, item: str, answer: Answer) -> Visit:
        """Records what changed since the last visit; answers given before that a change bears on are asked again."""
        before = self.visit.since_last.get(item)
        new = answer.answer in CHANGED and (before is None or before.answer not in CHANGED)
        stale = touched_answers(item, self.visit, self.workplace.catalogue) if new else ()
        return self.record(("since-last-answered", {"id": item, "answer": answer_to_json(answer)}),
                           *(("answer-withdrawn", {"id": name, "because": item}) for name in stale))

    def withdraw_since_last(self, item: str) -> Visit:
        """Makes a question about what changed unanswered again."""
        return self.record(("since-last-withdrawn", {"id": item}))

    def answer_readiness(self, item: str, answer: str) -> Visit:
        """Records a readiness item, and keeps it for the day or the profile; an empty answer takes it back."""
        visit = self.record(("readiness-answered", {"id": item, "answer": answer}))
        keep_answer(self.workplace, item, answer)
        return visit

    def describe_patient(self, patient: Patient) -> Visit:
        """Records what is known of the patient now."""
        return self.record(("patient-described", {"patient": said(patient)}))

    def indicate(self, **fields: Any) -> Visit:
        """Records complaint, diagnosis, goal, pain or range before."""
        return self.record(("indication-recorded", fields))

    def plan_sites(self, sites: Iterable[Site]) -> Visit:
        """Records the plan. GateRefused where a site that was needled would be changed or dropped."""
        planned = tuple(sites)
        needled = {event.site for event in self.visit.treatment if event.site is not None}
        for index in sorted(needled):
            if index >= len(planned) or not _same_place(planned[index], self.visit.sites[index]):
                raise GateRefused("sites", (Lack("needled-site", str(index), "sites"),))
        return self.record(("sites-planned", {"sites": [said(site) for site in planned]}))

    def acknowledge(self, item: str, ticked: bool = True) -> Visit:
        """Records one acknowledgement, or takes it back."""
        return self.record(("acknowledged" if ticked else "acknowledgement-withdrawn", {"id": item}))

    def accept_change(self, finding: str, ticked: bool = True) -> Visit:
        """Records that the changes of a finding will be made, or takes it back."""
        return self.record(("change-accepted" if ticked else "change-acceptance-withdrawn", {"finding": finding}))

    def override(self, finding: str, reason: str) -> Visit:
        """Records why a change is declined; an empty reason takes it back. GateRefused where it cannot be declined."""
        if not reason.strip():
            return self.record(("override-withdrawn", {"finding": finding}))
        found = self.assessment.finding(finding)
        if found is not None and not found.overridable:
            raise GateRefused("override", (Lack("not-overridable", finding, "cautions"),))
        return self.record(("override-given", {"finding": finding, "reason": reason}))

    def talk(self, questions: str) -> Visit:
        """Records what the patient asked and was told."""
        return self.record(("consent-talk-recorded", {"questions": questions}))

    def understand(self, item: str, answer: str) -> Visit:
        """Records an answer to an understanding question; an empty one takes it back."""
        return self.record(("understanding-answered", {"id": item, "answer": answer}))

    def draw(self, signature: Signature) -> Visit:
        """Keeps strokes as they stand at pen-up, before they are accepted as a signature."""
        demand("sign", self.standing)
        return self.record(("strokes-drawn", signature_payload(signature, self.visit.consent.draft)))

    def sign(self, signature: Signature) -> Visit:
        """Records a signature, bound to the draft that was read. GateRefused where it is blank, a dot or somebody else's."""
        if lacking := signature_lacks(signature, self.visit):
            raise GateRefused("signature", lacking)
        demand("sign", self.standing)
        return self.record(("signed", signature_payload(signature, self.visit.consent.draft)))

    def clear_signature(self, role: str, purpose: str) -> Visit:
        """Takes a role's signature for one purpose back before the decision."""
        demand("sign", self.standing)
        return self.record(("signatures-cleared", {"role": role, "for": [purpose]}))

    def decide(self, decision: str, **told: str) -> Visit:
        """Records the patient's decision, with who decided (`by`) and why (`reason`) where that was said. GateRefused
        where `given` lacks something."""
        demand("consent-given" if decision == "given" else "decline", self.standing)
        said_besides = {key: text for key, text in told.items() if text}
        return self.record(("consent-decided", {"decision": decision, **said_besides}))

    def line(self, gate: str, site: int, count: int = 1) -> SiteLedger:
        """The needles of a site. GateRefused where the plan has no such site, or the count is none of needles."""
        book = ledger_of(self.visit)
        if not 0 <= site < len(book.sites):
            raise GateRefused(gate, (Lack("no-site", str(site), "treatment"),))
        if count < 1:
            raise GateRefused(gate, (Lack("count", str(count), "treatment"),))
        return book.sites[site]

    def place(self, site: int, count: int, at: str = "", by: str = "") -> Visit:
        """Records needles that went in. GateRefused where no consent covers the site or anything stands against it."""
        demand("needle-in", self.standing)
        self.line("needle-in", site, count)
        if lacking := hand_lacks(by, self.visit):
            raise GateRefused("needle-in", lacking)
        return self._treated(at, event="in", site=site, count=count, by=by, before=account_voided(self.visit))

    def remove(self, site: int, count: int, at: str = "", by: str = "") -> Visit:
        """Records needles that came out, those left in on purpose last. GateRefused where more come out than are in."""
        demand("needle-out", self.standing)
        line = self.line("needle-out", site, count)
        if count > (still := line.present + line.declared):
            raise GateRefused("needle-out", (Lack("needles", f"site {site} holds {still}", "treatment"),))
        return self._treated(at, event="out", site=site, count=count, by=by)

    def remove_all(self, at: str = "", by: str = "", to_count: bool = False) -> Visit:
        """Records every needle that has to come out as out, in one act; where they wait to be counted, it says so."""
        demand("needle-out", self.standing)
        waits: dict[str, Any] = {"to_count": True, "before": account_voided(self.visit)} if to_count else {}
        return self._treated(at, event="all-out", by=by, **waits)

    def pause(self, detail: Mapping[str, Any], at: str = "") -> Visit:
        """Records a pause with what was checked in it."""
        demand("needle-out", self.standing)
        return self._treated(at, event="pause", detail=dict(detail))

    def adverse(self, event_id: str, site: int | None, detail: Mapping[str, Any], at: str = "") -> Visit:
        """Records an adverse event."""
        demand("needle-out", self.standing)
        return self._treated(at, event="adverse", id=event_id, site=site, detail=dict(detail))

    def detail_adverse(self, index: int, detail: Mapping[str, Any]) -> Visit:
        """Adds to what is known of an adverse event; `index` counts among all treatment events."""
        return self.record(("adverse-event-detailed", {"index": index, "detail": dict(detail)}))

    def give(self, site: int, **fields: Any) -> Visit:
        """Records what was done at a site; None or an empty text takes a field back. GateRefused where no needle went in."""
        if not self.line("given", site).placed:
            raise GateRefused("given", (Lack("not-needled", str(site), "treatment"),))
        return self.record(("given-recorded", {"site": site, **fields}))

    def course(self, **fields: Any) -> Visit:
        """Records parts of the course of treatment."""
        return self.record(("course-recorded", fields))

    def note(self, **fields: Any) -> Visit:
        """Records parts of the note."""
        return self.record(("note-recorded", fields))

    def discharge(self, item: str, answer: str) -> Visit:
        """Records a discharge check; an empty answer takes it back."""
        return self.record(("discharge-answered", {"id": item, "answer": answer}))

    def owe(self, item: str, text: str) -> Visit:
        """Records what is owed for a discharge check that is not met; an empty text takes it back."""
        return self.record(("discharge-owed", {"id": item, "text": text}))

    def reconcile(self, checks: Mapping[str, str], text: str) -> Visit:
        """Records what was searched for a needle that the count misses."""
        return self.record(("reconciled", {"checks": dict(checks), "text": text}))

    def end(self, kind: str, text: str, owed: str, at: str = "") -> Visit:
        """Records that the visit ended before it was complete, and what is owed."""
        return self.record(("visit-ended", {"kind": kind, "at": at or self.workplace.local_time(), "text": text,
                                            "owed": owed}))

    def counted(self) -> dict[str, Any]:
        """What a count of needles says of who counted; nothing where the hands did that needled."""
        return {"detail": {COUNTED_BY: self.counter}} if self.counter else {}

    def _treated(self, at: str, by: str = "", before: Sequence[Told] = (), **fields: Any) -> Visit:
        hands, counted = {"by": by} if by else {}, self.counted() if fields["event"] in COUNTED else {}
        told = {"at": at or self.workplace.local_time(), **fields, **hands, **counted}
        return self.record(*before, ("treatment-recorded", told))


def said(record: Any) -> dict[str, Any]:
    """A frozen record as an event's payload: what it holds, without what is empty."""
    return {key: list(value) if isinstance(value, tuple) else value for key, value in asdict(record).items()
            if value is not None and value != ""}


def signature_payload(signature: Signature, draft: str) -> dict[str, Any]:
    """What a `signed` event holds."""
    return {"role": signature.role, "for": list(signature.purposes), "name": signature.name, "typed": signature.typed,
            "strokes": [[list(point) for point in stroke] for stroke in signature.strokes], "draft": draft}


def _same_place(planned: Site, needled: Site) -> bool:
    return (planned.muscle, planned.side) == (needled.muscle, needled.side)
