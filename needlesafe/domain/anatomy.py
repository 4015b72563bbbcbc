"""Where a needle goes, and what a site is to questions and rules."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from needlesafe.domain.answers import Place
from needlesafe.domain.catalogue import Catalogue, Muscle, Region

SIDES = ("left", "right", "midline")
TECHNIQUES = ("in-and-out", "retained", "superficial", "electrical")
POSITIONS = ("prone", "supine", "side-lying", "sitting")
LEVELS = tuple(f"{part}{number}" for part, most in (("C", 8), ("T", 12), ("L", 5), ("S", 5)) for number in range(1, most + 1))
"""The spinal levels that a site may record."""


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
class Current:
    """The current through the needles of a site, as far as it was said."""

    frequency_hz: float | None = None
    intensity_ma: float | None = None
    minutes: float | None = None


@dataclass(frozen=True, slots=True)
class Point:
    """Where on the drawing of the body a needle is meant to go."""

    view: str
    """`front` or `back`."""
    x: float
    """From the left of the drawing, 0 to 1 of its width."""
    y: float
    """From its top, 0 to 1 of its height."""


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
    angle: str = ""
    """At which angle and in which direction the needle goes, in words."""
    needle: str = ""
    """Maker, material and coating of the needle."""
    current: Current | None = None
    """Only where the technique is electrical."""
    points: tuple[Point, ...] | None = None
    """Marked on the body map, if anybody did; another point makes no other site."""
    minutes: float | None = None
    """How long its needles are planned to stay in; None where nobody planned it."""
    stays: int | None = None
    """How many of its needles are meant to stay in when the patient leaves; each asks for a consent of its own."""


def site_from_json(data: Mapping[str, Any]) -> Site:
    """The site as a visit file or an event holds it."""
    guidance, current, points = data.get("ultrasound"), data.get("current"), data.get("points")
    return Site(**{**data, "ultrasound": Guidance(guidance.get("operator", ""), guidance.get("training", ""))
                   if guidance else None, "current": Current(**current) if current else None,
                   "points": tuple(Point(**point) for point in points) if points else None})


def region_of(site: Site, catalogue: Catalogue) -> Region:
    """The region of a site's muscle."""
    return catalogue.regions[catalogue.muscles[site.muscle].region]


def reaches_lung(site: Site, catalogue: Catalogue) -> bool:
    """Whether a needle at the site can reach the lung: `part` counts unless the recorded level lies outside it."""
    region = region_of(site, catalogue)
    flags = {region.lung, catalogue.muscles[site.muscle].lung}
    outside = bool(site.level and region.lung_levels) and site.level not in region.lung_levels
    return "yes" in flags or ("part" in flags and not outside)


def site_tags(site: Site, catalogue: Catalogue) -> frozenset[str]:
    """Everything that a site is to a question, a rule or a statement: its tags and its region's id; a position that
    nobody recorded may be any."""
    muscle, region = catalogue.muscles[site.muscle], region_of(site, catalogue)
    tags = {"any", region.id, muscle.id, f"tier-{region.tier}", *region.tags, *muscle.tags}
    tags.add("deep" if "deep" in tags else "compressible")
    if site.technique == "electrical":
        tags.add("electrical")
    tags.update({site.position} if site.position else {"prone", "supine"})
    if reaches_lung(site, catalogue):
        tags.add("lung")
    if muscle.needs:
        tags.add(f"needs-{muscle.needs}")
    if region.locked or muscle.prohibited or is_locked_level(muscle, site.level):
        tags.add("locked")
    return frozenset(tags)


def is_locked_level(muscle: Muscle, level: str | None) -> bool:
    """Whether the recorded level lies in a part of the muscle that is not needled."""
    return bool(level) and ("any" in muscle.locked_levels or level in muscle.locked_levels)


def plan_tags(sites: Iterable[Site], catalogue: Catalogue) -> frozenset[str]:
    """The tags of all sites together; `any` also where there is none yet."""
    return frozenset({"any"}).union(*(site_tags(site, catalogue) for site in sites))


def within(site: Site, place: Place, reach: str, catalogue: Catalogue) -> bool:
    """Whether a site lies in an answer's place, widened to the unit that a rule speaks of."""
    region = region_of(site, catalogue)
    same_side = not place.side or "midline" in (place.side, site.side) or place.side == site.side
    if reach == "everywhere":
        return True
    if reach == "side":
        return same_side
    called = _called(region)
    if reach == "level":
        return not called.isdisjoint(_place_and_group(place.region, catalogue))
    named = place.region in called
    unit = {"limb": _own_limb(region), "limb-quadrant": region.limb}.get(reach, "")
    return same_side and (named or bool(unit) and unit in _limbs_of(place.region, catalogue))


def _called(region: Region) -> frozenset[str]:
    """The words by which an answer's place may mean a region: its own, its group's, and the neck's where it is part of it."""
    neck = {"neck"} if any(tag.startswith("neck-") for tag in region.tags) else set()
    return frozenset({region.id, region.group, *neck})


def _place_and_group(place: str, catalogue: Catalogue) -> frozenset[str]:
    """A place and, where it is a region, the group whose segments it has."""
    region = catalogue.regions.get(place)
    return frozenset({place, *({region.group} if region else ())})


def _own_limb(region: Region) -> str:
    """The limb that a region is part of; empty for trunk, head and a limb's quadrant."""
    return region.group if region.group.endswith("-limb") else ""


def _limbs_of(place: str, catalogue: Catalogue) -> frozenset[str]:
    """The limbs that a place belongs to; a group is as much as all of its regions."""
    regions = (region for region in catalogue.regions.values() if place in (region.id, region.group))
    return frozenset(region.limb or _own_limb(region) for region in regions)
