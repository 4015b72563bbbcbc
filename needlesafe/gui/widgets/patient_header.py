"""
The head of the window: who the patient is, which visit this is, and the way to the emergency card.

Why it never goes away: the wrong patient and a late emergency are the two mistakes that a screen can cause by itself.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QWidget

from needlesafe.gui import theme
from needlesafe.gui.theme import GAP, GAP_CARD, GAP_WIDE
from needlesafe.gui.widgets.emergency_button import EmergencyButton
from needlesafe.gui.widgets.words import Words, text_width

_HEIGHT = 64


class PatientHeader(QWidget):
    """Name, birth date with age, identifier; visit and date; *Emergency F9*."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Patient"))
        self.setMinimumHeight(_HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self._name, self._facts, self._visit = Words(role="name"), Words(role="quiet"), Words(role="quiet")
        self._name.let_select()
        self._facts.let_select()
        self._visit.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._who = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._who.setSpacing(GAP_CARD)
        self._who.addWidget(self._name)
        self._who.addWidget(self._facts, 1)
        self._emergency = EmergencyButton()
        row = QHBoxLayout(self)
        row.setContentsMargins(GAP_WIDE, 8, GAP_WIDE, 8)
        row.setSpacing(GAP)
        row.addLayout(self._who, 3)
        row.addWidget(self._visit, 2)
        row.addSpacing(GAP)
        row.addWidget(self._emergency)

    def set_patient(self, name: str, born: str, identifier: str) -> None:
        """Shows who the patient is; `born` holds the birth date with the age, in words."""
        self._name.say(name)
        self._facts.say("  ·  ".join(part for part in (born, identifier) if part))
        self.setAccessibleDescription(", ".join(part for part in (name, born, identifier) if part))
        self._arrange()

    def set_visit(self, visit: str, date: str) -> None:
        """Shows which visit this is and its date."""
        self._visit.say("  ·  ".join(part for part in (visit, date) if part))
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Puts the facts under the name where one line would not hold them."""
        super().resizeEvent(event)
        self._arrange()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints the surface and the hairline beneath."""
        look = theme.current()
        painter = QPainter(self)
        painter.fillRect(self.rect(), look.colour("surface"))
        painter.fillRect(0, self.height() - 1, self.width(), 1, look.colour("line"))
        painter.end()

    def _arrange(self) -> None:
        """Chooses one line or two for name and facts, by what fits."""
        look = theme.current()
        name, facts, visit = (text_width(label.text(), look.font(role)) for label, role in (
            (self._name, "name"), (self._facts, "quiet"), (self._visit, "quiet")))
        spare = self.width() - self._emergency.sizeHint().width() - 2 * GAP_WIDE - 3 * GAP - GAP_CARD - 8
        wide = (name + facts) <= spare * 3 / 5 and visit <= spare * 2 / 5
        self._who.setDirection(QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom)
        self._who.setSpacing(GAP_CARD if wide else 0)
        self._name.setMinimumWidth(name + 2 if wide else 0)
