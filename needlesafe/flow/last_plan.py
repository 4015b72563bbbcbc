"""The sites of the patient's last treatment, to be looked at and taken as the plan of this visit."""

from __future__ import annotations

from dataclasses import dataclass, replace

from needlesafe.domain.anatomy import Site
from needlesafe.domain.folding import fold
from needlesafe.domain.visit import Visit
from needlesafe.flow.visit_desk import VisitDesk
from needlesafe.flow.workplace import Workplace


@dataclass(frozen=True, slots=True)
class LastPlan:
    """Where needles were in last time."""

    date: str
    """The day of that visit, ISO."""
    sites: tuple[Site, ...]
    """Each as it was planned then, but for what belongs to that day's packs and people."""


def last_plan(workplace: Workplace, visit: Visit) -> LastPlan | None:
    """The sites that were needled in the last closed visit with needles; None where there was none.

    Lot and use-by date are of a pack that is gone; who held the probe and which points were meant is said anew. A
    muscle that the content no longer knows is left out.
    """
    for summary in workplace.store.visits_of(visit.patient_id):
        if summary.id == visit.id:
            continue
        last = fold(workplace.store.events(summary.id))
        sites = _needled(last, workplace) if last.closed else ()
        if sites:
            return LastPlan(last.date, sites)
    return None


def take_last_plan(desk: VisitDesk, last: LastPlan) -> Visit:
    """Plans the last visit's sites besides what is planned; one that stands in the plan is not planned twice."""
    planned = {_place(site) for site in desk.visit.sites}
    return desk.plan_sites((*desk.visit.sites, *(site for site in last.sites if _place(site) not in planned)))


def _needled(last: Visit, workplace: Workplace) -> tuple[Site, ...]:
    indexes = sorted({event.site for event in last.treatment if event.event == "in" and event.site is not None})
    sites = (last.sites[index] for index in indexes if index < len(last.sites))
    return tuple(replace(site, lot="", expires="", ultrasound=None, points=None, stays=None) for site in sites if site.muscle in workplace.catalogue.muscles)


def _place(site: Site) -> tuple[str, str, str]:
    return site.muscle, site.side, site.level or ""
