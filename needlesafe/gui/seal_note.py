"""A calm strip across the home screen while the clinic's seal is about to end or cannot be used."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from needlesafe.flow.workplace import Workplace
from needlesafe.gui import theme
from needlesafe.gui.messages import tr
from needlesafe.gui.tasks import Task
from needlesafe.gui.theme import GAP, GAP_WIDE
from needlesafe.gui.widgets.button import Button
from needlesafe.gui.widgets.words import Words


class SealNote(QWidget):
    """What becomes of the seal, and the one act that mends it; hidden while nothing has to be done."""

    seal_asked = Signal()
    failed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.words, self.act = Words(), Button("")
        self._workplace: Workplace | None = None
        self._renews = False
        self.act.clicked.connect(self._act)
        row = QHBoxLayout(self)
        row.setContentsMargins(GAP_WIDE, 8, GAP_WIDE, 8)
        row.setSpacing(GAP)
        row.addWidget(self.words, 1)
        row.addWidget(self.act)
        self.hide()

    def show_standing(self, workplace: Workplace) -> None:
        """Shows how things stand, as soon as the certificate was read off this thread."""
        self._workplace = workplace
        self._begin(lambda: _standing(workplace))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints the soft ground and its edge."""
        look = theme.current()
        painter = QPainter(self)
        painter.fillRect(self.rect(), look.colour("mind_soft"))
        painter.fillRect(0, 0, 4, self.height(), look.colour("mind"))
        painter.end()

    def _begin(self, work) -> None:
        task = Task(work)
        task.succeeded.connect(self._draw)
        task.failed.connect(self.failed)
        task.start()

    def _draw(self, standing) -> None:
        from needlesafe.gui.seal_words import state_words

        self._renews = standing.state in ("ending", "expired") and standing.facts.own
        self.words.say(tr("The clinic's seal. {state}").format(state=state_words(standing)))
        self.act.say(tr("Make a new seal") if self._renews else tr("See the seal"))
        self.act.setEnabled(True)
        self.setVisible(standing.state in ("ending", "expired", "early"))

    def _act(self) -> None:
        if not self._renews:
            self.seal_asked.emit()
            return
        workplace = self._workplace
        self.act.setEnabled(False)
        self._begin(lambda: _renewed(workplace))


def _standing(workplace: Workplace):
    from needlesafe.flow.clinic_seal import seal_standing

    return seal_standing(workplace)


def _renewed(workplace: Workplace):
    from needlesafe.flow.clinic_seal import renew_seal

    renew_seal(workplace)
    return _standing(workplace)
