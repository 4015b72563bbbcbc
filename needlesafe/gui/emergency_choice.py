"""What is happening: the emergencies to choose from, gravest first, with the number to call."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from needlesafe.domain.catalogue import Catalogue, EventCard
from needlesafe.gui import theme
from needlesafe.gui.messages import tr
from needlesafe.gui.theme import GAP, GAP_WIDE
from needlesafe.gui.widgets.button import Button
from needlesafe.gui.widgets.card import Card
from needlesafe.gui.widgets.column import Column
from needlesafe.gui.widgets.words import Words
from needlesafe.gui.widgets.wrap_layout import WrapLayout

_GRAVITY = ("serious", "significant", "mild")
_GROUPS = (("serious", "Life or limb"), ("significant", "Serious"), ("mild", "Soon settled, if it is no more than that"))


class EmergencyChoice(QWidget):
    """Fills the window; one tap opens the card."""

    chosen = Signal(str)
    left = Signal()

    def __init__(self, catalogue: Catalogue, number: str) -> None:
        super().__init__()
        self.choices: dict[str, Button] = {}
        column = Column(1600, "stop_soft")
        for gravity, title in _GROUPS:
            events = [event for event in catalogue.events.values() if event.emergency and _gravest(event) == gravity]
            if events:
                column.body.addWidget(self._group(tr(title), events))
        self.first = next(iter(self.choices.values()))
        self.back = Button(tr("Back to where I was"))
        self.back.clicked.connect(self.left)
        head = QHBoxLayout()
        head.setSpacing(GAP_WIDE)
        call = Words(tr("Call {number}").format(number=number), "loud", "stop")
        call.setWordWrap(False)
        head.addWidget(Words(tr("What is happening?"), "loud"), 1)
        head.addWidget(call)
        head.addWidget(self.back)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(GAP_WIDE * 2 - 6, GAP_WIDE, GAP_WIDE * 2 - 6, 0)
        outer.setSpacing(GAP)
        outer.addLayout(head)
        outer.addWidget(column, 1)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints the ground of a stop with a bar at the top."""
        look = theme.current()
        painter = QPainter(self)
        painter.fillRect(self.rect(), look.colour("stop_soft"))
        painter.fillRect(0, 0, self.width(), 8, look.colour("stop"))
        painter.end()

    def _group(self, title: str, events: list[EventCard]) -> Card:
        card, line = Card(title), WrapLayout(gap=GAP)
        for event in events:
            button = _Choice(event.title, "danger")
            button.clicked.connect(lambda _=False, name=event.id: self.chosen.emit(name))
            self.choices[event.id] = button
            line.addWidget(button)
        card.body.addLayout(line)
        return card


class _Choice(Button):
    """A button that is read and hit from farther away."""

    def sizeHint(self) -> QSize:
        """Returns more room for a finger."""
        return super().sizeHint() + QSize(theme.current().scaled(8), theme.current().scaled(14))

    def _font(self) -> QFont:
        return theme.current().font("name")


def _gravest(event: EventCard) -> str:
    return next(gravity for gravity in _GRAVITY if gravity in event.severity)
