"""What a consent must carry: the risks of the chosen sites, each once and none of others."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol, TypeVar

from needlesafe.domain.anatomy import plan_tags, region_of
from needlesafe.domain.catalogue import Catalogue, Region
from needlesafe.domain.computed import raised_facts
from needlesafe.domain.raised import raised_factors
from needlesafe.domain.visit import Visit
from needlesafe.domain.wording import Warning


class Tagged(Protocol):
    """Whatever says by its tags which sites call for it."""

    @property
    def tags(self) -> tuple[str, ...]:
        """Site tags, region ids or factor ids."""


T = TypeVar("T", bound=Tagged)


def region_risk_id(region: str) -> str:
    """The id of the risk sentence of a region."""
    return f"rs-{region}"


def called_for(items: Iterable[T], tags: frozenset[str]) -> tuple[T, ...]:
    """The items that a plan with these tags calls for."""
    return tuple(item for item in items if tags.intersection(item.tags))


def visit_tags(visit: Visit, catalogue: Catalogue) -> frozenset[str]:
    """What the chosen sites and the answers are to a statement: the tags of the plan and every raised factor."""
    return plan_tags(visit.sites, catalogue).union(raised_factors(visit, raised_facts(visit, catalogue), catalogue))


def disclosed(visit: Visit, tags: frozenset[str], catalogue: Catalogue) -> tuple[str, ...]:
    """The ids of the risks that the visit's consent must carry; the tags are those of `visit_tags`."""
    if not visit.sites:
        return ()
    text = catalogue.consent.get(visit.consent.language) or catalogue.consent["en"]
    general = called_for(text.risks, tags)
    regions = dict.fromkeys(region_of(site, catalogue).id for site in visit.sites)
    return (*(risk.id for risk in general), *(region_risk_id(region) for region in regions))


def warnings_of_plan(visit: Visit, catalogue: Catalogue) -> tuple[Warning, ...]:
    """The sets of warning signs that go home with the patient: of the needled regions, each once, then of what was answered."""
    tags = visit_tags(visit, catalogue)
    named = dict.fromkeys(name for region in regions_of_plan(visit, catalogue) for name in region.delayed)
    brought = (warning.id for warning in catalogue.warnings.values() if tags.intersection(warning.factors))
    return called_for((catalogue.warnings[name] for name in dict.fromkeys((*named, *brought))), tags)


def regions_of_plan(visit: Visit, catalogue: Catalogue) -> tuple[Region, ...]:
    """The regions of the chosen sites, each once, in the order of choice."""
    ids = dict.fromkeys(region_of(site, catalogue).id for site in visit.sites)
    return tuple(catalogue.regions[name] for name in ids)
