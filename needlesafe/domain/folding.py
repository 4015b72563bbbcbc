"""
The fold: how each event changes the visit.

The fold is pure: no clock, no settings, no I/O. `fold(events)` is the only way to a `Visit`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any

from needlesafe.domain.anatomy import site_from_json
from needlesafe.domain.answers import answer_from_json
from needlesafe.domain.companions import companion_from_json
from needlesafe.domain.consent import Signature, Understood, signature_from_json, talked_over
from needlesafe.domain.events import Event
from needlesafe.domain.given import given_after
from needlesafe.domain.last_visit import earlier_from_json, last_visit_from_json
from needlesafe.domain.people import Clinic, patient_from_json, practitioner_from_json
from needlesafe.domain.statements import (Amendment, Incident, Withdrawal, enquiry_from_json, hand_over_from_json,
                                          referral_from_json)
from needlesafe.domain.visit import Document, Ending, Handled, Override, Packs, Reconciliation, TreatmentEvent, Visit

Fold = Callable[[Visit, Event], Visit]


def _merged(current: Mapping[str, Any], key: str, value: Any) -> dict[str, Any]:
    return {**current, key: value}


def _without(current: Mapping[str, Any], key: str) -> dict[str, Any]:
    return {name: value for name, value in current.items() if name != key}


def _said(event: Event) -> dict[str, Any]:
    """What an event says, without why it was recorded."""
    return _without(event.payload, "because")


def _started(event: Event) -> Visit:
    data = event.payload
    return Visit(id=event.visit, date=data["date"], jurisdiction=data["jurisdiction"], patient_id=data["patient_id"],
                 patient=patient_from_json(data["patient"]), practitioner=practitioner_from_json(data["practitioner"]),
                 clinic=Clinic(**data["clinic"]), content_version=data["content"]["version"],
                 content_fingerprint=data["content"]["fingerprint"],
                 content_clinic=data["content"].get("clinic", ""), number=data["number"], started_at=event.at,
                 trial=data.get("trial", True), demo=data.get("demo", False))


def _content_changed(visit: Visit, event: Event) -> Visit:
    data = event.payload["content"]
    return replace(visit, content_version=data["version"], content_fingerprint=data["fingerprint"],
                   content_clinic=data.get("clinic", ""), trial=visit.trial or event.payload["trial"])


def _earlier_brought(visit: Visit, event: Event) -> Visit:
    earlier = {key: earlier_from_json(told) for key, told in event.payload["answers"].items()}
    last = event.payload.get("last")
    return replace(visit, earlier=earlier, last=last_visit_from_json(last) if last else None,
                   needled_before=event.payload.get("needled_before", False))


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
    told = event.payload
    added = ((told["id"], told["answer"]),) if told["answer"] else ()
    kept = (Understood(told["id"], told["answer"], event.at),) if told["answer"] else ()
    return replace(visit, consent=replace(visit.consent, understanding=others + added, answered=visit.consent.answered + kept))


def _talked_over(visit: Visit, event: Event) -> Visit:
    return replace(visit, consent=talked_over(visit.consent, event.payload["index"], event.payload["text"]))


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


def _refusal_signed(visit: Visit, event: Event) -> Visit:
    signature, consent = signature_from_json(event.payload, event.at), visit.consent
    return replace(visit, consent=replace(consent, refusal=(*(s for s in consent.refusal if s.role != signature.role), signature)))


def _treatment(visit: Visit, event: Event) -> Visit:
    return replace(visit, treatment=(*visit.treatment, TreatmentEvent(**event.payload)))


def _handled(visit: Visit, event: Event) -> Visit:
    told = {**event.payload, "counts": tuple(event.payload.get("counts", ()))}
    act = Handled(what=event.type, after=len(visit.treatment), **told)
    return replace(visit, handled=(*visit.handled, act))


def _adverse_detailed(visit: Visit, event: Event) -> Visit:
    index = event.payload["index"]
    told = visit.treatment[index]
    detailed = replace(told, detail={**told.detail, **event.payload["detail"]})
    return replace(visit, treatment=(*visit.treatment[:index], detailed, *visit.treatment[index + 1:]))


def _emergency_recorded(visit: Visit, event: Event) -> Visit:
    told, known = event.payload, visit.afterwards
    if told["index"] == len(known):
        begun = TreatmentEvent(told["at"], "adverse", told.get("site"), id=told["id"], detail=told["detail"])
        return replace(visit, afterwards=(*known, begun))
    detailed = replace(known[told["index"]], detail={**known[told["index"]].detail, **told["detail"]})
    return replace(visit, afterwards=(*known[:told["index"]], detailed, *known[told["index"] + 1:]))


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
    "indication-recorded": lambda v, e: replace(v, indication=replace(v.indication, **_said(e))),
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
    "understanding-talked": _talked_over,
    "handed-to-patient": lambda v, e: replace(v, handed_to=e.payload["to"], called=""),
    "practitioner-called": lambda v, e: replace(v, called=e.payload["why"]),
    "handed-back": lambda v, e: replace(v, handed_to="", called=""),
    "pages-viewed": lambda v, e: v,
    "strokes-drawn": _drawn,
    "signed": _signed,
    "signatures-cleared": _signatures_cleared,
    "consent-decided": _consent_decided,
    "refusal-signed": _refusal_signed,
    "document-sealed": _document_sealed,
    "treatment-recorded": _treatment,
    "adverse-event-detailed": _adverse_detailed,
    "emergency-recorded": _emergency_recorded,
    "passed-on": _handled,
    "needles-counted": _handled,
    "left-in-declared": _handled,
    "packs-counted": lambda v, e: replace(v, packs=Packs(**e.payload)),
    "given-recorded": lambda v, e: replace(v, given=given_after(v.given, _said(e))),
    "course-recorded": lambda v, e: replace(v, course=replace(v.course, **_said(e))),
    "note-recorded": lambda v, e: replace(v, note=replace(v.note, **_said(e))),
    "discharge-answered": _discharge,
    "discharge-owed": _discharge_owed,
    "reconciled": lambda v, e: replace(v, reconciliation=Reconciliation(**e.payload)),
    "answers-shown-again": lambda v, e: replace(v, shown_again=True),
    "referral-written": lambda v, e: replace(v, referrals=(*v.referrals, referral_from_json(e.payload, e.at))),
    "hand-over-written": lambda v, e: replace(v, hand_overs=(*v.hand_overs, hand_over_from_json(e.payload, e.at))),
    "consent-withdrawn": lambda v, e: replace(v, withdrawal=Withdrawal(**e.payload, recorded_at=e.at)),
    "withdrawal-described": _withdrawal_described,
    "incident-reported": lambda v, e: replace(v, incident=Incident(**e.payload, recorded_at=e.at)),
    "visit-ended": lambda v, e: replace(v, ending=Ending(**e.payload)),
    "visit-finished": lambda v, e: replace(v, finished_at=e.at),
    "follow-up-recorded": lambda v, e: replace(v, enquiries=(*v.enquiries, enquiry_from_json(e.payload, e.at))),
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
