"""The sum of the visit's needles, readable from across the room, with *all out now* beside it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from needlesafe.domain.ledger import Ledger
from needlesafe.gui import theme
from needlesafe.gui.messages import tr
from needlesafe.gui.needle_clock import LONG, clock_words
from needlesafe.gui.theme import GAP, GAP_TIGHT, GAP_WIDE, RADIUS_CARD
from needlesafe.gui.who_counts import CounterRow
from needlesafe.gui.widgets.button import Button
from needlesafe.gui.widgets.sum_figures import SumFigures
from needlesafe.gui.widgets.words import text_width

_SIDE_BY_SIDE = 560


class LedgerBoard(QWidget):
    """In, out, still in and how long; the ground says by its colour, the words by themselves, whether a needle is in."""

    all_out_asked = Signal()
    more_asked = Signal()
    take_back_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tone = ""
        self.figures = SumFigures()
        self.all_out, self.more = Button(tr("All needles out"), "danger"), Button(tr("Move, pass on, packs …"), "quiet")
        self.people, self.take_back = CounterRow(self), Button("", "quiet")
        self.all_out.clicked.connect(lambda: self.all_out_asked.emit())
        self.more.clicked.connect(lambda: self.more_asked.emit())
        self.take_back.clicked.connect(lambda: self.take_back_asked.emit())
        self.setAccessibleName(tr("All needles of this visit"))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(GAP_WIDE, GAP, 20, GAP)
        whole.setSpacing(GAP_TIGHT)
        self._row, self._line = (QBoxLayout(QBoxLayout.Direction.LeftToRight) for _ in range(2))
        for row in (self._row, self._line):
            row.setSpacing(GAP)
            whole.addLayout(row)
        self._row.addWidget(self.figures, 1)
        self._row.addLayout(self._buttons())
        self._line.addWidget(self.people, 1)
        self._line.addWidget(self.take_back, 0, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)

    def show_sum(self, book: Ledger, seconds: int | None) -> None:
        """Shows the sum over all sites, and since when the first of the needles that are in is in."""
        cells = [(str(book.placed), tr("in")), (str(book.removed), tr("out"))]
        if book.declared:
            cells.append((str(book.declared), tr("left on purpose")))
        cells.append((str(book.present), tr("still in")))
        self.setAccessibleDescription(", ".join(f"{figure} {word}" for figure, word in cells))
        clock = [(clock_words(seconds), tr("minutes") if seconds < LONG else tr("since the first"))] if seconds is not None else []
        self._tone = "grave" if book.placed and not book.balanced else "done" if book.placed else ""
        self.figures.show_figures((*cells, *clock), self._tone or "ink")
        self.all_out.setVisible(book.present > 0)
        self.update()

    def show_take_back(self, words: str, whole: str) -> None:
        """Shows what a tap takes back, nothing where there is none; its room stays, so that no other button moves."""
        self.take_back.say(words)
        self.take_back.setAccessibleDescription(whole)
        self.take_back.setToolTip(whole)
        self.take_back.setVisible(bool(words))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Puts the buttons beneath the figures where it is narrow."""
        super().resizeEvent(event)
        wide = self.width() >= theme.current().scaled(_SIDE_BY_SIDE)
        for row in (self._row, self._line):
            row.setDirection(QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints the ground, with a heavier edge while a needle is in or waits to be counted."""
        look = theme.current()
        role, width = self._tone, 2.0 if self._tone == "grave" else 1.0
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(look.colour(role or "line"), width, Qt.PenStyle.SolidLine))
        painter.setBrush(look.colour(f"{role}_soft" if role else "surface"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(width / 2, width / 2, -width / 2, -width / 2), RADIUS_CARD, RADIUS_CARD)
        painter.end()

    def _buttons(self) -> QVBoxLayout:
        """All out and more, beside the figures; what takes a count back keeps its room where it is hidden."""
        longest = tr("Take back: {what}").format(what=tr("8 needles out, site 8"))
        self.take_back.setMinimumWidth(text_width(longest, theme.current().font("action")) + 2 * GAP)
        keeping = self.take_back.sizePolicy()
        keeping.setRetainSizeWhenHidden(True)
        self.take_back.setSizePolicy(keeping)
        buttons = QVBoxLayout()
        buttons.setSpacing(GAP_TIGHT)
        buttons.addStretch(1)
        for button in (self.all_out, self.more):
            buttons.addWidget(button)
        buttons.addStretch(1)
        return buttons
