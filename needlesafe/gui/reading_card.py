"""The pages that the patient reads, at the width of the column or of the whole window."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from needlesafe.gui.messages import tr
from needlesafe.gui.widgets.button import Button
from needlesafe.gui.widgets.card import Card
from needlesafe.gui.widgets.pdf_pages import PdfPages
from needlesafe.gui.widgets.words import Words


UNSEALED, SEALED = "These very pages will be sealed.", "These very pages are sealed."
SIGNED = "These very pages are sealed; the signatures follow on page {n}."
"""Where the pages that were read are still shown, and not the sealed consent, whose last page holds the signatures."""


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
        self._standing = Words(tr(UNSEALED), "quiet")
        words.addWidget(self._standing)
        row.addLayout(words, 1)
        row.addWidget(self.size, 0, Qt.AlignmentFlag.AlignTop)
        self.body.addWidget(self.head)
        self.body.addWidget(self.pages)
        self.show_large(False)

    def show_standing(self, sealed: bool, is_draft: bool) -> None:
        """Says whether the pages are sealed, and where the signatures stand if they are not among them."""
        self._standing.say(tr(SIGNED).format(n=len(self.pages.pages) + 1) if sealed and is_draft else tr(SEALED if sealed else UNSEALED))

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
