"""
A page of the visit that is none of its steps: opened over the step on screen, left again to exactly there.

Head, needles, rail and findings stay where they are; the foot is this page's until it is left.
"""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from needlesafe.gui.messages import tr
from needlesafe.gui.reading_order import controls_in
from needlesafe.gui.step_page import Screen
from needlesafe.gui.widgets.column import Column
from needlesafe.gui.widgets.field_row import FieldRow
from needlesafe.gui.widgets.words import Words


class AsidePage(Column):
    """Title, quiet line and whatever is added to `body`; what the foot says and does is decided here."""

    def __init__(self, screen: Screen, title: str, context: str = "") -> None:
        super().__init__(parent=screen.middle)
        self.stand_in_the_middle()
        self.screen = screen
        self.title, self.context = Words(title, "title"), Words(context, "quiet")
        self.setAccessibleName(title)
        for words in (self.title, self.context):
            self.body.addWidget(words)
        self.context.setVisible(bool(context))

    def begin(self) -> None:
        """Gives the keyboard to the first control."""
        self.settle()
        first = next(controls_in(self), None)
        if first is not None:
            first.setFocus()

    def draw(self) -> None:
        """Shows the visit as it stands."""

    def leave(self) -> None:
        """Keeps what is typed, ere another page is shown."""
        for row in self.findChildren(FieldRow):
            row.commit()

    def back_words(self) -> str:
        """Where the way back leads."""
        return tr("Back")

    def go_back(self) -> None:
        """Leaves the page."""
        self.screen.close_aside()

    def onward(self) -> tuple[str, bool]:
        """The words of the primary button and whether it can act yet; no words where there is none."""
        return "", False

    def go_on(self) -> None:
        """Does what the primary button says."""

    def missing(self) -> str:
        """What is missing, or how things stand, at the foot."""
        return ""

    def lead_to_missing(self) -> None:
        """Goes to the first thing that is missing."""

    def go_to(self, place: QWidget) -> None:
        """Scrolls to a widget and gives its first control the focus."""
        self.show_widget(place)
        control = next(controls_in(place), None)
        if control is not None:
            control.setFocus()
