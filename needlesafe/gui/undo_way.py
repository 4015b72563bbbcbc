"""
*Undo*, beside what is saved: takes back the last answer of this sitting, and leads to it.

What was answered stays in the journal; that it was taken back is added to it.
"""

from __future__ import annotations

from typing import Any, Protocol

from PySide6.QtGui import QKeySequence, QShortcut

from needlesafe.domain.visit import Visit
from needlesafe.flow.undoing import Act, Acts
from needlesafe.gui.item_words import place_of, short_words
from needlesafe.gui.messages import tr
from needlesafe.gui.side_by_side import large_text
from needlesafe.gui.step_page import Screen
from needlesafe.gui.widgets.button import Button
from needlesafe.gui.widgets.foot_bar import FootBar
from needlesafe.gui.widgets.spoken import announce

UNDO = QKeySequence("Ctrl+Z")
"""The key; in a field it is the field's own."""


class Whole(Screen, Protocol):
    """The screen of a visit, as far as it is asked here."""

    step: str
    """The step on screen."""
    page: Any
    """Its page."""
    aside: Any
    """A page above it; None where there is none."""
    foot: FootBar


class UndoWay(Button):
    """Is shown while there is something to take back."""

    def __init__(self, screen: Whole) -> None:
        super().__init__(tr("Undo"), "quiet")
        self._screen, self._acts = screen, Acts()
        self.clicked.connect(self.undo)
        QShortcut(UNDO, screen).activated.connect(lambda: self.isVisible() and self.click())
        self.hide()

    def note(self, before: Visit) -> None:
        """Takes in what was done at the desk since the visit stood as given."""
        self._acts.note(Act(before, self._screen.desk.visit, self._screen.step))

    def draw(self) -> None:
        """Shows what would be taken back; nothing while another page or long work has the screen."""
        screen = self._screen
        act = None if screen.busy or screen.aside is not None else self._acts.last(screen.desk.visit)
        self.setVisible(act is not None)
        if act is not None:
            words = tr("Takes back: {what}").format(what=_words(act, screen))
            self.setAccessibleDescription(words)
            self.setToolTip(f"{words} ({UNDO.toString(QKeySequence.SequenceFormat.NativeText)})")

    def undo(self) -> None:
        """Takes the last answer back and leads to where it was given; what the store refuses stays answered."""
        screen, taken = self._screen, []
        if not screen.act(lambda desk: taken.append(self._acts.undo(desk))) or not taken or taken[0] is None:
            return
        act = taken[0]
        kind, payload = act.told[0]
        place = place_of(kind, str(payload.get("id") or payload.get("finding") or ""), screen.desk.standing)
        if act.step != screen.step:
            screen.open_step(act.step)
        words = tr("Taken back: {what}").format(what=_words(act, screen))
        screen.foot.set_saved("undone", tr("Taken back") if large_text() else words)
        if place.code and place.step == screen.step:
            screen.page.lead_to(place)
        announce(self, words)


def _words(act: Act, screen: Whole) -> str:
    kind, payload = act.told[0]
    return short_words(kind, str(payload.get("id") or payload.get("finding") or ""), screen.desk.standing)
