"""
One view of the body that can be tapped, hovered, zoomed and walked through by keys.

Why region and side are told in words by whoever holds it: left and right must never hang on the drawing alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from functools import cached_property

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPixmap, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QGroupBox, QSizePolicy, QWidget

from needlesafe.gui import theme
from needlesafe.gui.in_turn import InTurn
from needlesafe.gui.widgets import body_paint
from needlesafe.gui.widgets.body_drawing import BodyDrawing, BodyRegion
from needlesafe.gui.widgets.body_lens import Lens
from needlesafe.gui.widgets.body_place import BodyPlace
from needlesafe.gui.widgets.body_touch import TOUCHES, BodyTouch

_STEPS = {Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1)}
_CHOOSE = (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter)
_ZOOM = {Qt.Key.Key_Plus: 1.25, Qt.Key.Key_Equal: 1.25, Qt.Key.Key_Minus: 0.8}
_DRAG, _NEAR = 8, 7
_THUMB, _UNDER_THUMB, _NEARER = 18, 2, 2.5
"""How far a thumb reaches, how many regions it may cover and still choose one, how much nearer it draws otherwise."""
_LEAST, _LARGER = 340, 0.65
"""The least height, and how much of the text's growth it takes part in."""


class BodyFigure(QGroupBox):
    """The front or the back; to a screen reader a group of its regions."""

    region_chosen = Signal(str, str)
    region_pointed = Signal(str, str)
    region_walked = Signal(str, str)
    point_tapped = Signal(QPointF)
    zoomed = Signal()
    drawn_nearer = Signal()

    def __init__(self, drawing: BodyDrawing, captions: body_paint.Captions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.drawing, self._captions = drawing, captions
        self._lens, self._fingers = Lens(), BodyTouch(self)
        self._backdrop: QPixmap | None = None
        self._part = ""
        self._pressed: QPointF | None = None
        self._dragged = False
        self.marks = body_paint.Marks()
        self._words: Callable[[BodyRegion], tuple[str, str]] | None = None
        self._later = InTurn(self, "places")
        self.setMouseTracking(True)
        self.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("own_focus", True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(140, round(_LEAST * max(1.0, theme.current().scale * _LARGER)))

    @cached_property
    def places(self) -> dict[tuple[str, str], BodyPlace]:
        """Every region as an element of its own; made once the figure was painted, or as soon as one is asked for."""
        places = {(region.region, region.side): BodyPlace(region, self, self) for region in self.drawing.regions}
        self._put(places.values())
        self._name(places.values())
        before: QWidget = self
        for place in places.values():
            QWidget.setTabOrder(before, place)  # else the way back would lead past the figure
            place.show()
            before = place
        return places

    def sizeHint(self) -> QSize:
        """Returns room for a figure that can be tapped; it takes all that there is."""
        return QSize(200, 400)

    def is_near(self) -> bool:
        """Returns whether it is drawn nearer than the whole figure."""
        return self._lens.is_near()

    def set_marks(self, numbers: Mapping[tuple[str, str], str]) -> None:
        """Shows which regions are chosen, with the numbers of their sites."""
        self.marks.selected, self.marks.numbers = set(numbers), dict(numbers)
        self.update()

    def name_places(self, words: Callable[[BodyRegion], tuple[str, str]]) -> None:
        """Gives every region its name and what is said of it."""
        self._words = words
        if "places" in vars(self):
            self._name(self.places.values())

    def _name(self, places: Iterable[BodyPlace]) -> None:
        for place in places if self._words else ():
            if (said := self._words(place.region)) != (place.accessibleName(), place.accessibleDescription()):
                place.setAccessibleName(said[0])
                place.setAccessibleDescription(said[1])

    def lets_page_scroll(self) -> bool:
        """Returns whether a finger that is drawn along it may scroll the page: while the whole figure is seen."""
        return not self.is_near()

    def set_earlier(self, places: Set[tuple[str, str]]) -> None:
        """Shows where needles were in last time."""
        self.marks.earlier = set(places)
        self.update()

    def set_points(self, points: Sequence[QPointF], planned: Sequence[QPointF]) -> None:
        """Shows the points that are being marked and those of the plan, in the drawing's own units."""
        self.marks.points, self.marks.planned = tuple(points), tuple(planned)
        self.update()

    def set_overlays(self, names: Set[str]) -> None:
        """Shows what lies under the skin, by name."""
        self.marks.overlays = set(names)
        self._redraw()

    def point_to(self, region: str, side: str) -> None:
        """Puts the keyboard's mark on a region, if this view shows it."""
        self.marks.current = self.drawing.find(region, side)
        self.update()

    def open_region(self, region: str, side: str) -> None:
        """Shows whose muscles are told; an empty id shows none."""
        self.marks.opened = self.drawing.find(region, side)
        self.update()

    def glance_at(self, region: str, side: str) -> None:
        """Marks a region as if the pointer were over it, if this view shows it."""
        self.marks.hovered = self.drawing.find(region, side)
        self.update()

    def zoom_by(self, factor: float, about: QPointF | None = None) -> None:
        """Draws nearer or farther, about a point of the widget; the whole figure is the farthest."""
        self._lens.zoom_by(factor, about or QRectF(self.rect()).center())
        self._see_anew()

    def pan_by(self, aside: QPointF) -> None:
        """Draws the figure aside where it is drawn nearer."""
        self._lens.pan_by(aside)
        self._see_anew()

    def part(self) -> str:
        """Returns what stands above a part that is seen alone; empty where the sides stand there."""
        return self._part

    def look_at(self, regions: Set[str], side: str = "", words: str = "") -> None:
        """
        Draws regions as near as all of them are seen, of one side or of every side; a view without them stays.

        The words stand above them, in place of the sides, until another part is seen.
        """
        part = QRectF()
        for region in self.drawing.regions:
            if region.region in regions and side in ("", region.side):
                part = part.united(region.path.boundingRect())
        if not part.isEmpty():
            self._lens.look_at(part, body_paint.caption_height())
            self._see_anew(words)

    def tap(self, place: QPointF, thumb: bool = False) -> None:
        """Chooses the region at a place of the widget; where a thumb covers several, it draws nearer first."""
        if thumb and not self.is_near() and len(self._under_thumb(place)) > _UNDER_THUMB:
            self.zoom_by(_NEARER, place)
            self.drawn_nearer.emit()
        elif region := self.region_at(place):
            self._mark(place) if region is self.marks.opened else self.choose(region)

    def choose(self, region: BodyRegion) -> None:
        """Says which region was chosen."""
        self.marks.current = region
        self.update()
        self.region_chosen.emit(region.region, region.side)

    def to_widget(self, place: QPointF) -> QPointF:
        """Returns where a point of the drawing stands in the widget."""
        return self._lens.way().map(place)

    def to_drawing(self, place: QPointF) -> QPointF:
        """Returns which point of the drawing stands at a place of the widget."""
        return self._lens.to_drawing(place)

    def region_at(self, place: QPointF) -> BodyRegion | None:
        """Returns the region at a place of the widget, or the one that a finger just missed."""
        exact = self.drawing.at(self.to_drawing(place))
        near = (self.drawing.at(self.to_drawing(place + QPointF(x, y) * _NEAR))
                for x, y in ((1, 0), (-1, 0), (0, 1), (0, -1)))
        return exact or next((region for region in near if region), None)

    def event(self, event: QEvent) -> bool:
        """Follows fingers, also two on a pad that draw nearer."""
        if event.type() in TOUCHES:
            self._fingers.take(event)
        elif event.type() == QEvent.Type.NativeGesture and event.gestureType() == Qt.NativeGestureType.ZoomNativeGesture:
            self.zoom_by(1 + event.value(), event.position())
        else:
            return super().event(event)
        event.accept()
        return True

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begins a tap or a drag."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed, self._dragged = event.position(), False

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drags the figure when it is zoomed, else marks the region under the pointer."""
        if self._pressed is not None and (event.position() - self._pressed).manhattanLength() > _DRAG or self._dragged:
            self._dragged = True
            if self.is_near() and self._pressed is not None:
                self.pan_by(event.position() - self._pressed)
                self._pressed = event.position()
            return
        self._hover(self.region_at(event.position()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Ends a tap: the region is chosen."""
        tapped = self._pressed is not None and not self._dragged
        self._pressed, self._dragged = None, False
        if tapped:
            self.tap(event.position())

    def leaveEvent(self, event: QEvent) -> None:
        """Marks nothing once the pointer is gone."""
        self._hover(None)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zooms; a turn that could only zoom out of the whole figure scrolls the page."""
        turn = event.angleDelta().y()
        if turn < 0 and not self.is_near() or not turn:
            event.ignore()
            return
        self.zoom_by(1.15 if turn > 0 else 1 / 1.15, event.position())
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walks by arrows, chooses by Space or Enter, zooms by plus, minus and nought."""
        key = Qt.Key(event.key())
        if key in _STEPS:
            self._walk(*_STEPS[key])
        elif key in _CHOOSE:
            if (current := self.marks.current) and not event.isAutoRepeat():
                self._mark(self.to_widget(current.spot)) if current is self.marks.opened else self.choose(current)
        elif key in _ZOOM:
            spot = self.marks.current and self.to_widget(self.marks.current.spot)
            self.zoom_by(_ZOOM[key], spot or None)
        elif key == Qt.Key.Key_0:
            self.zoom_by(0.0)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QEvent) -> None:
        """Marks a region to start from."""
        super().focusInEvent(event)
        self.show_keyboard()
        if self.marks.current is None:
            self._go_to(self.drawing.regions[0])

    def focusOutEvent(self, event: QEvent) -> None:
        """Takes the keyboard's mark away."""
        super().focusOutEvent(event)
        self.show_keyboard()

    def reach(self, region: BodyRegion) -> None:
        """Puts the keyboard's mark on a region to which the keyboard was brought."""
        if region is not self.marks.current:
            self._go_to(region)
        self.show_keyboard()

    def show_keyboard(self) -> None:
        """Shows the keyboard's mark while the keyboard is on the figure or on one of its regions."""
        self.marks.focused = self._has_keyboard()
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Draws the figure anew at the new size."""
        super().resizeEvent(event)
        self._lens.resize(QSizeF(self.size()))
        self._redraw()

    def changeEvent(self, event: QEvent) -> None:
        """Draws the figure anew in another theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._redraw()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints the figure, its marks and the captions of the sides."""
        if self._backdrop is None:
            ratio = self.devicePixelRatioF()
            self._backdrop = QPixmap(self.size() * ratio)
            self._backdrop.setDevicePixelRatio(ratio)
            body_paint.paint_figure(self._backdrop, self.drawing, self._lens.way(), self.marks.overlays)
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._backdrop)
        body_paint.paint_marks(painter, self.drawing, self._lens.way(), self.marks)
        if self._part:
            body_paint.paint_heading(painter, self.rect(), self._part)
        else:
            body_paint.paint_captions(painter, self.rect(), self._captions, self.is_near())
        painter.end()
        self._later.begin()

    def _under_thumb(self, place: QPointF) -> set[tuple[str, str]]:
        """Returns the regions that a thumb covers there."""
        spots = (QPointF(x, y) * _THUMB for x in (-1, -0.5, 0, 0.5, 1) for y in (-1, -0.5, 0, 0.5, 1) if x * x + y * y <= 1)
        found = (self.drawing.at(self.to_drawing(place + spot)) for spot in spots)
        return {(region.region, region.side) for region in found if region}

    def _see_anew(self, part: str = "") -> None:
        """Shows another part of the drawing, with what stands above it, and says so."""
        self._part = part
        self._redraw()
        self.zoomed.emit()

    def _redraw(self) -> None:
        """Throws the drawn figure away; the regions go where they are seen now."""
        if "places" in vars(self):
            self._put(self.places.values())
        self._backdrop = None
        self.update()

    def _put(self, places: Iterable[BodyPlace]) -> None:
        """Puts regions where they are seen."""
        way, seen = self._lens.way(), QRectF(self.rect())
        for place in places:
            place.setGeometry(way.mapRect(place.region.path.boundingRect()).intersected(seen).toAlignedRect())

    def _mark(self, place: QPointF) -> None:
        """Says where in the opened region a point was tapped, or which of its points."""
        there = next((point for point in self.marks.points if (self.to_widget(point) - place).manhattanLength() < _THUMB), None)
        spot = self.to_drawing(place) if there is None else there
        if there is not None or self.marks.opened.path.contains(spot):
            self.point_tapped.emit(spot)

    def _hover(self, region: BodyRegion | None) -> None:
        """Marks the region under the pointer and says so."""
        if region is self.marks.hovered:
            return
        self.marks.hovered = region
        self.setCursor(Qt.CursorShape.PointingHandCursor if region else Qt.CursorShape.ArrowCursor)
        self.region_pointed.emit(*((region.region, region.side) if region else ("", "")))
        self.update()

    def _walk(self, x: int, y: int) -> None:
        """Goes to the nearest region in that direction, or to the first one; the keyboard goes along, so that it is spoken."""
        here, regions = self.marks.current, self.drawing.regions
        there = here or regions[0]
        if here is not None:
            cost, number = min((self._cost(here, region, x, y), number) for number, region in enumerate(regions))
            there = regions[number] if cost < 1e6 else here
        self._go_to(there)
        if self._has_keyboard():
            self.places[there.region, there.side].setFocus(Qt.FocusReason.OtherFocusReason)

    def _go_to(self, region: BodyRegion) -> None:
        """Puts the keyboard's mark on a region, draws it into view and says so."""
        self.marks.current = region
        if self._lens.bring_into_view(region.spot):
            self._see_anew()
        self.region_walked.emit(region.region, region.side)
        self.update()

    def _has_keyboard(self) -> bool:
        """Returns whether the keyboard is on the figure or on one of its regions."""
        now = QApplication.focusWidget()
        return now is not None and self in (now, now.parentWidget())

    @staticmethod
    def _cost(here: BodyRegion, there: BodyRegion, x: int, y: int) -> float:
        """Returns how far a region is in a direction; what lies aside counts double, what lies behind not at all."""
        way = there.spot - here.spot
        along, aside = (way.x() * x, way.y()) if x else (way.y() * y, way.x())
        return along + 2 * abs(aside) if along > 1.5 else 1e9
