"""The line of a visit that lists and worklists show, made from where it stands."""

from __future__ import annotations

from needlesafe.domain.anatomy import region_of
from needlesafe.flow.gates import Standing
from needlesafe.flow.steps import current_step, unsealed
from needlesafe.store import VisitSummary


def summary_of(standing: Standing) -> VisitSummary:
    """The summary that the store keeps beside the events, in the same transaction."""
    visit = standing.visit
    regions = dict.fromkeys(f"{region_of(site, standing.catalogue).title} {site.side}" for site in visit.sites)
    return VisitSummary(id=visit.id, patient_id=visit.patient_id, patient_name=visit.patient.name,
                        birth_date=visit.patient.birth_date, date=visit.date, state=state_of(standing),
                        step=current_step(standing), sites=", ".join(regions), last_at=visit.last_at,
                        last_sequence=visit.last_sequence)


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
