"""Writes a visit as a visit file: what `read_visit` reads back to the same visit."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, replace
from typing import Any

from needlesafe.domain.anatomy import Site
from needlesafe.domain.answers import Answer, answer_to_json
from needlesafe.domain.companions import COMPANIONS
from needlesafe.domain.consent import Consent, Signature
from needlesafe.domain.earlier import content_of
from needlesafe.domain.events import Event
from needlesafe.domain.last_visit import earlier_to_json
from needlesafe.domain.visit import Handled, Visit
from needlesafe.exchange.visit_schema import FORMAT, VERSION

_OF_THE_COMPUTER = ("recorded_at", "needles_in")


def visit_file(visit: Visit) -> dict[str, Any]:
    """The visit as one JSON object; what was not said is left out."""
    parts: dict[str, Any] = {
        "format": FORMAT, "version": VERSION, "date": visit.date, "jurisdiction": visit.jurisdiction,
        "patient": _said(asdict(visit.patient)), "practitioner": _practitioner(visit),
        "indication": _said(asdict(visit.indication)), "readiness": dict(visit.readiness),
        "earlier": _earlier(visit), "needled_before": visit.needled_before or None, "since_last": {key: _answer(answer) for key, answer in visit.since_last.items()},
        "screening": {key: _answer(answer) for key, answer in visit.screening.items()},
        "sites": [_site(site) for site in visit.sites], "acknowledged": list(visit.acknowledged),
        "changes_accepted": list(visit.changes_accepted), "overrides": [asdict(o) for o in visit.overrides],
        "consent": _consent(visit.consent), "treatment": [_treatment(asdict(event)) for event in visit.treatment],
        "handled": [_handled(act) for act in visit.handled], "packs": asdict(visit.packs) if visit.packs else None,
        "given": [_said(asdict(given)) for given in visit.given], "course": _said(asdict(visit.course)),
        "reconciliation": asdict(visit.reconciliation) if visit.reconciliation else None,
        "ending": _said(asdict(visit.ending)) if visit.ending else None, "note": _note(visit),
        **{role: _record_of(getattr(visit, role)) for role in COMPANIONS}, **_statements(visit)}
    always = ("screening", "sites")
    return {key: value for key, value in parts.items() if key in always or value not in (None, {}, [])}


def visit_bytes(visit: Visit) -> bytes:
    """The visit file as it is attached and extracted: UTF-8, indented, one line end at its end."""
    return (json.dumps(visit_file(visit), ensure_ascii=False, indent=1) + "\n").encode()


def journal_bytes(events: tuple[Event, ...]) -> bytes:
    """The events with their chain, as a JSON array."""
    return (json.dumps([event.as_json() for event in events], ensure_ascii=False, indent=1) + "\n").encode()


def _said(record: Mapping[str, Any]) -> dict[str, Any]:
    """The fields that hold something."""
    told = {key: _said(value) if isinstance(value, dict) else value for key, value in record.items()}
    return {key: value for key, value in told.items() if value not in (None, "", (), {})}


def _site(site: Site) -> dict[str, Any]:
    """A site, with the points that were marked where any were."""
    told = _said(asdict(site))
    return {**told, "points": list(told["points"])} if site.points else told


def _record_of(record: Any) -> dict[str, Any]:
    """A record's fields that hold something; nothing of one that is not there."""
    return _said(asdict(record)) if record is not None else {}


def _statements(visit: Visit) -> dict[str, Any]:
    """What is said of the visit besides its steps, without what the computer wrote beside it."""
    lists = {"referrals": visit.referrals, "hand_overs": visit.hand_overs, "amendments": visit.amendments}
    return {"withdrawal": _statement(visit.withdrawal), "incident": _statement(visit.incident),
            **{key: [_statement(item) for item in items] for key, items in lists.items()}}


def _statement(record: Any) -> dict[str, Any]:
    told = {key: [_said(item) if isinstance(item, dict) else item for item in value] if isinstance(value, tuple) else value
            for key, value in _record_of(record).items() if key not in _OF_THE_COMPUTER}
    return {key: value for key, value in told.items() if value is not False}


def _answer(answer: Answer) -> Any:
    """The answer; a clearance that was only begun is none yet."""
    begun = answer.clearance is not None and not answer.clearance.complete
    return answer_to_json(replace(answer, clearance=None) if begun else answer)


def _earlier(visit: Visit) -> dict[str, Any]:
    """The answers of earlier visits that raised nothing; none where they were asked with other content."""
    if visit.last is not None and visit.last.content != content_of(visit):
        return {}
    kept = {name: earlier_to_json(replace(told, detail="")) for name, told in visit.earlier.items()
            if not told.raised and told.answer in ("yes", "no")}
    return dict(sorted(kept.items()))


def _practitioner(visit: Visit) -> dict[str, Any]:
    record = _said(asdict(visit.practitioner))
    if visit.practitioner.scope is not None:
        record["scope"] = list(visit.practitioner.scope)
    return {key: list(value) if isinstance(value, tuple) else value for key, value in record.items()}


def _consent(consent: Consent) -> dict[str, Any]:
    understanding = [{"id": name, "answer": answer} for name, answer in consent.understanding]
    signatures = [_signature(signature) for signature in consent.signatures]
    parts = {"language": consent.language, "decision": consent.decision, "questions": consent.questions,
             "understanding": understanding, "signatures": signatures, "decided_by": consent.decided_by,
             "reason": consent.reason, "refusal_signatures": [_signed(signature) for signature in consent.refusal]}
    kept = {key: value for key, value in parts.items() if value}
    return {} if list(kept) == ["language"] and consent.language == "en" else kept


def _signature(signature: Signature) -> dict[str, Any]:
    signed = _signed(signature)
    return {"role": signed.pop("role"), "for": list(signature.purposes), **signed}


def _signed(signature: Signature) -> dict[str, Any]:
    record: dict[str, Any] = {"role": signature.role, "name": signature.name}
    if signature.strokes:
        record["strokes"] = [[list(point) for point in stroke] for stroke in signature.strokes]
    if signature.typed:
        record["typed"] = signature.typed
    return record


def _treatment(record: dict[str, Any]) -> dict[str, Any]:
    """What happened; the parts of its detail in the order of their names, told at once or one by one."""
    told = {**record, "detail": dict(sorted(record["detail"].items()))}
    kept = {key: value for key, value in told.items() if value not in (None, "", {}) and (key, value) != ("count", 0)}
    return {key: value for key, value in kept.items() if value is not False}


def _handled(act: Handled) -> dict[str, Any]:
    """What was done about needles, with how many treatment events came before it."""
    told = _said(asdict(act))
    counts = {"counts": list(act.counts)} if act.counts else {}
    return {key: value for key, value in told.items() if (key, value) != ("count", 0)} | counts


def _note(visit: Visit) -> dict[str, Any]:
    note = visit.note
    record = {**asdict(note), "discharge": dict(note.discharge), "discharge_owed": dict(note.discharge_owed)}
    return {key: value for key, value in record.items() if value not in ("", None, {}) and value is not False}
