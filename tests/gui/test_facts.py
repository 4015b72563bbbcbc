"""Facts stand beside their labels, and beneath them only where large text leaves no room."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from needlesafe.gui import theme
from needlesafe.gui.visit_facts import FactList


@pytest.mark.parametrize(("scale", "width", "beside"), [(1.0, 330, True), (2.0, 900, True), (2.0, 420, False)])
def test_words_stand_beside_their_label_where_there_is_room(
        qapp: QApplication, dressed: None, qtbot: QtBot, scale: float, width: int, beside: bool) -> None:
    theme.apply(qapp, theme.Theme(scale=scale))
    facts = FactList()
    qtbot.addWidget(facts)
    facts.show_facts((("Name", "Maud Maple"), ("Number", "DEMO-40"), ("Phone", "")))
    facts.resize(width, 400)
    facts.show()
    QApplication.processEvents()
    labels = {label.text(): label.geometry() for label in facts.findChildren(QLabel) if label.isVisible()}
    assert list(labels) == ["Name", "Maud Maple", "Number", "DEMO-40"]
    assert (labels["DEMO-40"].x() > labels["Number"].right()) is beside
    assert (labels["DEMO-40"].y() > labels["Number"].bottom()) is not beside
