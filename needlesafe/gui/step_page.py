"""
What every step's page is: a column that draws the visit as it stands and acts through the screen it is on.

A page holds no answer of its own. `draw` is called after every event and whenever the page is opened; it builds its
widgets once and then only shows what changed, so that focus and what is being typed stay.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from needlesafe.errors import Lack, UserError
from needlesafe.flow.gates import Standing
from needlesafe.flow.steps import STEPS
from needlesafe.flow.unsent import Unsent
from needlesafe.flow.visit_desk import VisitDesk
from needlesafe.gui.messages import tr
from needlesafe.gui.needle_clock import NeedleClock
from needlesafe.gui.reading_order import controls_in
from needlesafe.gui.widgets.button import Button
from needlesafe.gui.widgets.column import Column
from needlesafe.gui.widgets.field_row import FieldRow
from needlesafe.gui.widgets.words import Words


NO_FURTHER = Lack("decision", "", "consent")
"""Leads to where the patient's no, or not today, is recorded."""


class Screen(Protocol):
    """What a page may ask of the screen it is on."""

    desk: VisitDesk
    clock: NeedleClock
    middle: QWidget
    """Where pages stand; one that is made there is dressed once."""
    unsent: Unsent
    """What was written on a page beside the steps and not sealed yet, by its kind."""

    @property
    def busy(self) -> bool:
        """Whether something is being sealed, so that nothing else is done at the desk."""

    def act(self, deed: Callable[[VisitDesk], Any]) -> bool:
        """Does something at the desk; False where it was refused."""

    def seal(self, label: str, work: Callable[[], Any], then: Callable[[Any], None],
             refused: Callable[[UserError], None] = lambda _: None) -> Any:
        """Does long work off this thread."""

    def tell(self, error: UserError) -> None:
        """Says what was refused."""

    def open_step(self, step: str) -> None:
        """Shows a step's page."""

    def lead_to(self, lack: Lack) -> None:
        """Shows where a lack is put right."""

    def show_large(self, large: bool) -> None:
        """Gives the middle all the width, or takes it back."""

    def hand_over(self, who: str) -> None:
        """Gives the screen to the patient's side."""

    def act_soon(self, deed: Callable[[VisitDesk], Any]) -> None:
        """Does something at the desk now, or as soon as what is being sealed is sealed."""

    def open_aside(self, page: QWidget) -> None:
        """Shows a page that is none of the steps, above the step."""

    def close_aside(self) -> None:
        """Shows the step again."""

    def draw(self) -> None:
        """Shows the visit as it stands, on every part of the frame."""


class StepPage(Column):
    """The middle of the window for one step."""

    step = ""
    """The step's id."""
    works_on = False
    """Whether the page takes something while something is being sealed; it shows what by itself."""

    def __init__(self, screen: Screen) -> None:
        super().__init__(parent=screen.middle)
        self.stand_in_the_middle()
        self.screen = screen
        purpose = next(step.purpose for step in STEPS if step.id == self.step)
        self.title, self.context = Words(tr(purpose), "title"), Words("", "quiet")
        self.setAccessibleName(tr(purpose))
        self.body.addWidget(self.title)
        self.body.addWidget(self.context)

    def add_way_out(self) -> Button:
        """Puts the way to end the visit at the end of the page: no is an answer on every step before consent."""
        way_out = Button(tr("The visit goes no further today …"), "quiet")
        way_out.clicked.connect(lambda: self.screen.lead_to(NO_FURTHER))
        self.body.addWidget(way_out, 0, Qt.AlignmentFlag.AlignLeft)
        return way_out

    @property
    def standing(self) -> Standing:
        """The visit as it stands, with what it raises."""
        return self.screen.desk.standing

    def draw(self) -> None:
        """Shows the visit as it stands."""

    def place_of(self, lack: Lack) -> QWidget | None:
        """The widget where a lack is put right; None where the page has none."""

    def leave(self) -> None:
        """Keeps what is typed, and what could not be saved before, ere another page is shown."""
        for row in self.findChildren(FieldRow):
            row.commit()

    def lock(self, locked: bool) -> None:
        """Takes nothing more once the record is sealed."""
        self.widget().setEnabled(not locked)

    def tick(self) -> None:
        """Shows that a second has passed."""

    def arrive(self) -> None:
        """Does what coming here by the way on means; on most pages nothing."""

    def first_of(self, lacks: tuple[Lack, ...]) -> Lack:
        """The lack that is met first on the page."""
        return lacks[0]

    def lead_to(self, lack: Lack) -> None:
        """Scrolls to the place of a lack and gives it the focus."""
        place = self.place_of(lack)
        if place is not None:
            self.go_to(place)

    def go_to(self, place: QWidget) -> None:
        """Scrolls to a widget and gives its first control the focus."""
        self.show_widget(place)
        control = next(controls_in(place), None)
        if control is not None:
            control.setFocus(Qt.FocusReason.TabFocusReason)
            self.show_widget(control)

    def write(self, row: FieldRow, deed: Callable[[VisitDesk], Any]) -> bool:
        """Records what was typed; what could not be saved stays in its field, and the field says so."""
        saved = self.screen.act(deed)
        if not saved:
            row.keep_unsaved(tr("Not saved. It stays here: leave the field again to try once more."))
        return saved
