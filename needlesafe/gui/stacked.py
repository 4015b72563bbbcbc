"""Widgets that belong together, one close below the other."""

from __future__ import annotations

from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from needlesafe.gui.theme import GAP_TIGHT


def stacked(*widgets: QWidget, below: int = 0) -> QWidget:
    """The widgets one below the other, with so many pixels beneath the last."""
    held = QWidget()
    held.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
    column = QVBoxLayout(held)
    column.setContentsMargins(0, 0, 0, below)
    column.setSpacing(GAP_TIGHT)
    for widget in widgets:
        column.addWidget(widget)
    return held
