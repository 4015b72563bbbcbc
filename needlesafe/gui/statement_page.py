"""
What is said of a visit besides its steps: written, read as the page that it becomes, then sealed.

Nothing is recorded before *Seal it*: what is left without it was never said, and is found here again. What could be recorded
but not sealed waits for its seal, here and at the end of the visit.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt

from needlesafe.flow.previews import preview_of
from needlesafe.flow.sealing import say_and_seal
from needlesafe.flow.visit_desk import VisitDesk
from needlesafe.gui.aside_page import AsidePage
from needlesafe.gui.form import Asked, Form
from needlesafe.gui.kept_form import KeptForm
from needlesafe.gui.messages import tr
from needlesafe.gui.shown_paper import ShownPaper
from needlesafe.gui.step_page import Screen
from needlesafe.gui.widgets.button import Button
from needlesafe.gui.widgets.card import Card
from needlesafe.gui.widgets.choice_row import Choice

_ACROSS = 2
"""So many fields stand side by side."""


@dataclass(frozen=True, slots=True)
class Group:
    """Fields that stand on one card."""

    title: str
    asked: tuple[Asked, ...]
    quiet: str = ""
    beside: bool = False
    """Whether the fields stand side by side where there is room; what is chosen has a line of its own."""


@dataclass(frozen=True, slots=True)
class Writing:
    """What a page writes."""

    kind: str
    """The kind of the sealed document."""
    title: str
    context: str
    groups: tuple[Group, ...]
    made: Callable[[Form, VisitDesk], Any]
    """The statement that the fields hold."""
    record: Callable[[VisitDesk, Any], Any]
    """Records it at the desk."""
    filled: tuple[tuple[str, Any], ...] = ()
    """What stands in the fields already, to be changed or kept."""


class StatementPage(AsidePage):
    """Fields, then the pages, then the sealed document."""

    def __init__(self, screen: Screen, writing: Writing) -> None:
        super().__init__(screen, writing.title, writing.context)
        self.writing, self.state, self._recorded = writing, "writing", False
        self.form = Form(*(asked for group in writing.groups for asked in group.asked))
        self.cards = [self._card(group) for group in writing.groups]
        for name, value in writing.filled:
            self.form.rows[name].set_value(value)
        self.kept = KeptForm(screen.unsent, writing.kind, self.form.rows, screen.tell)
        self.body.addWidget(self.kept)
        self._again = not self.kept.isHidden()
        self.kept.emptied.connect(self._begin_again)
        self.paper, self.change = ShownPaper(screen), Button(tr("Change what is written"))
        self.change.clicked.connect(self._write_again)
        for card in self.cards:
            self.body.addWidget(card)
        self.body.addWidget(self.change, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(self.paper)
        self._show_state("writing")

    def leave(self) -> None:
        """Keeps what was written and not sealed."""
        if self.state != "sealed" and not self._recorded:
            self.kept.keep()

    def go_back(self) -> None:
        """From the pages back to the fields, else back to the step."""
        if self.state == "read" and not self._recorded:
            self._write_again()
        else:
            super().go_back()

    def onward(self) -> tuple[str, bool]:
        """Read it, seal it, or back to the visit."""
        return {"writing": tr("Read it first"), "read": tr("Seal it")}.get(self.state, tr("Back to the visit")), True

    def missing(self) -> str:
        """Where the paper stands."""
        return {"read": tr("Not sealed yet: read every page."), "sealed": tr("Sealed and kept.")}.get(self.state, "")

    def go_on(self) -> None:
        """Shows the pages, seals them, or goes back to the visit."""
        if self.state == "sealed":
            super().go_back()
        elif self.state == "read":
            self.screen.seal(tr("Sealing it"), self._sealing(), self._sealed)
        elif (fault := self.form.first_fault()) is not None:
            self.go_to(fault)
        else:
            told = self._told()
            self.screen.seal(tr("Preparing the pages"), lambda: preview_of(self.screen.desk, told), self._previewed)

    def _told(self) -> Any:
        return self.writing.made(self.form, self.screen.desk)

    def _sealing(self) -> Callable[[], Any]:
        """What records and seals; only the seal where it was recorded before."""
        desk, told = self.screen.desk, self._told()
        return lambda: say_and_seal(desk, None if self._recorded else lambda desk: self._record(desk, told))

    def _record(self, desk: VisitDesk, told: Any) -> None:
        self.writing.record(desk, told)
        self._recorded = True
        self.screen.unsent.drop(self.writing.kind)

    def _previewed(self, pdf: bytes) -> None:
        self.paper.show_draft(pdf, tr("As it will be sealed"), tr("Read every page. Nothing is recorded until it is sealed."))
        self._show_state("read")

    def _sealed(self, _kinds: object) -> None:
        self.paper.show_sealed(self.writing.kind)
        self._show_state("sealed")

    def _begin_again(self) -> None:
        self._again = False
        self.begin()

    def _write_again(self) -> None:
        self._show_state("writing")
        self.screen.draw()
        self.begin()

    def _show_state(self, state: str) -> None:
        self.state = state
        for card in self.cards:
            card.setVisible(state == "writing")
        self.change.setVisible(state == "read" and not self._recorded)
        self.paper.setVisible(state != "writing")
        self.kept.setVisible(self._again and state == "writing")
        self.verticalScrollBar().setValue(0)

    def _card(self, group: Group) -> Card:
        card = Card(group.title, group.quiet)
        alone = [asked.field.id for asked in group.asked if not group.beside or isinstance(asked.field, Choice)]
        beside = [asked.field.id for asked in group.asked if asked.field.id not in alone]
        if alone:
            self.form.lay_into(card.body, *alone)
        for first in range(0, len(beside), _ACROSS):
            self.form.lay_beside(card.body, *beside[first:first + _ACROSS])
        return card
