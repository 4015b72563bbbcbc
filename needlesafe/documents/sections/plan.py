"""Where the needles go: the drawing of the body with numbered points, and the sites in words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from reportlab.platypus import Flowable

from needlesafe.documents.answers import printed
from needlesafe.documents.flowables.body_map import Drawing, MapPoint, MapView, centre_of, read_drawing
from needlesafe.documents.sections.layout import Layout
from needlesafe.documents.wording import place_words
from needlesafe.documents.words import Run, Words
from needlesafe.domain.anatomy import Point, Site, region_of
from needlesafe.domain.catalogue import Catalogue
from needlesafe.paths import assets_dir

SiteLine = Callable[[Site, Layout], Words]

_FRONT, _BACK = "front", "back"
_BESIDE_THE_MAP = 8
_CROWDED_HEIGHT = 300.0
_GAP = 24.0
_COLUMN = 482.0


def mapped_plan(layout: Layout, height: float, line: SiteLine, first: Sequence[Flowable] = ()) -> list[Flowable]:
    """The drawing and, beside it, what comes first and the numbered places; a long list stands beneath. What patients
    agree to is the place; only who treats reads the points within it.
    """
    setter, sites = layout.setter, layout.facts.visit.sites
    listed = [*first, *setter.numbered([line(site, layout) for site in sites])]
    crowded = is_crowded(layout)
    drawing = body_map(layout, max(height, _CROWDED_HEIGHT) if crowded else height, exact=line is not patients_line)
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


def body_map(layout: Layout, height: float, exact: bool = False) -> Flowable | None:
    """The views that show a site, with its number at the middle of its region or, where asked for, at the points that
    were marked; None where no view does.
    """
    sites, catalogue, words = layout.facts.visit.sites, layout.facts.catalogue, layout.words
    found = [(number, spot) for number, site in enumerate(sites, 1) for spot in _spots(site, catalogue, exact)]
    views = [_view(view, [(number, spot) for number, spot in found if spot.view == view], layout)
             for view in (_FRONT, _BACK) if any(spot.view == view for _, spot in found)]
    if not views:
        return None
    told = "; ".join(f"{number} {place_words(site, layout.facts, words)}" for number, site in enumerate(sites, 1))
    named = ", ".join(view.caption for view in views)
    return layout.setter.body_map(views, words.paragraph("map", views=named, points=told), height)


@dataclass(frozen=True, slots=True)
class _Spot:
    """Where a site stands on a view."""

    view: str
    parts: tuple[str, ...]
    places: tuple[tuple[float, float], ...]


def _view(view: str, spots: Sequence[tuple[int, _Spot]], layout: Layout) -> MapView:
    left, right = layout.words.word("left"), layout.words.word("right")
    sides = (right, left) if view == _FRONT else (left, right)
    points = tuple(MapPoint(number, *place) for number, spot in spots for place in spot.places)
    shaded = tuple(dict.fromkeys(part for _, spot in spots for part in spot.parts))
    return MapView(drawing_of(view), layout.words.word(view).capitalize(), sides, shaded, points)


def _spots(site: Site, catalogue: Catalogue, exact: bool) -> list[_Spot]:
    """The views that show a site, each with the paths of its place and where its number stands; none where none does."""
    region = region_of(site, catalogue)
    front_first = region.view == "anterior" or (region.view == "both" and site.position == "supine")
    shown = [(view, parts) for view in ((_FRONT, _BACK) if front_first else (_BACK, _FRONT))
             if (parts := _parts(drawing_of(view), region.id, site.side))]
    marked = [_Spot(view, parts, tuple(_on(drawing_of(view), point) for point in site.points or () if point.view == view))
              for view, parts in shown if exact]
    if any(spot.places for spot in marked):
        return [spot for spot in marked if spot.places]
    return [_Spot(view, parts, (_centre(drawing_of(view), parts),)) for view, parts in shown[:1]]


def _on(drawing: Drawing, point: Point) -> tuple[float, float]:
    return point.x * drawing.width, point.y * drawing.height


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
