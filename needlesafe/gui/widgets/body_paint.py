"""How the body is painted: regions by tier, what lies beneath, what is chosen, the sides in words."""

from __future__ import annotations

from dataclasses import dataclass, field

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPainterPath, QPen, QPixmap, QTransform

from needlesafe.gui import theme
from needlesafe.gui.theme import Theme, mixed
from needlesafe.gui.widgets.body_drawing import SIZE, BodyDrawing, BodyRegion
from needlesafe.gui.widgets.words import text_height, text_width

_HEAD = 0.2
"""How much of the drawing's width is the head's."""
_PLANNED, _MARKED = 4.5, 6.5
"""How large points are, in pixels."""
_FULL, _LARGE = 2.0, 2.4
"""The pixels of a unit from which lines grow no thicker, and from which what is fine is drawn."""
_TIERS = {"high": 0, "moderate": 1, "low": 2}
_OVERLAYS = {
    "lung": ("mind", 0.14, 1.0), "pleura": ("mind", 0.0, 1.0), "heart": ("stop", 0.13, 1.0), "vessel": ("stop", 0.0, 2.0),
    "vessel small": ("stop", 0.0, 1.3), "kidney": ("grave", 0.16, 1.0), "cord": ("change", 0.3, 1.0),
    "cord-line": ("change", 0.0, 1.0),
}
"""The role of the colour, how much of it fills, how thick its line is."""


Captions = tuple[tuple[str, str], tuple[str, str]]
"""What stands at the left and at the right of a view, each in full and in one word."""


@dataclass(slots=True)
class Marks:
    """What is marked on one view."""

    selected: set[tuple[str, str]] = field(default_factory=set)
    """The chosen regions, each with its side."""
    numbers: dict[tuple[str, str], str] = field(default_factory=dict)
    """The numbers of the planned sites, by region and side."""
    earlier: set[tuple[str, str]] = field(default_factory=set)
    """Where needles were in last time, each region with its side."""
    points: tuple[QPointF, ...] = ()
    """Points of the drawing that were marked in the opened region; a tap takes one away."""
    planned: tuple[QPointF, ...] = ()
    """Points of what is planned already."""
    overlays: set[str] = field(default_factory=set)
    """What is shown beneath the skin."""
    hovered: BodyRegion | None = None
    """What is under the pointer."""
    opened: BodyRegion | None = None
    """Whose muscles are shown."""
    current: BodyRegion | None = None
    """Where the keyboard is."""
    focused: bool = False
    """Whether the keyboard is here at all."""


def paint_figure(ground: QPixmap, drawing: BodyDrawing, way: QTransform, overlays: set[str]) -> None:
    """Paints the body on a clear ground: regions by tier, landmarks, overlays, outline."""
    look = theme.current()
    ground.fill(Qt.GlobalColor.transparent)
    painter = QPainter(ground)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setTransform(way, True)
    for region in drawing.regions:
        painter.setPen(QPen(look.colour("body_line"), _thin(0.75, way)))
        painter.setBrush(QColor(look.palette.body[_TIERS[region.tier]]))
        painter.drawPath(region.path)
    _patterns(painter, drawing, way, look)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for kind, path in drawing.lines:
        faint = "faint" in kind
        _line(painter, path, look.colour("ink"), _thin(0.6 if faint else 0.75, way), 0.42 if faint else 0.7)
    for path in drawing.close_up if way.m11() >= _LARGE else ():
        _line(painter, path, look.colour("ink"), _thin(0.6, way), 0.42)
    for name in overlays:
        for kind, path in drawing.overlays.get(name, ()):
            _overlay(painter, kind, path, look)
    _line(painter, drawing.outline, mixed(look.colour("ink"), look.colour("quiet"), 0.5), _thin(1.4, way), 1.0)
    painter.end()


def paint_marks(painter: QPainter, drawing: BodyDrawing, way: QTransform, marks: Marks) -> None:
    """Paints what is under the pointer, what is chosen, where the keyboard is and the numbers of the sites."""
    look = theme.current()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for region in drawing.regions:
        chosen = (region.region, region.side) in marks.selected
        opened = region is marks.opened
        if chosen or opened or region is marks.hovered:
            ground = QColor(look.colour("accent"))
            ground.setAlphaF(0.42 if chosen else 0.26 if opened else 0.16)
            painter.setBrush(ground)
            painter.setPen(QPen(look.colour("accent"), theme.RING if opened else 2.2 if chosen else 1.4))
            painter.drawPath(way.map(region.path))
        elif (region.region, region.side) in marks.earlier:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(look.colour("accent"), 2.2, Qt.PenStyle.DashLine))
            painter.drawPath(way.map(region.path))
    if marks.focused and marks.current:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(look.colour("accent"), theme.RING, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap,
                            Qt.PenJoinStyle.RoundJoin))
        painter.drawPath(way.map(marks.current.path))
    for (name, side), number in marks.numbers.items():
        if region := drawing.find(name, side):
            _badge(painter, way.map(region.spot), number, look)
    for points, radius in ((marks.planned, _PLANNED), (marks.points, _MARKED)):
        painter.setPen(QPen(look.colour("surface"), 2))
        painter.setBrush(look.colour("ink"))
        for point in points:
            painter.drawEllipse(way.map(point), radius, radius)
    painter.restore()


def caption_height() -> int:
    """Returns how high the line above a view is that is drawn near."""
    return text_height("Left", theme.current().font("quiet"), int(SIZE.width()))


def paint_heading(painter: QPainter, area: QRect, words: str) -> QRect:
    """Paints what a view shows above it, from side to side, and returns what is left beneath."""
    look = theme.current()
    font = look.font("quiet")
    line = QRect(area.x(), area.y(), area.width(), text_height(words, font, area.width()))
    painter.fillRect(line, look.colour("page"))
    painter.setFont(font)
    painter.setPen(look.colour("ink"))
    painter.drawText(line, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap, words)
    return area.adjusted(0, line.height(), 0, 0)


def paint_captions(painter: QPainter, area: QRect, captions: Captions, near: bool = False) -> None:
    """
    Paints whose side is where, at the two upper corners; in one word where there is no room beside the head.

    Of a figure that is drawn near the whole line is kept free: a word beside its outline would cut into it.
    """
    look = theme.current()
    painter.setFont(look.font("quiet"))
    painter.setPen(look.colour("quiet"))
    if near:
        painter.fillRect(QRect(area.x(), area.y(), area.width(), caption_height()), look.colour("page"))
    figure = min(area.width(), area.height() * SIZE.width() / SIZE.height())
    beside_head = (area.width() - figure * _HEAD) / 2
    fits = all(text_width(caption, look.font("quiet")) <= beside_head for caption, _ in captions)
    for (caption, short), right in zip(captions, (False, True)):
        words = caption if fits else short
        wide = text_width(words, look.font("quiet")) + 2
        room = QRectF(area.right() - wide if right else area.x(), area.y(), wide, text_height(words, look.font("quiet"), wide))
        painter.fillRect(room, look.colour("page"))
        painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, words)


def _patterns(painter: QPainter, drawing: BodyDrawing, way: QTransform, look: Theme) -> None:
    """Paints what tells the tiers, in the widget's own pixels: a pattern that is turned or scaled takes ten times as long."""
    painter.save()
    painter.resetTransform()
    for tier in ("high", "moderate"):
        whole = QPainterPath()
        whole.setFillRule(Qt.FillRule.WindingFill)
        for region in drawing.regions:
            if region.tier == tier:
                whole.addPath(region.path)
        painter.fillPath(way.map(whole), _pattern(look, tier))
    painter.restore()


def _pattern(look: Theme, tier: str) -> QBrush:
    """Returns what tells a tier without colour: slanted strokes for high, dots for moderate, alike at every zoom."""
    side = 8 if tier == "high" else 11
    tile = QPixmap(side * 2, side * 2)
    tile.setDevicePixelRatio(2)
    tile.fill(Qt.GlobalColor.transparent)
    painter = QPainter(tile)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    ink = QColor(look.colour("accent"))
    ink.setAlphaF(0.30)
    if tier == "high":
        painter.setPen(QPen(ink, 1))
        for shift in (-side, 0, side):
            painter.drawLine(QPointF(shift, side), QPointF(shift + side, 0))
    else:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink)
        for middle in (QPointF(side * 0.25, side * 0.25), QPointF(side * 0.75, side * 0.75)):
            painter.drawEllipse(middle, 0.75, 0.75)
    painter.end()
    return QBrush(tile)


def _thin(width: float, way: QTransform) -> float:
    """Returns a width of the drawing that grows with it until it is twice as large, and then no more."""
    return width * min(1.0, _FULL / way.m11())


def _line(painter: QPainter, path: QPainterPath, colour: QColor, width: float, strength: float) -> None:
    """Paints a line of the drawing."""
    ink = QColor(colour)
    ink.setAlphaF(strength)
    painter.setPen(QPen(ink, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
    painter.drawPath(path)


def _overlay(painter: QPainter, kind: str, path: QPainterPath, look: Theme) -> None:
    """Paints one thing beneath the skin."""
    role, fill, width = _OVERLAYS[kind]
    if fill:
        ground = QColor(look.colour(role))
        ground.setAlphaF(fill)
        painter.fillPath(path, ground)
    pen = QPen(look.colour(role), width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
    if kind == "pleura":
        pen.setDashPattern([4, 2.5])
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(path)


def _badge(painter: QPainter, middle: QPointF, text: str, look: Theme) -> None:
    """Paints numbers in a filled circle, or in a bar where they are too many for it."""
    font = look.font("sign")
    radius = font.pixelSize() * 0.82
    half = max(radius, text_width(text, font) / 2 + radius * 0.6) if len(text) > 1 else radius
    room = QRectF(middle.x() - half, middle.y() - radius, 2 * half, 2 * radius)
    painter.setPen(QPen(look.colour("surface"), 2))
    painter.setBrush(look.colour("accent"))
    painter.drawRoundedRect(room, radius, radius)
    painter.setFont(font)
    painter.setPen(look.colour("on_accent"))
    painter.drawText(room, Qt.AlignmentFlag.AlignCenter, text)
