"""
A place to sign: drawn with pen, finger or mouse, or typed and attested.

Why it judges nothing: whether a mark is a signature is asked of the domain by whoever keeps it.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from needlesafe.gui.theme import GAP, GAP_TIGHT
from needlesafe.gui.widgets.button import Button
from needlesafe.gui.widgets.field_row import Field, FieldRow
from needlesafe.gui.widgets.ink import Ink, Stroke
from needlesafe.gui.widgets.tick_row import TickRow
from needlesafe.gui.widgets.words import Words


class SignaturePad(QWidget):
    """One signature of one person."""

    stroke_finished = Signal(list)
    cleared = Signal()
    typed = Signal(str)

    def __init__(self, title: str, statement: str = "", clock: Callable[[], int] | None = None,
                 parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(title)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.ink = Ink(clock)
        self.ink.setAccessibleName(title)
        self.ink.setAccessibleDescription(self.tr("Draw with pen, finger or mouse, or type the name instead."))
        self.ink.stroke_finished.connect(self.stroke_finished)
        self.name = FieldRow(Field("name", self.tr("Full name")))
        self.attest = TickRow("attest", self.tr("I sign by typing my name, and I mean it as my signature."))
        self.sign = Button(self.tr("Sign with this name"), "primary")
        self.clear_button, self.switch = Button(self.tr("Clear")), Button(self.tr("Type instead"), "quiet")
        self._state, self._statement = Words(role="quiet"), Words(statement, "quiet")
        self._typing = self._typed_part()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP_TIGHT)
        for part in (Words(title, "strong"), self._statement, self.ink, self._typing):
            column.addWidget(part)
        column.addLayout(self._foot())
        self._statement.setVisible(bool(statement))
        self.sign.clicked.connect(self._sign)
        self.clear_button.clicked.connect(self.clear)
        self.switch.clicked.connect(lambda: self.show_typing(self._typing.isHidden()))
        self.show_typing(False)
        self.show_state("")

    def strokes(self) -> list[Stroke]:
        """Returns what was drawn, stroke by stroke, each point `[x, y, milliseconds, pressure]`."""
        return self.ink.strokes()

    def set_strokes(self, strokes: list[Stroke]) -> None:
        """Shows strokes that were kept."""
        self.ink.set_strokes(strokes)

    def set_typed(self, name: str) -> None:
        """Shows a name that was typed and attested before."""
        self.name.set_value(name or None)
        self.attest.setChecked(bool(name))
        if name:
            self.show_typing(True)

    def show_typing(self, typing: bool) -> None:
        """Shows the field for a typed name, or the pad."""
        self._typing.setVisible(typing)
        self.ink.setVisible(not typing)
        self.switch.say(self.tr("Draw instead") if typing else self.tr("Type instead"))

    def show_state(self, text: str, tone: str = "quiet") -> None:
        """Says beneath the pad how the signature stands: what is wrong with it, or that it is kept."""
        self._state.say(text)
        self._state.show_tone(tone)
        self._state.setVisible(bool(text))
        self.ink.setAccessibleDescription(text or self.tr("Draw with pen, finger or mouse, or type the name instead."))

    def clear(self) -> None:
        """Takes the signature back and says so."""
        self.ink.set_strokes([])
        self.name.set_value(None)
        self.attest.setChecked(False)
        self.cleared.emit()

    def _sign(self) -> None:
        """Says the typed name once it is there and attested; else says what is missing."""
        name = (self.name.value() or "").strip()
        self.name.set_fault("" if name else self.tr("Type the full name."))
        if not name:
            return
        if not self.attest.isChecked():
            self.show_state(self.tr("Tick the sentence above the button first."), "stop")
            return
        self.show_state("")
        self.typed.emit(name)

    def _typed_part(self) -> QWidget:
        """Returns name, attestation and the button that signs."""
        part = QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP_TIGHT)
        row = QHBoxLayout()
        row.addWidget(self.sign)
        row.addStretch(1)
        column.addWidget(self.name)
        column.addWidget(self.attest)
        column.addLayout(row)
        return part

    def _foot(self) -> QHBoxLayout:
        """Returns the state, the switch and *Clear*."""
        row = QHBoxLayout()
        row.setSpacing(GAP)
        row.addWidget(self._state, 1)
        row.addStretch(0)
        row.addWidget(self.switch)
        row.addWidget(self.clear_button)
        return row
