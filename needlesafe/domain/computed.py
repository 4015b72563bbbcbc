"""What the program works out from the plan and never asks for; no answer changes it."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass

from needlesafe.domain.anatomy import Site, is_locked_level, reaches_lung, region_of, site_tags
from needlesafe.domain.catalogue import Catalogue, Distance, weakest
from needlesafe.domain.exclusion import contradicting
from needlesafe.domain.visit import Visit


@dataclass(frozen=True, slots=True)
class Fact:
    """A computed fact that holds."""

    id: str
    value: str
    """What was computed, in words."""
    sites: tuple[int, ...] | None = None
    """The sites it concerns; None for the whole visit."""
    sources: tuple[str, ...] = ()
    status: str = "confirmed"
    """How far its numbers are known."""


Numbered = list[tuple[int, Site]]


def raised_facts(visit: Visit, catalogue: Catalogue) -> tuple[Fact, ...]:
    """The computed facts that hold in a visit, in the catalogue's order."""
    found = (FACTS[name](visit, catalogue) for name in catalogue.computed if name in FACTS)
    return tuple(fact for fact in found if fact is not None)


def is_known(fact: str, visit: Visit) -> bool:
    """Whether a computed fact can be told true or false from what the visit holds."""
    if fact.startswith("cf-bmi-"):
        return visit.patient.body_mass_index is not None
    if fact == "cf-male":
        return visit.patient.sex in ("male", "female")
    return True


def _age_below(name: str, limit: Callable[[Visit, Catalogue], int]) -> Callable[[Visit, Catalogue], Fact | None]:
    def fact(visit: Visit, catalogue: Catalogue) -> Fact | None:
        age = visit.patient.age_on(visit.date)
        return Fact(name, f"{age} years old") if age < limit(visit, catalogue) else None
    return fact


def _adolescent(visit: Visit, catalogue: Catalogue) -> Fact | None:
    age = visit.patient.age_on(visit.date)
    return Fact("cf-adolescent", f"{age} years old") if age in (16, 17) else None


def _mass_index_below(name: str) -> Callable[[Visit, Catalogue], Fact | None]:
    def fact(visit: Visit, catalogue: Catalogue) -> Fact | None:
        index = visit.patient.body_mass_index
        if index is None or index >= catalogue.computed[name].limit:
            return None
        return Fact(name, f"body-mass index {index:.1f}")
    return fact


def _male(visit: Visit, catalogue: Catalogue) -> Fact | None:
    return Fact("cf-male", "male") if visit.patient.sex == "male" else None


def _sites_that(name: str, holds: Callable[[Site, Visit, Catalogue], str]) -> Callable[[Visit, Catalogue], Fact | None]:
    """A fact about every site for which `holds` gives words."""
    def fact(visit: Visit, catalogue: Catalogue) -> Fact | None:
        told = {index: words for index, site in enumerate(visit.sites) if (words := holds(site, visit, catalogue))}
        return Fact(name, "; ".join(dict.fromkeys(told.values())), tuple(told)) if told else None
    return fact


def _electrical(site: Site, visit: Visit, catalogue: Catalogue) -> str:
    return "current through the needles" if site.technique == "electrical" else ""


def _locked(site: Site, visit: Visit, catalogue: Catalogue) -> str:
    muscle = catalogue.muscles[site.muscle]
    if is_locked_level(muscle, site.level):
        return f"{muscle.title} is not needled at {site.level}"
    return f"{muscle.title} is not needled" if "locked" in site_tags(site, catalogue) else ""


def _needing(what: str, words: str) -> Callable[[Site, Visit, Catalogue], str]:
    """Words for a site whose muscle is needled only with ultrasound or training."""
    def told(site: Site, visit: Visit, catalogue: Catalogue) -> str:
        muscle = catalogue.muscles[site.muscle]
        return f"{muscle.title}: {words}" if muscle.needs == what else ""
    return told


def _pack_expired(site: Site, visit: Visit, catalogue: Catalogue) -> str:
    if not site.expires:
        return ""
    year, month = (int(part) for part in site.expires.split("-")[:2])
    last = f"{year:04d}-{month:02d}-{monthrange(year, month)[1]:02d}"
    return f"lot {site.lot or 'not recorded'} expired at the end of {site.expires}" if visit.date > last else ""


def _outside_scope(site: Site, visit: Visit, catalogue: Catalogue) -> str:
    region, scope = region_of(site, catalogue), visit.practitioner.scope
    if scope is None or "*" in scope or region.id in scope:
        return ""
    return f"{region.title} is not in the recorded scope"


def _cover_excluded(site: Site, visit: Visit, catalogue: Catalogue) -> str:
    region, excluded = region_of(site, catalogue), visit.practitioner.cover_excludes
    return f"{region.title} is excluded from cover" if {"*", region.id} & set(excluded) else ""


def _cover_ended(visit: Visit, catalogue: Catalogue) -> Fact | None:
    until = visit.practitioner.cover_until
    return Fact("cf-cover-ended", f"cover ended on {until}") if until and visit.date > until else None


def distance_reached(site: Site, catalogue: Catalogue) -> Distance | None:
    """The least published distance that the needle is long enough to reach, or None."""
    reached = [distance for distance in catalogue.muscles[site.muscle].distances
               if (not distance.sides or site.side in distance.sides) and site.length_mm >= distance.mm]
    return min(reached, key=lambda distance: distance.mm, default=None)


def _needle_length(visit: Visit, catalogue: Catalogue) -> Fact | None:
    told: dict[int, tuple[str, Distance]] = {}
    for index, site in enumerate(visit.sites):
        if distance := distance_reached(site, catalogue):
            told[index] = (f"{site.length_mm:g} mm needle against {distance.mm:g} mm: {distance.text}", distance)
    if not told:
        return None
    sources = dict.fromkeys(source for _, distance in told.values() for source in distance.sources)
    status = weakest(distance.status for _, distance in told.values())
    return Fact("cf-needle-length", "; ".join(dict.fromkeys(words for words, _ in told.values())), tuple(told),
                tuple(sources), status)


def _lung_sites(visit: Visit, catalogue: Catalogue) -> Numbered:
    return [(index, site) for index, site in enumerate(visit.sites) if reaches_lung(site, catalogue)]


def _two_lung_sides(visit: Visit, catalogue: Catalogue) -> Fact | None:
    sites = _lung_sites(visit, catalogue)
    if not {"left", "right"} <= {site.side for _, site in sites}:
        return None
    return Fact("cf-two-lung-sides", "left and right", tuple(index for index, _ in sites))


def _two_high_lung(visit: Visit, catalogue: Catalogue) -> Fact | None:
    sites = [(index, region_of(site, catalogue)) for index, site in _lung_sites(visit, catalogue)]
    high = {region.title: None for _, region in sites if region.tier == "high"}
    if len(high) < 2:
        return None
    named = " and ".join(dict.fromkeys(title.partition(":")[0] for title in high))
    return Fact("cf-two-high-lung", named, tuple(index for index, region in sites if region.tier == "high"))


def _limb_both_sides(visit: Visit, catalogue: Catalogue) -> Fact | None:
    found: dict[int, str] = {}
    for limb in ("upper-arm", "lower-leg-anterior-lateral"):
        sites = [(i, s) for i, s in enumerate(visit.sites) if region_of(s, catalogue).id == limb]
        if {"left", "right"} <= {site.side for _, site in sites}:
            found |= {index: catalogue.regions[limb].title for index, _ in sites}
    return Fact("cf-limb-both-sides", ", ".join(dict.fromkeys(found.values())), tuple(found)) if found else None


def _ruled_out_answer(visit: Visit, catalogue: Catalogue) -> Fact | None:
    names = contradicting(visit, catalogue)
    told = [catalogue.questions[name].short if name in catalogue.questions else catalogue.factors[name].text for name in names]
    return Fact("cf-ruled-out-answer", "; ".join(told)) if told else None


FACTS: dict[str, Callable[[Visit, Catalogue], Fact | None]] = {
    "cf-under-18": _age_below("cf-under-18", lambda visit, catalogue: 18),
    "cf-under-consent-age": _age_below("cf-under-consent-age", lambda visit, catalogue:
                                       catalogue.jurisdiction(visit.jurisdiction).consent_age),
    "cf-adolescent": _adolescent,
    "cf-bmi-under-20": _mass_index_below("cf-bmi-under-20"),
    "cf-bmi-under-22": _mass_index_below("cf-bmi-under-22"),
    "cf-male": _male,
    "cf-electrical": _sites_that("cf-electrical", _electrical),
    "cf-two-lung-sides": _two_lung_sides,
    "cf-two-high-lung": _two_high_lung,
    "cf-limb-both-sides": _limb_both_sides,
    "cf-ruled-out-answer": _ruled_out_answer,
    "cf-needle-length": _needle_length,
    "cf-pack-expired": _sites_that("cf-pack-expired", _pack_expired),
    "cf-outside-scope": _sites_that("cf-outside-scope", _outside_scope),
    "cf-cover-excluded": _sites_that("cf-cover-excluded", _cover_excluded),
    "cf-cover-ended": _cover_ended,
    "cf-locked": _sites_that("cf-locked", _locked),
    "cf-ultrasound-muscle": _sites_that("cf-ultrasound-muscle", _needing("ultrasound", "only under ultrasound")),
    "cf-specialist-muscle": _sites_that("cf-specialist-muscle", _needing("training", "only with training in it")),
}
"""How each computed fact of the catalogue is worked out."""
