"""
One page of the patient's turn: a large title, a few words, what is asked; it may hold several parts, one after the other.

The way through the parts stands here alone: a page says how many there are, shows the one that one is at, and says whether
something is to be done there first.
"""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from needlesafe.flow.gates import Standing
from needlesafe.gui.messages import tr
from needlesafe.gui.reading_order import controls_in
from needlesafe.gui.step_page import Screen
from needlesafe.gui.theme import GAP, GAP_WIDE
from needlesafe.gui.widgets.column import Column
from needlesafe.gui.widgets.field_row import FieldRow
from needlesafe.gui.widgets.words import Words

WIDEST = 1000
_STEP = 0.85
"""How much of what is seen a press of *Further down* moves on."""


class Turn(Protocol):
    """What a page may ask of the turn that it belongs to."""

    screen: Screen
    read: set[str]
    """What whoever has the screen was through in this sitting: the words of every page of the consent that was on the screen to
    its end, and the id of every question that they answered."""
    going_back: bool
    """Whether the page before was asked for."""

    def call(self, why: str) -> None:
        """Stops the turn and calls the practitioner."""

    def work(self, label: str, deed: object, then: object) -> None:
        """Does long work off this thread while the page takes no input."""

    def skip(self) -> None:
        """Goes past a page that has nothing to show after all."""


class PatientPage(Column):
    """A page; the turn's foot asks it what its button says and whether it can go on."""

    changed = Signal()
    went_on = Signal()

    def __init__(self, turn: Turn, title: str, said: str = "", widest: int = WIDEST) -> None:
        super().__init__(widest)
        self.turn = turn
        self.at = 0
        """The part that is shown, the first is 0."""
        self.title, self.said = Words("", "title"), Words("")
        for words in (self.title, self.said):
            self.body.addWidget(words)
        self.widget().layout().insertStretch(0)
        self.widget().layout().setContentsMargins(GAP_WIDE, GAP, GAP_WIDE, GAP_WIDE)
        self.show_title(title, said)

    @property
    def standing(self) -> Standing:
        """The visit as it stands."""
        return self.turn.screen.desk.standing

    def show_title(self, title: str, said: str = "") -> None:
        """Shows another title and other words."""
        self.title.say(title)
        self.said.say(said)
        self.said.setVisible(bool(said))
        self.setAccessibleName(title)

    def begin(self) -> bool:
        """Shows the first part; False where there is nothing to show, so that the turn goes on."""
        return True

    def take_keyboard(self) -> None:
        """Gives the keyboard to the first control; nothing is chosen by that."""
        self.settle()
        first = next(controls_in(self), None)
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.setFocus()

    def draw(self) -> None:
        """Shows the visit as it stands."""

    def progress(self) -> str:
        """Where one is, or what is missing, in words."""
        return ""

    def onward(self) -> tuple[str, bool]:
        """The words of the primary button, and whether it can act yet."""
        return tr("Go on"), True

    def parts(self) -> int:
        """How many parts there are, as things stand."""
        return 1

    def show_part(self) -> None:
        """Shows the part that one is at."""

    def stays(self) -> bool:
        """Whether something is to be seen or done on the part first, which is shown by it."""
        return False

    def ends(self) -> bool:
        """Whether the turn goes on once the last part is done."""
        return True

    def forward(self) -> bool:
        """Goes to the next part; True where there is none, so that the turn goes on."""
        if self.stays():
            return False
        self.leave()
        if self.at + 1 >= self.parts():
            return self.ends()
        self.at += 1
        self.show_part()
        return False

    def backward(self) -> bool:
        """Goes to the part before; True where there is none, so that the turn goes back."""
        self.leave()
        if self.at == 0:
            return True
        self.at -= 1
        self.show_part()
        return False

    def is_at_start(self) -> bool:
        """Whether the first part is shown."""
        return self.at == 0

    def lead_to_missing(self) -> None:
        """Goes to the first thing that is missing."""

    def is_more(self) -> bool:
        """Whether more of the page lies below."""
        bar = self.verticalScrollBar()
        return bar.value() < bar.maximum() - 2

    def go_down(self) -> None:
        """Shows what lies below, with the last lines still in sight."""
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + round(self.viewport().height() * _STEP))

    def leave(self) -> None:
        """Keeps what is typed, ere another page is shown."""
        for row in self.findChildren(FieldRow):
            row.commit()

    def go_to(self, place: QWidget) -> None:
        """Scrolls to a widget and gives its first control the focus."""
        self.show_widget(place)
        control = next(controls_in(place), None)
        if control is not None:
            control.setFocus(Qt.FocusReason.TabFocusReason)
