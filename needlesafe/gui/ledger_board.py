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
from needlesafe.gui.widgets.button import Button
from needlesafe.gui.widgets.sum_figures import SumFigures

_SIDE_BY_SIDE = 560


class LedgerBoard(QWidget):
    """In, out, still in and how long; the ground says by its colour, the words by themselves, whether a needle is in."""

    all_out_asked = Signal()
    more_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tone = ""
        self.figures = SumFigures()
        self.all_out, self.more = Button(tr("All needles out"), "danger"), Button(tr("Move, pass on, packs …"), "quiet")
        self.all_out.clicked.connect(lambda: self.all_out_asked.emit())
        self.more.clicked.connect(lambda: self.more_asked.emit())
        self.setAccessibleName(tr("All needles of this visit"))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(GAP_WIDE, GAP, 20, GAP)
        self._row.setSpacing(GAP)
        self._row.addWidget(self.figures, 1)
        buttons = QVBoxLayout()
        buttons.setSpacing(GAP_TIGHT)
        buttons.addStretch(1)
        for button in (self.all_out, self.more):
            buttons.addWidget(button)
        buttons.addStretch(1)
        self._row.addLayout(buttons)

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

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Puts the buttons beneath the figures where it is narrow."""
        super().resizeEvent(event)
        wide = self.width() >= theme.current().scaled(_SIDE_BY_SIDE)
        self._row.setDirection(QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom)

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
