"""
Where a needle may go: the body map with the list beside it, always in step, as high as the page that they stand on.

Why one row with the page's title in it: the map is what is met first, and it needs all the height that there is.
"""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from needlesafe.domain.anatomy import Point, Site, region_of
from needlesafe.domain.catalogue import Catalogue, Muscle
from needlesafe.gui.messages import tr
from needlesafe.gui.theme import GAP, GAP_CARD
from needlesafe.gui.widgets.body_map import BodyMap
from needlesafe.gui.widgets.region_list import RegionList
from needlesafe.gui.widgets.region_rows import MuscleEntry, RegionEntry

_LIST_SHARE, _MAP_SHARE = 5, 9
_LEAST_HEIGHT = 520
MOST_POINTS = 50
"""More than any site has."""


class Choosing(QWidget):
    """The list and the map; what is chosen in one is shown in both."""

    region_chosen = Signal(str, str)
    muscle_chosen = Signal(str, str)
    points_changed = Signal(int)

    def __init__(self, catalogue: Catalogue, head: Iterable[QWidget]) -> None:
        super().__init__()
        self._catalogue = catalogue
        self._points: tuple[Point, ...] = ()
        self._planned: tuple[Point, ...] = ()
        self.map = BodyMap({region.id: region.title for region in catalogue.regions.values()})
        self.list = RegionList()
        self.list.set_entries(region_entries(catalogue))
        self.left = QVBoxLayout()
        self.left.setSpacing(GAP)
        for part in head:
            self.left.addWidget(part)
        self.left.addWidget(self.list, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP_CARD)
        row.addLayout(self.left, _LIST_SHARE)
        row.addWidget(self.map, _MAP_SHARE)
        self._connect()

    def keep_height(self, room: int) -> None:
        """Stands as high as the room that is seen, and never so low that nothing can be hit."""
        self.setMinimumHeight(max(_LEAST_HEIGHT, room))

    def show_sites(self, sites: Iterable[Site]) -> None:
        """Marks what is planned with the numbers of the sites, the same as on paper."""
        numbers: dict[tuple[str, str], list[int]] = {}
        muscles: set[tuple[str, str]] = set()
        planned: tuple[Point, ...] = ()
        for number, site in enumerate(sites, 1):
            place = (region_of(site, self._catalogue).id, site.side)
            numbers.setdefault(place, []).append(number)
            muscles.add((site.muscle, site.side))
            planned += site.points or ()
        self.map.set_marks({place: ", ".join(map(str, told)) for place, told in numbers.items()})
        self.list.set_chosen(set(numbers), muscles)
        self._planned = planned
        self._draw_points()

    def show_earlier(self, sites: Iterable[Site]) -> None:
        """Lays the last visit's sites over the map."""
        self.map.set_earlier({(region_of(site, self._catalogue).id, site.side) for site in sites})

    def points_in(self, region: str, side: str) -> tuple[Point, ...] | None:
        """The points that are marked, as far as they lie in the region; None where none does."""
        return tuple(point for point in self._points
                     if self.map.holds(region, side, point.view, (point.x, point.y))) or None

    def mark(self, points: tuple[Point, ...] | None) -> None:
        """Shows the points of the site in hand."""
        self._points = points or ()
        self._draw_points()
        self.points_changed.emit(len(self._points))

    def open_region(self, region: str, side: str) -> None:
        """Shows a region on the map and its muscles in the list, which takes the keyboard; another one has no points yet."""
        self.mark(self.points_in(region, side))
        self.map.open_region(region, side)
        self.list.open_region(region, side)
        self.list.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def close_region(self) -> None:
        """Shows no muscles any more, every region again and the whole body."""
        self.mark(None)
        self.map.show_whole()
        self.map.open_region("", "")
        self.list.close_region()

    def _connect(self) -> None:
        self.map.region_chosen.connect(self.region_chosen)
        self.map.point_tapped.connect(self._turn_point)
        self.map.region_walked.connect(self.list.point_to)
        self.map.region_pointed.connect(self.list.glance_at)
        self.list.region_chosen.connect(self.region_chosen)
        self.list.muscle_chosen.connect(self.muscle_chosen)
        self.list.region_pointed.connect(self.map.glance_at)


    def _turn_point(self, view: str, x: float, y: float) -> None:
        """Marks a point, or takes it away where it stands already."""
        point = Point(view, x, y)
        there = point in self._points
        if there or len(self._points) < MOST_POINTS:
            self.mark(tuple(other for other in self._points if other != point) if there else (*self._points, point))
            self.map.tell(tr("Point taken away.") if there else tr("Point marked; a tap on it takes it away."))

    def _draw_points(self) -> None:
        told = ({view: [(p.x, p.y) for p in points if p.view == view] for view in self.map.figures}
                for points in (self._points, self._planned))
        self.map.set_points(*told)


def region_entries(catalogue: Catalogue) -> list[RegionEntry]:
    """Every region and side with its muscles."""
    muscles: dict[str, list[MuscleEntry]] = {}
    for muscle in catalogue.muscles.values():
        muscles.setdefault(muscle.region, []).append(MuscleEntry(muscle.id, muscle_words(muscle), (*muscle.other_names, muscle.latin)))
    return [RegionEntry(region.id, side, region.title, region.tier, tuple(muscles.get(region.id, ())), (region.patient_title,))
            for region in catalogue.regions.values() for side in region.sides]


def muscle_words(muscle: Muscle) -> str:
    """A muscle's name, and that it is not needled where it is not."""
    return tr("{muscle} (not needled)").format(muscle=muscle.title) if muscle.prohibited else muscle.title
