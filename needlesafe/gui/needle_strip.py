"""
That needles are in the patient, for how long, and the way to take them out; then that they are still to be counted.

Why on every step but the treatment: while a needle is in, nothing may hide its clock or *needle out*.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from needlesafe.flow.views import LedgerLine
from needlesafe.gui import theme
from needlesafe.gui.messages import tr
from needlesafe.gui.needle_clock import NeedleClock, clock_words
from needlesafe.gui.theme import GAP, GAP_TIGHT, GAP_WIDE
from needlesafe.gui.widgets.button import Button
from needlesafe.gui.widgets.words import Words, text_width


class NeedleStrip(QWidget):
    """A strip across the window; hidden while no needle is in and none is to be counted."""

    all_out_asked = Signal()
    treatment_asked = Signal()

    def __init__(self, with_way: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._with_way, self._whose, self._number, self._offered = with_way, "", 0, True
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self._words, self._clock, self._over = Words("", "section", "grave"), Words("", "section"), Words("", "quiet", "grave")
        self._clock.setWordWrap(False)
        self._clock.setAccessibleName(tr("Since the first needle"))
        self.all_out, self.treatment = Button(tr("All needles out"), "danger"), Button(tr("To the needles"))
        self.all_out.clicked.connect(self.all_out_asked)
        self.treatment.clicked.connect(self.treatment_asked)
        said, first = QVBoxLayout(), QHBoxLayout()
        said.setSpacing(0)
        first.setSpacing(GAP)
        first.addWidget(self._words, 1)
        first.addWidget(self._clock)
        first.addStretch(0)
        said.addLayout(first)
        said.addWidget(self._over)
        row = QHBoxLayout(self)
        row.setContentsMargins(GAP_WIDE, GAP_TIGHT, GAP_WIDE, GAP_TIGHT)
        row.setSpacing(GAP)
        row.addLayout(said, 1)
        row.addWidget(self.treatment)
        row.addWidget(self.all_out)
        self.treatment.setVisible(with_way)
        self.hide()

    def say_whose(self, whose: str) -> None:
        """Names the patient, where it may not be who is on screen; the button names them too, for it acts at once."""
        if whose != self._whose:
            self._whose = whose
            self.all_out.say(tr("All out: {whose}").format(whose=whose) if whose else tr("All needles out"))

    def offer_all_out(self, offered: bool) -> None:
        """Offers *all needles out*, or does not where a needle may have to stay where it is."""
        self._offered = offered
        self.all_out.setVisible(offered and self._number > 0)

    def words(self) -> str:
        """What the strip says, without its clock."""
        return f"{self._words.text()}. {self._over.text()}".strip()

    def show_ledger(self, lines: Sequence[LedgerLine], clock: NeedleClock) -> bool:
        """Shows how many needles are in, since when, and where the planned time is over, else how many are to be counted;
        returns whether there is anything to show."""
        number, waiting, over = sum(line.present for line in lines), sum(line.to_count for line in lines), clock.overdue(lines)
        self._number = number
        staying = sum(line.declared for line in lines)
        self._words.say(_inside(number, self._whose, staying) if number or not waiting else _to_count(waiting, self._whose))
        self._words.setMaximumWidth(text_width(self._words.text(), theme.current().font("section")) + 4)
        self._clock.say(clock_words(clock.longest(lines)))
        self._clock.setVisible(number > 0)
        since = clock.long_since(lines)
        told = (tr("Since {moment}").format(moment=since) if since else "",
                tr("The planned time is over: {sites}").format(sites=", ".join(over)) if over else "")
        self._over.say("  ·  ".join(part for part in told if part))
        self._over.setVisible(any(told))
        self.all_out.setVisible(self._offered and number > 0)
        self.treatment.say(tr("To the needles") if number else tr("Count them"))
        return bool(number or waiting and self._with_way)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints the soft ground and the edge."""
        look = theme.current()
        painter = QPainter(self)
        painter.fillRect(self.rect(), look.colour("grave_soft"))
        painter.fillRect(0, 0, 4, self.height(), look.colour("grave"))
        painter.end()


def _inside(number: int, whose: str, staying: int) -> str:
    whose = whose or tr("the patient")
    if staying:
        return tr("{n} to come out of {whose}, {left} left on purpose").format(n=number, whose=whose, left=staying)
    return (tr("1 needle in {whose}") if number == 1 else tr("{n} needles in {whose}")).format(n=number, whose=whose)


def _to_count(number: int, whose: str) -> str:
    words = (tr("1 needle to count") if number == 1 else tr("{n} needles to count")).format(n=number)
    return tr("{words}: {whose}").format(words=words, whose=whose) if whose else words
