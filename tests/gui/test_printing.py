"""A document goes to the printer band by band: bounded, seamless, called off at any time, and the window goes on meanwhile."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QTimer
from PySide6.QtGui import QImage, QPageSize, QPainter, QPdfWriter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from needlesafe.flow.progress import Progress
from needlesafe.gui.print_dialog import PrintDialog
from needlesafe.gui.printing import MOST_DOTS, Printing


def pdf_printer(path: Path, dots: int) -> QPrinter:
    """A printer that writes a PDF at so many dots an inch."""
    printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    printer.setResolution(dots)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    return printer


def a_page() -> bytes:
    """A page with lines across all of it."""
    page = QByteArray()
    buffer = QBuffer(page)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    painter = QPainter(writer)
    for row in range(0, writer.height(), writer.height() // 12):
        painter.drawLine(0, row, writer.width(), writer.height() - row)
    painter.end()
    return bytes(page)


def alike(one: bytes, other: bytes) -> bool:
    """Whether two documents show the same first page, but for the edges of lines."""
    seen = [greys(data) for data in (one, other)]
    return sum(abs(a - b) for a, b in zip(*seen)) / len(seen[0]) < 2


def greys(data: bytes) -> bytes:
    """The first page as a small grey picture."""
    document, buffer = QPdfDocument(), QBuffer()
    buffer.setData(data)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document.load(buffer)
    page = QImage(300, 424, QImage.Format.Format_Grayscale8)
    page.fill(255)
    painter = QPainter(page)
    painter.drawImage(0, 0, document.render(0, page.size()))
    painter.end()
    return bytes(page.constBits())


def test_a_fine_printer_is_given_no_more_than_it_needs_and_the_window_goes_on_meanwhile(
        qtbot: QtBot, dressed: None, tmp_path: Path) -> None:
    data, turns = a_page(), []
    printing = Printing(pdf_printer(tmp_path / "printed.pdf", 1200), data)
    wide = printing.page_size().width()
    second = QTimer(interval=0)
    second.timeout.connect(lambda: turns.append(1))
    second.start()
    with qtbot.waitSignal(printing.ended, timeout=20000):
        printing.start(Progress())
    second.stop()
    assert printing.dots == MOST_DOTS and wide * printing.rows * 4 < 2_000_000
    assert len(turns) > 5
    assert alike((tmp_path / "printed.pdf").read_bytes(), data)


@pytest.mark.parametrize("dots", [203, 360, 600, 720, 1440])
def test_bands_meet_at_a_dot_of_the_printer(qapp: QApplication, dots: int, tmp_path: Path) -> None:
    printing = Printing(pdf_printer(tmp_path / "printed.pdf", dots), a_page())
    assert printing.dots <= MOST_DOTS and printing.rows * dots % printing.dots == 0 < printing.rows <= MOST_DOTS


def test_printing_that_is_called_off_ends_before_the_last_page(
        qtbot: QtBot, dressed: None, tmp_path: Path) -> None:
    place = QWidget()
    qtbot.addWidget(place)
    dialog = PrintDialog(place, lambda printer: Printing(printer, a_page()))
    dialog.open()
    with qtbot.waitSignal(dialog.finished, timeout=20000) as finished:
        dialog.print_on(pdf_printer(tmp_path / "printed.pdf", 300))
        assert dialog.card.isVisible() and not dialog.print.isVisible()
        dialog.card.cancel.click()
        assert dialog.isVisible()
    assert finished.args == [PrintDialog.DialogCode.Rejected]


def test_a_dialog_that_is_closed_while_it_prints_draws_nothing_more(qtbot: QtBot, dressed: None, tmp_path: Path) -> None:
    place = QWidget()
    qtbot.addWidget(place)
    made: list[Printing] = []
    dialog = PrintDialog(place, lambda printer: made.append(Printing(printer, a_page())) or made[0])
    dialog.open()
    dialog.print_on(pdf_printer(tmp_path / "printed.pdf", 300))
    with qtbot.waitSignal(made[0].ended) as ended:
        dialog.reject()
    assert ended.args == [False] and not dialog.isVisible()
