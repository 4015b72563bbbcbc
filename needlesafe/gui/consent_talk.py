"""What the patient asked and was told, and whether the plan was understood."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from needlesafe.domain.catalogue import Catalogue
from needlesafe.flow.gates import Standing, understanding_items
from needlesafe.gui.check_rows import CheckRows
from needlesafe.gui.messages import tr
from needlesafe.gui.talk_rows import TalkRows
from needlesafe.gui.theme import GAP_CARD
from needlesafe.gui.widgets.card import Card
from needlesafe.gui.widgets.field_row import Field, FieldRow


class ConsentTalk(QWidget):
    """Two cards: the talk in words, and the questions that show understanding."""

    talked = Signal(str)
    understood = Signal(str, str)
    talked_over = Signal(object)

    def __init__(self, catalogue: Catalogue) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        talk = Card(tr("Questions"), tr("What the patient asked, and what was answered."))
        self.text = FieldRow(Field("questions", "", "text"))
        self.text.edit.setAccessibleName(tr("Questions and answers"))
        self.text.changed.connect(lambda _, value: self.talked.emit(value or ""))
        talk.body.addWidget(self.text)
        understanding = Card(tr("Understanding"), tr("Ask the patient."))
        self.checks = CheckRows(catalogue, self.understood.emit, tr("Not what the consent says. Talk it over again, then ask once more."))
        understanding.body.addWidget(self.checks)
        self.talks = TalkRows()
        self.talks.talked.connect(self.talked_over)
        understanding.body.addWidget(self.talks)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP_CARD)
        column.addWidget(talk)
        column.addWidget(understanding)

    def show_talk(self, standing: Standing) -> None:
        """Shows what is recorded."""
        consent = standing.visit.consent
        self.text.set_value(consent.questions or None)
        self.checks.show_items(understanding_items(standing), dict(consent.understanding))
        self.talks.show_talks(standing)
