"""The same hand with nothing but fingers on a touch screen: it taps, draws pages and lists along, and signs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QPointingDevice
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QScroller, QWidget
from shiboken6 import delete

from needlesafe.gui.review_page import ReviewPage
from needlesafe.gui.widgets.choice_row import ChoiceRow
from needlesafe.gui.widgets.column import Column
from needlesafe.gui.widgets.field_row import FieldRow
from needlesafe.gui.widgets.finger_scroll import FingerScroll
from needlesafe.gui.widgets.ink import Ink
from tests.journey.hand import Hand, Raw

MOST_DRAWS = 60
"""More than any page is long: what is not seen by then cannot be reached by a finger."""
_EDGE, _STEPS, _BEGINS, _HELD = 40, 5, 24, 40
"""How far from the rim of a page a finger stays, in how many moves it draws, after how many pixels a page follows it, and how
many milliseconds the finger is held before it goes."""


@cache
def glass() -> QPointingDevice:
    """The touch screen."""
    return QTest.createTouchDevice()


def touch(widget: QWidget, *way: QPoint, hold: int = 0) -> None:
    """Puts a finger down at the first place, draws it through the others, holds it so many milliseconds and lifts it."""
    top = widget.window()
    popup = top.windowType() == Qt.WindowType.Popup
    on = widget if popup else top.windowHandle()  # on the window: only there is a place heard that lies beyond a small screen
    finger = QTest.touchEvent(on, glass(), False)
    places = [place if popup else widget.mapTo(top, place) for place in way]
    finger.press(0, places[0], on)
    finger.commit()
    for place in places[1:]:
        finger.move(0, place, on)
        finger.commit()
    if hold:
        QTest.qWait(hold)
    finger.release(0, places[-1], on)
    finger.commit()


@contextmanager
def following(app: QApplication, window: QWidget | None = None) -> Iterator[FingerScroll]:
    """Follows the fingers as the program does, on a window that is shown already or on those that will be."""
    made = FingerScroll(app)
    if window is not None:
        made.follow(window.windowHandle())
    yield made
    delete(made)


class TouchHand(Hand):
    """Never touches a mouse. Letters alone come from a keyboard, as from the one that the system shows beneath a field."""

    taps = drawn = 0
    """How often something was tapped, and how often a page or a list was drawn along."""

    def click(self, widget: QWidget) -> None:
        """Draws the page along until the control is seen, then taps it."""
        self.qtbot.waitUntil(lambda: widget.isVisible() and widget.isEnabled() and widget.height() > 20, timeout=5000)
        self.bring(widget)
        self.tap(widget)

    def tap(self, widget: QWidget) -> None:
        """Taps the middle of what is seen of it."""
        self.taps += 1
        touch(widget, widget.visibleRegion().boundingRect().center())

    def bring(self, widget: QWidget) -> None:
        """Draws the page along until the widget is seen, or its beginning where it is taller than the page."""
        area = widget.parentWidget()
        while area is not None and not isinstance(area, Column):
            area = area.parentWidget()
        if area is not None:
            area.settle()
            self.draw_along(area, lambda: QRect(widget.mapTo(area.viewport(), QPoint()), widget.size()))

    def draw_along(self, area: QAbstractScrollArea, place: Callable[[], QRect]) -> None:
        """Draws an area along until a place in it, asked anew each time, is seen."""
        view = area.viewport()
        for _ in range(MOST_DRAWS):
            there, room = place(), view.rect().adjusted(0, 4, 0, -_EDGE)
            if there.height() > room.height():
                there.setHeight(room.height())
            aside = min(0, room.bottom() - there.bottom()) or max(0, room.top() - there.top())
            if not aside:
                return
            self.draw_by(area, aside)
        raise AssertionError(f"no finger reaches {place()} in {type(area).__name__}")

    def draw_by(self, area: QAbstractScrollArea, aside: int) -> None:
        """Draws an area up or down by about so many pixels, and holds it there."""
        view, bar = area.viewport(), area.verticalScrollBar()
        before, most = bar.value(), view.height() - 2 * _EDGE
        way = max(-most, min(most, aside + (_BEGINS if aside > 0 else -_BEGINS)))
        begin = _free(area, _EDGE if way > 0 else view.height() - _EDGE)
        touch(view, *(begin + QPoint(0, round(way * step / _STEPS)) for step in range(_STEPS + 1)), hold=_HELD)
        QScroller.scroller(view).stop()
        self.drawn += 1
        assert bar.value() != before, f"the finger drew {way} and nothing moved"

    def write(self, row: FieldRow | ChoiceRow, value: object) -> None:
        """Taps the field, which takes the keyboard, and types; what was typed is kept as after its pause."""
        if isinstance(row, ChoiceRow):
            self.choose(row, f"{value:g}")
            return
        self.click(row.edit)
        assert row.edit.hasFocus(), f"a tap does not begin to write in {row.edit.accessibleName()!r}"
        row.edit.selectAll()
        self.type(row.edit, value)
        row.commit()
        self.settle()

    def choose(self, row: ChoiceRow | FieldRow, value: str) -> None:
        """Taps the button, or opens the list, draws it along and taps the line."""
        if isinstance(row, ChoiceRow):
            self.click(next(button for button in row.buttons if button.value == value))
            return
        self.click(row.edit)
        view = row.edit.view()
        self.qtbot.waitUntil(view.isVisible, timeout=5000)
        line = row.edit.model().index(row.edit.findData(value), 0)
        self.draw_along(view, lambda: view.visualRect(line))
        touch(view.viewport(), view.visualRect(line).center())
        self.qtbot.waitUntil(lambda: row.edit.currentData() == value and not view.isVisible(), timeout=5000)

    def open(self, step: str) -> None:
        """Taps the step on the rail, or the button at the foot where the rail has not been there yet."""
        if self.screen.step != step or self.screen.aside is not None:
            item = self.screen.rail.item_of(step)
            self.tap(item if item.isEnabled() else self.screen.foot.next)
            self.look_again()
        self.settle()
        assert self.screen.step == step, self.screen.step

    def look_again(self) -> None:
        """Goes on from what is shown once more, by a tap."""
        if isinstance(self.screen.aside, ReviewPage):
            self.tap(self.screen.foot.next)

    def choose_region(self, region: str, side: str) -> None:
        """Taps the region on the body; where the thumb covers several it is drawn nearer, and tapped again."""
        body = self.page.map
        view = next(view for view, figure in body.figures.items() if figure.drawing.find(region, side))
        figure = body.figures[view]
        if not figure.isVisible():
            self.click(body.switches[view])
        if body.whole.isEnabled():
            self.click(body.whole)
        self.bring(figure)
        place = figure.drawing.find(region, side)
        for _ in range(2):
            touch(figure, figure.to_widget(place.spot).toPoint())
            if figure.marks.opened is place:
                break
        assert figure.marks.opened is place
        self.settle()

    def draw(self, ink: QWidget, stroke: list[list[float]]) -> None:
        """Draws one stroke with the finger; the page stands still meanwhile."""
        self.bring(ink)
        bar = self.page.verticalScrollBar()
        before = bar.value()
        touch(ink, *(QPoint(round(x * ink.width()), round(y * ink.height())) for x, y, *_ in stroke))
        assert bar.value() == before, "the page went along with the pen"

    def finish(self) -> None:
        """Taps the one button that seals the record."""
        self.tap(self.screen.foot.next)
        self.look_again()
        self.settle()


def _free(area: QAbstractScrollArea, y: int) -> QPoint:
    """Returns where a finger comes down to draw the area along: in the middle, be it on a button; at the rim where a pad or a list is."""
    view = area.viewport()
    under = view.childAt(view.width() // 2, y)
    while under is not None and under is not view:
        if isinstance(under, (Ink, QAbstractScrollArea)):
            return QPoint(8, y)
        under = under.parentWidget()
    return QPoint(view.width() // 2, y)
