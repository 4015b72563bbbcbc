"""A document in a window of its own, and on a printer; both drawn from memory."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize
from PySide6.QtGui import QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from needlesafe.gui import theme
from needlesafe.gui.messages import tr
from needlesafe.gui.print_dialog import PrintDialog
from needlesafe.gui.widgets.button import Button
from needlesafe.gui.widgets.column import Column
from needlesafe.gui.widgets.emergency_button import EmergencyButton
from needlesafe.gui.widgets.pdf_pages import PdfPages


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
        layout, foot = QVBoxLayout(self), QHBoxLayout()
        layout.addWidget(column)
        foot.addWidget(close)
        foot.addStretch(1)
        foot.addWidget(EmergencyButton())
        layout.addLayout(foot)
        look = theme.current().palette
        self.setStyleSheet(f"PdfWindow {{ background: {look.page}; }}")
        pages.show_pdf(data)


def print_pdf(data: bytes, parent: QWidget) -> PrintDialog:
    """The dialog that asks for a printer; the document goes to the one that is chosen."""
    dialog = PrintDialog(parent.window(), lambda printer: draw_on(printer, data))
    dialog.open()
    return dialog


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
