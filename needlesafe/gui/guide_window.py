"""The guide in a window of its own, beside what one is doing: F1 opens it at the page of the screen that is shown."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QDialog, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from needlesafe.flow.guide import GuidePage, Piece, guide_page, guide_titles
from needlesafe.gui import theme
from needlesafe.gui.messages import tr
from needlesafe.gui.side_by_side import large_text
from needlesafe.gui.theme import GAP_WIDE
from needlesafe.gui.titles import titled
from needlesafe.gui.widgets.button import Button
from needlesafe.gui.widgets.column import Column
from needlesafe.gui.widgets.emergency_button import EmergencyButton
from needlesafe.gui.widgets.field_row import Field, FieldRow
from needlesafe.gui.widgets.words import Words

_ROLES = {"section": "section", "text": "body", "list": "body"}
_WIDE, _HIGH = 860, 760


class GuideWindow(QDialog):
    """One page at a time; which one is chosen above it. In large text the picture stands beneath the words."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(titled(tr("Guide"), parent))
        self.setAccessibleName(tr("Guide"))
        self.page: GuidePage | None = None
        self.choice = FieldRow(Field("page", tr("Page of the guide"), "choice", guide_titles()))
        self.choice.changed.connect(lambda _, name: name and self.open_page(str(name)))
        self.column, self.close_button = Column(_WIDE), Button(tr("Close"))
        self.close_button.clicked.connect(self.close)
        head = QHBoxLayout()
        head.setContentsMargins(GAP_WIDE, GAP_WIDE, GAP_WIDE, 0)
        head.addWidget(self.choice, 1)
        head.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignBottom)
        head.addWidget(EmergencyButton(), 0, Qt.AlignmentFlag.AlignBottom)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(head)
        layout.addWidget(self.column, 1)
        self.column.widget().layout().setContentsMargins(GAP_WIDE, GAP_WIDE, GAP_WIDE, GAP_WIDE)
        self.setStyleSheet(f"GuideWindow {{ background: {theme.current().palette.page}; }}")
        self.resize(self._size())

    def open_page(self, name: str) -> None:
        """Shows a page from its top."""
        self.page = guide_page(name)
        self.choice.set_value(name)
        while (item := self.column.body.takeAt(0)) is not None:
            item.widget().hide()
            item.widget().deleteLater()
        pieces = sorted(self.page.pieces, key=lambda piece: large_text() and piece.kind == "picture")
        for widget in (Words(self.page.title, "title"), *(_drawn(piece) for piece in pieces)):
            self.column.body.addWidget(widget)
            widget.show()
        self.column.settle()
        self.column.verticalScrollBar().setValue(0)

    def _size(self) -> QSize:
        """As large as it reads well, and no larger than the screen."""
        scale = theme.current().scale
        wanted = QSize(round((_WIDE + 2 * GAP_WIDE) * min(scale, 1.3)), _HIGH)
        return wanted.boundedTo(self.screen().availableSize())


class Picture(QWidget):
    """A picture of a screen, as wide as its column and no wider than it was taken."""

    def __init__(self, piece: Piece) -> None:
        super().__init__()
        self._pixmap = QPixmap(str(piece.picture))
        self.setAccessibleName(piece.text)
        self.setToolTip(piece.text)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @property
    def found(self) -> bool:
        """Whether there is a picture to show."""
        return not self._pixmap.isNull()

    def sizeHint(self) -> QSize:
        """Returns the size in which it was taken."""
        return self._pixmap.size()

    def minimumSizeHint(self) -> QSize:
        """Returns a small one: it shrinks with its column."""
        return QSize(200, 120)

    def hasHeightForWidth(self) -> bool:
        """Returns that it keeps its shape."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Returns the height at a width."""
        whole = self._pixmap.size()
        return round(min(width, whole.width()) * whole.height() / max(whole.width(), 1))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints the picture and a hairline around it."""
        width = min(self.width(), self._pixmap.width())
        area = QRectF(0, 0, width, self.heightForWidth(width))
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawPixmap(area, self._pixmap, QRectF(self._pixmap.rect()))
        painter.setPen(QPen(theme.current().colour("edge"), 1))
        painter.drawRect(area.adjusted(0.5, 0.5, -0.5, -0.5))
        painter.end()


def _drawn(piece: Piece) -> QWidget:
    """The widget of a piece."""
    if piece.kind == "picture":
        return Picture(piece)
    return Words(f"•  {piece.text}" if piece.kind == "list" else piece.text, _ROLES[piece.kind]).let_select()
