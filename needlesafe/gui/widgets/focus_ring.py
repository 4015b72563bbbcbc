"""
The ring round whatever has the keyboard.

Why an overlay: it stands outside the control, in both themes alike, whoever painted the control, and no layout has to leave room for it.
It is shown round fields always, and round buttons once the keyboard is used to move.
"""

from __future__ import annotations

from weakref import ref

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QComboBox, QLineEdit, QPlainTextEdit, QWidget
from shiboken6 import isValid

from needlesafe.gui import theme
from needlesafe.gui.theme import RADIUS, RING

_REACH = RING + 2
_MOVES = (QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.Hide, QEvent.Type.KeyPress)
_FIELDS = (QLineEdit, QPlainTextEdit, QComboBox)


class FocusRing(QObject):
    """Follows the keyboard through the whole program; one is made beside the application.

    It holds no widget: one that is kept alive here, or let go while the focus moves, would die in the midst of Qt's own work.
    """

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._watched: list[ref[QWidget]] = []
        self._ring: _Ring | None = None
        app.focusChanged.connect(self.follow)

    def follow(self) -> None:
        """Puts the ring round the widget that has the keyboard now."""
        for widget in (held() for held in self._watched):
            if widget is not None and isValid(widget):
                widget.removeEventFilter(self)
        now = QApplication.focusWidget()
        chain = _chain(now) if now is not None else []
        for widget in chain:
            widget.installEventFilter(self)
        self._watched = [ref(widget) for widget in chain]
        self._place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Moves the ring along when the control or what holds it moves."""
        if event.type() in _MOVES:
            self._place()
        return False

    def _place(self) -> None:
        """Shows the ring round what is visible of the control, or hides it."""
        target = QApplication.focusWidget()
        if self._ring is not None and not isValid(self._ring):
            self._ring = None
        if target is None or not target.isVisible() or not _wanted(target):
            self._hide()
            return
        if self._ring is None or self._ring.parentWidget() is not target.window():
            self._hide()
            self._ring = _Ring(target.window())
        self._ring.surround(target)

    def _hide(self) -> None:
        """Takes the ring away."""
        if self._ring is not None:
            self._ring.hide()
            self._ring.deleteLater()
            self._ring = None


class _Ring(QWidget):
    """The ring itself, above all else in one window and never in the way of a click."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._whole = QRect()
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def surround(self, target: QWidget) -> None:
        """Stands round the target, cut to what the scroll areas round it show."""
        window = target.window()
        whole = QRect(target.mapTo(window, QPoint()), target.size()).adjusted(-_REACH, -_REACH, _REACH, _REACH)
        seen = whole.intersected(window.rect())
        for holder in _chain(target)[1:]:
            if isinstance(holder.parentWidget(), QAbstractScrollArea):
                seen = seen.intersected(QRect(holder.mapTo(window, QPoint()), holder.size()))
        self._whole = whole.translated(-seen.topLeft())
        self.setGeometry(seen)
        self.setVisible(not seen.isEmpty())
        self.raise_()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints the ring."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.current().colour("accent"), RING))
        half = RING / 2
        painter.drawRoundedRect(QRectF(self._whole).adjusted(half, half, -half, -half), RADIUS + RING, RADIUS + RING)
        painter.end()


def _chain(widget: QWidget) -> list[QWidget]:
    """Returns the widget and all that hold it, up to the window."""
    chain = [widget]
    while not chain[-1].isWindow() and chain[-1].parentWidget() is not None:
        chain.append(chain[-1].parentWidget())
    return chain


def _wanted(widget: QWidget) -> bool:
    """Returns whether the ring belongs here: always round fields, else once the keyboard moved."""
    if widget.property("own_focus") is True:
        return False
    return isinstance(widget, _FIELDS) or widget.window().testAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange)
