"""
That needles are in the patient, for how long, and the way to take them out.

Why on every step but the treatment: while a needle is in, nothing may hide its clock or *needle out*.
"""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from needlesafe.gui import theme
from needlesafe.gui.messages import tr
from needlesafe.gui.needle_clock import clock_words
from needlesafe.gui.theme import GAP, GAP_TIGHT, GAP_WIDE
from needlesafe.gui.widgets.button import Button
from needlesafe.gui.widgets.words import Words


class NeedleStrip(QWidget):
    """A strip across the window; hidden while no needle is in."""

    all_out_asked = Signal()
    treatment_asked = Signal()

    def __init__(self, with_way: bool = True) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self._words, self._clock = Words("", "section", "grave"), Words("", "section")
        self._clock.setWordWrap(False)
        self._clock.setAccessibleName(tr("Since the first needle"))
        self.all_out, self.treatment = Button(tr("All needles out"), "danger"), Button(tr("To the needles"))
        self.all_out.clicked.connect(self.all_out_asked)
        self.treatment.clicked.connect(self.treatment_asked)
        self.treatment.setVisible(with_way)
        row = QHBoxLayout(self)
        row.setContentsMargins(GAP_WIDE, GAP_TIGHT, GAP_WIDE, GAP_TIGHT)
        row.setSpacing(GAP)
        row.addWidget(self._words)
        row.addWidget(self._clock)
        row.addStretch(1)
        row.addWidget(self.treatment)
        row.addWidget(self.all_out)
        self.hide()

    def show_needles(self, number: int, seconds: int) -> None:
        """Shows how many needles are in and since when; nothing where none is."""
        self._words.say(tr("{n} needles in the patient").format(n=number) if number != 1 else tr("1 needle in the patient"))
        self._clock.say(clock_words(seconds))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints the soft ground and the edge."""
        look = theme.current()
        painter = QPainter(self)
        painter.fillRect(self.rect(), look.colour("grave_soft"))
        painter.fillRect(0, 0, 4, self.height(), look.colour("grave"))
        painter.end()
