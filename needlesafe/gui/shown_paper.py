"""A paper on a page of the visit: its pages as they will be sealed, or as they are, with the ways out of the house."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QVBoxLayout

from needlesafe.errors import UserError
from needlesafe.flow.export import write_aside
from needlesafe.flow.sealed_papers import sealed_papers
from needlesafe.gui.file_dialogs import ask_folder
from needlesafe.gui.messages import tr
from needlesafe.gui.paper_buttons import PaperButtons, Place, paper_title, sealed_words
from needlesafe.gui.pdf_window import print_pdf
from needlesafe.gui.widgets.button import Button
from needlesafe.gui.widgets.card import Card
from needlesafe.gui.widgets.pdf_pages import PdfPages
from needlesafe.gui.widgets.words import Words
from needlesafe.gui.widgets.wrap_layout import WrapLayout


class ShownPaper(Card):
    """Pages on screen; sealed ones with their buttons, others with what they are not yet."""

    def __init__(self, place: Place) -> None:
        super().__init__("")
        self._place = place
        self.pages, self.buttons = PdfPages(), None
        self._held = QVBoxLayout()
        self.body.addLayout(self._held)
        self.body.addWidget(self.pages)
        self.hide()

    def show_draft(self, pdf: bytes, title: str, quiet: str) -> None:
        """Shows pages that are not sealed."""
        self._clear()
        self.show_title(title, quiet)
        self.pages.show_pdf(pdf)
        self.show()

    def show_sealed(self, kind: str) -> None:
        """Shows the latest sealed document of a kind, with its buttons."""
        self._clear()
        desk = self._place.desk
        paper = next(paper for paper in reversed(sealed_papers(desk.visit)) if paper.kind == kind)
        self.buttons = PaperButtons(self._place, paper.sha256, paper_title(paper))
        self._held.addWidget(self.buttons)
        self.show_title(paper_title(paper), sealed_words(paper))
        try:
            kept = desk.workplace.store.document(desk.visit_id, kind)
        except UserError as error:
            self._place.tell(error)
        else:
            self.pages.show_pdf(kept.data)
        self.show()

    def _clear(self) -> None:
        if self.buttons is not None:
            self.buttons.hide()
            self.buttons.deleteLater()
            self.buttons = None


class LooseButtons(WrapLayout):
    """Print and save for pages that are not sealed and not kept."""

    def __init__(self, place: Place, name: Callable[[], str]) -> None:
        super().__init__()
        self._place, self._name, self._data = place, name, b""
        self.print, self.save, self.said = Button(tr("Print …")), Button(tr("Save to …")), Words("", "quiet")
        self.print.clicked.connect(lambda: print_pdf(self._data, self.print, self._choose_folder))
        self.save.clicked.connect(self._choose_folder)
        for button in (self.print, self.save):
            self.addWidget(button)
        self.addWidget(self.said)
        self.show_data(b"")

    def show_data(self, data: bytes) -> None:
        """Takes the pages that are printed or saved from now on."""
        self._data = data
        for button in (self.print, self.save):
            button.setEnabled(bool(data))

    def save_in(self, folder: Path) -> None:
        """Writes the pages into a folder."""
        try:
            path = write_aside(folder, self._name(), self._data)
        except UserError as error:
            self._place.tell(error)
        else:
            self.said.say(tr("Saved as {path}").format(path=path))

    def _choose_folder(self) -> None:
        ask_folder(self.print, tr("Save it in"), self.save_in)
