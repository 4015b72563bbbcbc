"""
Pages follow a finger that is drawn along them, wherever it came down.

Why not the toolkit's own gesture: that one scrolls beneath a signature while it is drawn, and leaves the button on which the
finger came down pressed. Here what takes fingers itself keeps them, what was touched by the way is let go unpressed, and a
closed list opens when the finger goes, not when it comes.
"""

from __future__ import annotations

from weakref import ref

from PySide6.QtCore import QElapsedTimer, QEvent, QObject, QPointF, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QMouseEvent, QTouchEvent, QWindow
from PySide6.QtWidgets import (QAbstractItemView, QAbstractScrollArea, QApplication, QComboBox, QScroller, QScrollerProperties,
                               QWidget)
from shiboken6 import isValid

_FAR = QPointF(-9999, -9999)
_PUSHED = (QScroller.State.Dragging, QScroller.State.Scrolling)
_ENDS = (QEvent.Type.TouchEnd, QEvent.Type.TouchCancel)


class FingerScroll(QObject):
    """Follows the fingers through the whole program; one is made beside the application. It holds no widget."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._watch = QElapsedTimer()
        self._watch.start()
        self._area: ref[QAbstractScrollArea] | None = None
        self._under: ref[QWidget] | None = None
        self._drawn = self._shared = False
        app.focusWindowChanged.connect(self.follow)
        self.follow(QGuiApplication.focusWindow())

    def follow(self, window: QWindow | None) -> None:
        """Follows the fingers on a window from now on; a list that was opened looks after itself."""
        if window is not None and isValid(window) and window.type() != Qt.WindowType.Popup:
            window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Scrolls with the finger; True where what is under it is told no more of it."""
        if event.type() == QEvent.Type.TouchBegin:
            taken = self._begin(watched, event)
        elif event.type() == QEvent.Type.TouchUpdate:
            taken = self._go_on(event)
        elif event.type() in _ENDS:
            return self._end(event)
        else:
            return False
        if taken:
            event.accept()
        return taken

    def _begin(self, window: QObject, event: QTouchEvent) -> bool:
        """Remembers what the finger came down on, and which page it may draw along."""
        self._area = self._under = None
        self._drawn = self._shared = False
        under = _widget_at(window, event.points()[0].position())
        if under is None or len(event.points()) > 1:
            return False
        self._under, area = ref(under), _area_of(under)
        if area is not None:
            self._area, self._shared = ref(area), _takes_fingers(under) and under is not area.viewport()
            self._drawn = _scroller(area).state() in _PUSHED
            self._tell(QScroller.Input.InputPress, event)
        return self._drawn and not self._shared or _is_list(under)

    def _go_on(self, event: QTouchEvent) -> bool:
        """Draws the page along; where that begins, what was touched is let go."""
        area, under = _alive(self._area), _alive(self._under)
        if area is not None and len(event.points()) > 1:
            _scroller(area).stop()
            self._area = None
        elif area is not None:
            self._tell(QScroller.Input.InputMove, event)
            if not self._drawn and _scroller(area).state() in _PUSHED:
                self._drawn = True
                if under is not None and not self._shared and not _is_list(under):
                    _let_go(under)
        return self._drawn and not self._shared or under is not None and _is_list(under)

    def _end(self, event: QTouchEvent) -> bool:
        """Lets the page run on as it was pushed; a closed list that was only touched opens."""
        area, under = _alive(self._area), _alive(self._under)
        if area is not None:
            self._tell(QScroller.Input.InputRelease, event)
        self._area = self._under = None
        if under is not None and _is_list(under):
            if not self._drawn and event.type() == QEvent.Type.TouchEnd:
                QTimer.singleShot(0, self, lambda held=ref(under): _open(held))  # no window opens in the midst of an event
            event.accept()
            return True
        if not self._drawn or self._shared:
            return False
        event.setAccepted(isinstance(area, QAbstractItemView))  # a button hears that the pointer went; a line would be chosen by it
        return True

    def _tell(self, what: QScroller.Input, event: QTouchEvent) -> None:
        area = _alive(self._area)
        if area is not None and event.points():
            place = area.viewport().mapFromGlobal(event.points()[0].globalPosition())
            _scroller(area).handleInput(what, place, self._watch.elapsed())


def _alive(held: ref | None) -> QWidget | None:
    """Returns the widget that is referred to, while there is one."""
    widget = held() if held is not None else None
    return widget if widget is not None and isValid(widget) else None


def _widget_at(window: QObject, place: QPointF) -> QWidget | None:
    """Returns what stands at a place of a window."""
    top = next((widget for widget in QApplication.topLevelWidgets() if widget.windowHandle() is window), None)
    return None if top is None else top.childAt(place.toPoint()) or top


def _area_of(under: QWidget) -> QAbstractScrollArea | None:
    """Returns what scrolls beneath the finger; nothing where what was touched keeps fingers to itself."""
    part: QWidget | None = under
    while part is not None:
        holder = None if part.isWindow() else part.parentWidget()
        if isinstance(part, QAbstractScrollArea):
            if part.verticalScrollBar().maximum() > part.verticalScrollBar().minimum():
                return part
        elif not isinstance(holder, QAbstractScrollArea) and _takes_fingers(part) and not _shares_fingers(part):
            return None
        part = holder
    return None


def _takes_fingers(widget: QWidget) -> bool:
    """Returns whether it does something with fingers itself."""
    return widget.testAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)


def _shares_fingers(widget: QWidget) -> bool:
    """Returns whether a finger that is drawn along it may scroll the page all the same."""
    asked = getattr(widget, "lets_page_scroll", None)
    return asked is not None and asked()


def _is_list(widget: QWidget) -> bool:
    """Returns whether it is a closed list that can be opened."""
    return isinstance(widget, QComboBox) and not widget.isEditable() and widget.isEnabled()


def _open(held: ref) -> None:
    """Opens a closed list, if it is still there."""
    chooser = _alive(held)
    if chooser is not None and chooser.isVisible():
        chooser.setFocus(Qt.FocusReason.MouseFocusReason)
        chooser.showPopup()


def _scroller(area: QAbstractScrollArea) -> QScroller:
    """Returns what moves the page with its weight; it never leaves its ends."""
    known = QScroller.hasScroller(area.viewport())
    scroller = QScroller.scroller(area.viewport())
    if not known:
        rules, metrics = scroller.scrollerProperties(), QScrollerProperties.ScrollMetric
        for metric in (metrics.VerticalOvershootPolicy, metrics.HorizontalOvershootPolicy):
            rules.setScrollMetric(metric, QScrollerProperties.OvershootPolicy.OvershootAlwaysOff)
        scroller.setScrollerProperties(rules)
    return scroller


def _let_go(under: QWidget) -> None:
    """Ends a press far outside, so that nothing is done by it."""
    left, none = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
    QApplication.sendEvent(under, QMouseEvent(QEvent.Type.MouseButtonRelease, _FAR, _FAR, left, none, Qt.KeyboardModifier.NoModifier))
