"""What was noted of emergencies where no visit was open, until each is taken into the visit that it belongs to."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from needlesafe.domain.catalogue import Catalogue
from needlesafe.flow.emergency import LooseEmergency
from needlesafe.gui.messages import tr
from needlesafe.gui.spoken_dates import day_words
from needlesafe.gui.theme import GAP_TIGHT
from needlesafe.gui.widgets.button import Button
from needlesafe.gui.widgets.card import Card
from needlesafe.gui.widgets.words import Words
from needlesafe.gui.widgets.wrap_layout import WrapLayout

_HERE = "Nothing of a patient is in it. What belongs to this visit is taken in with its times."
_ELSEWHERE = "Open the visit that it belongs to and press F9 there: it can be taken in with its times."


class LooseEmergencies(Card):
    """A line for each, with the ways that there are."""

    taken_in = Signal(str)
    set_aside = Signal(str)

    def __init__(self, catalogue: Catalogue) -> None:
        super().__init__(tr("Noted outside a visit"), " ")
        self._catalogue = catalogue
        self.rows: dict[str, list[Button]] = {}
        self._column = QVBoxLayout()
        self.body.addLayout(self._column)
        self.hide()

    def show_waiting(self, waiting: Sequence[LooseEmergency], in_a_visit: bool) -> None:
        """Shows what waits; nothing where nothing does."""
        while (old := self._column.takeAt(0)) is not None:
            old.widget().hide()
            old.widget().deleteLater()
        self.rows = {}
        self.show_title(tr("Noted outside a visit"), tr(_HERE if in_a_visit else _ELSEWHERE))
        for emergency in waiting:
            line = self._line(emergency, in_a_visit)
            self._column.addWidget(line)
            line.show()
        self.setVisible(bool(waiting))

    def _line(self, emergency: LooseEmergency, in_a_visit: bool) -> QWidget:
        happened, held = emergency.happened, QWidget()
        held.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        card = self._catalogue.events.get(happened.event)
        words = f"{card.title if card else happened.event}, {day_words(happened.day)}, {happened.at}"
        column, line = QVBoxLayout(held), WrapLayout()
        column.setContentsMargins(0, 0, 0, GAP_TIGHT)
        column.addWidget(Words(words, "strong"))
        column.addLayout(line)
        ways = [(tr("It belongs to this visit"), self.taken_in)] if in_a_visit else []
        self.rows[emergency.id] = []
        for text, signal in (*ways, (tr("It belongs to no visit"), self.set_aside)):
            button = Button(text)
            button.setAccessibleDescription(words)
            button.clicked.connect(lambda _=False, signal=signal: signal.emit(emergency.id))
            line.addWidget(button)
            self.rows[emergency.id].append(button)
        return held
