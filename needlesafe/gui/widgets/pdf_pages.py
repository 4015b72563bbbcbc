"""The pages of a PDF, drawn from memory; nothing is written to a file to be shown."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt, QTimer
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPen
from PySide6.QtPdf import QPdfDocument
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from needlesafe.gui import theme
from needlesafe.gui.theme import GAP


class PdfPages(QWidget):
    """Every page of a document, one below the other, as wide as there is room."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.document = QPdfDocument(self)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(GAP)
        self.pages: list[_Page] = []
        self._data = b""

    def show_pdf(self, data: bytes) -> None:
        """Shows another document; the same one again changes nothing."""
        if data == self._data:
            return
        self._data = data
        self._bytes = QByteArray(data)
        self._buffer = QBuffer(self._bytes, self)
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self.document.load(self._buffer)
        for page in self.pages:
            page.hide()
            page.deleteLater()
        self.pages = [_Page(self.document, number) for number in range(self.document.pageCount())]
        for page in self.pages:
            self._column.addWidget(page)
            page.show()


class _Page(QWidget):
    """One page, drawn when it is first seen at a width."""

    def __init__(self, document: QPdfDocument, number: int) -> None:
        super().__init__()
        self._document, self._number, self._image = document, number, QImage()
        size = document.pagePointSize(number)
        self._ratio = size.height() / size.width() if size.width() else 1.4
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(self.tr("Page {n}").format(n=number + 1))
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self._read)
        self._later.start()

    def sizeHint(self) -> QSize:
        """The page at the width of a column."""
        return QSize(640, self.heightForWidth(640))

    def hasHeightForWidth(self) -> bool:
        """A page keeps its proportions."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height of the page at a width."""
        return round(width * self._ratio)

    def _read(self) -> None:
        """Gives the page's words to who cannot see it, once the page stands."""
        self.setAccessibleDescription(self._document.getAllText(self._number).text())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints the page and a hairline round it."""
        scale = self.devicePixelRatioF()
        wanted = QSize(round(self.width() * scale), round(self.height() * scale))
        if self._image.size() != wanted:
            self._image = self._document.render(self._number, wanted)
            self._image.setDevicePixelRatio(scale)
        painter = QPainter(self)
        painter.fillRect(self.rect(), Qt.GlobalColor.white)
        painter.drawImage(0, 0, self._image)
        painter.setPen(QPen(theme.current().colour("line"), 1))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()
