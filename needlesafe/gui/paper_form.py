"""The empty form for the day the computer is down: looked at, printed, saved."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QFileDialog, QHBoxLayout

from needlesafe.errors import UserError
from needlesafe.flow.adoption import is_adopted
from needlesafe.flow.export import write_aside
from needlesafe.flow.workplace import Workplace
from needlesafe.gui.document_buttons import print_pdf
from needlesafe.gui.messages import tr
from needlesafe.gui.plain_page import PlainPage
from needlesafe.gui.tasks import Task
from needlesafe.gui.theme import GAP
from needlesafe.gui.widgets.button import Button
from needlesafe.gui.widgets.pdf_pages import PdfPages

FILE_NAME = "empty-form.pdf"


class PaperFormPage(PlainPage):
    """Every question on paper, with room for the answers."""

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(tr("Empty paper form"), tr("For the day the computer is down. Print it before that day."))
        self._data = b""
        self.print, self.save, self.pages = Button(tr("Print")), Button(tr("Save as …")), PdfPages()
        self.print.clicked.connect(lambda: print_pdf(self._data, self))
        self.save.clicked.connect(self._choose_folder)
        row = QHBoxLayout()
        row.setSpacing(GAP)
        row.addWidget(self.print)
        row.addWidget(self.save)
        row.addStretch(1)
        self.body.addLayout(row)
        self.body.addWidget(self.pages)
        self.set_busy(tr("Preparing the form"))
        task = Task(lambda: _form(workplace))
        task.succeeded.connect(self._show)
        task.failed.connect(self._fail)
        task.start()

    def save_in(self, folder: Path) -> None:
        """Writes the form into a folder."""
        try:
            path = write_aside(folder, FILE_NAME, self._data)
        except UserError as error:
            self.tell(error)
        else:
            self.foot.set_missing(tr("Saved as {path}").format(path=path))

    def _choose_folder(self) -> None:
        if chosen := QFileDialog.getExistingDirectory(self, tr("Save the empty form in")):
            self.save_in(Path(chosen))

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


def _form(workplace: Workplace) -> Any:
    from needlesafe.documents import paper_form

    return paper_form(workplace.catalogue, workplace.store.clinic(), workplace.clock(), not is_adopted(workplace))
