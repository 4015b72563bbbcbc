"""
What is said of a visit besides its steps, at the same desk and through the same gates: who stands beside the patient,
a withdrawal, an amendment, an incident report, letters.

Here each is recorded; `sealing.seal_due` makes and seals the pages.
"""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import Any

from needlesafe.domain.companions import Companion, is_same_name
from needlesafe.domain.ledger import ledger_of
from needlesafe.domain.statements import Amendment, HandOver, Incident, Referral, Withdrawal
from needlesafe.domain.visit import Visit
from needlesafe.errors import GateRefused, Lack
from needlesafe.flow.gates import demand
from needlesafe.flow.visit_desk import VisitDesk

_OF_OTHERS = ("interpreter", "witness", "chaperone")


def accompany(desk: VisitDesk, role: str, person: Companion | None) -> Visit:
    """Records who stands beside the patient in a role; None takes it back. GateRefused where somebody has another part."""
    demand("accompany", desk.standing)
    taken = (desk.visit.patient.name, *((desk.visit.practitioner.name,) if role in _OF_OTHERS else ()))
    if person is not None and any(is_same_name(person.name, name) for name in taken):
        raise GateRefused("accompany", (Lack("same-person", role, "who"),))
    return desk.record(("companion-recorded", {"role": role, "person": _told(person) if person else None}))


def withdraw(desk: VisitDesk, withdrawal: Withdrawal) -> Visit:
    """Records that the patient took consent back, in whatever state the visit is; the words may follow later."""
    demand("withdraw", desk.standing)
    book = ledger_of(desk.visit)
    return desk.record(("consent-withdrawn", {**_told(withdrawal), "needles_in": book.present + book.declared}))


def describe_withdrawal(desk: VisitDesk, **fields: Any) -> Visit:
    """Adds what is known of a withdrawal until its page is sealed."""
    demand("describe-withdrawal", desk.standing)
    return desk.record(("withdrawal-described", fields))


def amend(desk: VisitDesk, amendment: Amendment) -> Visit:
    """Adds to a sealed visit. GateRefused where the record is not sealed, or reason or text are missing."""
    demand("amend", desk.standing)
    _demand_parts("amend", amendment, "reason", "text")
    by = amendment.by or desk.workplace.store.user.practitioner.name
    return desk.record(("amended", _told(replace(amendment, by=by))))


def report(desk: VisitDesk, incident: Incident) -> Visit:
    """Records the one report of what went wrong, before or after the record is sealed; what follows is an amendment."""
    demand("report", desk.standing)
    _demand_parts("report", incident, "severity", "happened")
    return desk.record(("incident-reported", _told(incident)))


def refer(desk: VisitDesk, referral: Referral) -> Visit:
    """Records a letter that asks for a clearance. GateRefused after the first needle, or for what is not raised."""
    demand("refer", desk.standing)
    _demand_parts("refer", referral, "to", "about", "text")
    raised = {rule for finding in desk.assessment.findings for rule in (finding.id, *finding.rules)}
    if unknown := [name for name in referral.about if name not in raised]:
        raise GateRefused("refer", [Lack("not-raised", name, "cautions") for name in unknown])
    return desk.record(("referral-written", _told(referral)))


def hand_over(desk: VisitDesk, letter: HandOver) -> Visit:
    """Records a letter for those who take over in an emergency, in whatever state the visit is."""
    demand("hand-over", desk.standing)
    return desk.record(("hand-over-written", _told(letter)))


def time_said(desk: VisitDesk) -> str:
    """Now as a statement says it: the time of day, with its date on any other day than that of the visit."""
    place = desk.workplace
    today, now = place.today(), place.local_time()
    return now if today == desk.visit.date else f"{today}T{now}"


def _demand_parts(gate: str, statement: Any, *names: str) -> None:
    """GateRefused names each part that is empty."""
    if empty := [name for name in names if not "".join(getattr(statement, name)).strip()]:
        raise GateRefused(gate, [Lack("statement-part", name, "note") for name in empty])


def _told(record: Any) -> dict[str, Any]:
    """A statement as an event's payload: what it holds, without what is empty and what the computer writes itself."""
    told = {key: [_held(item) for item in value] if isinstance(value, tuple) else value
            for key, value in asdict(record).items()}
    return {key: value for key, value in told.items()
            if key not in ("recorded_at", "needles_in") and value not in (None, "", []) and value is not False}


def _held(item: Any) -> Any:
    return {key: value for key, value in item.items() if value not in (None, "")} if isinstance(item, dict) else item
