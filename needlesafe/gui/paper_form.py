"""Papers that are of no visit, looked at, printed, saved: the empty form, and how others check a sealed file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QHBoxLayout

from needlesafe.errors import UserError
from needlesafe.flow.adoption import is_adopted
from needlesafe.flow.export import write_aside
from needlesafe.flow.workplace import Workplace
from needlesafe.gui.file_dialogs import ask_folder
from needlesafe.gui.messages import tr
from needlesafe.gui.pdf_window import print_pdf
from needlesafe.gui.plain_page import PlainPage
from needlesafe.gui.tasks import Task
from needlesafe.gui.theme import GAP
from needlesafe.gui.widgets.button import Button
from needlesafe.gui.widgets.pdf_pages import PdfPages

@dataclass(frozen=True, slots=True)
class Paper:
    """A paper that is of no visit."""

    title: str
    context: str
    file_name: str
    build: Callable[[Workplace], Any]
    """Makes it, off the UI thread."""


class PaperPage(PlainPage):
    """A paper on screen, to be printed or saved."""

    def __init__(self, workplace: Workplace, paper: Paper) -> None:
        super().__init__(tr(paper.title), tr(paper.context))
        self._data, self._paper = b"", paper
        self.print, self.save, self.pages = Button(tr("Print …")), Button(tr("Save to …")), PdfPages()
        self.print.clicked.connect(lambda: print_pdf(self._data, self, self._choose_folder))
        self.save.clicked.connect(self._choose_folder)
        row = QHBoxLayout()
        row.setSpacing(GAP)
        row.addWidget(self.print)
        row.addWidget(self.save)
        row.addStretch(1)
        self.body.addLayout(row)
        self.body.addWidget(self.pages)
        self.set_busy(tr("Preparing the pages"))
        task = Task(lambda: paper.build(workplace))
        task.succeeded.connect(self._show)
        task.failed.connect(self._fail)
        task.start()

    def save_in(self, folder: Path) -> None:
        """Writes the paper into a folder."""
        try:
            path = write_aside(folder, self._paper.file_name, self._data)
        except UserError as error:
            self.tell(error)
        else:
            self.foot.set_missing(tr("Saved as {path}").format(path=path))

    def _choose_folder(self) -> None:
        ask_folder(self, tr("Save it in"), self.save_in)

    def _show(self, built: Any) -> None:
        self.set_busy("")
        self._data = built.pdf
        self.pages.show_pdf(built.pdf)

    def _fail(self, error: Exception) -> None:
        self.set_busy("")
        self.print.setEnabled(False)
        self.save.setEnabled(False)
        if not isinstance(error, UserError):
            raise error
        self.tell(error)


def empty_form(workplace: Workplace) -> PaperPage:
    """Every question on paper, with room for the answers."""
    return PaperPage(workplace, Paper("Empty paper form", "For the day the computer is down. Print it before that day.",
                                      "empty-form.pdf", _form))


def proof_sheet(workplace: Workplace) -> PaperPage:
    """The page for whoever is to check a sealed file."""
    return PaperPage(workplace, Paper("How others check a sealed file", "For a regulator, an insurer or a court: with free tools, "
                                      "and without this program.", "how-to-check-a-sealed-file.pdf", _proof_sheet))


def _form(workplace: Workplace) -> Any:
    from needlesafe.documents import paper_form

    return paper_form(workplace.catalogue, workplace.store.clinic(), workplace.clock(), not is_adopted(workplace))


def _proof_sheet(workplace: Workplace) -> Any:
    from needlesafe.flow.clinic_seal import proof_sheet_of

    return proof_sheet_of(workplace)
