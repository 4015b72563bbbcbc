"""
Counts what a hand does in the window: every tap, key, written field and signature, by step, by person and by what came of it.

The rule is that of keystrokes, made coarse: a tap, a click or a key with whatever is held down beside it is one action;
what is written into a field is one more, and getting there is a tap or a key unless the keyboard is there; the strokes of a
signature are one. Scrolling is told apart.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from needlesafe.gui.tasks import running
from needlesafe.gui.visit_screen import VisitScreen
from needlesafe.gui.widgets.tick_row import TickRow
from needlesafe.gui.window import Window

SECONDS = 1.2
"""What an action takes on the average."""
PRACTITIONER, PATIENT = "practitioner", "patient"
_MARGIN = 24
"""How far below the edge a scroll brings what is looked for."""


@dataclass(slots=True)
class Act:
    """One thing that a hand did."""

    part: str
    """The step of the visit."""
    who: str
    kind: str
    """`tap`, `key`, `field`, `signature` or `scroll`."""
    before: int = 0
    """How many events the visit had."""
    after: int = 0
    """How many it had once all was done that came of it."""


class CountingHand:
    """Taps, presses and writes in a window; `beat` is called before each act, so that time goes on."""

    def __init__(self, qtbot: QtBot, window: Window, beat: Callable[[], None]) -> None:
        self.qtbot, self.window, self._beat = qtbot, window, beat
        self.acts: list[Act] = []
        self.part = "who"

    @property
    def screen(self) -> VisitScreen:
        """The visit on the screen."""
        return self.window.visit

    def number(self, part: str = "", who: str = "") -> int:
        """How many actions there were, scrolls left out."""
        return sum(1 for act in self.acts if part in ("", act.part) and who in ("", act.who) and act.kind != "scroll")

    def scrolls(self) -> int:
        """How often the page was moved to see more."""
        return sum(1 for act in self.acts if act.kind == "scroll")

    def came_of_it(self) -> Counter[str]:
        """How many actions recorded what, by the type of the event; under the empty name those that led on."""
        desk = self.screen.desk
        events = desk.workplace.store.events(desk.visit_id)
        return Counter(events[act.before].type if act.after > act.before else "" for act in self.acts if act.kind != "scroll")

    def tap(self, widget: QWidget, who: str = PRACTITIONER) -> None:
        """Taps the middle of a control that is seen and can be pressed."""
        self.qtbot.waitUntil(lambda: widget.isVisible() and widget.isEnabled(), timeout=20000)
        self._bring(widget)
        self._do("tap", who, lambda: QTest.mouseClick(widget, Qt.MouseButton.LeftButton))

    def tap_at(self, widget: QWidget, spot: QPoint) -> None:
        """Taps a place within a control."""
        self._bring(widget)
        self._do("tap", PRACTITIONER, lambda: QTest.mouseClick(
            widget, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, spot))

    def say(self, row: QWidget, answer: str, who: str = PRACTITIONER) -> None:
        """Ticks a row, or taps its answer."""
        self.tap(row if isinstance(row, TickRow) else button_of(row, answer), who)

    def write(self, edit: QWidget, text: str, who: str = PRACTITIONER) -> None:
        """Fills a field, after a tap into it unless the keyboard is there."""
        if QApplication.focusWidget() is not edit:
            self.tap(edit, who)
        self._do("field", who, lambda: QTest.keyClicks(edit, text))

    def press(self, key: Qt.Key) -> None:
        """Presses a key on whatever has the keyboard."""
        self._do("key", PRACTITIONER, lambda: QTest.keyClick(QApplication.focusWidget(), key))

    def draw(self, ink: QWidget, strokes: list[list[list[float]]], who: str) -> None:
        """Draws the strokes of a signature."""
        self.qtbot.waitUntil(ink.isVisible, timeout=20000)
        self._bring(ink)
        self._do("signature", who, lambda: [_stroke(ink, stroke) for stroke in strokes])

    def rest(self) -> None:
        """Waits until no task is at work and everything is drawn."""
        QApplication.processEvents()
        if running():
            self.qtbot.waitUntil(lambda: not running(), timeout=20000)
            QApplication.processEvents()

    def _do(self, kind: str, who: str, deed: Callable[[], object]) -> None:
        """Does one thing, counts it, and notes what came of it."""
        act = Act(self.part, who, kind, self._events())
        self.acts.append(act)
        self._beat()
        deed()
        self.rest()
        act.after = self._events()

    def _events(self) -> int:
        return self.screen.desk.visit.last_sequence if self.screen else 0

    def _bring(self, widget: QWidget) -> None:
        """Scrolls to a control that is not seen, as far as shows most of what follows it."""
        holder = widget.parentWidget()
        while holder is not None:
            if isinstance(holder, QScrollArea):
                top, room = widget.mapTo(holder.viewport(), QPoint()).y(), holder.viewport().height()
                if top < 0 or top + min(widget.height(), room) > room:
                    bar = holder.verticalScrollBar()
                    bar.setValue(bar.value() + top - _MARGIN)
                    self.acts.append(Act(self.part, PRACTITIONER, "scroll"))
                    QApplication.processEvents()
            holder = holder.parentWidget()


def button_of(row: QWidget, value: str) -> QAbstractButton:
    """The button of a row that stands for a value."""
    return next(button for button in row.buttons if button.value == value)


def _stroke(ink: QWidget, stroke: list[list[float]]) -> None:
    points = [QPoint(round(x * ink.width()), round(y * ink.height())) for x, y, *_ in stroke]
    QTest.mousePress(ink, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, points[0])
    for point in points[1:]:
        QTest.mouseMove(ink, point)
    QTest.mouseRelease(ink, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, points[-1])
