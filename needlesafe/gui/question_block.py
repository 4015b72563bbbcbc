"""The questions of one part of the screening: a heading, and a card for each group of them."""

from __future__ import annotations

from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from needlesafe.gui.messages import tr
from needlesafe.gui.theme import GAP_CARD
from needlesafe.gui.widgets.answer_row import AnswerRow
from needlesafe.gui.widgets.card import Card
from needlesafe.gui.widgets.words import Words


class QuestionBlock(QWidget):
    """Cards by heading; a card that holds no row is not there."""

    def __init__(self, title: str = "") -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.cards: dict[str, Card] = {}
        self._order: dict[str, list[str]] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(GAP_CARD)
        if title:
            self._column.addWidget(Words(title, "name"))
        self._first = self._column.count()
        self.hide()

    def set_order(self, headings: dict[str, list[str]]) -> None:
        """Says which rows stand under which heading, both in order; rows come later, one by one."""
        self._order = headings
        self.setVisible(bool(headings))
        for heading in [heading for heading in self.cards if heading not in headings]:
            card = self.cards.pop(heading)
            card.hide()
            card.deleteLater()

    def add(self, heading: str, row: AnswerRow) -> None:
        """Puts a row where it belongs."""
        if heading not in self.cards:
            self.cards[heading] = Card(tr(heading))
            self.cards[heading].body.setSpacing(0)
            places = list(self._order)
            before = [other for other in places[:places.index(heading)] if other in self.cards]
            self._column.insertWidget(self._first + len(before), self.cards[heading])
        body, order = self.cards[heading].body, self._order[heading]
        here = [body.itemAt(place).widget().question.id for place in range(body.count())]
        body.insertWidget(sum(1 for other in here if order.index(other) < order.index(row.question.id)), row)
        row.show()
        self.cards[heading].show()

    def drop(self, heading: str, row: AnswerRow) -> None:
        """Takes a row away."""
        self.cards[heading].body.removeWidget(row)
        row.hide()
        row.deleteLater()
