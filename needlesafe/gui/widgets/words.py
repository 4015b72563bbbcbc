"""
Text on the screen: plain, wrapped, never cut.

Why here: markup in a patient's answer must stay text, and a word that is longer than its line must break rather than vanish.
"""

from __future__ import annotations

import re
from functools import lru_cache

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

_LONG_WORD = re.compile(r"\S{25,}")
_BREAK = "\u200b"
_WRAP = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
_ENDLESS = 100_000


class Words(QLabel):
    """One piece of text in the type of its role."""

    def __init__(self, text: str = "", role: str = "body", tone: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setProperty("role", role)
        self.setProperty("tone", tone or ("quiet" if role == "quiet" else ""))
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.say(text)

    def sizeHint(self) -> QSize:
        """Returns the width that reads well and one line; the height follows the width that is given."""
        return QSize(super().sizeHint().width(), self.minimumSizeHint().height())

    def say(self, text: str) -> None:
        """Shows another text."""
        self.setText(breakable(text))

    def show_tone(self, tone: str) -> None:
        """Shows the text in the colour of another role."""
        if self.property("tone") != tone:
            self.setProperty("tone", tone)
            self.style().polish(self)

    def let_select(self) -> Words:
        """Lets the text be marked and copied; returns the label."""
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        return self


def breakable(text: str) -> str:
    """Returns the text with unseen places to break in words that are longer than 24 letters."""
    return _LONG_WORD.sub(lambda word: _BREAK.join(re.findall(".{1,12}", word.group())), text)


def text_height(text: str, font: QFont, width: int) -> int:
    """Returns how high the text stands when it is wrapped at the width."""
    return _height(text, font, max(width, 1)) if text else 0


@lru_cache(maxsize=4096)
def _height(text: str, font: QFont, width: int) -> int:
    """Returns the height, worked out once: a layout asks for it dozens of times while nothing changes."""
    return QFontMetrics(font).boundingRect(0, 0, width, _ENDLESS, _WRAP.value, breakable(text)).height()


def text_width(text: str, font: QFont) -> int:
    """Returns how wide the text is on one line."""
    return QFontMetrics(font).horizontalAdvance(text)


def paint_text(painter: QPainter, area: QRect, text: str, font: QFont, colour: QColor) -> int:
    """Paints wrapped text from the area's top left corner and returns the height that it took."""
    painter.setFont(font)
    painter.setPen(colour)
    return painter.drawText(QRect(area.topLeft(), area.size()).adjusted(0, 0, 0, _ENDLESS), _WRAP.value,
                            breakable(text)).height() if text else 0
