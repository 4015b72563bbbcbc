"""What can be done with a sealed document: look at it, save it where the user says, print it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize
from PySide6.QtGui import QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QBoxLayout, QDialog, QFileDialog, QVBoxLayout, QWidget

from needlesafe.errors import UserError
from needlesafe.flow.export import save_document
from needlesafe.gui import theme
from needlesafe.gui.messages import tr
from needlesafe.gui.widgets.button import Button
from needlesafe.gui.widgets.column import Column
from needlesafe.gui.widgets.pdf_pages import PdfPages
from needlesafe.gui.widgets.words import Words
from needlesafe.gui.widgets.wrap_layout import WrapLayout

LARGE = 1.4
"""From this scale of text on, the buttons stand below the name."""
KIND_WORDS = {"consent": "Consent", "record": "Record", "aftercare": "Aftercare sheet", "refusal": "Refusal"}


class DocumentButtons(QWidget):
    """Open, save and print one sealed document; hidden until it is sealed."""

    def __init__(self, screen, kind: str) -> None:
        super().__init__()
        self._screen, self.kind = screen, kind
        large = theme.current().scale > LARGE
        line = QBoxLayout(QBoxLayout.Direction.TopToBottom if large else QBoxLayout.Direction.LeftToRight, self)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(Words(tr(KIND_WORDS[kind]), "strong"), 1)
        row = WrapLayout()
        line.addLayout(row)
        self.open, self.save, self.print = Button(tr("Open")), Button(tr("Save as …")), Button(tr("Print"))
        for button, deed in ((self.open, self._open), (self.save, self._save), (self.print, self._print)):
            button.setAccessibleDescription(tr(KIND_WORDS[kind]))
            button.clicked.connect(deed)
            row.addWidget(button)
        self.hide()

    def draw(self) -> None:
        """Shows the buttons where the document is sealed."""
        self.setVisible(any(d.kind == self.kind for d in self._screen.desk.visit.documents))

    def _kept(self):
        return self._screen.desk.workplace.store.document(self._screen.desk.visit_id, self.kind)

    def _open(self) -> None:
        PdfWindow(tr(KIND_WORDS[self.kind]), self._kept().data, self.window()).show()

    def _save(self) -> None:
        kept = self._kept()
        chosen = QFileDialog.getExistingDirectory(self, tr("Save {what} in").format(what=kept.name))
        if not chosen:
            return
        try:
            save_document(self._screen.desk.workplace.store, kept, Path(chosen))
        except UserError as error:
            self._screen.tell(error)

    def _print(self) -> None:
        print_pdf(self._kept().data, self)


class PdfWindow(QDialog):
    """A document on screen, drawn from memory."""

    def __init__(self, title: str, data: bytes, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.resize(900, 900)
        column, pages = Column(860), PdfPages()
        column.body.addWidget(pages)
        close = Button(tr("Close"))
        close.clicked.connect(self.close)
        layout = QVBoxLayout(self)
        layout.addWidget(column)
        layout.addWidget(close)
        look = theme.current().palette
        self.setStyleSheet(f"PdfWindow {{ background: {look.page}; }}")
        pages.show_pdf(data)


def print_pdf(data: bytes, parent: QWidget) -> bool:
    """Whether the document went to a printer that the user chose."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    if QPrintDialog(printer, parent).exec() != QDialog.DialogCode.Accepted:
        return False
    draw_on(printer, data)
    return True


def draw_on(printer: QPrinter, data: bytes) -> None:
    """Draws every page of a PDF on a printer, as large as its paper allows."""
    document, buffer = QPdfDocument(), QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document.load(buffer)
    printer.setFullPage(True)
    painter = QPainter(printer)
    for number in range(document.pageCount()):
        if number:
            printer.newPage()
        paper = printer.pageLayout().fullRectPixels(printer.resolution())
        points = document.pagePointSize(number)
        scale = min(paper.width() / points.width(), paper.height() / points.height())
        size = QSize(round(points.width() * scale), round(points.height() * scale))
        painter.drawImage(0, 0, document.render(number, size))
    painter.end()
