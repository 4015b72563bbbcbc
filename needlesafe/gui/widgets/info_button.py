"""
The small button that unfolds where something comes from.

It bears the mark of doubt where there is one, so that this is seen before anything is unfolded.
"""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from needlesafe.gui import theme
from needlesafe.gui.widgets.button import enter_presses
from needlesafe.gui.widgets.turned import Turned


class InfoButton(Turned):
    """An i in a circle, or the mark of what is in doubt: source and status at one tap."""

    WIDTH = 44
    turned = Signal(bool)

    def __init__(self, subject: str, mark: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.mark = mark
        self.setText(self.tr("Source"))
        spoken = {"†": self.tr("Source and status: not confirmed"), "‡": self.tr("Source and status: our own default")}
        self.setAccessibleName(spoken.get(mark, self.tr("Source and status")))
        self.setAccessibleDescription(subject)
        self.setToolTip(self.accessibleName())
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.clicked.connect(self.turned)

    def sizeHint(self) -> QSize:
        """Returns a square for a finger."""
        return QSize(self.WIDTH, theme.current().target)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter unfolds like Space."""
        if not enter_presses(self, event):
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints the circle and its letter, filled while what it shows is open."""
        look, opened = theme.current(), self.isChecked()
        side = min(36, look.scaled(22))
        circle = QRectF((self.width() - side) / 2, (self.height() - side) / 2, side, side)
        ink = look.colour("accent" if opened or self.underMouse() else "quiet")
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(ink, 1.5))
        if opened:
            painter.setBrush(ink)
        painter.drawEllipse(circle)
        font = look.font("sign")
        font.setPixelSize(round(side * 0.64))
        painter.setFont(font)
        painter.setPen(look.colour("on_accent") if opened else ink)
        painter.drawText(circle, Qt.AlignmentFlag.AlignCenter, self.mark or "i")
        painter.end()
