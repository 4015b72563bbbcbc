"""The planned sites as those who treat know them."""

from __future__ import annotations

from reportlab.platypus import Flowable

from needlesafe.documents.sections.layout import Layout, doubt
from needlesafe.documents.words import Run, Words
from needlesafe.domain.anatomy import Current, Site, region_of
from needlesafe.domain.catalogue import Catalogue
from needlesafe.domain.disclosures import regions_of_plan

_TECHNIQUES = {"in-and-out": "in and out", "retained": "retained", "superficial": "superficial",
               "electrical": "with electric current"}
_POSITIONS = {"side-lying": "lying on the side"}


def site_title(site: Site, catalogue: Catalogue) -> str:
    """Side and muscle, such as "Left upper trapezius", with the level where one is recorded."""
    title = catalogue.muscles[site.muscle].title
    lowered = title if title[:2].isupper() else title[:1].lower() + title[1:]
    return f"{site.side.capitalize()} {lowered}{f' at {site.level}' if site.level else ''}"


def site_name(index: int | None, layout: Layout) -> str:
    """The site of an index with its number; a number that is none of the plan is told as such."""
    sites = layout.facts.visit.sites
    if index is None:
        return ""
    if not 0 <= index < len(sites):
        return f"site {index + 1}, not in the plan"
    return f"{index + 1} {site_title(sites[index], layout.facts.catalogue)}"


def needle_words(site: Site) -> str:
    """How many needles of which size, and how."""
    needles = "1 needle" if site.needles == 1 else f"{site.needles} needles"
    return f"{needles}, {site.length_mm:g} mm \u00d7 {site.gauge_mm:g} mm, {_TECHNIQUES[site.technique]}"


def treaters_line(site: Site, layout: Layout) -> Words:
    """A site in two lines: where, then how."""
    return Run(site_title(site, layout.facts.catalogue), strong=True), f"\n{needle_words(site)}"


def packed_line(site: Site, layout: Layout) -> Words:
    """A site in three lines: where, how, from which pack."""
    pack = ", ".join(_pack(site).split("\n"))
    return (*treaters_line(site, layout), f"\nPack: {pack}")


def sites_in_detail(layout: Layout) -> list[Flowable]:
    """Every site with its needles, position and pack."""
    setter, catalogue = layout.setter, layout.facts.catalogue
    rows = []
    for number, site in enumerate(layout.facts.visit.sites, 1):
        muscle, region = catalogue.muscles[site.muscle], region_of(site, catalogue)
        where = (Run(site_title(site, catalogue), strong=True),
                 f"\n{muscle.latin}; {region.title}{doubt(muscle.status)}")
        rows.append((str(number), where, f"{needle_words(site)}{_position(site)}{_more(site)}{_guidance(site)}", _pack(site)))
    head = ("No.", "Muscle and region", "Needles and technique", "Pack")
    return [setter.part("Sites"), setter.table(head, rows, (0.5, 3.2, 3.4, 1.9))] if rows else [
        setter.part("Sites"), setter.text("No site was planned.")]


def cautions(layout: Layout) -> list[Flowable]:
    """What the practitioner ticked for each region, and what was not ticked."""
    setter, visit = layout.setter, layout.facts.visit
    pieces: list[Flowable] = []
    told: set[str] = set()
    for region in regions_of_plan(visit, layout.facts.catalogue):
        items = [(item.id in visit.acknowledged, item.text) for item in region.acknowledgements]
        told.update(item.id for item in region.acknowledgements)
        pieces += [setter.intro(f"{region.title}{doubt(region.status)}", "strong"),
                   *setter.reported(items, "acknowledged", "not acknowledged")]
    others = [_acknowledged_before(name, layout) for name in visit.acknowledged if name not in told]
    if others:
        pieces += [setter.intro("For regions that left the plan", "strong"),
                   *setter.checklist([(True, text) for text in others], "acknowledged", "not acknowledged")]
    return [setter.part("Cautions acknowledged"), *pieces] if pieces else []


def _acknowledged_before(name: str, layout: Layout) -> str:
    found = (f"{region.title}: {item.text}" for region in layout.facts.catalogue.regions.values()
             for item in region.acknowledgements if item.id == name)
    return next(found, name)


def _position(site: Site) -> str:
    return f"; {_POSITIONS.get(site.position, site.position)}" if site.position else ""


def _more(site: Site) -> str:
    """Angle, current, time and what is meant to stay in, as far as they were told."""
    current = site.current or Current()
    told = ((current.frequency_hz, "Hz"), (current.intensity_ma, "mA"), (current.minutes, "min"))
    numbers = ", ".join(f"{value:g} {unit}" for value, unit in told if value is not None)
    staying = "" if site.minutes is None else f"{site.minutes:g} min"
    left = f"{site.stays}, with a consent of its own" if site.stays else ""
    parts = (("Angle", site.angle), ("Current", numbers), ("Needles stay in for", staying), ("Left in on purpose", left))
    return "".join(f"\n{name}: {words}" for name, words in parts if words)


def _guidance(site: Site) -> str:
    if site.ultrasound is None:
        return ""
    return f"\nUltrasound by {site.ultrasound.operator}, trained: {site.ultrasound.training}"


def _pack(site: Site) -> str:
    parts = (site.needle, f"lot {site.lot}" if site.lot else "", f"use by {site.expires}" if site.expires else "")
    return "\n".join(part for part in parts if part) or "not recorded"
