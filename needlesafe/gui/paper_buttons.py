"""One paper of a visit on a line: what it is, when it was sealed, its id; open, save, print."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from needlesafe.errors import UserError
from needlesafe.flow.export import save_document
from needlesafe.flow.papers import NUMBERED
from needlesafe.flow.sealed_papers import SealedPaper, kept_paper, leaving_with
from needlesafe.flow.visit_desk import VisitDesk
from needlesafe.gui.file_dialogs import ask_folder
from needlesafe.gui.pdf_window import PdfWindow, print_pdf
from needlesafe.gui.messages import tr
from needlesafe.gui.side_by_side import large_text
from needlesafe.gui.spoken_dates import moment_words
from needlesafe.gui.widgets.button import Button
from needlesafe.gui.widgets.words import Words
from needlesafe.gui.widgets.wrap_layout import WrapLayout
from needlesafe.store import StoredDocument

TITLES = {"consent": "Consent", "record": "Record", "aftercare": "Aftercare sheet", "aftercare-large": "Aftercare sheet, large print",
          "refusal": "Refusal", "deferral": "Decision put off", "withdrawal": "Withdrawal of consent", "amendment": "Amendment", "incident": "Incident report",
          "referral": "Referral letter", "hand-over": "Emergency letter"}
"""What each kind of document is called."""


class Place(Protocol):
    """What the buttons ask of the screen that they are on."""

    desk: VisitDesk

    def tell(self, error: UserError) -> None:
        """Says what was refused."""


class PaperButtons(QWidget):
    """Three buttons for one sealed document."""

    def __init__(self, place: Place, sha256: str, title: str) -> None:
        super().__init__()
        self._place, self._sha256, self._title = place, sha256, title
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        line = WrapLayout(self)
        self.open, self.save, self.print = Button(tr("Open")), Button(tr("Save to …")), Button(tr("Print …"))
        for button, deed in ((self.open, self._open), (self.save, self._choose_folder), (self.print, self._print)):
            button.setAccessibleDescription(title)
            button.clicked.connect(deed)
            line.addWidget(button)

    def save_in(self, folder: Path) -> tuple[Path, ...]:
        """The files that were written into a folder; none where it was refused, which is said."""
        try:
            store, kept = self._place.desk.workplace.store, self._kept()
            return tuple(path for document in leaving_with(self._place.desk.workplace, kept)
                         for path in save_document(store, document, folder))
        except UserError as error:
            self._place.tell(error)
            return ()

    def _kept(self) -> StoredDocument:
        return kept_paper(self._place.desk.workplace, self._place.desk.visit_id, self._sha256)

    def _with_document(self, deed: Callable[[StoredDocument], object]) -> None:
        try:
            deed(self._kept())
        except UserError as error:
            self._place.tell(error)

    def _open(self) -> None:
        self._with_document(lambda kept: PdfWindow(self._title, kept.data, self.window()).show())

    def _print(self) -> None:
        self._with_document(lambda kept: print_pdf(kept.data, self, self._choose_folder))

    def _choose_folder(self) -> None:
        ask_folder(self, tr("Save {what} in").format(what=self._title), self.save_in)


class PaperLine(QWidget):
    """A document with its words, and its buttons beside or, where the text is large, beneath."""

    def __init__(self, place: Place, paper: SealedPaper) -> None:
        super().__init__()
        self.paper, title = paper, paper_title(paper)
        self.setAccessibleName(title)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        line = QBoxLayout(QBoxLayout.Direction.TopToBottom if large_text() else QBoxLayout.Direction.LeftToRight, self)
        line.setContentsMargins(0, 0, 0, 0)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(Words(title, "strong"))
        words.addWidget(Words(sealed_words(paper), "quiet").let_select())
        line.addLayout(words, 1)
        self.buttons = PaperButtons(place, paper.sha256, title)
        line.addWidget(self.buttons)


def paper_title(paper: SealedPaper) -> str:
    """What a document is, numbered from the second of its kind on."""
    title = tr(TITLES[paper.called])
    if paper.replaced:
        return tr("{what}, replaced by a later one").format(what=title)
    return tr("{what} no. {n}").format(what=title, n=paper.number) if paper.number > 1 and paper.kind in NUMBERED else title


def sealed_words(paper: SealedPaper) -> str:
    """When a document was sealed, and its id."""
    return tr("Sealed {when}\n{id}").format(when=moment_words(paper.sealed_at), id=paper.short_id.replace(" ", "\u00a0"))
