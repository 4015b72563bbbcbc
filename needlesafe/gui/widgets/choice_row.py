"""A closed list as large buttons side by side: one of them, or as many as apply; none beforehand."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLayout, QSizePolicy, QVBoxLayout, QWidget

from needlesafe.gui.widgets.toggle import Toggle
from needlesafe.gui.widgets.words import Words
from needlesafe.gui.widgets.wrap_layout import WrapLayout


@dataclass(frozen=True, slots=True)
class Choice:
    """What one list of buttons asks for."""

    id: str
    """The list's id, sent with every change."""
    label: str
    """What is asked, above the buttons."""
    choices: tuple[tuple[str, str], ...]
    """Each id with its words."""
    many: bool = False
    """Whether more than one may be chosen."""
    note: str = ""
    """A quiet line beneath."""


class ChoiceRow(QWidget):
    """Large buttons; what was chosen can be taken back."""

    changed = Signal(str, object)

    def __init__(self, choice: Choice, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.choice = choice
        self.setAccessibleName(choice.label)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        if choice.label:
            column.addWidget(Words(choice.label, "strong"))
        line = self._line()
        self.buttons = [Toggle(value, words, choice.many) for value, words in choice.choices]
        for button in self.buttons:
            button.setAccessibleDescription(choice.label)
            button.clicked.connect(lambda _=False, button=button: self._turn(button))
            line.addWidget(button)
        column.addLayout(line)
        self._note = Words(choice.note, "quiet")
        column.addWidget(self._note)
        self.set_fault("")

    def value(self) -> str | tuple[str, ...] | None:
        """Returns the chosen id, or all of them in order where many may be chosen; None where nothing is."""
        chosen = tuple(button.value for button in self.buttons if button.isChecked())
        return (chosen if self.choice.many else chosen[0]) if chosen else None

    def set_value(self, value: str | tuple[str, ...] | list[str] | None) -> None:
        """Shows what is chosen without saying that it changed."""
        chosen = (value,) if isinstance(value, str) else tuple(value or ())
        for button in self.buttons:
            button.setChecked(button.value in chosen)

    def set_fault(self, fault: str) -> None:
        """Shows in words what is wrong, or the note."""
        text = fault or self.choice.note
        self._note.say(text)
        self._note.show_tone("stop" if fault else "quiet")
        self._note.setVisible(bool(text))
        self.setAccessibleDescription(text)

    def _line(self) -> QLayout:
        """Returns where the buttons stand: side by side, and in the next line where the width ends."""
        return WrapLayout()

    def _turn(self, turned: Toggle) -> None:
        """Turns the others off where only one may be on, and says what is chosen."""
        if not self.choice.many and turned.isChecked():
            for button in self.buttons:
                button.setChecked(button is turned)
        self.changed.emit(self.choice.id, self.value())
