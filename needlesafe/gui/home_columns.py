"""Home beside the search: the chosen patient and the day, below each other, or side by side where the window is wide."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from needlesafe.gui import theme
from needlesafe.gui.messages import tr
from needlesafe.gui.widgets.card import Card
from needlesafe.gui.widgets.column import Column

_WIDE = 1120
"""From so many pixels on, at 100 %, there is room for two columns."""
NOBODY = ("No patient is chosen", "Who you choose on the left is shown here: what is known, pain over the visits, earlier visits.")


class HomeColumns(QWidget):
    """Two columns that scroll by themselves, or one; the cards are the same and keep what they show."""

    def __init__(self, of_patient: Sequence[QWidget], of_day: Sequence[QWidget]) -> None:
        super().__init__()
        self._of_patient, self._wide, self._chosen = tuple(of_patient), False, False
        self._person, self._day, self._nobody = Column(), Column(), Card(*(tr(words) for words in NOBODY))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for column in (self._person, self._day):
            row.addWidget(column, 1)
        self._person.body.addWidget(self._nobody)
        for card in (*self._of_patient, *of_day):
            self._day.body.addWidget(card)
        self._person.hide()

    def show_chosen(self, chosen: bool) -> None:
        """Shows whether there is a patient; without one the place says what will be there."""
        self._chosen = chosen
        self._nobody.setVisible(self._wide and not chosen)

    def show_widget(self, card: QWidget) -> None:
        """Scrolls to a card."""
        (self._person if self._person.isAncestorOf(card) else self._day).show_widget(card)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Gives the patient a column where there is room for one."""
        super().resizeEvent(event)
        wide = self.width() >= theme.current().scaled(_WIDE)
        if wide != self._wide:
            self._wide = wide
            for place, card in enumerate(self._of_patient):
                (self._person if wide else self._day).body.insertWidget(place, card)
            self._person.setVisible(wide)
            self.show_chosen(self._chosen)
