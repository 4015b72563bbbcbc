"""*Ready to leave: n of m checks done*, and *not ready yet* until they all are."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from needlesafe.flow.leaving import Leaving
from needlesafe.gui import theme
from needlesafe.gui.messages import tr
from needlesafe.gui.theme import GAP, GAP_TIGHT, RADIUS
from needlesafe.gui.widgets.signs import Sign
from needlesafe.gui.widgets.words import Words


class ReadyLine(QWidget):
    """A line that is done only when every check is, the needles among them."""

    def __init__(self, role: str = "section", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._role = "accent"
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.words, self.why, self._tick = Words("", role), Words("", "quiet", "grave"), Sign("done", 22)
        texts = QVBoxLayout()
        texts.setSpacing(0)
        for part in (self.words, self.why):
            texts.addWidget(part)
        row = QHBoxLayout(self)
        row.setContentsMargins(GAP, GAP_TIGHT, GAP, GAP_TIGHT)
        row.setSpacing(GAP)
        row.addWidget(self._tick, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addLayout(texts, 1)

    def show_leaving(self, leaving: Leaving | None) -> None:
        """Shows how far it is; nothing where there is nothing to count."""
        self.setVisible(leaving is not None)
        if leaving is None:
            return
        done = leaving.done == leaving.of
        self._role = "done" if done else "accent" if leaving.needles and not leaving.unmet else "grave"
        words = tr("Ready to leave: {done} of {of} checks done") if done else tr("Not ready to leave yet: {done} of {of} checks done")
        self.words.say(words.format(done=leaving.done, of=leaving.of))
        self.setAccessibleName(self.words.text())
        self.why.say("" if leaving.needles else tr("Needles in and out do not agree yet."))
        self.why.setVisible(not leaving.needles)
        self._tick.setVisible(done)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints the ground of what is done, of what is under way, or of what keeps the patient."""
        look = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.colour(f"{self._role}_soft"))
        painter.drawRoundedRect(QRectF(self.rect()), RADIUS, RADIUS)
        painter.end()
