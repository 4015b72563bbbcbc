"""Home has a column for the patient where the window is wide, and one column where it is not."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from needlesafe.gui.home_columns import NOBODY, HomeColumns
from needlesafe.gui.widgets.card import Card


@pytest.fixture
def cards(dressed: None, qtbot: QtBot) -> tuple[HomeColumns, Card, Card]:
    """The columns with a card of the patient and one of the day."""
    patient, day = Card("Maud Maple"), Card("Unfinished visits")
    columns = HomeColumns((patient,), (day,))
    qtbot.addWidget(columns)
    columns.show_chosen(True)
    columns.resize(720, 600)
    columns.show()
    return columns, patient, day


def place_of(columns: HomeColumns, card: Card) -> tuple[int, int]:
    """Where a card stands."""
    QApplication.processEvents()
    point = card.mapTo(columns, card.rect().topLeft())
    return point.x(), point.y()


def test_they_stand_below_each_other_and_side_by_side_where_it_is_wide(cards: tuple[HomeColumns, Card, Card]) -> None:
    columns, patient, day = cards
    assert place_of(columns, patient)[0] == place_of(columns, day)[0] and place_of(columns, patient)[1] < place_of(columns, day)[1]
    columns.resize(1312, 600)
    assert place_of(columns, patient)[0] < place_of(columns, day)[0] and place_of(columns, patient)[1] == place_of(columns, day)[1]
    columns.resize(720, 600)
    assert place_of(columns, patient)[0] == place_of(columns, day)[0] and place_of(columns, patient)[1] < place_of(columns, day)[1]


def test_the_place_says_what_will_be_there_while_nobody_is_chosen(cards: tuple[HomeColumns, Card, Card]) -> None:
    columns, patient, _ = cards
    said = lambda: [card.accessibleName() for card in columns.findChildren(Card) if card.isVisible()]  # noqa: E731
    columns.resize(1312, 600)
    QApplication.processEvents()
    assert NOBODY[0] not in said()
    patient.hide()
    columns.show_chosen(False)
    assert NOBODY[0] in said()
    columns.resize(720, 600)
    QApplication.processEvents()
    assert NOBODY[0] not in said()
