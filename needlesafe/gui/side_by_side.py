"""Things side by side, or one below the other where the text is large."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QWidget

from needlesafe.gui import theme
from needlesafe.gui.theme import GAP_CARD

LARGE = 1.4
"""From this scale of text on, what stood side by side stands one below the other."""


def large_text() -> bool:
    """Whether the text is so large that a line holds one thing only."""
    return theme.current().scale > LARGE


def aloud() -> str:
    """The type of what is read aloud from the couch: larger than the rest, where the rest is not large already."""
    return "body" if large_text() else "patient-body"


def line_of(spacing: int = GAP_CARD) -> QBoxLayout:
    """An empty line, upright where the text is large."""
    line = QBoxLayout(QBoxLayout.Direction.TopToBottom if large_text() else QBoxLayout.Direction.LeftToRight)
    line.setSpacing(spacing)
    return line


def beside(*widgets: QWidget) -> QBoxLayout:
    """Widgets with the same share of a line, each from its top."""
    line = line_of()
    for widget in widgets:
        line.addWidget(widget, 1, Qt.AlignmentFlag.AlignTop)
    return line
