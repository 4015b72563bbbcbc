"""A row of numbers: one tap says how many needles it was in all, so that a whole site is counted at once."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from needlesafe.gui import theme
from needlesafe.gui.theme import GAP
from needlesafe.gui.widgets.toggle import Toggle
from needlesafe.gui.widgets.words import Words, text_width
from needlesafe.gui.widgets.wrap_layout import WrapLayout

MOST = 12
"""Up to this number every one has its button; beyond it only the last one does."""


class CountRow(QWidget):
    """A word and the numbers; the one that was counted is down."""

    counted = Signal(int)

    def __init__(self, words: str, subject: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._subject, self._says = subject, words
        self._numbers: tuple[int, ...] = ()
        self._count: int | None = None
        self.setAccessibleName(words)
        self.setAccessibleDescription(subject)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.buttons: dict[int, Toggle] = {}
        self.label, self._line = Words(words, "quiet"), WrapLayout()
        self.label.setMinimumWidth(text_width(words, theme.current().font("quiet")) + 4)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP)
        row.addWidget(self.label)
        row.addLayout(self._line, 1)

    def show_count(self, count: int | None, numbers: range, held: int = 0) -> None:
        """Shows the numbers and which one was counted; those below `held` are known to be too few."""
        shown = tuple(dict.fromkeys((*(number for number in numbers if number <= MOST), numbers[-1])))
        if shown != self._numbers:
            self._rebuild(shown)
        self._count = count
        for number, button in self.buttons.items():
            button.setChecked(number == count)
            button.setEnabled(number >= held)

    def _rebuild(self, numbers: tuple[int, ...]) -> None:
        """Makes the buttons that are new and drops those that are gone; the others keep the keyboard."""
        for number in [number for number in self.buttons if number not in numbers]:
            gone = self.buttons.pop(number)
            self._line.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        for number in numbers:
            if number in self.buttons:
                self._line.removeWidget(self.buttons[number])
            else:
                self.buttons[number] = self._button(number)
            self._line.addWidget(self.buttons[number])
            self.buttons[number].show()
        self._numbers = numbers

    def _button(self, number: int) -> Toggle:
        button = Toggle(str(number), str(number), parent=self)
        button.setAccessibleName(f"{self._says}: {number}")
        button.setAccessibleDescription(self._subject)
        button.clicked.connect(lambda: self._press(number))
        return button

    def _press(self, number: int) -> None:
        """Tells a new number; what stands is shown until the new one is kept."""
        self.buttons[number].setChecked(number == self._count)
        if number != self._count:
            self.counted.emit(number)
