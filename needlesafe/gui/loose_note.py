"""A calm strip across the home screen while an emergency waits for the visit that it belongs to."""

from __future__ import annotations

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from needlesafe.flow.emergency import loose_emergencies
from needlesafe.flow.workplace import Workplace
from needlesafe.gui import theme
from needlesafe.gui.messages import tr
from needlesafe.gui.spoken_dates import day_words
from needlesafe.gui.theme import GAP, GAP_WIDE
from needlesafe.gui.widgets.words import Words


class LooseNote(QWidget):
    """What was noted outside a visit and where it is taken in; hidden while nothing waits."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.words = Words()
        row = QHBoxLayout(self)
        row.setContentsMargins(GAP_WIDE, GAP, GAP_WIDE, GAP)
        row.addWidget(self.words)
        self.hide()

    def show_standing(self, workplace: Workplace) -> None:
        """Names what waits."""
        events = workplace.catalogue.events
        waiting = [(events[one.happened.event].title if one.happened.event in events else one.happened.event, one.happened)
                   for one in loose_emergencies(workplace)]
        named = "; ".join(f"{title}, {day_words(happened.day)}, {happened.at}" for title, happened in waiting)
        self.words.say(tr("Noted outside a visit: {what}. Open the visit that it belongs to and press F9 there; if it belongs to none, "
                          "press F9 here.").format(what=named))
        self.setVisible(bool(waiting))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints the soft ground and its edge."""
        look = theme.current()
        painter = QPainter(self)
        painter.fillRect(self.rect(), look.colour("grave_soft"))
        painter.fillRect(0, 0, 4, self.height(), look.colour("grave"))
        painter.end()
