"""What is happening: the emergencies to choose from, the usual ones first, then the others, gravest first; the number to call."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from needlesafe.domain.catalogue import Catalogue, EventCard
from needlesafe.flow.emergency import LooseEmergency
from needlesafe.gui import theme
from needlesafe.gui.loose_emergencies import LooseEmergencies
from needlesafe.gui.messages import tr
from needlesafe.gui.theme import GAP, GAP_WIDE
from needlesafe.gui.widgets.button import Button
from needlesafe.gui.widgets.card import Card
from needlesafe.gui.widgets.column import Column
from needlesafe.gui.widgets.words import Words
from needlesafe.gui.widgets.wrap_layout import WrapLayout

USUAL = ("ae-syncope", "ae-pneumothorax", "ae-nerve-contact", "ae-vessel-injury", "ae-stuck-needle", "ae-needle-bent",
         "ae-needle-broken", "ae-seizure", "ae-anaphylaxis", "ae-needlestick")
"""The kinds that are met first, the most usual ones before the others."""
_GRAVITY = ("serious", "significant", "mild")


class EmergencyChoice(QWidget):
    """Fills the window; one tap opens the card."""

    chosen = Signal(str)
    left = Signal()

    def __init__(self, catalogue: Catalogue, number: str) -> None:
        super().__init__()
        self.choices: dict[str, Button] = {}
        self.loose = LooseEmergencies(catalogue)
        column = Column(1600, "stop_soft")
        events = [event for event in catalogue.events.values() if event.emergency]
        usual = [catalogue.events[name] for name in USUAL if name in catalogue.events]
        others = sorted((event for event in events if event not in usual), key=lambda event: _GRAVITY.index(_gravest(event)))
        column.body.addWidget(self._group(tr("Most often"), usual, "alarm"))
        column.body.addWidget(self._group(tr("Others, the gravest first"), others, "danger"))
        column.body.addWidget(self.loose)
        self.first = next(iter(self.choices.values()))
        self.back = Button(tr("Back to where I was"))
        self.back.clicked.connect(self.left)
        self._call = Words("", "loud", "stop")
        self._call.setWordWrap(False)
        self.show_number(number)
        head = QHBoxLayout()
        head.setSpacing(GAP_WIDE)
        head.setContentsMargins(6, 0, 0, 0)
        head.addWidget(Words(tr("What is happening?"), "loud"), 1)
        head.addWidget(self._call)
        head.addWidget(self.back)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(GAP_WIDE * 2 - 6, GAP_WIDE, GAP_WIDE * 2 - 6, 0)
        outer.setSpacing(GAP)
        outer.addLayout(head)
        outer.addWidget(column, 1)

    def show_number(self, number: str) -> None:
        """Shows the country's number; nothing where the country is not known."""
        self._call.say(tr("Call {number}").format(number=number) if number else "")

    def show_loose(self, waiting: Sequence[LooseEmergency], in_a_visit: bool) -> None:
        """Shows what was noted outside a visit and waits for the visit that it belongs to."""
        self.loose.show_waiting(waiting, in_a_visit)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints the ground of a stop with a bar at the top."""
        look = theme.current()
        painter = QPainter(self)
        painter.fillRect(self.rect(), look.colour("stop_soft"))
        painter.fillRect(0, 0, self.width(), 8, look.colour("stop"))
        painter.end()

    def _group(self, title: str, events: Sequence[EventCard], weight: str) -> Card:
        card, line = Card(title), WrapLayout(gap=GAP)
        for event in events:
            button = _Choice(event.title, weight)
            button.setAccessibleDescription(event.lay_name)
            button.clicked.connect(lambda _=False, name=event.id: self.chosen.emit(name))
            self.choices[event.id] = button
            line.addWidget(button)
        card.body.addLayout(line)
        return card


class _Choice(Button):
    """A button that is read and hit from farther away."""

    def sizeHint(self) -> QSize:
        """Returns more room for a finger."""
        return super().sizeHint() + QSize(theme.current().scaled(8), theme.current().scaled(20 if self.weight == "alarm" else 8))

    def _font(self) -> QFont:
        return theme.current().font("name" if self.weight == "alarm" else "strong")


def _gravest(event: EventCard) -> str:
    return next(gravity for gravity in _GRAVITY if gravity in event.severity)
