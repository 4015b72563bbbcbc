"""
Which printer, how often, on which sides: a dialog of our own, with *Emergency F9* in it.

The system's own would keep the key to itself. It is opened and answered later, so that nothing waits in it; while pages are
drawn it says how many are done, and calls the rest off.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from needlesafe.gui import theme
from needlesafe.gui.form import Asked, Form, needed
from needlesafe.gui.messages import tr
from needlesafe.gui.printing import Printing
from needlesafe.gui.progress_card import ProgressCard
from needlesafe.gui.theme import GAP, GAP_CARD, GAP_WIDE
from needlesafe.gui.told_fields import whole_between
from needlesafe.gui.titles import titled
from needlesafe.gui.whole_dialog import open_whole
from needlesafe.gui.widgets.button import Button
from needlesafe.gui.widgets.choice_row import Choice
from needlesafe.gui.widgets.emergency_button import EmergencyButton
from needlesafe.gui.widgets.field_row import Field
from needlesafe.gui.widgets.words import Words

MOST_COPIES = 99
_SIDES = (("one", "One side"), ("both", "Both sides"))
_REFUSED = "The printer did not take it. Nothing was printed: see whether it is switched on, or choose another one."
_NONE = "No printer is set up on this computer. Save the document and print it elsewhere."


class PrintDialog(QDialog):
    """Asks, then hands the chosen printer to `chosen`, and stays until what that returns is printed."""

    def __init__(self, parent: QWidget, chosen: Callable[[QPrinter], Printing], save: Callable[[], None] | None = None) -> None:
        """`save` is the way that is offered instead where no printer is set up."""
        super().__init__(parent)
        self._chosen, self._printing, self.card = chosen, None, ProgressCard()
        self._refused = Words(tr(_REFUSED), tone="stop")
        self._refused.hide()
        self.setWindowTitle(titled(tr("Print"), parent))
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(theme.current().scaled(520))
        names = tuple(QPrinterInfo.availablePrinterNames())
        self.form = Form(Asked(Field("printer", tr("Printer"), "choice", tuple((name, name) for name in names)),
                               needed(tr("Choose a printer."))),
                         Asked(Field("copies", tr("Copies"), "number"), whole_between(1, MOST_COPIES)),
                         Asked(Choice("sides", tr("Paper"), tuple((name, tr(words)) for name, words in _SIDES))))
        usual = QPrinterInfo.defaultPrinterName()
        self.form.rows["printer"].set_value(usual if usual in names else None)
        self.form.rows["copies"].set_value(1.0)
        self.form.rows["sides"].set_value("one")
        self.print, self.cancel = Button(tr("Print"), "primary"), Button(tr("Cancel"))
        self.print.setEnabled(bool(names))
        self.print.clicked.connect(self._print)
        self.cancel.clicked.connect(self.reject)
        self.save = Button(tr("Save to …"), "primary")
        if save is not None:
            self.save.clicked.connect(self.reject)
            self.save.clicked.connect(save)
        self.finished.connect(lambda _: self._stop())
        self._lay_out(bool(names))
        self.save.setVisible(not names and save is not None)
        open_whole(self)

    def _lay_out(self, any_printer: bool) -> None:
        column, head, foot = QVBoxLayout(self), QHBoxLayout(), QHBoxLayout()
        column.setContentsMargins(GAP_WIDE, GAP_WIDE, GAP_WIDE, GAP_WIDE)
        column.setSpacing(GAP_CARD)
        head.addWidget(Words(tr("Print"), "title"), 1)
        head.addWidget(EmergencyButton())
        column.addLayout(head)
        self.form.lay_into(column)
        for row in self.form.rows.values():
            row.setVisible(any_printer)
        none = Words(tr(_NONE))
        column.addWidget(none)
        none.setVisible(not any_printer)
        column.addWidget(self._refused)
        column.addWidget(self.card)
        foot.setSpacing(GAP)
        foot.addStretch(1)
        for button in (self.cancel, self.save, self.print):
            foot.addWidget(button)
        column.addLayout(foot)
        self.print.setVisible(any_printer)

    def _print(self) -> None:
        if self.form.first_fault() is not None:
            return
        printer = QPrinter(QPrinterInfo.printerInfo(self.form.text("printer")), QPrinter.PrinterMode.HighResolution)
        printer.setCopyCount(int(self.form["copies"] or 1))
        sides = QPrinter.DuplexMode.DuplexAuto if self.form.text("sides") == "both" else QPrinter.DuplexMode.DuplexNone
        printer.setDuplex(sides)
        self.print_on(printer)

    def print_on(self, printer: QPrinter) -> None:
        """Draws the pages on a printer and closes with the last one; what it does not take is said."""
        self._printing = self._chosen(printer)
        self._printing.setParent(self)
        self._printing.ended.connect(lambda whole: self.accept() if whole else self.reject())
        if not self._printing.start(self.card.begin(tr("Printing the pages"))):
            self._printing = None
            self.card.end()
            self._refused.show()
            return
        for part in (*self.form.rows.values(), self.print, self.cancel, self._refused):
            part.hide()
        self.layout().activate()
        open_whole(self)

    def _stop(self) -> None:
        """Leaves nothing being drawn once the dialog is closed, however that was done."""
        self.card.end()
        if self._printing is not None:
            self._printing.stop()
