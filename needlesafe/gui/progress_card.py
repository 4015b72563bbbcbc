"""Long work on a page: what is being done, how far it has come, and the way to call it off."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QTimer, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from needlesafe.flow.progress import Progress
from needlesafe.gui import theme
from needlesafe.gui.messages import tr
from needlesafe.gui.widgets.button import Button
from needlesafe.gui.widgets.card import Card
from needlesafe.gui.widgets.spoken import announce
from needlesafe.gui.widgets.words import Words

_LOOK = 100
"""Milliseconds between two looks at how far the work has come."""
_HIGH = 10


class ProgressCard(Card):
    """Hidden until something begins; what it shows is read from the work, which runs on another thread."""

    def __init__(self) -> None:
        super().__init__()
        self.progress = Progress()
        self._bar, self._count, self.cancel = _Bar(), Words("", "quiet"), Button(tr("Cancel"))
        for widget in (self._bar, self._count):
            self.body.addWidget(widget)
        self.body.addWidget(self.cancel, 0, Qt.AlignmentFlag.AlignLeft)
        self.cancel.clicked.connect(self.call_off)
        self._timer = QTimer(self, interval=_LOOK)
        self._timer.timeout.connect(self._look)
        self.hide()

    def begin(self, what: str) -> Progress:
        """Shows what is being done; the work notes its progress in what is returned."""
        self.progress = Progress()
        self.show_title(what)
        self.cancel.setEnabled(True)
        self._look()
        self.show()
        self._timer.start()
        announce(self, what)
        return self.progress

    def end(self) -> None:
        """Hides the card again."""
        self._timer.stop()
        self.hide()

    def call_off(self) -> None:
        """Ends the work after the part that is under way."""
        self.progress.call_off()
        self.cancel.setEnabled(False)
        self._count.say(tr("Being called off …"))

    def _look(self) -> None:
        done, total = self.progress.done, self.progress.total
        self._bar.show_share(done / total if total else 0.0)
        if not self.progress.called_off:
            self._count.say(tr("{n} of {m}").format(n=f"{done:,}", m=f"{total:,}") if total else tr("One moment …"))


class _Bar(QWidget):
    """A bar that fills from the left; the words beneath say the same."""

    def __init__(self) -> None:
        super().__init__()
        self._share = 0.0
        self.setFixedHeight(_HIGH)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_share(self, share: float) -> None:
        """Shows how much of 1 is done."""
        if share != self._share:
            self._share = share
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints the groove and what is done of it."""
        look, whole = theme.current(), QRectF(self.rect())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.colour("line"))
        painter.drawRoundedRect(whole, _HIGH / 2, _HIGH / 2)
        painter.setBrush(look.colour("accent"))
        painter.drawRoundedRect(QRectF(0, 0, max(_HIGH, whole.width() * self._share), _HIGH), _HIGH / 2, _HIGH / 2)
        painter.end()
