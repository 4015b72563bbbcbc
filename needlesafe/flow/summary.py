"""The line of a visit that lists and worklists show, made from where it stands."""

from __future__ import annotations

from needlesafe.domain.anatomy import region_of
from needlesafe.domain.follow_up import next_contact
from needlesafe.flow.gates import Standing
from needlesafe.flow.steps import current_step, unsealed
from needlesafe.store import VisitSummary


def summary_of(standing: Standing) -> VisitSummary:
    """The summary that the store keeps beside the events, in the same transaction."""
    visit = standing.visit
    regions = dict.fromkeys(f"{region_of(site, standing.catalogue).title} {site.side}" for site in visit.sites)
    due = next_contact(visit, standing.catalogue) if visit.closed else None
    asked = {"due_from": due.since, "due_until": due.until, "due_for": " ".join(due.asks)} if due else {}
    return VisitSummary(id=visit.id, patient_id=visit.patient_id, patient_name=visit.patient.name,
                        birth_date=visit.patient.birth_date, date=visit.date, state=state_of(standing),
                        step=current_step(standing), sites=", ".join(regions), last_at=visit.last_at,
                        last_sequence=visit.last_sequence, facts="\n".join(sorted(facts_of(standing))), **asked)


def facts_of(standing: Standing) -> frozenset[str]:
    """What a visit is found by: its muscles and lots, what happened, every rule that spoke, how the patient was since."""
    visit = standing.visit
    rules = (rule for finding in standing.assessment.findings for rule in finding.rules)
    return frozenset((
        *(f"muscle {site.muscle}" for site in visit.sites),
        *(lot_fact(site.lot) for site in visit.sites if site.lot.strip()),
        *(f"event {event.id}" for event in (*visit.treatment, *visit.afterwards) if event.event == "adverse"),
        *(f"rule {rule}" for rule in rules),
        *(f"asked {told.outcome}" for told in visit.enquiries[-1:])))


def lot_fact(lot: str) -> str:
    """The word of a lot: capitals and spaces do not count."""
    return f"lot {' '.join(lot.casefold().split())}"


def state_of(standing: Standing) -> str:
    """`open`, `finished`, `declined`, `ended` or `withdrawn`; a visit is open until the last of its documents is sealed."""
    visit = standing.visit
    if not visit.closed or unsealed(visit):
        return "open"
    if visit.withdrawal is not None:
        return "withdrawn"
    if visit.ending is not None:
        return "ended"
    return "declined" if visit.consent.decision in ("declined", "deferred") else "finished"
