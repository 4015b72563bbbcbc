"""
A visit as it stands, and the fold that makes it from its events.

The fold is pure: no clock, no settings, no I/O. `fold(events)` is the only way to a `Visit`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from needlesafe.domain.anatomy import Site, site_from_json
from needlesafe.domain.answers import Answer, answer_from_json
from needlesafe.domain.companions import Chaperone, Guardian, Interpreter, Witness, companion_from_json
from needlesafe.domain.consent import Consent, Signature, signature_from_json
from needlesafe.domain.events import Event
from needlesafe.domain.given import Course, Given, given_after
from needlesafe.domain.last_visit import EarlierAnswer, LastVisit, earlier_from_json, last_visit_from_json
from needlesafe.domain.people import Clinic, Patient, Practitioner, patient_from_json, practitioner_from_json
from needlesafe.domain.statements import (Amendment, HandOver, Incident, Referral, Withdrawal, hand_over_from_json,
                                          referral_from_json)


@dataclass(frozen=True, slots=True)
class Indication:
    """Why, and how it was before."""

    complaint: str = ""
    diagnosis: str = ""
    goal: str = ""
    pain_before: float | None = None
    """0 to 10."""
    range_before: str = ""


@dataclass(frozen=True, slots=True)
class Override:
    """A change that was declined, with the reason."""

    finding: str
    reason: str


@dataclass(frozen=True, slots=True)
class TreatmentEvent:
    """One thing that happened on the couch."""

    at: str
    """HH:MM as recorded."""
    event: str
    """`in`, `out`, `adverse`, `pause`, `all-out`."""
    site: int | None = None
    count: int = 0
    id: str = ""
    """The adverse event's id."""
    detail: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Note:
    """How it went."""

    response: str = ""
    pain_after: float | None = None
    range_after: str = ""
    bleeding: str = ""
    bruising: str = ""
    soreness: str = ""
    discharge: Mapping[str, str] = field(default_factory=dict)
    discharge_owed: Mapping[str, str] = field(default_factory=dict)
    """For checks before leaving that are not met: what is owed, who was told and who sees to it."""
    aftercare_given: bool = False
    red_flags_explained: bool = False
    large_print: bool = False
    """Whether the aftercare sheet is wanted in large print besides."""
    follow_up: str = ""


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """What was searched when needles out did not equal needles in."""

    checks: Mapping[str, str] = field(default_factory=dict)
    text: str = ""


@dataclass(frozen=True, slots=True)
class Ending:
    """A visit that ended before it was complete: the patient left or was taken away."""

    kind: str
    """`patient-gone`, `declined` or `deferred`."""
    at: str = ""
    text: str = ""
    """What happened."""
    owed: str = ""
    """What must still be done, and by whom."""


@dataclass(frozen=True, slots=True)
class Document:
    """A sealed document of the visit."""

    kind: str
    """`consent`, `record`, `aftercare`, `refusal` and the kinds of `flow.papers`."""
    sha256: str
    name: str
    sealed_at: str


@dataclass(frozen=True, slots=True)
class Visit:
    """A visit as it stands."""

    id: str
    date: str
    jurisdiction: str
    patient_id: str
    patient: Patient
    practitioner: Practitioner
    clinic: Clinic
    content_version: str
    content_fingerprint: str
    content_clinic: str = ""
    """The fingerprint of what the clinic added to the content; empty where it added nothing."""
    number: int = 1
    """1 for the patient's first visit."""
    started_at: str = ""
    last: LastVisit | None = None
    """The visit before this one, where it was closed and questions were answered in it."""
    earlier: Mapping[str, EarlierAnswer] = field(default_factory=dict)
    """What was answered before this visit, by question; `domain.earlier` says what of it stands."""
    since_last: Mapping[str, Answer] = field(default_factory=dict)
    screening: Mapping[str, Answer] = field(default_factory=dict)
    readiness: Mapping[str, str] = field(default_factory=dict)
    indication: Indication = Indication()
    guardian: Guardian | None = None
    interpreter: Interpreter | None = None
    witness: Witness | None = None
    chaperone: Chaperone | None = None
    sites: tuple[Site, ...] = ()
    acknowledged: tuple[str, ...] = ()
    changes_accepted: tuple[str, ...] = ()
    overrides: tuple[Override, ...] = ()
    consent: Consent = Consent()
    treatment: tuple[TreatmentEvent, ...] = ()
    given: tuple[Given, ...] = ()
    """What was done at each site of which something was said, in the order of the plan."""
    course: Course = Course()
    note: Note = Note()
    reconciliation: Reconciliation | None = None
    ending: Ending | None = None
    withdrawal: Withdrawal | None = None
    incident: Incident | None = None
    referrals: tuple[Referral, ...] = ()
    hand_overs: tuple[HandOver, ...] = ()
    amendments: tuple[Amendment, ...] = ()
    documents: tuple[Document, ...] = ()
    trial: bool = True
    """Whether it was started before a clinician of the clinic had adopted the content: its pages say TRIAL."""
    trial_choice: str = ""
    """What was said of a trial visit: `practice` or `real`; empty where nobody was asked."""
    finished_at: str = ""
    last_sequence: int = 0
    last_link: str = ""
    last_at: str = ""

    @property
    def repeat(self) -> bool:
        """Whether the patient was here before."""
        return self.number > 1

    @property
    def closed(self) -> bool:
        """Whether the record is sealed and nothing may be added but amendments."""
        return bool(self.finished_at)


Fold = Callable[[Visit, Event], Visit]


def _merged(current: Mapping[str, Any], key: str, value: Any) -> dict[str, Any]:
    return {**current, key: value}


def _without(current: Mapping[str, Any], key: str) -> dict[str, Any]:
    return {name: value for name, value in current.items() if name != key}


def _started(event: Event) -> Visit:
    data = event.payload
    return Visit(id=event.visit, date=data["date"], jurisdiction=data["jurisdiction"], patient_id=data["patient_id"],
                 patient=patient_from_json(data["patient"]), practitioner=practitioner_from_json(data["practitioner"]),
                 clinic=Clinic(**data["clinic"]), content_version=data["content"]["version"],
                 content_fingerprint=data["content"]["fingerprint"],
                 content_clinic=data["content"].get("clinic", ""), number=data["number"], started_at=event.at,
                 trial=data.get("trial", True))


def _content_changed(visit: Visit, event: Event) -> Visit:
    data = event.payload["content"]
    return replace(visit, content_version=data["version"], content_fingerprint=data["fingerprint"],
                   content_clinic=data.get("clinic", ""), trial=visit.trial or event.payload["trial"])


def _earlier_brought(visit: Visit, event: Event) -> Visit:
    earlier = {key: earlier_from_json(told) for key, told in event.payload["answers"].items()}
    last = event.payload.get("last")
    return replace(visit, earlier=earlier, last=last_visit_from_json(last) if last else None)


def _since_last(visit: Visit, event: Event) -> Visit:
    answer = answer_from_json(event.payload["answer"])
    return replace(visit, since_last=_merged(visit.since_last, event.payload["id"], answer))


def _since_last_withdrawn(visit: Visit, event: Event) -> Visit:
    return replace(visit, since_last=_without(visit.since_last, event.payload["id"]))


def _answered(visit: Visit, event: Event) -> Visit:
    answer = answer_from_json(event.payload["answer"])
    return replace(visit, screening=_merged(visit.screening, event.payload["id"], answer))


def _answer_withdrawn(visit: Visit, event: Event) -> Visit:
    return replace(visit, screening=_without(visit.screening, event.payload["id"]))


def _readiness(visit: Visit, event: Event) -> Visit:
    if not event.payload["answer"]:
        return replace(visit, readiness=_without(visit.readiness, event.payload["id"]))
    return replace(visit, readiness=_merged(visit.readiness, event.payload["id"], event.payload["answer"]))


def _sites(visit: Visit, event: Event) -> Visit:
    return replace(visit, sites=tuple(site_from_json(site) for site in event.payload["sites"]))


def _added(current: tuple[str, ...], name: str) -> tuple[str, ...]:
    return current if name in current else (*current, name)


def _dropped(current: tuple[str, ...], name: str) -> tuple[str, ...]:
    return tuple(other for other in current if other != name)


def _override(visit: Visit, event: Event) -> Visit:
    others = tuple(o for o in visit.overrides if o.finding != event.payload["finding"])
    return replace(visit, overrides=(*others, Override(event.payload["finding"], event.payload["reason"])))


def _override_withdrawn(visit: Visit, event: Event) -> Visit:
    return replace(visit, overrides=tuple(o for o in visit.overrides if o.finding != event.payload["finding"]))


def _consent_prepared(visit: Visit, event: Event) -> Visit:
    data = event.payload
    return replace(visit, consent=replace(visit.consent, language=data["language"], draft=data["draft"],
                                          covers=tuple(data["covers"]), decision="", decided_at="", decided_by="",
                                          reason="", signatures=(), drawn=()))


def _understanding(visit: Visit, event: Event) -> Visit:
    others = tuple(pair for pair in visit.consent.understanding if pair[0] != event.payload["id"])
    added = ((event.payload["id"], event.payload["answer"]),) if event.payload["answer"] else ()
    return replace(visit, consent=replace(visit.consent, understanding=others + added))


def _others(signatures: tuple[Signature, ...], like: Signature) -> tuple[Signature, ...]:
    return tuple(s for s in signatures if (s.role, s.purposes) != (like.role, like.purposes))


def _drawn(visit: Visit, event: Event) -> Visit:
    drawn = signature_from_json(event.payload, event.at)
    kept = (drawn,) if drawn.strokes else ()
    return replace(visit, consent=replace(visit.consent, drawn=(*_others(visit.consent.drawn, drawn), *kept)))


def _signed(visit: Visit, event: Event) -> Visit:
    signature, consent = signature_from_json(event.payload, event.at), visit.consent
    return replace(visit, consent=replace(consent, drawn=_others(consent.drawn, signature),
                                          signatures=(*_others(consent.signatures, signature), signature)))


def _signatures_cleared(visit: Visit, event: Event) -> Visit:
    data = event.payload
    kept = tuple(s for s in visit.consent.signatures
                 if s.role != data["role"] or not set(data.get("for", s.purposes)) & set(s.purposes))
    return replace(visit, consent=replace(visit.consent, signatures=kept))


def _consent_decided(visit: Visit, event: Event) -> Visit:
    told = event.payload
    return replace(visit, consent=replace(visit.consent, decision=told["decision"], decided_at=event.at,
                                          decided_by=told.get("by", ""), reason=told.get("reason", "")))


def _treatment(visit: Visit, event: Event) -> Visit:
    return replace(visit, treatment=(*visit.treatment, TreatmentEvent(**event.payload)))


def _adverse_detailed(visit: Visit, event: Event) -> Visit:
    index = event.payload["index"]
    told = visit.treatment[index]
    detailed = replace(told, detail={**told.detail, **event.payload["detail"]})
    return replace(visit, treatment=(*visit.treatment[:index], detailed, *visit.treatment[index + 1:]))


def _discharge(visit: Visit, event: Event) -> Visit:
    data = event.payload
    items = _merged(visit.note.discharge, data["id"], data["answer"]) if data["answer"] else \
        _without(visit.note.discharge, data["id"])
    held = data["answer"] == visit.note.discharge.get(data["id"])
    debts = visit.note.discharge_owed if held else _without(visit.note.discharge_owed, data["id"])
    return replace(visit, note=replace(visit.note, discharge=items, discharge_owed=debts))


def _discharge_owed(visit: Visit, event: Event) -> Visit:
    name, text = event.payload["id"], event.payload["text"]
    debts = visit.note.discharge_owed
    return replace(visit, note=replace(visit.note, discharge_owed=_merged(debts, name, text) if text else _without(debts, name)))


def _withdrawal_described(visit: Visit, event: Event) -> Visit:
    return replace(visit, withdrawal=replace(visit.withdrawal or Withdrawal(), **event.payload))


def _document_sealed(visit: Visit, event: Event) -> Visit:
    data = event.payload
    return replace(visit, documents=(*visit.documents, Document(data["kind"], data["sha256"], data["name"], event.at)))


FOLDS: dict[str, Fold] = {
    "content-changed": _content_changed,
    "trial-acknowledged": lambda v, e: replace(v, trial_choice=e.payload["choice"]),
    "patient-described": lambda v, e: replace(v, patient=patient_from_json(e.payload["patient"])),
    "earlier-answers-brought": _earlier_brought,
    "since-last-answered": _since_last,
    "since-last-withdrawn": _since_last_withdrawn,
    "answered": _answered,
    "answer-withdrawn": _answer_withdrawn,
    "readiness-answered": _readiness,
    "indication-recorded": lambda v, e: replace(v, indication=replace(v.indication, **e.payload)),
    "companion-recorded":
        lambda v, e: replace(v, **{e.payload["role"]: companion_from_json(e.payload["role"], e.payload["person"])}),
    "sites-planned": _sites,
    "acknowledged": lambda v, e: replace(v, acknowledged=_added(v.acknowledged, e.payload["id"])),
    "acknowledgement-withdrawn": lambda v, e: replace(v, acknowledged=_dropped(v.acknowledged, e.payload["id"])),
    "change-accepted": lambda v, e: replace(v, changes_accepted=_added(v.changes_accepted, e.payload["finding"])),
    "change-acceptance-withdrawn":
        lambda v, e: replace(v, changes_accepted=_dropped(v.changes_accepted, e.payload["finding"])),
    "override-given": _override,
    "override-withdrawn": _override_withdrawn,
    "consent-prepared": _consent_prepared,
    "consent-talk-recorded": lambda v, e: replace(v, consent=replace(v.consent, questions=e.payload["questions"])),
    "understanding-answered": _understanding,
    "strokes-drawn": _drawn,
    "signed": _signed,
    "signatures-cleared": _signatures_cleared,
    "consent-decided": _consent_decided,
    "document-sealed": _document_sealed,
    "treatment-recorded": _treatment,
    "adverse-event-detailed": _adverse_detailed,
    "given-recorded": lambda v, e: replace(v, given=given_after(v.given, e.payload)),
    "course-recorded": lambda v, e: replace(v, course=replace(v.course, **e.payload)),
    "note-recorded": lambda v, e: replace(v, note=replace(v.note, **e.payload)),
    "discharge-answered": _discharge,
    "discharge-owed": _discharge_owed,
    "reconciled": lambda v, e: replace(v, reconciliation=Reconciliation(**e.payload)),
    "referral-written": lambda v, e: replace(v, referrals=(*v.referrals, referral_from_json(e.payload, e.at))),
    "hand-over-written": lambda v, e: replace(v, hand_overs=(*v.hand_overs, hand_over_from_json(e.payload, e.at))),
    "consent-withdrawn": lambda v, e: replace(v, withdrawal=Withdrawal(**e.payload, recorded_at=e.at)),
    "withdrawal-described": _withdrawal_described,
    "incident-reported": lambda v, e: replace(v, incident=Incident(**e.payload, recorded_at=e.at)),
    "visit-ended": lambda v, e: replace(v, ending=Ending(**e.payload)),
    "visit-finished": lambda v, e: replace(v, finished_at=e.at),
    "amended": lambda v, e: replace(v, amendments=(*v.amendments, Amendment(**e.payload, recorded_at=e.at))),
}


def folded(visit: Visit | None, event: Event) -> Visit:
    """The visit after one event more."""
    after = _started(event) if visit is None else FOLDS[event.type](visit, event)
    return replace(after, last_sequence=event.sequence, last_link=event.link, last_at=event.at)


def fold(events: Iterable[Event]) -> Visit:
    """The visit that the events tell. ValueError where there is none."""
    visit = None
    for event in events:
        visit = folded(visit, event)
    if visit is None:
        raise ValueError("a visit without events")
    return visit
