"""A picture of the body with the planned places filled and numbered; nothing in it can be pressed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QTransform
from PySide6.QtWidgets import QSizePolicy, QWidget

from needlesafe.domain.anatomy import Site, region_of
from needlesafe.domain.catalogue import Catalogue
from needlesafe.gui import theme
from needlesafe.gui.messages import tr
from needlesafe.gui.theme import mixed
from needlesafe.gui.widgets.body_drawing import SIZE, BodyDrawing, read_drawings
from needlesafe.gui.widgets.body_paint import Captions, Marks, paint_captions, paint_heading, paint_marks

Place = tuple[str, str]
"""A region with a side."""
_HIGH = 464
"""The height of a picture, in pixels."""
_CAPTION = 24
"""The height of the line that says which side is where."""
_AROUND, _LEAST, _HEAD = 150.0, 400.0, 110.0
"""How much of the body stands about what is planned, the least that is shown of it, and how high a head is, in
units of the drawing."""


class PlacePicture(QWidget):
    """One view of the body; the sides are the patient's own."""

    def __init__(self, view: str, drawing: BodyDrawing, numbers: Mapping[Place, str]) -> None:
        super().__init__()
        self._drawing, self._marks = drawing, Marks(selected=set(numbers), numbers=dict(numbers))
        left, right = (tr("Your left"), tr("Left")), (tr("Your right"), tr("Right"))
        self._captions: Captions = (right, left) if view == "front" else (left, right)
        self._seen = tr("Your body from the front") if view == "front" else tr("Your body from behind")
        self.setAccessibleName(self._seen)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumHeight(_HIGH)
        self._part = _part(drawing, numbers)

    def sizeHint(self) -> QSize:
        """Returns room in which numbers can be read."""
        return QSize(round(_HIGH * 0.8), _HIGH)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints from where it is seen, the skin, its lines, the planned places and their numbers."""
        look, room = theme.current(), self.rect().adjusted(4, 4, -4, -4)
        painter = QPainter(self)
        room = paint_heading(painter, room, self._seen)
        scale, middle = min(room.width() / self._part.width(), room.height() / self._part.height()), self._part.center()
        down = min(room.center().y(), room.top() + look.scaled(_CAPTION) + self._part.height() * scale / 2)
        way = QTransform.fromTranslate(room.center().x(), down).scale(scale, scale)
        way.translate(-middle.x(), -middle.y())
        painter.setClipRect(room)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(look.colour("edge"), 1.6))
        painter.setBrush(mixed(look.colour("surface"), look.colour("accent"), 0.05))
        painter.drawPath(way.map(self._drawing.outline))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(look.colour("line"), 1.2))
        for _, path in self._drawing.lines:
            painter.drawPath(way.map(path))
        paint_marks(painter, self._drawing, way, self._marks)
        paint_captions(painter, room, self._captions)
        painter.end()


def pictures(sites: Sequence[Site], catalogue: Catalogue) -> list[PlacePicture]:
    """The views that show a planned place, each place in the view that shows it best."""
    drawings = read_drawings()
    marks: dict[str, dict[Place, list[str]]] = {view: {} for view in drawings}
    for number, site in enumerate(sites, 1):
        region = region_of(site, catalogue)
        front = region.view == "anterior" or (region.view == "both" and site.position == "supine")
        for view in ("front", "back") if front else ("back", "front"):
            if places := _drawn(drawings[view], region.id, site.side):
                for place in places:
                    marks[view].setdefault(place, []).append(str(number))
                break
    return [PlacePicture(view, drawings[view], {place: ", ".join(numbers) for place, numbers in told.items()})
            for view, told in marks.items() if told]


def _part(drawing: BodyDrawing, numbers: Mapping[Place, str]) -> QRectF:
    """The part of the body in which the planned places stand, with so much about it that one knows where one is."""
    shapes = [found.path.boundingRect() for place in numbers if (found := drawing.find(*place)) is not None]
    whole = shapes[0]
    for shape in shapes[1:]:
        whole = whole.united(shape)
    height = min(SIZE.height(), max(_LEAST, whole.height() + 2 * _AROUND))
    top = min(max(0.0, whole.center().y() - height / 2), SIZE.height() - height)
    return QRectF(0.0, top if top > _HEAD else 0.0, SIZE.width(), height)


def _drawn(drawing: BodyDrawing, region: str, side: str) -> tuple[Place, ...]:
    """The places of a view that stand for a site; a middle that is not drawn is both sides, a side not drawn the middle."""
    if drawing.find(region, side):
        return ((region, side),)
    others = ("left", "right") if side == "midline" else ("midline",)
    return tuple((region, other) for other in others if drawing.find(region, other))
