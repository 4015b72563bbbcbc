"""Where a needle goes, and what a site is to questions and rules."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from needlesafe.domain.answers import Place
from needlesafe.domain.catalogue import Catalogue, Region

SIDES = ("left", "right", "midline")
TECHNIQUES = ("in-and-out", "retained", "superficial", "electrical")
POSITIONS = ("prone", "supine", "side-lying", "sitting")


@dataclass(frozen=True, slots=True)
class Guidance:
    """Ultrasound guidance of a site: who holds the probe and what trained them."""

    operator: str
    training: str

    @property
    def complete(self) -> bool:
        """Whether operator and training are both named."""
        return bool(self.operator.strip() and self.training.strip())


@dataclass(frozen=True, slots=True)
class Site:
    """One planned site: a muscle on a side, and how it will be needled."""

    muscle: str
    side: str
    needles: int
    length_mm: float
    gauge_mm: float
    technique: str
    level: str | None = None
    position: str = ""
    lot: str = ""
    expires: str = ""
    """Year and month; the pack may be used to the last day of that month."""
    ultrasound: Guidance | None = None


def region_of(site: Site, catalogue: Catalogue) -> Region:
    """The region of a site's muscle."""
    return catalogue.regions[catalogue.muscles[site.muscle].region]


def reaches_lung(site: Site, catalogue: Catalogue) -> bool:
    """Whether a needle at the site can reach the lung: `part` counts unless the recorded level lies outside it."""
    region = region_of(site, catalogue)
    flags = {region.lung, catalogue.muscles[site.muscle].lung}
    if region.lung == "part":
        outside = bool(site.level and region.lung_levels) and site.level not in region.lung_levels
        return "yes" in flags or not outside
    return region.lung == "yes" or "yes" in flags


def site_tags(site: Site, catalogue: Catalogue) -> frozenset[str]:
    """Everything that a site is to a question, a rule or a statement: its tags and its region's id."""
    muscle, region = catalogue.muscles[site.muscle], region_of(site, catalogue)
    tags = {"any", region.id, muscle.id, f"tier-{region.tier}", *region.tags, *muscle.tags}
    tags.add("deep" if "deep" in tags else "compressible")
    if site.technique == "electrical":
        tags.add("electrical")
    if site.position:
        tags.add(site.position)
    if reaches_lung(site, catalogue):
        tags.add("lung")
    if region.locked or muscle.prohibited:
        tags.add("locked")
    return frozenset(tags)


def plan_tags(sites: Iterable[Site], catalogue: Catalogue) -> frozenset[str]:
    """The tags of all sites together; `any` also where there is none yet."""
    return frozenset({"any"}).union(*(site_tags(site, catalogue) for site in sites))


def within(site: Site, place: Place, reach: str, catalogue: Catalogue) -> bool:
    """Whether a site lies in an answer's place, widened to the unit that a rule speaks of."""
    region = region_of(site, catalogue)
    same_side = not place.side or "midline" in (place.side, site.side) or place.side == site.side
    named = place.region in (region.id, region.group)
    if reach == "everywhere":
        return True
    if reach == "side":
        return same_side
    if reach == "level":
        return named
    if reach in ("limb", "limb-quadrant"):
        limb = _limb_of(place.region, catalogue)
        own = region.limb if reach == "limb-quadrant" else (region.group if region.group.endswith("-limb") else "")
        return same_side and (named or bool(limb) and limb == (own or region.group))
    return named and same_side


def _limb_of(place: str, catalogue: Catalogue) -> str:
    """The limb that a place belongs to; empty for a place of the trunk or head."""
    if place.endswith("-limb"):
        return place
    region = catalogue.regions.get(place)
    if region is None:
        return ""
    return region.limb or (region.group if region.group.endswith("-limb") else "")
