"""
The body in line art with numbered points, drawn as vectors from the outlines that the program ships.

A drawing is read from an SVG whose paths use absolute M, L, C and Z only; its layers are `regions`, `lines` and
`outline`.
"""

from __future__ import annotations

import math
import re
import xml.etree.ElementTree as ET
from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.lib.colors import HexColor

from needlesafe.documents.faces import BODY, BODY_BOLD, BODY_SEMI
from needlesafe.documents.flowables.figures import Figure
from needlesafe.documents.fonts import text_width
from needlesafe.documents.style import ACCENT, INK, QUIET, WHITE
from needlesafe.documents.tagged_canvas import TaggedCanvas

_SVG = "{http://www.w3.org/2000/svg}"
_TOKEN = re.compile(r"[A-Za-z]|-?(?:\d+\.?\d*|\.\d+)")
_NUMBERS = {"M": 2, "L": 2, "C": 6, "Z": 0}
_SHADE = HexColor("#CFE0E7")
_LANDMARK = HexColor("#8D98A1")
_FULL_WEIGHT = 184.0
"""The height of a view from which its lines have their full weight; in a smaller one they would run together."""
_DISC = 6.2
_DOT = 1.6
_CAPTION = 14.0
_CAPTION_GAP = 5.0
_BETWEEN = 14.0

Segment = tuple[str, tuple[float, ...]]
PathData = tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class Drawing:
    """One view of the body."""

    width: float
    """In units of the drawing."""
    height: float
    """In units of the drawing."""
    outline: tuple[PathData, ...]
    """The silhouette."""
    lines: tuple[PathData, ...]
    """Landmarks."""
    regions: tuple[tuple[str, PathData], ...]
    """Each region and side by its id, such as `calf.left`."""


@dataclass(frozen=True, slots=True)
class MapPoint:
    """One numbered point."""

    number: int
    """What stands in the table beside the map."""
    x: float
    """In units of the drawing, from its left."""
    y: float
    """In units of the drawing, from its top."""


@dataclass(frozen=True, slots=True)
class MapView:
    """A drawing and what is marked on it."""

    drawing: Drawing
    """The view."""
    caption: str
    """Its name, such as *Front*."""
    sides: tuple[str, str]
    """What stands at its left and its right: the patient's sides as the reader sees them."""
    shaded: tuple[str, ...] = ()
    """Ids of the regions to shade."""
    points: tuple[MapPoint, ...] = ()
    """The needled points."""


def read_drawing(svg: str) -> Drawing:
    """The drawing in an SVG text; a path command other than M, L, C and Z raises ValueError."""
    root = ET.fromstring(svg)
    layers = {layer.get("id"): layer for layer in root}
    paths = {name: [(path.get("id", ""), read_path(path.get("d", ""))) for path in layers[name].iter(f"{_SVG}path")]
             for name in ("outline", "lines", "regions")}
    _, _, width, height = map(float, root.get("viewBox", "0 0 0 0").split())
    return Drawing(width, height, tuple(path for _, path in paths["outline"]),
                   tuple(path for _, path in paths["lines"]), tuple(paths["regions"]))


def read_path(data: str) -> PathData:
    """The segments of an SVG path; a command repeated without its letter is spelled out."""
    tokens = _TOKEN.findall(data)
    segments: list[Segment] = []
    command, at = "", 0
    while at < len(tokens):
        if tokens[at].isalpha():
            command, at = tokens[at], at + 1
        if command not in _NUMBERS:
            raise ValueError(f"path command {command or tokens[at]!r} is not drawn here")
        count = _NUMBERS[command]
        segments.append((command, tuple(map(float, tokens[at:at + count]))))
        at += count
        command = {"M": "L", "Z": ""}.get(command, command)
    return tuple(segments)


def centre_of(drawing: Drawing, region: str) -> tuple[float, float]:
    """The middle of a region's extent, for a point that is known by its region only."""
    path = dict(drawing.regions)[region]
    corners = [numbers[-2:] for _, numbers in path if numbers]
    xs, ys = zip(*corners)
    return (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2


def body_map(views: Sequence[MapView], height: float, alternative: str) -> Figure:
    """Views of the body beside each other, with numbered points."""
    scales = [(height - _CAPTION) / view.drawing.height for view in views]
    widths = [view.drawing.width * scale for view, scale in zip(views, scales)]
    rooms = [max(width, _caption_width(view, width)) for view, width in zip(views, widths)]

    def paint(canvas: TaggedCanvas) -> None:
        left = 0.0
        for view, scale, width, room in zip(views, scales, widths, rooms):
            _Pen(canvas, left + (room - width) / 2, height, scale).draw(view, width)
            left += room + _BETWEEN

    return Figure((sum(rooms) + _BETWEEN * (len(views) - 1), height), alternative, paint)


def _caption_width(view: MapView, width: float) -> float:
    """How far the words beneath a view reach, on both sides of its middle."""
    return 2 * max(_reach(view, name, width) + text_width(name, BODY, 8.5) / 2 for name in view.sides)


def _reach(view: MapView, name: str, width: float) -> float:
    """How far from the middle of its view a side's name has its own middle."""
    half = text_width(view.caption, BODY_SEMI, 8.5) / 2 + _CAPTION_GAP
    return max(width * 0.3, half + text_width(name, BODY, 8.5) / 2)


class _Pen:
    """Draws one view with its top left corner at a place of the page."""

    def __init__(self, canvas: TaggedCanvas, left: float, top: float, scale: float) -> None:
        self.canvas, self.left, self.top, self.scale = canvas, left, top, scale

    def draw(self, view: MapView, width: float) -> None:
        """Draws the view, then its points, then its caption."""
        canvas, drawing = self.canvas, view.drawing
        canvas.setLineJoin(1)
        canvas.setLineCap(1)
        canvas.setFillColor(_SHADE)
        regions = dict(drawing.regions)
        self._paths([regions[name] for name in view.shaded], fill=True)
        weight = min(1.0, drawing.height * self.scale / _FULL_WEIGHT)
        canvas.setStrokeColor(_LANDMARK)
        canvas.setLineWidth(round(0.35 * weight, 2))
        self._paths(drawing.lines)
        canvas.setStrokeColor(INK)
        canvas.setLineWidth(round(0.7 * weight, 2))
        self._paths(drawing.outline)
        floor = self.top - drawing.height * self.scale
        self._points(view.points, (floor + _DISC, self.top - _DISC))
        self._captions(view, width)

    def _at(self, x: float, y: float) -> tuple[float, float]:
        return round(self.left + x * self.scale, 2), round(self.top - y * self.scale, 2)

    def _paths(self, paths: Sequence[PathData], fill: bool = False) -> None:
        path = self.canvas.beginPath()
        for segments in paths:
            for command, numbers in segments:
                places = [value for x, y in zip(numbers[::2], numbers[1::2]) for value in self._at(x, y)]
                {"M": path.moveTo, "L": path.lineTo, "C": path.curveTo, "Z": path.close}[command](*places)
        if paths:
            self.canvas.drawPath(path, stroke=not fill, fill=fill)

    def _points(self, points: Sequence[MapPoint], between: tuple[float, float]) -> None:
        spots = [self._at(point.x, point.y) for point in points]
        discs = spread(spots, 2 * _DISC + 0.8, between)
        self.canvas.setStrokeColor(ACCENT)
        self.canvas.setLineWidth(0.6)
        for spot, disc in zip(spots, discs):
            if disc != spot:
                self.canvas.line(*spot, *disc)
                self.canvas.setFillColor(ACCENT)
                self.canvas.circle(*spot, _DOT, stroke=0, fill=1)
        for point, disc in zip(points, discs):
            self._disc(point.number, *disc)

    def _disc(self, number: int, x: float, y: float) -> None:
        canvas = self.canvas
        canvas.setFillColor(ACCENT)
        canvas.setStrokeColor(WHITE)
        canvas.circle(x, y, _DISC, stroke=1, fill=1)
        canvas.setFillColor(WHITE)
        size = 8 if number < 10 else 7
        canvas.setFont(BODY_BOLD, size)
        canvas.drawCentredString(x, y - size * 0.34, str(number))

    def _captions(self, view: MapView, width: float) -> None:
        canvas = self.canvas
        base = self.top - view.drawing.height * self.scale - _CAPTION + 3
        canvas.setFillColor(QUIET)
        canvas.setFont(BODY_SEMI, 8.5)
        canvas.drawCentredString(self.left + width / 2, base, view.caption)
        canvas.setFont(BODY, 8.5)
        for side, name in zip((-1, 1), view.sides):
            place = self.left + width / 2 + side * _reach(view, name, width)
            canvas.drawString(place - text_width(name, BODY, 8.5) / 2, base, name)


def spread(spots: Sequence[tuple[float, float]], apart: float,
           between: tuple[float, float] = (-math.inf, math.inf)) -> list[tuple[float, float]]:
    """A place for a disc near each spot, none nearer to another than `apart`, none above or below the drawing."""
    taken: list[tuple[float, float]] = []
    for x, y in spots:
        rings = ((x + ring * apart * 0.5 * math.cos(turn * math.pi / 6), y + ring * apart * 0.5 * math.sin(turn * math.pi / 6))
                 for ring in range(2, 60) for turn in range(12))
        taken.append(next((place for place in [(x, y), *rings]
                           if between[0] <= place[1] <= between[1]
                           and all(math.dist(place, other) >= apart for other in taken)), (x, y)))
    return [(round(x, 2), round(y, 2)) for x, y in taken]
