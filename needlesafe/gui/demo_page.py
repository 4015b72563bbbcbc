"""The first page of a demonstration: its clinic is made while one looks; whoever does not want to wait opens what is there."""

from __future__ import annotations

from datetime import UTC, datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from needlesafe.domain.catalogue import Catalogue
from needlesafe.errors import UserError
from needlesafe.gui import theme
from needlesafe.gui.messages import tr
from needlesafe.gui.plain_page import PlainPage
from needlesafe.gui.preparation import Preparation, Start
from needlesafe.gui.progress_card import ProgressCard
from needlesafe.gui.tasks import Task
from needlesafe.gui.theme import GAP_WIDE
from needlesafe.gui.widgets.card import Card
from needlesafe.gui.widgets.words import Words

MARK = "DEMO  ·  an invented clinic: nobody in it is real, and nothing that you do here is kept"
WHAT = ("A few months of visits are made through the same checks as real ones, with invented patients. It "
        "takes some seconds. The clinic has a folder, a passphrase and a seal of its own; your own records are not opened.")
KEPT = "Try whatever you like. The next demonstration makes the clinic anew, and what you did in this one is gone then."


class DemoPage(PlainPage):
    """Makes the invented clinic and opens it."""

    opened = Signal(object)

    def __init__(self, start: Start, preparation: Preparation) -> None:
        super().__init__(tr("A look at NeedleSafe"), tr("An invented clinic"))
        self._start, self._preparation = start, preparation
        self.foot.hide()
        card = Card(tr("What this is"))
        for words in (WHAT, KEPT):
            card.body.addWidget(Words(tr(words)))
        self.work = ProgressCard()
        self.work.cancel.say(tr("Open it as it is"))
        for part in (self.work, card):
            self.body.addWidget(part)
        preparation.ready.connect(self._make)

    def call_off(self) -> None:
        """Ends what is under way, ere the window closes."""
        self.work.call_off()

    def _make(self, catalogue: Catalogue) -> None:
        progress = self.work.begin(tr("Making the invented clinic"))
        self.work.cancel.setFocus(Qt.FocusReason.OtherFocusReason)
        task = Task(lambda: self._made(catalogue, progress))
        task.succeeded.connect(self._succeed)
        task.failed.connect(self._fail)
        task.start()

    def _made(self, catalogue: Catalogue, progress: object) -> object:
        from needlesafe.flow.demo import make

        return make(self._start.folder.parent, catalogue, datetime.now(UTC), progress)

    def _succeed(self, workplace: object) -> None:
        self.work.end()
        self.opened.emit(workplace)

    def _fail(self, error: Exception) -> None:
        self.work.end()
        if not isinstance(error, UserError):
            raise error
        self.tell(error)


class DemoStrip(QWidget):
    """The line above every page of a demonstration that says what it is."""

    def __init__(self) -> None:
        super().__init__()
        words = Words(tr(MARK), "quiet", "mind")
        words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setAccessibleName(tr(MARK))
        row = QHBoxLayout(self)
        row.setContentsMargins(GAP_WIDE, 4, GAP_WIDE, 4)
        row.addWidget(words)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints the soft ground and the hairline beneath."""
        look, painter = theme.current(), QPainter(self)
        painter.fillRect(self.rect(), look.colour("mind_soft"))
        painter.fillRect(0, self.height() - 1, self.width(), 1, look.colour("mind"))
        painter.end()
