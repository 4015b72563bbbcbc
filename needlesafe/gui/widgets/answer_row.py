"""
One question with three answers: yes, no, not known, and none of them beforehand.

Why an answer can be taken back and last time's answer only stands beside: an answer counts because somebody gave it, today.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from needlesafe.gui import theme
from needlesafe.gui.theme import GAP, GAP_TIGHT
from needlesafe.gui.widgets.answer_details import AnswerDetails
from needlesafe.gui.widgets.info_button import InfoButton
from needlesafe.gui.widgets.toggle import Toggle
from needlesafe.gui.widgets.words import Words

ANSWERS = (("yes", "Yes"), ("no", "No"), ("unknown", "Not known"))
_KEYS = {"1": "yes", "y": "yes", "2": "no", "n": "no", "3": "unknown", "u": "unknown"}
_ASIDE = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
_TAKE_BACK = (Qt.Key.Key_Backspace, Qt.Key.Key_Delete)
_WIDE = 560


@dataclass(frozen=True, slots=True)
class Question:
    """One question as its row shows it."""

    id: str
    """The question's id, sent with every answer."""
    text: str
    """What is asked."""
    note: str = ""
    """A quiet line beneath the question."""
    source: str = ""
    """Where the question comes from, at one tap."""
    status: str = ""
    """How well it is founded, at one tap."""
    mark: str = ""
    """The mark of what is in doubt, on the button that is tapped for it."""
    not_asked: str = ""
    """Why the program has set the answer by itself; then there is nothing to answer."""
    detail_label: str = "Detail"
    """What the field for words is called."""
    detail_when: tuple[str, ...] = ("yes", "unknown")
    """The answers that show the field for words."""
    where_when: tuple[str, ...] = ()
    """The answers that ask for the place."""
    clearance_when: tuple[str, ...] = ()
    """The answers that ask for a clearance."""
    keeps_room: bool = True
    """Whether the room of the source's button is kept where there is none, so that all answers stand in one line."""
    places: tuple[tuple[str, str], ...] = ()
    """The places to choose from, each an id with its words."""


class AnswerRow(QWidget):
    """A question, its three buttons and what an answer asks for."""

    answered = Signal(str, object)

    def __init__(self, question: Question, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.question, self._clearance_asked = question, False
        self._shown_asked: tuple[bool, bool, bool] | None = None
        self.details: AnswerDetails | None = None
        self.info: InfoButton | None = None
        self.setAccessibleName(question.text)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.buttons = [_AnswerToggle(self, value, self.tr(words)) for value, words in ANSWERS]
        self._state = Words(role="quiet")
        self._top = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._top.setSpacing(GAP)
        self._top.addLayout(self._asked(), 1)
        self._top.addLayout(self._answers(), 0)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, GAP_TIGHT, 0, GAP_TIGHT)
        self._column.setSpacing(GAP_TIGHT)
        self._column.addLayout(self._top)
        self.show_state(self.tr("Not asked: {reason}").format(reason=question.not_asked) if question.not_asked else "")

    def answer(self) -> str | None:
        """Returns the answer, or None while there is none."""
        return next((button.value for button in self.buttons if button.isChecked()), None)

    def value(self) -> dict[str, object]:
        """Returns `answer`, `detail`, `where` and `clearance` as they stand."""
        said = self.details.value() if self.details else {"detail": None, "where": [], "clearance": None}
        return {"answer": self.answer(), **said}

    def set_value(self, value: dict[str, object] | None) -> None:
        """Shows a recorded answer, or none, without saying that it changed."""
        value = value or {}
        for button in self.buttons:
            button.setChecked(button.value == value.get("answer"))
        if self.details or any(value.get(part) for part in ("detail", "where", "clearance")):
            self._need_details().set_value(value)
        self._show_asked()

    def answer_by_key(self, event: QKeyEvent) -> bool:
        """Answers by Y, N, U or 1, 2, 3, takes back by Backspace, goes aside by the arrows; returns whether it did."""
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        value, key = _KEYS.get(event.text().lower()), event.key()
        here = next((place for place, button in enumerate(self.buttons) if button.hasFocus()), 0)
        if not plain or not (value or key in _ASIDE or key in _TAKE_BACK):
            return False
        pressed = next((b for b in self.buttons if b.value == value and not b.isChecked()), None)
        if key in _TAKE_BACK:
            pressed = next((button for button in self.buttons if button.isChecked()), None)
        if key in _ASIDE:
            self.buttons[max(0, min(len(self.buttons) - 1, here + _ASIDE[key]))].setFocus(Qt.FocusReason.TabFocusReason)
        elif pressed is not None and not event.isAutoRepeat():
            pressed.setFocus(Qt.FocusReason.TabFocusReason)
            pressed.click()
        return True

    def ask_clearance(self, asked: bool) -> None:
        """Asks for a clearance whatever the answer, because the rules do."""
        if asked != self._clearance_asked:
            self._clearance_asked = asked
            self._show_asked()

    def show_state(self, text: str, tone: str = "quiet") -> None:
        """Says beneath the question what is the matter with it, such as what was answered before; it is never filled in."""
        self._state.say(text)
        self._state.show_tone(tone)
        self._state.setVisible(bool(text))
        self.setAccessibleDescription(text)

    def commit(self) -> None:
        """Says what is still being typed."""
        if self.details:
            self.details.commit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Puts the buttons beneath the question where it is narrow."""
        super().resizeEvent(event)
        wide = self.width() >= theme.current().scaled(_WIDE)
        self._top.setDirection(QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints the hairline beneath."""
        painter = QPainter(self)
        painter.fillRect(0, self.height() - 1, self.width(), 1, theme.current().colour("line"))
        painter.end()

    def _asked(self) -> QVBoxLayout:
        """Returns the question and what goes with it."""
        column = QVBoxLayout()
        column.setSpacing(2)
        column.addStretch(1)
        column.addWidget(Words(self.question.text))
        if self.question.note:
            column.addWidget(Words(self.question.note, "quiet"))
        column.addWidget(self._state)
        column.addStretch(1)
        return column

    def _answers(self) -> QHBoxLayout:
        """Returns the three buttons and the one for the source; none where the program has set the answer."""
        row = QHBoxLayout()
        row.setSpacing(GAP_TIGHT)
        for button in self.buttons:
            button.setParent(self)
            button.setAccessibleDescription(self.question.text)
            button.setVisible(not self.question.not_asked)
            button.clicked.connect(lambda _=False, button=button: self._turn(button))
            row.addWidget(button)
        behind = "\n".join(part for part in (self.question.status, self.question.source) if part)
        if behind:
            self.info = InfoButton(self.question.text, self.question.mark)
            self.info.turned.connect(lambda shown: self._show_behind(behind, shown))
            row.addWidget(self.info)
        elif self.question.keeps_room:
            row.addSpacing(InfoButton.WIDTH + GAP_TIGHT)
        row.addStretch(0)
        return row

    def _turn(self, turned: Toggle) -> None:
        """Turns the other answers off and says the answer, or that it was taken back."""
        for button in self.buttons:
            button.setChecked(button is turned and turned.isChecked())
        self._show_asked()
        self._say()

    def _say(self) -> None:
        """Says the answer with all that belongs to it."""
        self.answered.emit(self.question.id, self.value())

    def _show_asked(self) -> None:
        """Shows the fields that the answer asks for; what they hold is kept."""
        question, answer = self.question, self.answer()
        wanted = (answer in question.detail_when, bool(question.places) and answer in question.where_when,
                  self._clearance_asked or answer in question.clearance_when)
        if wanted != self._shown_asked and (self.details or any(wanted)):
            self._need_details().ask(*wanted)
            self.details.setVisible(any(wanted))
        self._shown_asked = wanted

    def _need_details(self) -> AnswerDetails:
        """Returns the fields, made when they are first needed."""
        if self.details is None:
            self.details, self._shown_asked = AnswerDetails(self.question.detail_label, self.question.places), None
            self.details.changed.connect(self._say)
            self._column.insertWidget(1, self.details)
        return self.details

    def _show_behind(self, text: str, shown: bool) -> None:
        """Shows or hides status and source."""
        if not hasattr(self, "_behind"):
            self._behind = Words(text, "quiet").let_select()
            self._column.addWidget(self._behind)
        self._behind.setVisible(shown)


class _AnswerToggle(Toggle):
    """One of the three answers; the keys of its row work on each, and an answered row is left by one Tab."""

    def __init__(self, row: AnswerRow, value: str, text: str) -> None:
        super().__init__(value, text, bare=True)
        self._row = row

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Hands the row's keys to the row."""
        if not self._row.answer_by_key(event):
            super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Goes on from the last answer where one is given, so that Tab leads to the next question."""
        last = self._row.info or self._row.buttons[-1]
        if forward and self._row.answer() and self is not last:
            last.setFocus(Qt.FocusReason.TabFocusReason)
            return last.focusNextPrevChild(True)
        return super().focusNextPrevChild(forward)
