"""A visit with everything that its resources are made from, and the one way in which they name each other."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from needlesafe.domain.anatomy import region_of
from needlesafe.domain.catalogue import Catalogue
from needlesafe.domain.doubt import mark_of
from needlesafe.domain.events import Event
from needlesafe.domain.rules import Assessment
from needlesafe.domain.visit import Visit
from needlesafe.exchange.fhir.elements import SYSTEM, Element, held, text

_NAMESPACE = uuid5(NAMESPACE_URL, SYSTEM)


@dataclass(frozen=True, slots=True)
class Case:
    """A visit, what it raises, and its journal."""

    visit: Visit
    catalogue: Catalogue
    assessment: Assessment
    events: tuple[Event, ...]

    @property
    def at(self) -> str:
        """When the visit last changed, in UTC; the start of its day where no journal tells."""
        return self.visit.last_at or self.visit.finished_at or f"{self.visit.date}T00:00:00Z"

    def moment(self, *types: str) -> str:
        """When something of these types was recorded last; empty where the journal tells of none."""
        return next((event.at for event in reversed(self.events) if event.type in types), "")

    def name(self, role: str) -> str:
        """The id of the resource with that role in the visit, the same in every bundle of the visit."""
        return _name(self.visit.id, role)

    def resource(self, kind: str, role: str, **fields: Any) -> Element:
        """A resource with its id, without what holds nothing."""
        return {"resourceType": kind, "id": self.name(role), **held(**fields)}

    def to(self, role: str) -> Element:
        """A reference to the resource with that role."""
        return {"reference": f"urn:uuid:{self.name(role)}"}

    def all_to(self, roles: Iterable[str]) -> list[Element]:
        """References to several resources."""
        return [self.to(role) for role in roles]

    def site_words(self, index: int | None) -> str:
        """A planned site in words; what left the plan by its number, empty for none."""
        if index is None:
            return ""
        if index >= len(self.visit.sites):
            return f"site {index + 1}"
        site = self.visit.sites[index]
        return ", ".join(part for part in (self.catalogue.muscles[site.muscle].title, site.side, site.level) if part)

    def region_words(self, name: str) -> str:
        """A region or a group of regions in words."""
        region = self.catalogue.regions.get(name)
        return region.title if region else name.replace("-", " ")

    def region_at(self, index: int) -> str:
        """The id of the region of a planned site."""
        return region_of(self.visit.sites[index], self.catalogue).id


@lru_cache(maxsize=1024)
def _name(visit: str, role: str) -> str:
    return str(uuid5(_NAMESPACE, f"{visit} {role}"))


def doubted(words: str, status: str) -> str:
    """Words with the mark of their status behind them, unless it stands in them already."""
    mark = mark_of(status)
    return f"{text(words)} {mark}" if mark and mark not in words else words
