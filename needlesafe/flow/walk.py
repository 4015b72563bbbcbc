"""Walks a visit file through the same desk and the same gates as the window."""

from __future__ import annotations

from pathlib import Path

from needlesafe.domain.answers import answer_to_json
from needlesafe.domain.companions import COMPANIONS
from needlesafe.domain.last_visit import earlier_to_json
from needlesafe.domain.statements import is_after
from needlesafe.domain.visit import Visit
from needlesafe.errors import GateRefused, Lack
from needlesafe.exchange.visit_json import visit_file
from needlesafe.flow.export import export_documents
from needlesafe.flow.needling import packs
from needlesafe.flow.patients import recognised
from needlesafe.flow.printable import demand_printable_file
from needlesafe.flow.refusals import sign_refusal
from needlesafe.flow.sealing import finish, prepare_consent, seal_consent, seal_due
from needlesafe.flow.statements import accompany, refer, report
from needlesafe.flow.visit_desk import StartPlan, Told, VisitDesk, said
from needlesafe.flow.walked_acts import acts_of, say_afterwards, withdrawn_that_day
from needlesafe.flow.workplace import Workplace


def start_from(told: Visit, workplace: Workplace) -> VisitDesk:
    """The desk of a visit that a file tells, started. GateRefused where the patient is somebody else, BadInput where a
    document could not show what it tells."""
    demand_printable_file(visit_file(told))
    patient_id = recognised(workplace, told.patient)
    plan = StartPlan(told.date, told.jurisdiction, told.practitioner)
    return VisitDesk.start(workplace, patient_id, told.patient, plan)


def walk(desk: VisitDesk, told: Visit, folder: Path) -> tuple[Path, ...]:
    """The files that were written. GateRefused at the first gate that stays closed; what was sealed before stays."""
    _accompany(desk, told)
    desk.record(*_answers(told))
    for letter in told.referrals:
        refer(desk, letter)
    if seal_due(desk):
        export_documents(desk, folder)
    if told.consent.decision in ("declined", "deferred"):
        desk.decide(told.consent.decision, by=told.consent.decided_by, reason=told.consent.reason)
        for signature in told.consent.refusal:
            sign_refusal(desk, signature)
    elif told.consent.decision or not withdrawn_that_day(told):
        _agree(desk, told)
        export_documents(desk, folder, ("consent",))
    for act in acts_of(desk, told):
        act()
    _leave(desk, told)
    seal_due(desk)
    finish(desk)
    say_afterwards(desk, told)
    return export_documents(desk, folder)


def _accompany(desk: VisitDesk, told: Visit) -> None:
    """Who stands beside the patient."""
    for role in COMPANIONS:
        if (person := getattr(told, role)) is not None:
            accompany(desk, role, person)


def _answers(told: Visit) -> list[Told]:
    """Everything that was said before the consent, in the order of the steps."""
    indication = said(told.indication)
    earlier = {key: earlier_to_json(answer) for key, answer in told.earlier.items()}
    before = {"needled_before": True} if told.needled_before else {}
    return [
        *([("earlier-answers-brought", {"answers": earlier, **before})] if earlier or before else []),
        *(("readiness-answered", {"id": key, "answer": answer}) for key, answer in told.readiness.items()),
        *(("since-last-answered", {"id": key, "answer": answer_to_json(a)}) for key, a in told.since_last.items()),
        *(("answered", {"id": key, "answer": answer_to_json(answer)}) for key, answer in told.screening.items()),
        *([("indication-recorded", indication)] if indication else []),
        *([("sites-planned", {"sites": [said(site) for site in told.sites]})] if told.sites else []),
        *(("acknowledged", {"id": key}) for key in told.acknowledged),
        *(("change-accepted", {"finding": key}) for key in told.changes_accepted),
        *(("override-given", {"finding": o.finding, "reason": o.reason}) for o in told.overrides),
        *([("consent-talk-recorded", {"questions": told.consent.questions})] if told.consent.questions else []),
        *(("understanding-answered", {"id": key, "answer": answer}) for key, answer in told.consent.understanding)]


def _agree(desk: VisitDesk, told: Visit) -> None:
    """Draft, signatures, decision and the sealed consent."""
    prepare_consent(desk, told.consent.language)
    for signature in told.consent.signatures:
        desk.sign(signature)
    if not told.consent.decision:
        raise GateRefused("consent-given", (*desk.lacks("consent-given"), Lack("consent", "undecided", "consent")))
    desk.decide(told.consent.decision, by=told.consent.decided_by, reason=told.consent.reason)
    seal_consent(desk)


def _leave(desk: VisitDesk, told: Visit) -> None:
    """What was done at each site, the course, packs, reconciliation, note and an early ending, as far as the file tells
    them."""
    for given in told.given:
        desk.give(**said(given))
    if course := said(told.course):
        desk.course(**course)
    if told.packs is not None:
        packs(desk, told.packs.opened, told.packs.unused, told.packs.discarded)
    if told.reconciliation is not None:
        desk.reconcile(told.reconciliation.checks, told.reconciliation.text)
    fields = {key: value for key, value in said(told.note).items() if key not in ("discharge", "discharge_owed")}
    desk.record(*([("note-recorded", fields)] if fields else []),
                *(("discharge-answered", {"id": key, "answer": a}) for key, a in told.note.discharge.items()),
                *(("discharge-owed", {"id": key, "text": text}) for key, text in told.note.discharge_owed.items()))
    if told.ending is not None:
        desk.end(told.ending.kind, told.ending.text, told.ending.owed, told.ending.at)
    if told.incident is not None and not is_after(told.incident.at, told.date):
        report(desk, told.incident)
