"""A calm strip across the home screen while nobody of the clinic has adopted the content that is in use."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from needlesafe.flow.adoption import is_adopted
from needlesafe.flow.workplace import Workplace
from needlesafe.gui import theme
from needlesafe.gui.messages import tr
from needlesafe.gui.theme import GAP, GAP_WIDE
from needlesafe.gui.widgets.button import Button
from needlesafe.gui.widgets.words import Words

NEVER = "Trial: no clinician has reviewed this content. Every page says TRIAL until a clinician of this clinic adopts it."
CHANGED = "Trial: the content changed since {name} adopted it. New pages say TRIAL until the changes are adopted."


class AdoptionNote(QWidget):
    """What is not adopted, and the way to adopt it; hidden once it is."""

    adoption_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.words, self.read = Words(), Button(tr("Read and adopt"))
        self.read.clicked.connect(lambda: self.adoption_asked.emit())
        row = QHBoxLayout(self)
        row.setContentsMargins(GAP_WIDE, 8, GAP_WIDE, 8)
        row.setSpacing(GAP)
        row.addWidget(self.words, 1)
        row.addWidget(self.read)

    def show_standing(self, workplace: Workplace) -> None:
        """Shows how things stand between this clinic and the content in use."""
        adoptions = workplace.store.adoptions()
        self.words.say(tr(CHANGED).format(name=adoptions[-1].name) if adoptions else tr(NEVER))
        self.read.say(tr("See what changed") if adoptions else tr("Read and adopt"))
        self.setVisible(not is_adopted(workplace))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints the soft ground and its edge."""
        look = theme.current()
        painter = QPainter(self)
        painter.fillRect(self.rect(), look.colour("mind_soft"))
        painter.fillRect(0, 0, 4, self.height(), look.colour("mind"))
        painter.end()
