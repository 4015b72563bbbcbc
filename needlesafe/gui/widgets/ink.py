"""
The surface that takes a signature from pen, finger or mouse.

Why each point is inked as it comes and kept as data: ink must follow the pen without lag, and it is the points that are signed for, not
their picture.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QElapsedTimer, QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (QEventPoint, QHideEvent, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen, QPixmap, QResizeEvent,
                           QTabletEvent, QTouchEvent)
from PySide6.QtWidgets import QSizePolicy, QWidget

from needlesafe.gui import theme
from needlesafe.gui.theme import RADIUS

Stroke = list[list[float]]
"""Points `[x, y, milliseconds, pressure]`, x and y in 0 to 1 of the pad."""

NO_PRESSURE = 0.5
"""What is kept where the device knows no pressure."""

_FORGOTTEN = 3000
"""Milliseconds after which a stroke whose end was never told holds the pad no longer."""
_TOUCHES = (QEvent.Type.TouchBegin, QEvent.Type.TouchUpdate, QEvent.Type.TouchEnd, QEvent.Type.TouchCancel)


class Ink(QWidget):
    """A pad that keeps strokes; each is told at pen-up."""

    stroke_finished = Signal(list)

    def __init__(self, clock: Callable[[], int] | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._strokes: list[Stroke] = []
        self._drawing: Stroke | None = None
        self._layer: QPixmap | None = None
        self._watch = QElapsedTimer()
        self._watch.start()
        self._clock = clock or self._watch.elapsed
        self._start: int | None = None
        self._finger: int | None = None
        self._source = ""
        self.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def strokes(self) -> list[Stroke]:
        """Returns the finished strokes."""
        return [[list(point) for point in stroke] for stroke in self._strokes]

    def set_strokes(self, strokes: list[Stroke]) -> None:
        """Shows strokes that were kept, without saying that they were drawn."""
        self._strokes = [[list(point) for point in stroke] for stroke in strokes]
        self._drawing, self._start = None, None
        self._repaint_all()

    def sizeHint(self) -> QSize:
        """Returns a pad of three to one."""
        return QSize(540, 180)

    def minimumSizeHint(self) -> QSize:
        """Returns that it may be narrower, at the same height."""
        return QSize(260, 180)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The pen comes down."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._down("mouse", event.position(), NO_PRESSURE)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """The pen moves."""
        self._move("mouse", event.position(), NO_PRESSURE)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The pen goes up."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._up("mouse")

    def tabletEvent(self, event: QTabletEvent) -> None:
        """The same for a real pen, with its pressure."""
        if event.type() == QEvent.Type.TabletPress:
            self._down("pen", event.position(), event.pressure())
        elif event.type() == QEvent.Type.TabletMove:
            self._move("pen", event.position(), event.pressure())
        else:
            self._up("pen")
        event.accept()

    def event(self, event: QEvent) -> bool:
        """The same for one finger."""
        if event.type() not in _TOUCHES:
            return super().event(event)
        self._touch(event)
        event.accept()
        return True

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Draws the strokes anew at the new size."""
        super().resizeEvent(event)
        self._repaint_all()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints the pad, the line to sign on and the ink."""
        look = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(look.colour("edge"), 1))
        painter.setBrush(look.colour("surface"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)
        base = self.height() * 0.74
        painter.setPen(QPen(look.colour("line"), 1.5))
        painter.drawLine(QPointF(24, base), QPointF(self.width() - 24, base))
        if self._layer is None:
            self._layer = self._inked()
        painter.drawPixmap(0, 0, self._layer)
        painter.end()

    def hideEvent(self, event: QHideEvent) -> None:
        """Takes the pen for lifted when something is shown in the pad's place, so that the stroke is kept."""
        super().hideEvent(event)
        self._up(self._source)

    def changeEvent(self, event: QEvent) -> None:
        """Inks anew when the theme changed."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._repaint_all()

    def _touch(self, event: QTouchEvent) -> None:
        """Follows the finger that came first; a palm that comes after it draws nothing."""
        if event.type() == QEvent.Type.TouchBegin:
            self._finger = event.points()[0].id()
        point = next((point for point in event.points() if point.id() == self._finger), None)
        if event.type() == QEvent.Type.TouchCancel or point is not None and point.state() == QEventPoint.State.Released:
            self._up("touch")
        elif point is not None:
            pressure = point.pressure() if 0 < point.pressure() < 1 else NO_PRESSURE
            (self._down if event.type() == QEvent.Type.TouchBegin else self._move)("touch", point.position(), pressure)

    def _down(self, source: str, place: QPointF, pressure: float) -> None:
        """Begins a stroke; while another source draws one, nothing."""
        if self._drawing and source != self._source and not self._forgotten(self._drawing):
            return
        self._up(self._source)
        self._source = source
        if self._start is None:
            last = self._strokes[-1][-1][2] if self._strokes else 0
            self._start = self._clock() - int(last)
        self._drawing = []
        self._move(source, place, pressure)

    def _move(self, source: str, place: QPointF, pressure: float) -> None:
        """Adds a point and inks the way to it."""
        if self._drawing is None or source != self._source:
            return
        x = min(1.0, max(0.0, place.x() / max(1, self.width())))
        y = min(1.0, max(0.0, place.y() / max(1, self.height())))
        self._drawing.append([round(x, 4), round(y, 4), self._clock() - (self._start or 0), round(pressure, 3)])
        if self._layer is not None:
            self._ink_on(self._layer, self._drawing, (len(self._drawing) - 1,))
        self.update()

    def _forgotten(self, stroke: Stroke) -> bool:
        """Whether nothing was told of a stroke for so long that its end was missed."""
        return self._clock() - (self._start or 0) - stroke[-1][2] > _FORGOTTEN

    def _up(self, source: str) -> None:
        """Keeps the stroke and says so."""
        if source != self._source:
            return
        stroke, self._drawing = self._drawing, None
        if stroke:
            self._strokes.append(stroke)
            self.stroke_finished.emit([list(point) for point in stroke])

    def _repaint_all(self) -> None:
        """Throws the layer of ink away; all strokes are inked anew when the pad is next painted."""
        self._layer = None
        self.update()

    def _inked(self) -> QPixmap:
        """Returns all strokes on a clean layer."""
        ratio = self.devicePixelRatioF()
        layer = QPixmap(self.size() * ratio)
        layer.setDevicePixelRatio(ratio)
        layer.fill(Qt.GlobalColor.transparent)
        for stroke in [*self._strokes, *([self._drawing] if self._drawing else [])]:
            self._ink_on(layer, stroke, range(len(stroke)))
        return layer

    def _ink_on(self, layer: QPixmap, stroke: Stroke, points: Iterable[int]) -> None:
        """Inks the pieces that some points of a stroke add."""
        painter = QPainter(layer)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for index in points:
            self._ink(painter, stroke, index)
        painter.end()

    def _ink(self, painter: QPainter, stroke: Stroke, index: int) -> None:
        """Inks the piece that the point at the index adds: a curve between the middles of the last two ways."""
        points = [QPointF(x * self.width(), y * self.height()) for x, y, _, _ in stroke[max(0, index - 2):index + 1]]
        width = 1.4 + 2.2 * stroke[index][3]
        painter.setPen(QPen(theme.current().colour("ink"), width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap,
                            Qt.PenJoinStyle.RoundJoin))
        if len(points) == 1:
            painter.drawPoint(points[0])
            return
        way = QPainterPath((points[0] + points[1]) / 2 if len(points) == 3 else points[0])
        if len(points) == 3:
            way.quadTo(points[1], (points[1] + points[2]) / 2)
        way.lineTo(points[-1])
        painter.drawPath(way)
