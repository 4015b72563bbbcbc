"""A document in a window of its own, and the way to a printer; both drawn from memory."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from needlesafe.gui import theme
from needlesafe.gui.messages import tr
from needlesafe.gui.print_dialog import PrintDialog
from needlesafe.gui.printing import Printing
from needlesafe.gui.titles import titled
from needlesafe.gui.whole_dialog import within_screen
from needlesafe.gui.widgets.button import Button
from needlesafe.gui.widgets.column import Column
from needlesafe.gui.widgets.emergency_button import EmergencyButton
from needlesafe.gui.widgets.pdf_pages import PdfPages


class PdfWindow(QDialog):
    """A document on screen, drawn from memory."""

    def __init__(self, title: str, data: bytes, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(titled(title, parent))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)  # what was read does not stay in memory
        self.resize(within_screen(self, QSize(900, 900)))
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


def print_pdf(data: bytes, parent: QWidget, save: Callable[[], None]) -> PrintDialog:
    """The dialog that asks for a printer; the document goes to the one that is chosen, or is saved where there is none."""
    dialog = PrintDialog(parent.window(), lambda printer: Printing(printer, data), save)
    dialog.open()
    return dialog
