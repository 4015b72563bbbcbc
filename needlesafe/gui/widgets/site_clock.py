"""
How long a needle has been in at a site, against the minutes that were planned.

The alert at the planned time is quiet: a ground and words that stay, said once to a screen reader. It opens nothing.
"""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from needlesafe.gui import theme
from needlesafe.gui.needle_clock import clock_words
from needlesafe.gui.theme import RADIUS
from needlesafe.gui.widgets.spoken import announce
from needlesafe.gui.widgets.words import Words

_LEAST = 84


class SiteClock(QWidget):
    """Minutes and seconds over a line such as `of 10 min` or `10 min are over`; keeps its room while it is empty."""

    def __init__(self, subject: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._subject, self.over = subject, False
        self._time, self._plan = Words("", "loud"), Words("", "quiet")
        self._time.setAccessibleName(self.tr("Since the first needle"))
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 4, 8, 4)
        column.setSpacing(0)
        column.addStretch(1)
        for part in (self._time, self._plan):
            part.setWordWrap(False)
            part.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(part)
        column.addStretch(1)
        policy = QSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Preferred)
        policy.setRetainSizeWhenHidden(True)
        self.setSizePolicy(policy)
        self.setMinimumWidth(theme.current().scaled(_LEAST))

    def show_time(self, seconds: int | None, minutes: float | None) -> bool:
        """Shows the time, or nothing where no needle is in; returns whether the planned minutes are over."""
        self.setVisible(seconds is not None)
        over = seconds is not None and minutes is not None and seconds >= minutes * 60
        self._time.say("" if seconds is None else clock_words(seconds))
        planned = "" if minutes is None else f"{minutes:g}"
        words = self.tr("{n} min are over") if over else self.tr("of {n} min")
        self._plan.say(words.format(n=planned) if planned else "")
        self._plan.setVisible(bool(planned))
        if over != self.over:
            self.over = over
            for part in (self._time, self._plan):
                part.show_tone("grave" if over else "" if part is self._time else "quiet")
            self.update()
            if over:
                announce(self, self.tr("{site}: the planned {n} minutes are over").format(site=self._subject, n=planned))
        return over

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints the ground of the alert once the planned time is over."""
        if not self.over:
            return
        look = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.colour("grave_soft"))
        painter.drawRoundedRect(QRectF(self.rect()), RADIUS, RADIUS)
        painter.end()
