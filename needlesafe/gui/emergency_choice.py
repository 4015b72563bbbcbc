"""What is happening: the emergencies to choose from, the usual ones first, then the others, gravest first; the number to call."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from needlesafe.domain.catalogue import Catalogue, EventCard
from needlesafe.flow.emergency import LooseEmergency
from needlesafe.gui import theme
from needlesafe.gui.loose_emergencies import LooseEmergencies
from needlesafe.gui.messages import tr
from needlesafe.gui.side_by_side import large_text
from needlesafe.gui.theme import GAP, GAP_CARD, GAP_WIDE
from needlesafe.gui.widgets.button import Button
from needlesafe.gui.widgets.card import Card
from needlesafe.gui.widgets.column import Column
from needlesafe.gui.widgets.words import Words, text_height, text_width
from needlesafe.gui.widgets.even_grid import EvenGrid

USUAL = ("ae-syncope", "ae-vasovagal", "ae-pneumothorax", "ae-nerve-contact", "ae-vessel-injury", "ae-stuck-needle",
         "ae-needle-bent", "ae-needle-broken", "ae-seizure", "ae-anaphylaxis", "ae-needlestick")
"""The kinds that are met first: the usual ones, then what comes of a sudden."""
_WIDEST = 2400
_LEAST, _GROWS, _MOST = 264, 0.6, 4
"""How narrow a column of buttons may be at 100 %, how much of the growth of text it takes on, and how many there may be."""
_GRAVITY = ("serious", "significant", "mild")


class EmergencyChoice(QWidget):
    """Fills the window; one tap opens the card."""

    chosen = Signal(str)
    left = Signal()

    def __init__(self, catalogue: Catalogue, number: str) -> None:
        super().__init__()
        self.choices: dict[str, Button] = {}
        self.loose = LooseEmergencies(catalogue)
        column = Column(_WIDEST, "stop_soft")
        events = [event for event in catalogue.events.values() if event.emergency]
        usual = [catalogue.events[name] for name in USUAL if name in catalogue.events]
        others = sorted((event for event in events if event not in usual), key=_gravity)
        column.body.addWidget(self._group(tr("Common or sudden"), usual, "alarm"))
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
        head.setContentsMargins(6, 0, GAP_CARD, 0)
        head.addWidget(Words(tr("What is happening?"), "title" if large_text() else "loud"), 1)
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
        card, line = Card(title), EvenGrid(round(_LEAST * (1 + (theme.current().scale - 1) * _GROWS)), _MOST)
        for event in events:
            button = _Choice(event.title, weight)
            button.setAccessibleDescription(event.lay_name)
            button.clicked.connect(lambda _=False, name=event.id: self.chosen.emit(name))
            self.choices[event.id] = button
            line.addWidget(button)
        card.body.addLayout(line)
        return card


class _Choice(Button):
    """A button that is read and hit from farther away; it fills its place in the grid, and its words wrap."""

    def __init__(self, text: str, weight: str) -> None:
        super().__init__(text, weight)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def sizeHint(self) -> QSize:
        """Returns the words on one line, in more room for a finger."""
        look = theme.current()
        return QSize(super().sizeHint().width(), look.target + look.scaled(24 if self.weight == "alarm" else 8))

    def minimumSizeHint(self) -> QSize:
        """Returns that it may be as narrow as its longest word."""
        longest = max(text_width(word, self._font()) for word in self._words.split())
        return QSize(longest + 2 * self.EDGE, self.sizeHint().height())

    def heightForWidth(self, width: int) -> int:
        """Returns the height of the words at that width."""
        words = text_height(self._words, self._font(), width - 2 * self.EDGE)
        return max(self.sizeHint().height(), words + theme.current().scaled(16))

    def _font(self) -> QFont:
        return theme.current().font("name" if self.weight == "alarm" else "strong")


def _gravity(event: EventCard) -> list[int]:
    """How grave it is: at its worst, then at its mildest."""
    return sorted(_GRAVITY.index(gravity) for gravity in event.severity)
