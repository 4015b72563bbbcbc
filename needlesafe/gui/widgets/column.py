"""
The middle of a step: one column of at most 720 pixels of text that scrolls.

Why the shade at its foot: what begins below the fold must announce itself.
"""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QLinearGradient, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from needlesafe.gui import theme
from needlesafe.gui.theme import COLUMN, GAP_CARD, GAP_WIDE
from needlesafe.gui.widgets.signs import paint_chevron

_SHADE, _ARROW = 36, 22
"""How high the shade at the foot is, and the arrow on its lower, solid part, at 100 %."""


class Column(QScrollArea):
    """A scrolling column; widgets are added to `body`, from the top."""

    def __init__(self, widest: int = COLUMN, ground: str = "page", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        holder, inner = _Holder(), _Inner()
        self._inner = inner
        self.set_widest(widest)
        row = QHBoxLayout(holder)
        row.setContentsMargins(6, 6, GAP_CARD, GAP_WIDE)
        row.addWidget(inner, 1)
        row.addStretch(0)
        outer = QVBoxLayout(inner)
        outer.setContentsMargins(0, 0, 0, 0)
        self.body = QVBoxLayout()
        self.body.setSpacing(GAP_CARD)
        outer.addLayout(self.body)
        outer.addStretch(1)
        self._across = row
        self.setWidget(holder)
        holder.setAutoFillBackground(False)
        self.viewport().setAutoFillBackground(False)
        self._cue = Cue(ground, self)

    def set_widest(self, pixels: int) -> None:
        """Sets how wide the column may become, at 100 %."""
        self._inner.setMaximumWidth(round(pixels * max(1.0, theme.current().scale)))

    def stand_in_the_middle(self) -> None:
        """Puts the column in the middle where there is more width than it may take."""
        self._across.insertStretch(0)

    def settle(self) -> None:
        """Gives what was just added, hidden or changed its place at once, so that nothing is seen squeezed."""
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)

    def show_widget(self, widget: QWidget) -> None:
        """Scrolls until the widget is seen, or its beginning where it is tall, once what was just added has its place."""
        self.settle()
        top = widget.mapTo(self.widget(), QPoint()).y() if self.widget().isAncestorOf(widget) else 0
        if widget.height() > self.viewport().height() - GAP_WIDE * 4:
            self.verticalScrollBar().setValue(top - GAP_CARD)
        else:
            self.ensureWidgetVisible(widget, 0, GAP_WIDE * 2)


class _Inner(QWidget):
    """The column itself: as wide as it may be."""

    def sizeHint(self) -> QSize:
        """
        Returns the greatest width; the height follows from the width that is given.

        Not asked of the layout: it would lay out all in a width that is never used, and forget the widths that are.
        """
        return QSize(self.maximumWidth(), 0)


class _Holder(QWidget):
    """What scrolls: as high as its text is at the width of the column, and no higher."""

    def sizeHint(self) -> QSize:
        """Returns the least width alone, for the same reason."""
        return self.minimumSizeHint()

    def minimumSizeHint(self) -> QSize:
        """Returns the least width alone; the height follows from the width."""
        return QSize(super().minimumSizeHint().width(), 0)


class Cue(QWidget):
    """A shade with an arrow head at the foot of what scrolls: there is more below."""

    def __init__(self, ground: str, area: QAbstractScrollArea) -> None:
        super().__init__(area)
        self._ground, self._area = ground, area
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()
        area.viewport().installEventFilter(self)
        area.verticalScrollBar().valueChanged.connect(self._place)
        area.verticalScrollBar().rangeChanged.connect(self._place)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keeps to the foot when what scrolls changes its size."""
        if event.type() == QEvent.Type.Resize:
            self._place()
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints the shade and the arrow head."""
        look = theme.current()
        page, clear = look.colour(self._ground), QColor(look.colour(self._ground))
        clear.setAlpha(0)
        shade = QLinearGradient(0, 0, 0, self.height())
        shade.setColorAt(0, clear)
        shade.setColorAt(0.4, page)
        painter = QPainter(self)
        painter.fillRect(self.rect(), shade)
        side = look.scaled(_ARROW)
        arrow = QRectF((self.width() - side) / 2, self.height() - side - 2, side, side)
        paint_chevron(painter, arrow, False, look.colour("quiet"))
        painter.end()

    def _place(self) -> None:
        """Shows itself while more lies below."""
        bar, view = self._area.verticalScrollBar(), self._area.viewport().geometry()
        high = theme.current().scaled(_SHADE)
        self.setGeometry(view.x(), view.bottom() + 1 - high, view.width(), high)
        self.setVisible(bar.maximum() - bar.value() > GAP_WIDE)
