"""A statement or question with *Yes* and *No*, neither of them beforehand."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from needlesafe.gui.theme import GAP, GAP_TIGHT
from needlesafe.gui.widgets.toggle import Toggle
from needlesafe.gui.widgets.words import Words


class TwoWayRow(QWidget):
    """A row whose answer is `yes`, `no` or empty."""

    answered = Signal(str, str)

    def __init__(self, row_id: str, text: str, quiet: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.row_id = row_id
        self.setAccessibleName(text)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.buttons = [Toggle("yes", self.tr("Yes")), Toggle("no", self.tr("No"))]
        row = QHBoxLayout(self)
        row.setContentsMargins(0, GAP_TIGHT // 2, 0, GAP_TIGHT // 2)
        row.setSpacing(GAP)
        asked = QVBoxLayout()
        asked.setSpacing(2)
        asked.addWidget(Words(text))
        if quiet:
            asked.addWidget(Words(quiet, "quiet"))
        row.addLayout(asked, 1)
        for button in self.buttons:
            button.setAccessibleDescription(text)
            button.clicked.connect(lambda _=False, button=button: self._turn(button))
            row.addWidget(button)

    def answer(self) -> str:
        """Returns the answer, empty while there is none."""
        return next((button.value for button in self.buttons if button.isChecked()), "")

    def set_answer(self, answer: str) -> None:
        """Shows an answer without saying that it changed."""
        for button in self.buttons:
            button.setChecked(button.value == answer)

    def _turn(self, pressed: Toggle) -> None:
        """Keeps at most one button down and says what stands."""
        for button in self.buttons:
            if button is not pressed:
                button.setChecked(False)
        self.answered.emit(self.row_id, self.answer())
