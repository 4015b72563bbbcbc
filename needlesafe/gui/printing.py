"""
A document on its way to a printer: one band of a page in each turn, so that clocks, *needle out* and F9 go on meanwhile.

Why bands and a bound: a printer of 1200 dots an inch would have a page of half a gigabyte, drawn while the window stands still.
"""

from __future__ import annotations

from math import gcd

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, QRect, QRectF, QSize, QTimer, Signal
from PySide6.QtGui import QPainter
from PySide6.QtPdf import QPdfDocument, QPdfDocumentRenderOptions
from PySide6.QtPrintSupport import QPrinter

from needlesafe.flow.progress import Progress

MOST_DOTS = 300
"""Dots an inch that are drawn at the most; a printer with more of them makes each one larger."""
_BAND = 160
"""About so many rows of dots are drawn in one turn."""


class Printing(QObject):
    """Draws every page of a PDF, as large as the paper allows."""

    ended = Signal(bool)

    def __init__(self, printer: QPrinter, data: bytes, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._printer, self._progress, self._painter = printer, Progress(), QPainter()
        self._document, self._buffer = QPdfDocument(self), QBuffer(self)
        self._buffer.setData(QByteArray(data))
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self._document.load(self._buffer)
        self._page = self._row = 0
        self.dots = min(printer.resolution(), MOST_DOTS)
        whole = self.dots // gcd(printer.resolution(), self.dots)
        self.rows = whole * max(1, _BAND // whole)
        """How many rows of dots a band has: it ends where a dot of the printer ends, so that no seam is seen."""

    def start(self, progress: Progress) -> bool:
        """Begins to draw; False where the printer takes nothing."""
        self._progress = progress
        self._printer.setFullPage(True)
        if not self._document.pageCount() or not self._painter.begin(self._printer):
            return False
        QTimer.singleShot(0, self, self._draw_band)
        return True

    def stop(self) -> None:
        """Draws nothing more; nothing happens where nothing is drawn any more."""
        if self._painter.isActive():
            self._end(whole=False)

    def page_size(self) -> QSize:
        """The page in hand in dots, as large as the paper allows."""
        paper = self._printer.pageLayout().fullRectPixels(self.dots)
        points = self._document.pagePointSize(self._page)
        scale = min(paper.width() / points.width(), paper.height() / points.height())
        return QSize(round(points.width() * scale), round(points.height() * scale))

    def _draw_band(self) -> None:
        """Draws the next band; after the last one of a page comes the next page."""
        pages = self._document.pageCount()
        if not self._painter.isActive():
            return
        if not self._progress.goes_on(self._page, pages):
            self._end(whole=False)
            return
        size, grown = self.page_size(), self._printer.resolution() / self.dots
        high = min(self.rows, size.height() - self._row)
        options = QPdfDocumentRenderOptions()
        options.setScaledSize(size)
        options.setScaledClipRect(QRect(0, self._row, size.width(), high))
        image = self._document.render(self._page, QSize(size.width(), high), options)
        self._painter.drawImage(QRectF(0, self._row * grown, size.width() * grown, high * grown), image)
        self._row += high
        if self._row >= size.height():
            self._page, self._row = self._page + 1, 0
            if self._page == pages:
                self._progress.goes_on(pages, pages)
                self._end(whole=True)
                return
            if not self._printer.newPage():
                self._end(whole=False)
                return
        QTimer.singleShot(0, self, self._draw_band)

    def _end(self, whole: bool) -> None:
        if not whole:
            self._printer.abort()
        self._painter.end()
        self._document.close()
        self.ended.emit(whole)
