"""The pages that the patient reads, at the width of the column or of the whole window."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from needlesafe.gui.messages import tr
from needlesafe.gui.widgets.button import Button
from needlesafe.gui.widgets.card import Card
from needlesafe.gui.widgets.pdf_pages import PdfPages
from needlesafe.gui.widgets.words import Words


class ReadingCard(Card):
    """The draft, page by page."""

    enlarged = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self._large = False
        self.head, self.size = QWidget(), Button("")
        self.size.clicked.connect(self._turn)
        self.pages = PdfPages()
        row, words = QHBoxLayout(self.head), QVBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        words.setSpacing(2)
        words.addWidget(Words(tr("Read this together"), "section"))
        words.addWidget(Words(tr("These very pages are sealed."), "quiet"))
        row.addLayout(words, 1)
        row.addWidget(self.size, 0, Qt.AlignmentFlag.AlignTop)
        self.body.addWidget(self.head)
        self.body.addWidget(self.pages)
        self.show_large(False)

    def is_large(self) -> bool:
        """Returns whether the pages have all the width."""
        return self._large

    def show_large(self, large: bool) -> None:
        """Names what the button does now."""
        self._large = large
        self.size.say(tr("Smaller") if large else tr("Larger, for the patient"))

    def _turn(self) -> None:
        self.show_large(not self._large)
        self.enlarged.emit(self._large)
