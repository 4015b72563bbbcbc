"""Where the needles go: the drawing of the body with numbered points, and the sites in words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache

from reportlab.platypus import Flowable

from needlesafe.documents.answers import printed
from needlesafe.documents.flowables.body_map import Drawing, MapPoint, MapView, centre_of, read_drawing
from needlesafe.documents.sections.layout import Layout
from needlesafe.documents.wording import place_words
from needlesafe.documents.words import Run, Words
from needlesafe.domain.anatomy import Site, region_of
from needlesafe.domain.catalogue import Catalogue
from needlesafe.paths import assets_dir

SiteLine = Callable[[Site, Layout], Words]

_FRONT, _BACK = "front", "back"
_BESIDE_THE_MAP = 8
_CROWDED_HEIGHT = 300.0
_GAP = 24.0
_COLUMN = 482.0


def mapped_plan(layout: Layout, height: float, line: SiteLine, first: Sequence[Flowable] = ()) -> list[Flowable]:
    """The drawing and, beside it, what comes first and the numbered places; a long list stands beneath."""
    setter, sites = layout.setter, layout.facts.visit.sites
    listed = [*first, *setter.numbered([line(site, layout) for site in sites])]
    crowded = is_crowded(layout)
    drawing = body_map(layout, max(height, _CROWDED_HEIGHT) if crowded else height)
    if drawing is None:
        return listed
    if crowded:
        return [drawing, setter.gap(6), *listed]
    return [setter.beside(drawing, listed, shares=(drawing.width, _COLUMN - _GAP - drawing.width), gap=_GAP)]


def is_crowded(layout: Layout) -> bool:
    """Whether there are more sites than a small drawing can show."""
    return len(layout.facts.visit.sites) > _BESIDE_THE_MAP


def patients_line(site: Site, layout: Layout) -> Words:
    """A site as the patient knows it: the place, then the muscle, how many needles, how."""
    words, muscle = layout.words, layout.facts.catalogue.muscles[site.muscle]
    place = place_words(site, layout.facts, words)
    level = f", {site.level}" if site.level else ""
    needles = f"{words.heading('label-needles')}: {site.needles}, {printed('choice', site.technique, words)}"
    return (Run(f"{place[:1].upper()}{place[1:]}{level}", strong=True),
            f"\n{words.heading('label-muscle')}: {muscle.title}. {needles}.")


def body_map(layout: Layout, height: float) -> Flowable | None:
    """The views that show a site, with its number at the middle of its region; None where none does."""
    sites, catalogue, words = layout.facts.visit.sites, layout.facts.catalogue, layout.words
    found = {number: spot for number, site in enumerate(sites, 1) if (spot := _spot(site, catalogue))}
    views = [_view(view, {number: parts for number, (where, parts) in found.items() if where == view}, layout)
             for view in (_FRONT, _BACK) if any(where == view for where, _ in found.values())]
    if not views:
        return None
    told = "; ".join(f"{number} {place_words(site, layout.facts, words)}" for number, site in enumerate(sites, 1))
    named = ", ".join(view.caption for view in views)
    return layout.setter.body_map(views, words.paragraph("map", views=named, points=told), height)


def _view(view: str, parts: dict[int, tuple[str, ...]], layout: Layout) -> MapView:
    left, right = layout.words.word("left"), layout.words.word("right")
    sides = (right, left) if view == _FRONT else (left, right)
    drawing = drawing_of(view)
    points = tuple(MapPoint(number, *_centre(drawing, named)) for number, named in parts.items())
    shaded = tuple(dict.fromkeys(part for named in parts.values() for part in named))
    return MapView(drawing, layout.words.word(view).capitalize(), sides, shaded, points)


def _spot(site: Site, catalogue: Catalogue) -> tuple[str, tuple[str, ...]] | None:
    """The view that shows a site, with the paths of its place; None where neither does."""
    region = region_of(site, catalogue)
    front_first = region.view == "anterior" or (region.view == "both" and site.position == "supine")
    for view in (_FRONT, _BACK) if front_first else (_BACK, _FRONT):
        if parts := _parts(drawing_of(view), region.id, site.side):
            return view, parts
    return None


def _parts(drawing: Drawing, region: str, side: str) -> tuple[str, ...]:
    """The paths of a place; a middle that is not drawn is both sides, a side that is not drawn is the middle."""
    known = dict(drawing.regions)
    if f"{region}.{side}" in known:
        return (f"{region}.{side}",)
    others = ("left", "right") if side == "midline" else ("midline",)
    return tuple(path for other in others if (path := f"{region}.{other}") in known)


def _centre(drawing: Drawing, parts: tuple[str, ...]) -> tuple[float, float]:
    """The middle of a place."""
    found = [centre_of(drawing, part) for part in parts]
    return sum(x for x, _ in found) / len(found), sum(y for _, y in found) / len(found)


@lru_cache
def drawing_of(view: str) -> Drawing:
    """The drawing of a view, `front` or `back`."""
    return read_drawing((assets_dir() / "body" / f"{view}.svg").read_text(encoding="utf-8"))
