"""
The needles of one site: how many are in, how many came out, since when, and for how long they are meant to stay.

Why the figures are this large: they are read from the other side of the couch. Why a row of numbers besides the two
buttons: with clean hands a site is counted once it is done, in one tap.
"""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from needlesafe.gui import theme
from needlesafe.gui.theme import GAP, GAP_TIGHT, GAP_WIDE, RADIUS_CARD
from needlesafe.gui.widgets.button import Button
from needlesafe.gui.widgets.count_row import CountRow
from needlesafe.gui.widgets.site_clock import SiteClock
from needlesafe.gui.widgets.words import Words, text_width

_WIDE, _MIDDLE = 620, 480
_BAR = 6
_LARGE = 1.4
"""From this scale of text on, figures need not grow with it: they are large already, and the buttons are to be seen too."""
_THUMB = 4
"""How much higher than others the buttons are that a gloved hand presses."""


class LedgerRow(QWidget):
    """A site with its count, its clock, *needle in* and *needle out*, and the numbers that count it in one tap."""

    needle_placed = Signal(int)
    needle_removed = Signal(int)
    counted_in = Signal(int, int)
    counted_out = Signal(int, int)
    taken_in_hand = Signal(int)

    def __init__(self, site: int, title: str, line: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.site, self._title, self._present, self._in_hand = site, title, 0, False
        self._may_place = self._may_remove = True
        self._pedal_elsewhere = False
        self._shown: tuple[object, ...] = ()
        self._planned = self._placed_now = self._removed_now = 0
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.setAccessibleName(title)
        figure = "figure" if theme.current().scale > _LARGE else "count"
        self._placed, self._removed = Words("0", figure), Words("0", figure)
        self.clock, self._count = SiteClock(title), Words("0", "quiet")
        self.place, self.remove = HandButton(self.tr("+  Needle in"), "primary"), HandButton(self.tr("−  Needle out"))
        self.hand = Button(self.tr("Let the pedal count here"), "quiet")
        self.hand_words = Words(self.tr("The pedal counts here"), "quiet", "accent")
        self.into, self.out = CountRow(self.tr("Went in, in all"), title), CountRow(self.tr("Came out, in all"), title)
        self._connect(title)
        self._lay_out(title, line)
        self.set_counts(0, 0)
        self.set_clock(None)
        self.show_in_hand(None)

    def set_counts(self, placed: int, removed: int, declared: int = 0) -> None:
        """Shows how many needles went in, how many came out and how many stay on purpose."""
        self._present, self._placed_now, self._removed_now = placed - removed - declared, placed, removed
        self._placed.say(str(placed))
        self._removed.say(str(removed))
        inside = self.tr("{count} still to come out") if declared else self.tr("{count} in the patient")
        words = inside.format(count=self._present) if self._present else (
            self.tr("all out") if placed and not declared else self.tr("none placed yet") if not placed else "")
        if declared:
            words = ", ".join(part for part in (words, self.tr("{count} left on purpose").format(count=declared)) if part)
        self._count.say(words)
        self._count.show_tone("grave" if self._present or declared else "done" if placed else "quiet")
        self.setAccessibleDescription(self.tr("{placed} in, {removed} out, {words}").format(
            placed=placed, removed=removed, words=words))
        self._show_next()
        self._show_numbers()
        self.update()

    def set_planned(self, needles: int) -> None:
        """Offers the numbers up to what is planned, to count the site in one tap."""
        self._planned = needles
        self._show_next()
        self._show_numbers()

    def set_clock(self, seconds: int | None, minutes: float | None = None) -> bool:
        """Shows how long the first needle has been in against the minutes planned; returns whether they are over."""
        return self.clock.show_time(seconds, minutes)

    def allow(self, place: bool, remove: bool) -> None:
        """Lets needles go in and come out, or not; what may happen is decided elsewhere."""
        self._may_place, self._may_remove = place, remove
        self.place.setEnabled(place)
        self.remove.setEnabled(remove)
        self._show_next()
        self._show_numbers()

    def show_in_hand(self, in_hand: bool | None) -> None:
        """Shows whether the pedal counts here, or the way to have it count here; None where there is no pedal."""
        self._in_hand, self._pedal_elsewhere = bool(in_hand), in_hand is False
        self.hand_words.setVisible(self._in_hand)
        self._show_numbers()
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Puts the buttons beneath the site where it is narrow, and the figures too where it is narrower still."""
        super().resizeEvent(event)
        wide, middle = (self.width() >= theme.current().scaled(least) for least in (_WIDE, _MIDDLE))
        self._row.setDirection(QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom)
        self._head.setDirection(QBoxLayout.Direction.LeftToRight if middle else QBoxLayout.Direction.TopToBottom)
        self._counting.setDirection(QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom)
        self._buttons.setDirection(QBoxLayout.Direction.TopToBottom if wide else QBoxLayout.Direction.LeftToRight)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints the surface, with a heavier edge while a needle is in, and a bar where the pedal counts."""
        look = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width = 2 if self._present else 1
        painter.setPen(QPen(look.colour("grave" if self._present else "line"), width))
        painter.setBrush(look.colour("surface"))
        painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), RADIUS_CARD, RADIUS_CARD)
        if self._in_hand:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.colour("accent"))
            painter.drawRoundedRect(QRectF(6, GAP, _BAR, self.height() - 2 * GAP), _BAR / 2, _BAR / 2)
        painter.end()

    def _connect(self, title: str) -> None:
        self.place.clicked.connect(lambda: self.needle_placed.emit(self.site))
        self.remove.clicked.connect(lambda: self.needle_removed.emit(self.site))
        self.hand.clicked.connect(lambda: self.taken_in_hand.emit(self.site))
        self.into.counted.connect(lambda number: self.counted_in.emit(self.site, number - self._placed_now))
        self.out.counted.connect(lambda number: self.counted_out.emit(self.site, number - self._removed_now))
        for button in (self.place, self.remove, self.hand):
            button.setAccessibleDescription(title)

    def _lay_out(self, title: str, line: str) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(20, GAP, 20, GAP)
        column.setSpacing(GAP_TIGHT)
        self._row, self._head = (QBoxLayout(QBoxLayout.Direction.LeftToRight) for _ in range(2))
        for part in (self._row, self._head):
            part.setSpacing(GAP)
        self._head.addLayout(_stacked(Words(title, "section"), Words(line, "quiet"), self._count, self.hand_words), 1)
        self._head.addLayout(self._figures())
        self._row.addLayout(self._head, 1)
        self._buttons = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._buttons.setSpacing(GAP)
        self._buttons.addWidget(self.place, 1)
        self._buttons.addWidget(self.remove, 1)
        self._row.addLayout(self._buttons)
        column.addLayout(self._row)
        self._counting, numbers = QBoxLayout(QBoxLayout.Direction.LeftToRight), QVBoxLayout()
        for part in (self.into, self.out):
            numbers.addWidget(part)
        self._counting.addLayout(numbers, 1)
        self._counting.addWidget(self.hand, 0, Qt.AlignmentFlag.AlignLeft)
        column.addLayout(self._counting)

    def _show_next(self) -> None:
        """Fills the button that is meant next: *needle out* once all that is planned is in, none when all are out again."""
        full = 0 < self._planned <= self._placed_now
        out = self._present > 0 and (full or not self._may_place)
        for button, filled in ((self.place, not full and not out), (self.remove, out)):
            weight = "primary" if filled else "plain"
            if button.weight != weight:
                button.say(button.text(), weight)

    def _show_numbers(self) -> None:
        """Shows the row of numbers where it can still say something that one tap on a button does not."""
        state = (self._may_place, self._may_remove, self._placed_now, self._removed_now, self._present, self._planned,
                 self._pedal_elsewhere)
        if state == self._shown:
            return
        self._shown = state
        going_in = self._may_place and self._placed_now < self._planned and self._removed_now == 0
        self.into.setVisible(going_in)
        self.hand.setVisible(self._pedal_elsewhere and self._placed_now < self._planned)
        if going_in:
            self.into.show_count(self._placed_now or None, range(1, self._planned + 1), self._placed_now)
        coming_out = self._may_remove and self._present > 1
        self.out.setVisible(coming_out)
        if coming_out:
            most = self._removed_now + self._present
            self.out.show_count(self._removed_now or None, range(1, most + 1), self._removed_now)

    def _figures(self) -> QHBoxLayout:
        """Returns in, out and the clock."""
        row = QHBoxLayout()
        row.setSpacing(GAP_WIDE)
        row.setContentsMargins(0, 0, GAP, 0)
        for figure, word in ((self._placed, self.tr("in")), (self._removed, self.tr("out"))):
            figure.setWordWrap(False)
            row.addLayout(_stacked(figure, Words(word, "quiet"), align=Qt.AlignmentFlag.AlignHCenter))
        row.addWidget(self.clock)
        row.addStretch(0)
        return row


class HandButton(Button):
    """A button for a gloved hand: higher than others, and as wide whatever weight it has."""

    def sizeHint(self) -> QSize:
        """Returns room for the text at its heaviest and for a thumb."""
        look = theme.current()
        return QSize(text_width(self._words, look.font("strong")) + 2 * look.scaled(20), look.target + look.scaled(_THUMB))


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
