"""
The drawings of the body as painter paths.

Why not the toolkit's SVG renderer: a region must be hit by its own shape and painted in the colours of the theme.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from xml.etree import ElementTree

from PySide6.QtCore import QPointF, QSizeF
from PySide6.QtGui import QPainterPath

from needlesafe.paths import assets_dir

SIZE = QSizeF(400, 900)
"""The room of each drawing, in its own units."""

VIEWS = ("front", "back")
_SVG = "{http://www.w3.org/2000/svg}"
_TOKEN = re.compile(r"[A-Za-z]|-?\d*\.?\d+")


@dataclass(frozen=True, slots=True)
class BodyRegion:
    """One region of one side."""

    region: str
    """The region's id."""
    side: str
    """The patient's side: `left`, `right` or `midline`."""
    tier: str
    """`high`, `moderate` or `low`."""
    path: QPainterPath
    """Its shape."""
    spot: QPointF
    """A point well inside it."""


@dataclass(frozen=True, slots=True)
class BodyDrawing:
    """One view of the body."""

    regions: tuple[BodyRegion, ...]
    """The regions, from head to foot."""
    lines: tuple[tuple[str, QPainterPath], ...]
    """The landmarks, each with its kind."""
    close_up: tuple[QPainterPath, ...]
    """What is drawn only where a part is seen large."""
    overlays: dict[str, tuple[tuple[str, QPainterPath], ...]]
    """What lies under the skin, by name, each path with its kind."""
    outline: QPainterPath
    """The silhouette."""

    def at(self, point: QPointF) -> BodyRegion | None:
        """Returns the region at a point of the drawing."""
        return next((region for region in self.regions if region.path.contains(point)), None)

    def find(self, region: str, side: str) -> BodyRegion | None:
        """Returns the region of that id and side, if this view shows it."""
        return next((found for found in self.regions if (found.region, found.side) == (region, side)), None)


def read_drawings() -> dict[str, BodyDrawing]:
    """Returns the body from the front and from behind, by view."""
    return {view: read_drawing(assets_dir() / "body" / f"{view}.svg") for view in VIEWS}


@lru_cache(maxsize=4)
def read_drawing(file: Path) -> BodyDrawing:
    """Returns the drawing in an SVG file of the body map."""
    root = ElementTree.parse(file).getroot()
    groups = {group.get("id"): _paths(group) for group in root.iter(f"{_SVG}g")}
    regions = tuple(_region(*shape) for shape in groups["regions"])
    outline = next(path for path in root.findall(f"{_SVG}path") if path.get("id") == "outline")
    overlays = {name.removeprefix("overlay-"): tuple((kind, path) for _, kind, path in shapes)
                for name, shapes in groups.items() if name.startswith("overlay-")}
    return BodyDrawing(regions, tuple((kind, path) for _, kind, path in groups["lines"]),
                       tuple(path for _, _, path in groups["close-up"]), overlays, painter_path(outline.get("d", "")))


def painter_path(data: str) -> QPainterPath:
    """Returns a path of absolute M, C, L and Z commands; any other command is an error."""
    path, tokens, command, at = QPainterPath(), _TOKEN.findall(data), "", 0
    while at < len(tokens):
        if tokens[at].isalpha():
            command, at = tokens[at], at + 1
        if command == "Z":
            path.closeSubpath()
            continue
        count = {"M": 2, "L": 2, "C": 6}[command]
        numbers = [float(token) for token in tokens[at:at + count]]
        at += count
        if command == "M":
            path.moveTo(*numbers)
        elif command == "L":
            path.lineTo(*numbers)
        else:
            path.cubicTo(*numbers)
    return path


def _paths(group: ElementTree.Element) -> list[tuple[str, str, QPainterPath]]:
    """Returns id, kind and shape of each path in a group."""
    return [(path.get("id", ""), path.get("class", ""), painter_path(path.get("d", "")))
            for path in group.findall(f"{_SVG}path")]


def _region(name: str, kind: str, path: QPainterPath) -> BodyRegion:
    """Returns the region of a path named `<region>.<side>`."""
    region, _, side = name.rpartition(".")
    return BodyRegion(region, side, kind.rpartition("tier-")[2], path, _inner_point(path))


def _inner_point(path: QPainterPath) -> QPointF:
    """Returns the middle of the widest run across the shape's middle, then of the highest run there."""
    corners = [(point.x(), point.y()) for point in path.toFillPolygon()]
    x = _middle_of_widest(corners, path.boundingRect().center().y(), 1)
    y = _middle_of_widest([(b, a) for a, b in corners], x, 1)
    return QPointF(x, y)


def _middle_of_widest(corners: list[tuple[float, float]], level: float, axis: int) -> float:
    """Returns the middle of the widest stretch inside the corners' shape along a line at that level."""
    other = 1 - axis
    cuts = sorted(one[other] + (level - one[axis]) / (two[axis] - one[axis]) * (two[other] - one[other])
                  for one, two in zip(corners, corners[1:] + corners[:1]) if (one[axis] > level) != (two[axis] > level))
    widest = max(zip(cuts[::2], cuts[1::2]), key=lambda stretch: stretch[1] - stretch[0])
    return sum(widest) / 2
