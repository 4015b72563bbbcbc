"""
The needles of one site: how many are in, how many came out, since when.

Why the figures are this large: they are read from the other side of the couch.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from needlesafe.gui import theme
from needlesafe.gui.theme import GAP, GAP_WIDE, RADIUS_CARD
from needlesafe.gui.widgets.button import Button
from needlesafe.gui.widgets.words import Words

_WIDE = 640


class LedgerRow(QWidget):
    """A site with its count, its clock, *needle in* and *needle out*."""

    needle_placed = Signal(int)
    needle_removed = Signal(int)

    def __init__(self, site: int, title: str, line: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.site, self._title, self._present = site, title, 0
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.setAccessibleName(title)
        self._placed, self._removed = Words("0", "figure"), Words("0", "figure")
        self._clock, self._count = Words(role="title"), Words("0", "quiet")
        self.place, self.remove = Button(self.tr("+  Needle in"), "primary"), Button(self.tr("−  Needle out"))
        self.place.setAccessibleDescription(title)
        self.remove.setAccessibleDescription(title)
        self.place.clicked.connect(lambda: self.needle_placed.emit(self.site))
        self.remove.clicked.connect(lambda: self.needle_removed.emit(self.site))
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(20, GAP, 20, GAP)
        self._row.setSpacing(GAP)
        self._row.addLayout(_stacked(Words(title, "section"), Words(line, "quiet"), self._count), 1)
        self._row.addLayout(self._figures())
        self._buttons = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._buttons.setSpacing(8)
        self._buttons.addWidget(self.place, 1)
        self._buttons.addWidget(self.remove, 1)
        self._row.addLayout(self._buttons)
        self.set_counts(0, 0)
        self.set_clock(None)

    def set_counts(self, placed: int, removed: int) -> None:
        """Shows how many needles went in and how many came out."""
        self._present = placed - removed
        self._placed.say(str(placed))
        self._removed.say(str(removed))
        words = self.tr("{count} in the patient").format(count=self._present) if self._present else (
            self.tr("all out") if placed else self.tr("none placed yet"))
        self._count.say(words)
        self._count.show_tone("grave" if self._present else "done" if placed else "quiet")
        self.setAccessibleDescription(self.tr("{placed} in, {removed} out, {words}").format(
            placed=placed, removed=removed, words=words))
        self.update()

    def set_clock(self, seconds: int | None) -> None:
        """Shows how long the first needle has been in, or nothing."""
        self._clock.say("" if seconds is None else f"{seconds // 60}:{seconds % 60:02}")
        self._clock.setVisible(seconds is not None)
        self._clock.setAccessibleName(self.tr("Since the first needle"))

    def allow(self, place: bool, remove: bool) -> None:
        """Lets needles go in and come out, or not; what may happen is decided elsewhere."""
        self.place.setEnabled(place)
        self.remove.setEnabled(remove)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Puts figures and buttons beneath the site where it is narrow."""
        super().resizeEvent(event)
        wide = self.width() >= theme.current().scaled(_WIDE)
        self._row.setDirection(QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom)
        self._buttons.setDirection(QBoxLayout.Direction.TopToBottom if wide else QBoxLayout.Direction.LeftToRight)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints the surface, with a heavier edge while a needle is in the patient."""
        look = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width = 2 if self._present else 1
        painter.setPen(QPen(look.colour("grave" if self._present else "line"), width))
        painter.setBrush(look.colour("surface"))
        painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), RADIUS_CARD, RADIUS_CARD)
        painter.end()

    def _figures(self) -> QHBoxLayout:
        """Returns in, out and the clock."""
        row = QHBoxLayout()
        row.setSpacing(GAP_WIDE)
        row.setContentsMargins(0, 0, GAP, 0)
        for figure, word in ((self._placed, self.tr("in")), (self._removed, self.tr("out"))):
            figure.setWordWrap(False)
            row.addLayout(_stacked(figure, Words(word, "quiet"), align=Qt.AlignmentFlag.AlignHCenter))
        policy = self._clock.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self._clock.setSizePolicy(policy)
        self._clock.setWordWrap(False)
        self._clock.setMinimumWidth(theme.current().scaled(72))
        self._clock.setAlignment(Qt.AlignmentFlag.AlignCenter)
        row.addWidget(self._clock)
        row.addStretch(0)
        return row


def _stacked(*labels: Words, align: Qt.AlignmentFlag | None = None) -> QVBoxLayout:
    """Returns labels one under the other, kept together in the middle."""
    column = QVBoxLayout()
    column.setSpacing(0)
    column.addStretch(1)
    for label in labels:
        if align is not None:
            label.setAlignment(align)
        if not label.text():
            label.hide()
        column.addWidget(label)
    column.addStretch(1)
    return column
