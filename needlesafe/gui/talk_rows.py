"""The answers that were not what the consent says, each with the talk that followed; an answer is never taken away."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from needlesafe.flow.gates import Standing, understanding_items, wrong_answers
from needlesafe.gui.messages import ANSWER_WORDS, tr
from needlesafe.gui.spoken_dates import time_words
from needlesafe.gui.theme import GAP
from needlesafe.gui.widgets.field_row import Field, FieldRow


class TalkRows(QWidget):
    """One field for each; `talked` carries the field, whose id is the place of the answer among all answers."""

    talked = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.rows: dict[str, FieldRow] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(GAP)
        self.hide()

    def show_talks(self, standing: Standing) -> None:
        """Shows every wrong answer with what was talked over after it."""
        consent, texts = standing.visit.consent, {item.id: item.text for item in understanding_items(standing)}
        wrong = {str(index): consent.answered[index] for index in wrong_answers(standing)}
        for name in [name for name in self.rows if name not in wrong]:
            row = self.rows.pop(name)
            row.hide()
            row.deleteLater()
        for name, told in wrong.items():
            if name not in self.rows:
                answer = tr(ANSWER_WORDS.get(told.answer, told.answer))
                asked = tr("Answered {answer} at {time}.").format(answer=answer, time=time_words(told.at))
                label = tr("Talked over: {question}").format(question=texts[told.question])
                row = FieldRow(Field(name, label, "text", note=asked))
                row.edit.setAccessibleName(f"{label} {asked}")
                row.changed.connect(lambda *_, row=row: self.talked.emit(row))
                self.rows[name] = row
                self._column.addWidget(row)
            self.rows[name].set_value(told.talk or None)
        self.setVisible(bool(wrong))
