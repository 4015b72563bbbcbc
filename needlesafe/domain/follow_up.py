"""When a patient is contacted again: by what was needled, by what the answers raised, by what happened, by what was not well when they left."""

from __future__ import annotations

from needlesafe.domain.catalogue import Catalogue
from needlesafe.domain.disclosures import visit_tags
from needlesafe.domain.visit import Visit
from needlesafe.domain.wording import CheckItem, FollowUp


def follow_ups(visit: Visit, catalogue: Catalogue) -> tuple[FollowUp, ...]:
    """The contacts that a visit calls for, in the catalogue's order."""
    tags = visit_tags(visit, catalogue)
    failed = {item.id for item in unmet(visit, catalogue)}
    happened = [catalogue.events[event.id] for event in (*visit.treatment, *visit.afterwards) if event.id in catalogue.events]
    named = {card.id for card in happened}
    grave = {severity for card in happened for severity in card.severity}
    return tuple(item for item in catalogue.follow_ups.values()
                 if tags.intersection(item.tags) or named.intersection(item.events) or grave.intersection(item.severities)
                 or failed.intersection(item.checks))


def unmet(visit: Visit, catalogue: Catalogue) -> tuple[CheckItem, ...]:
    """The checks before leaving that were answered and are not met, in the catalogue's order."""
    said = visit.note.discharge
    return tuple(item for item in catalogue.discharge.values() if said.get(item.id, item.wanted) != item.wanted)
