"""
One field with its label above and its fault beneath, in words.

Why one widget for every kind: a page lists what it asks for as data, and typing is kept by one rule: when the field is left, and 600 ms
after the last key.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QTimer, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPlainTextEdit, QSizePolicy, QVBoxLayout, QWidget

from needlesafe.gui import theme
from needlesafe.gui.widgets.chooser import Chooser
from needlesafe.gui.widgets.reading import read_date, read_number, say_date, say_number
from needlesafe.gui.widgets.words import Words, text_width

PAUSE = 600
"""After how many milliseconds without a key what was typed is kept."""

_NOTHING_TOLD = object()
_FAULTS = {
    "date": "Write the date as 9 March 1984 or 1984-03-09.",
    "number": "Write a number.",
}


@dataclass(frozen=True, slots=True)
class Field:
    """What one field asks for."""

    id: str
    """The field's id, sent with every change."""
    label: str
    """What is asked, above the field."""
    kind: str = "line"
    """`line`, `text` (several lines), `secret`, `choice`, `date` or `number`."""
    choices: tuple[tuple[str, str], ...] = ()
    """For `choice`: each id with its words; none is chosen beforehand."""
    unit: str = ""
    """For `number`: what stands behind it."""
    hint: str = ""
    """What stands in the field while it is empty."""
    note: str = ""
    """A quiet line beneath."""


class FieldRow(QWidget):
    """A field that says what it holds: text, an id of the list, a date as YYYY-MM-DD, a number; empty or unreadable is None."""

    changed = Signal(str, object)
    entered = Signal(str)

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field, self._told, self._fault, self._kept = field, None, "", False
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.edit = _edit(field)
        self.edit.setAccessibleName(f"{field.label} ({field.unit})" if field.unit else field.label)
        self.edit.installEventFilter(self)
        label, self._note = Words(field.label, "strong"), Words(field.note, "quiet")
        label.setBuddy(self.edit)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(label)
        column.addLayout(_line(self.edit, field))
        column.addWidget(self._note)
        label.setVisible(bool(field.label))
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._pause.timeout.connect(self.commit)
        self._listen()
        self._explain()

    def value(self) -> str | float | None:
        """Returns what the field holds, or None where it is empty or cannot be read."""
        if self.field.kind == "choice":
            return self.edit.currentData()
        text = self.raw()
        if self.field.kind == "date":
            day = read_date(text)
            return day.isoformat() if day else None
        if self.field.kind == "number":
            return read_number(text)
        return (text if self.field.kind == "secret" else text.strip()) or None

    def raw(self) -> str:
        """Returns the letters in the field."""
        if self.field.kind == "choice":
            return self.edit.currentText()
        return self.edit.toPlainText() if self.field.kind == "text" else self.edit.text()

    def written(self) -> str:
        """Returns what stands in the field, readable or not: the id of a choice, else the letters."""
        return self.edit.currentData() or "" if self.field.kind == "choice" else self.raw()

    def write(self, letters: str) -> None:
        """Shows what `written` returned at another time, without saying that it changed."""
        self._kept = False
        self._pause.stop()
        if self.field.kind == "choice":
            self.set_value(letters or None)
            return
        self.edit.blockSignals(True)
        (self.edit.setPlainText if self.field.kind == "text" else self.edit.setText)(letters)
        self.edit.blockSignals(False)
        self._told = self.value()
        self._explain()

    def set_value(self, value: str | float | None) -> None:
        """Shows a value without saying that it changed; what is being typed or could not be saved is left alone."""
        if value == self.value() and (value is not None or not self.raw()) or self._pause.isActive() or self._kept:
            return
        self.edit.blockSignals(True)
        if self.field.kind == "choice":
            self.edit.setCurrentIndex(self.edit.findData(value))
            self.edit.show_empty()
        elif self.field.kind == "text":
            self.edit.setPlainText(str(value or ""))
        else:
            self.edit.setText(self._shown(value))
        self.edit.blockSignals(False)
        self._told = self.value()
        self._explain()

    def set_fault(self, fault: str) -> None:
        """Shows in words what is wrong with the field, or nothing."""
        self._fault = fault
        self._explain()

    def keep_unsaved(self, fault: str) -> None:
        """Keeps what was typed though it could not be saved, says so, and says it again when the field is next left."""
        self._kept, self._told = True, _NOTHING_TOLD
        self.set_fault(fault)

    @property
    def unsaved(self) -> bool:
        """Returns whether what was typed could not be saved."""
        return self._kept

    def commit(self) -> None:
        """Says what the field holds, if that is new; meanwhile no other value is shown."""
        self._pause.stop()
        value = self.value()
        self._explain()
        if value != self._told:
            if self._told is _NOTHING_TOLD:
                self.set_fault("")
            self._told, self._kept = value, True
            self.changed.emit(self.field.id, value)
            self._kept = self._told is _NOTHING_TOLD

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keeps what was typed when the field is left."""
        if event.type() == QEvent.Type.FocusOut:
            self.commit()
        return super().eventFilter(watched, event)

    def _listen(self) -> None:
        """Starts the pause at every key; a choice is kept at once, and Enter says so."""
        if self.field.kind == "choice":
            self.edit.currentIndexChanged.connect(lambda _: self.commit())
            return
        self.edit.textChanged.connect(lambda *_: self._pause.start())
        if self.field.kind != "text":
            self.edit.returnPressed.connect(self._enter)

    def _enter(self) -> None:
        """Keeps what was typed and says that Enter was pressed."""
        self.commit()
        self.entered.emit(self.field.id)

    def _shown(self, value: str | float | None) -> str:
        """Returns the letters for a value."""
        if value is None:
            return ""
        return say_number(value) if self.field.kind == "number" else str(value)

    def _explain(self) -> None:
        """Shows the fault, else how a date was read, else the note."""
        unread = bool(self.raw().strip()) and self.value() is None
        fault = self._fault or (self.tr(_FAULTS[self.field.kind]) if unread and self.field.kind in _FAULTS else "")
        read = say_date(read_date(self.raw())) if self.field.kind == "date" and self.value() else ""
        text = fault or read or self.field.note
        self._note.say(text)
        self._note.setVisible(bool(text))
        self._note.show_tone("stop" if fault else "quiet")
        self.edit.setAccessibleDescription(text)
        if self.edit.property("wrong") is not bool(fault):
            self.edit.setProperty("wrong", bool(fault))
            self.edit.style().polish(self.edit)


def _edit(field: Field) -> QWidget:
    """Returns the control of the field's kind."""
    if field.kind == "choice":
        return Chooser(field.choices, field.hint)
    if field.kind == "text":
        edit = QPlainTextEdit()
        edit.setTabChangesFocus(True)
        edit.setFixedHeight(round(theme.current().scaled(24) * 3 + 24))
        edit.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    else:
        edit = QLineEdit()
        if field.kind == "secret":
            edit.setEchoMode(QLineEdit.EchoMode.Password)
        if field.kind == "number":
            edit.setFixedWidth(theme.current().scaled(120))
        if field.kind == "date":
            edit.setMaximumWidth(theme.current().scaled(280))
    edit.setPlaceholderText(field.hint)
    return edit


def _line(edit: QWidget, field: Field) -> QHBoxLayout:
    """Returns the control with its unit behind it."""
    row = QHBoxLayout()
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(edit)
    if field.unit:
        unit = Words(field.unit, "quiet")
        unit.setMinimumWidth(text_width(field.unit, theme.current().font("quiet")) + 4)
        row.addWidget(unit)
    if field.kind in ("number", "date"):
        row.addStretch(1)
    return row
