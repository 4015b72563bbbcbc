"""A visit whose patient left, or was taken away, before it was complete: what happened and what is owed."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal

from needlesafe.domain.visit import Ending
from needlesafe.errors import UserError
from needlesafe.flow.unsent import Unsent
from needlesafe.gui.kept_form import KeptForm
from needlesafe.gui.messages import tr
from needlesafe.gui.widgets.button import Button
from needlesafe.gui.widgets.card import Card
from needlesafe.gui.widgets.field_row import Field, FieldRow


KIND = "ending"
"""Under what an ending is kept until it is told."""


class EndingCard(Card):
    """Two fields and one button; folded until it is needed."""

    ended = Signal(str, str)

    def __init__(self, unsent: Unsent, refused: Callable[[UserError], None]) -> None:
        super().__init__(tr("If the patient leaves early"), tr("Or was taken to hospital before this visit was complete."))
        self.unfold = Button(tr("The patient is gone …"))
        self.unfold.clicked.connect(lambda: self._show_fields(True))
        self.text = FieldRow(Field("text", tr("What happened"), "text"))
        self.owed = FieldRow(Field("owed", tr("What is still owed, and who does it"), "text",
                                   note=tr("Such as: needles not counted, aftercare not given, call tomorrow.")))
        self.end = Button(tr("End the visit so"), "danger")
        self.end.clicked.connect(self._end)
        for field in (self.text, self.owed):
            self.body.addWidget(field)
        for button in (self.unfold, self.end):
            self.body.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        self.kept = KeptForm(unsent, KIND, {"text": self.text, "owed": self.owed}, refused)
        self.body.insertWidget(0, self.kept)
        self._show_fields(not self.kept.isHidden())

    def show_ending(self, ending: Ending | None, possible: bool) -> None:
        """Shows how the visit ended, or the way to end it."""
        self.setVisible(possible or ending is not None)
        if ending is not None:
            self.kept.drop()
            self._show_fields(True)
            self.text.set_value(ending.text or None)
            self.owed.set_value(ending.owed or None)
        self.end.setVisible(possible and self.unfold.isHidden())
        self.end.say(tr("Correct it") if ending else tr("End the visit so"), "danger")

    def _show_fields(self, shown: bool) -> None:
        self.unfold.setVisible(not shown)
        for part in (self.text, self.owed, self.end):
            part.setVisible(shown)

    def _end(self) -> None:
        """Tells the ending, or says what is not written yet."""
        self.text.set_fault("" if self.text.value() else tr("Write what happened."))
        self.owed.set_fault("" if self.owed.value() else tr("Write what is owed, or: nothing."))
        if self.text.value() and self.owed.value():
            self.ended.emit(str(self.text.value()), str(self.owed.value()))
