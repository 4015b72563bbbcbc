"""Why a repeat visit needs a consent of its own, beyond that every visit has one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from needlesafe.domain.catalogue import Catalogue
from needlesafe.domain.earlier import CHANGED, content_of, differing
from needlesafe.domain.last_visit import LastVisit, site_key
from needlesafe.domain.visit import Visit
from needlesafe.domain.wording import Renewal

Holds = Callable[[Visit, LastVisit, Catalogue], bool]


def reasons(visit: Visit, catalogue: Catalogue) -> tuple[Renewal, ...]:
    """The reasons that hold today, in the catalogue's order; none in a first visit, or where only the visit is new."""
    if visit.last is None:
        return ()
    found = tuple(reason for name, reason in catalogue.renewals.items() if HOLDS[name](visit, visit.last, catalogue))
    return found if len(found) > 1 else ()


def _time(visit: Visit, last: LastVisit, catalogue: Catalogue) -> bool:
    days = (date.fromisoformat(visit.date) - date.fromisoformat(last.date)).days
    return days >= catalogue.renewals["cv-time"].days


def _health(visit: Visit, last: LastVisit, catalogue: Catalogue) -> bool:
    return any(told.answer in CHANGED for told in visit.since_last.values()) or bool(differing(visit))


def _came_of_age(visit: Visit, last: LastVisit, catalogue: Catalogue) -> bool:
    limit = catalogue.jurisdiction(visit.jurisdiction).consent_age
    return visit.patient.age_on(last.date) < limit <= visit.patient.age_on(visit.date)


HOLDS: dict[str, Holds] = {
    "cv-every-session": lambda visit, last, catalogue: True,
    "cv-new-region": lambda visit, last, catalogue: not {site_key(site) for site in visit.sites} <= set(last.sites),
    "cv-new-clinician": lambda visit, last, catalogue: visit.practitioner.registration != last.practitioner,
    "cv-health-change": _health,
    "cv-event": lambda visit, last, catalogue: bool(last.events),
    "cv-new-evidence": lambda visit, last, catalogue: content_of(visit) != last.content,
    "cv-time": _time,
    "cv-capacity": _came_of_age,
    "cv-language": lambda visit, last, catalogue: visit.consent.language != last.language,
}
"""When each reason of the catalogue holds."""
