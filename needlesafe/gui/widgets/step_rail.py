"""
The rail of steps: where one is, what is done, what is missing.

Why it is always there: a practitioner who was interrupted finds the place again with one look. Where it is low, the steps
stand closer, and then what is done keeps its line to itself: all seven are seen before anything has to be scrolled.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QFrame, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from needlesafe.gui import theme
from needlesafe.gui.theme import RADIUS, RAIL, mixed
from needlesafe.gui.widgets.button import enter_presses
from needlesafe.gui.widgets.signs import SIGN, paint_step
from needlesafe.gui.widgets.words import paint_text, text_height

_LARGEST_CIRCLE = 38
_AIRY, _CLOSE, _BARE = range(3)
"""How close the steps stand: with air, without, and without the line of what is done."""
_WIDER = 50
"""How much wider the rail is where the window has room to spare."""
_SPOKEN = {"done": "done", "now": "you are here", "later": "not reached yet", "open": "not done yet", "missing": "something is missing"}


@dataclass(frozen=True, slots=True)
class RailItem:
    """One step as the rail shows it."""

    id: str
    """The step's id, sent back when it is chosen."""
    title: str
    """What the step is called."""
    line: str = ""
    """What is there or missing, in a few words."""
    state: str = "later"
    """`done`, `now`, `later`, `missing` or `open`."""


class StepRail(QScrollArea):
    """The steps from the first to the last; any that was reached can be opened."""

    step_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Steps of the visit"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        holder = QWidget()
        self._steps = QVBoxLayout(holder)
        self._steps.setContentsMargins(6, 6, 6, 6)
        self._steps.setSpacing(2)
        self._steps.addStretch(1)
        self.setWidget(holder)
        self._items: list[_Step] = []
        self._narrow = self._wide = False
        self.set_narrow(False)

    def set_items(self, items: Sequence[RailItem]) -> None:
        """Shows the steps; where the ids are the same, the keyboard stays where it is."""
        if [step.item.id for step in self._items] != [item.id for item in items]:
            for step in self._items:
                self._steps.removeWidget(step)
                step.deleteLater()
            self._items = [_Step(number, item) for number, item in enumerate(items, 1)]
            for place, step in enumerate(self._items):
                step.clicked.connect(lambda _=False, step=step: self.step_chosen.emit(step.item.id))
                self._steps.insertWidget(place, step)
        moved: _Step | None = None
        for step, item in zip(self._items, items):
            moved = moved or (step if item.state == "now" and step.item.state != "now" else None)
            step.item = item
        self._fit()
        if moved is not None:
            self.ensureWidgetVisible(moved, 0, 0)

    def set_narrow(self, narrow: bool) -> None:
        """Shows circles alone where the window is narrow, or all of it."""
        self._narrow = narrow
        self._take_width()

    def set_wide(self, wide: bool) -> None:
        """Takes more width where the window has it to spare, so that hardly a line is wrapped."""
        self._wide = wide
        self._take_width()

    def item_of(self, step_id: str) -> QAbstractButton:
        """Returns the button of a step."""
        return next(step for step in self._items if step.item.id == step_id)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lets the steps stand closer where they would have to be scrolled, and keeps the one in hand in sight."""
        super().resizeEvent(event)
        self._fit()
        now = next((step for step in self._items if step.item.state == "now"), None)
        if now is not None:
            self._steps.activate()
            self.ensureWidgetVisible(now, 0, 0)

    def _take_width(self) -> None:
        usual = RAIL + 12 + (theme.current().scale - 1) * 100 + (_WIDER if self._wide else 0)
        self.setFixedWidth(round(_circle() + 34 if self._narrow else usual))
        self._fit()

    def _fit(self) -> None:
        """Shows of each step as much as there is height for."""
        edges = self._steps.contentsMargins()
        width = self.width() - edges.left() - edges.right()
        room = self.height() - edges.top() - edges.bottom() - self._steps.spacing() * len(self._items)
        close = next((close for close in (_AIRY, _CLOSE) if sum(
            step.height_at(width, self._narrow, close) for step in self._items) <= room), _BARE)
        for step in self._items:
            step.show_item(step.item, self._narrow, close)


class _Step(QAbstractButton):
    """One step: its circle, its title, its line."""

    def __init__(self, number: int, item: RailItem) -> None:
        super().__init__()
        self._number, self.item, self._narrow, self._close = number, item, False, _AIRY
        self._shown: tuple[RailItem, bool, int] | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_item(self, item: RailItem, narrow: bool, close: int) -> None:
        """Shows the step as it stands now; the same again costs nothing."""
        if (item, narrow, close) == self._shown:
            return
        self._shown = (item, narrow, close)
        self.item, self._narrow, self._close = item, narrow, close
        reached = item.state != "later"
        self.setEnabled(reached)
        self.setCursor(Qt.CursorShape.PointingHandCursor if reached else Qt.CursorShape.ArrowCursor)
        self.setText(item.title.replace("&", "&&"))
        self.setAccessibleName(item.title)
        self.setAccessibleDescription(", ".join(part for part in (self.tr(_SPOKEN[item.state]), item.line) if part))
        self.setToolTip(f"{item.title}\n{item.line}".strip() if narrow or self._line(close) != item.line else "")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Returns a width to start from and one line; the height follows the width that is given."""
        return QSize(RAIL, theme.current().target)

    def minimumSizeHint(self) -> QSize:
        """Returns that it may be as narrow as its circle."""
        return QSize(theme.current().scaled(SIGN), 44)

    def heightForWidth(self, width: int) -> int:
        """Returns the height of title and line at that width."""
        return self.height_at(width, self._narrow, self._close)

    def height_at(self, width: int, narrow: bool, close: int) -> int:
        """Returns the height of what would be shown so narrow and so close."""
        look = theme.current()
        if narrow:
            return max(44, _circle() + 10)
        least, air = (48, 20) if close == _AIRY else (44, 12)
        return max(look.scaled(least), self._text_height(width, close) + look.scaled(air))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the step like Space."""
        if not enter_presses(self, event):
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints the ground of the step in hand, the circle and the text."""
        look, now = theme.current(), self.item.state == "now"
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        if now or (self.underMouse() and self.isEnabled()):
            painter.setBrush(look.colour("accent_soft") if now else mixed(look.colour("page"), look.colour("ink"), 0.06))
            painter.drawRoundedRect(QRectF(self.rect()), RADIUS, RADIUS)
        side = _circle() if self._narrow else look.scaled(SIGN)
        left = (self.width() - side) / 2 if self._narrow else look.scaled(11)
        paint_step(painter, QRectF(left, (self.height() - side) / 2, side, side), self._number, self.item.state, look)
        if not self._narrow:
            top = (self.height() - self._text_height(self.width(), self._close)) // 2
            area = QRect(self._left(), top, self._room(self.width()), self.height())
            role = "quiet" if self.item.state == "later" else "ink"
            taken = paint_text(painter, area, self.item.title, look.font("strong" if now else "body"), look.colour(role))
            line = look.colour("grave" if self.item.state == "missing" else "quiet")
            paint_text(painter, area.adjusted(0, taken, 0, 0), self._line(self._close), look.font("quiet"), line)
        painter.end()

    def _left(self) -> int:
        """Returns where the text begins."""
        return theme.current().scaled(50)

    def _room(self, width: int) -> int:
        """Returns how wide the text may be."""
        return width - self._left() - 8

    def _line(self, close: int) -> str:
        """Returns the line that is shown: none of what is done where the rail is low."""
        return "" if close == _BARE and self.item.state == "done" else self.item.line

    def _text_height(self, width: int, close: int) -> int:
        """Returns the height of title and line."""
        look, room = theme.current(), self._room(width)
        return text_height(self.item.title, look.font("strong"), room) + text_height(self._line(close), look.font("quiet"), room)


def _circle() -> int:
    """Returns how large a circle is that stands alone, so that all seven are seen with large text too."""
    return min(theme.current().scaled(SIGN), _LARGEST_CIRCLE)
