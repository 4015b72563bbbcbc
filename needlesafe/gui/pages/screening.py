"""
Screening: what changed, the patient's questions, then the practitioner's, each with its three answers.

Rows are made a few at a time, so that the page opens at once however much a plan asks.
"""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from needlesafe.errors import Lack
from needlesafe.flow.views import unasked_views
from needlesafe.gui.messages import tr
from needlesafe.gui.question_block import QuestionBlock
from needlesafe.gui.question_rows import PARTS, AskedRow, answer_row, asked_rows, said_answer, show_answer
from needlesafe.gui.step_page import Screen, StepPage
from needlesafe.gui.visit_facts import FactList
from needlesafe.gui.widgets.answer_row import AnswerRow
from needlesafe.gui.widgets.card import Card

REASONS = {"sex": "Not asked: sex rules it out.", "age": "Not asked: age rules it out.",
           "computed": "Worked out by the program."}
_AT_ONCE, _AT_A_TIME = 8, 2


class ScreeningPage(StepPage):
    """The second step; questions of chosen sites join it as soon as a site calls for them."""

    step = "screening"

    def __init__(self, screen: Screen) -> None:
        super().__init__(screen)
        self.context.say(tr("Nothing is filled in beforehand. Y, N or U answers the question in hand, Tab goes on."))
        self.rows: dict[str, AnswerRow] = {}
        self._asked: dict[str, AskedRow] = {}
        self._shown: dict[str, AskedRow] = {}
        self.blocks = {part: QuestionBlock(tr(title)) for part, title in PARTS.items()}
        for block in self.blocks.values():
            self.body.addWidget(block)
        self.unasked, self.settled = Card(tr("Not asked"), tr("Settled by sex, age or the plan itself.")), FactList()
        self.unasked.body.addWidget(self.settled)
        self.unasked.hide()
        self.body.addWidget(self.unasked)
        self.way_out = self.add_way_out()
        self._later = QTimer(self, interval=0)
        self._later.timeout.connect(lambda: self._make(_AT_A_TIME))

    def draw(self) -> None:
        """Shows the questions with the answers that stand; only what changed is touched."""
        asked = {row.id: row for row in asked_rows(self.standing, self.screen.previous)}
        if list(asked) != list(self._asked):
            self._arrange(asked)
        self._asked = asked
        for name, row in self.rows.items():
            if self._shown.get(name) != asked[name]:
                self._show(name, row)
        if not self.rows:
            self._make(_AT_ONCE)
        if len(self.rows) < len(asked):
            self._later.start()
        self._draw_unasked()

    def first_of(self, lacks: tuple[Lack, ...]) -> Lack:
        """The first question without an answer, from the top of the page."""
        order = list(self._asked)
        return min(lacks, key=lambda lack: order.index(lack.subject))

    def place_of(self, lack: Lack) -> QWidget | None:
        """The row of a question; where a clearance is missing, its first field."""
        self._make(len(self._asked))
        row = self.rows.get(lack.subject)
        if row is not None and lack.code == "clearance" and row.details is not None:
            return row.details.clearance["by"]
        return row

    def _arrange(self, asked: dict[str, AskedRow]) -> None:
        """Tells each block its rows, after those that are no longer asked are gone."""
        for name in [name for name in self.rows if name not in asked]:
            gone = self._asked[name]
            self.blocks[gone.part].drop(gone.heading, self.rows.pop(name))
        for part, block in self.blocks.items():
            headings: dict[str, list[str]] = {}
            for row in asked.values():
                if row.part == part:
                    headings.setdefault(row.heading, []).append(row.id)
            block.set_order(headings)

    def _make(self, most: int) -> None:
        """Makes the next rows that are still to be made."""
        for asked in [asked for asked in self._asked.values() if asked.id not in self.rows][:most]:
            row = answer_row(asked, self.standing)
            row.answered.connect(self._changed if asked.part == "changes" else self._answered)
            self.rows[asked.id] = row
            self.blocks[asked.part].add(asked.heading, row)
            self._show(asked.id, row)
        if len(self.rows) == len(self._asked):
            self._later.stop()
            self._draw_unasked()
        self.settle()

    def _show(self, name: str, row: AnswerRow) -> None:
        self._shown[name] = self._asked[name]
        show_answer(row, self._asked[name])

    def _draw_unasked(self) -> None:
        """Shows beneath the questions, once they stand, which others are not asked and why."""
        views = unasked_views(self.standing)
        self.settled.show_facts([(view.question.short, view.value or tr(REASONS[view.reason])) for view in views])
        self.unasked.setVisible(bool(views) and len(self.rows) == len(self._asked))

    def _answered(self, name: str, value: object) -> None:
        answer = said_answer(value)
        if not self.screen.act(lambda desk: desk.answer(name, answer) if answer else desk.withdraw_answer(name)):
            self._show(name, self.rows[name])

    def _changed(self, name: str, value: object) -> None:
        """Records what changed; such an answer can be changed and not taken back."""
        answer = said_answer(value)
        if answer is None or not self.screen.act(lambda desk: desk.answer_since_last(name, answer)):
            self._show(name, self.rows[name])
