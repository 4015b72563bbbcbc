"""
Screening: what changed, the patient's questions, then the practitioner's, each with its three answers.

Rows are made a few at a time, so that the page opens at once however much a plan asks. What stands from an earlier
visit lies folded at the end; its rows are made when it is opened.
"""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from needlesafe.errors import Lack
from needlesafe.flow.last_plan import last_plan, take_last_plan
from needlesafe.flow.views import unasked_views
from needlesafe.gui.earlier_words import standing_words
from needlesafe.gui.messages import tr
from needlesafe.gui.pain_row import pain_of
from needlesafe.gui.patient.hand_over import HandOver
from needlesafe.gui.question_block import QuestionBlock
from needlesafe.gui.question_rows import PARTS, AskedRow, answer_row, asked_rows, said_answer, show_answer
from needlesafe.gui.return_card import ReturnCard
from needlesafe.gui.spoken_dates import day_words
from needlesafe.gui.step_page import Screen, StepPage
from needlesafe.gui.visit_facts import FactList
from needlesafe.gui.widgets.answer_row import AnswerRow
from needlesafe.gui.widgets.card import Card
from needlesafe.gui.widgets.fold import Fold

REASONS = {"sex": "Not asked: sex rules it out.", "age": "Not asked: age rules it out.",
           "before": "Not asked: needled here before.", "computed": "Worked out by the program."}
_AT_ONCE, _AT_A_TIME = 8, 2


class ScreeningPage(StepPage):
    """The second step; questions of chosen sites join it as soon as a site calls for them."""

    step = "screening"

    def __init__(self, screen: Screen) -> None:
        super().__init__(screen)
        self.context.say(tr("Nothing is filled in beforehand. Y, N or U answers the question in hand, Tab goes on."))
        self.hand_over = HandOver()
        self.hand_over.asked.connect(screen.hand_over)
        self.body.addWidget(self.hand_over)
        self.again = self._again()
        self.rows: dict[str, AnswerRow] = {}
        self._asked: dict[str, AskedRow] = {}
        self._shown: dict[str, AskedRow] = {}
        self._held: set[str] = set()
        last = self.standing.visit.last
        since = f", {day_words(last.date)}" if last else ""
        self.blocks = {part: QuestionBlock(tr(title) + (since if part == "changes" else "")) for part, title in PARTS.items()}
        self.fold = Fold("", "", self.blocks["standing"])
        self.fold.turned.connect(lambda _: self._turn())
        for part, block in self.blocks.items():
            self.body.addWidget(self.fold if part == "standing" else block)
        self.unasked, self.settled = Card(tr("Not asked"), tr("Settled by sex, age, an earlier visit or the plan itself.")), FactList()
        self.unasked.body.addWidget(self.settled)
        self.unasked.hide()
        self.body.addWidget(self.unasked)
        self.way_out = self.add_way_out()
        self._later = QTimer(self, interval=0)
        self._later.timeout.connect(lambda: self._make(_AT_A_TIME))

    def draw(self) -> None:
        """Shows the questions with the answers that stand; only what changed is touched."""
        self.hand_over.show_ways(self.standing)
        if self.again is not None:
            self.again.show_visit(self.standing)
        asked = {row.id: row for row in asked_rows(self.standing, self._held)}
        if [(row.id, row.part) for row in asked.values()] != [(row.id, row.part) for row in self._asked.values()]:
            self._arrange(asked)
        self._asked = asked
        for name, row in self.rows.items():
            if self._shown.get(name) != asked[name]:
                self._show(name, row)
        if not self.rows:
            self._make(_AT_ONCE)
        if self._unmade():
            self._later.start()
        self._draw_unasked()
        self._draw_standing()

    def first_of(self, lacks: tuple[Lack, ...]) -> Lack:
        """The first question without an answer, from the top of the page."""
        order = list(self._asked)
        return min(lacks, key=lambda lack: order.index(lack.subject))

    def place_of(self, lack: Lack) -> QWidget | None:
        """The row of a question; where a clearance is missing, its first field; first of all, what changed."""
        self._make(len(self._asked))
        asked = self._asked.get(lack.subject)
        first = next((row.id for row in self._asked.values() if row.part == "changes" and row.answer is None), "")
        if first and asked is not None and asked.answer is None and self.standing.visit.earlier:
            return self.rows[first]
        if asked is not None and asked.part == "standing":
            self.fold.unfold()
            self._make(len(self._asked))
        row = self.rows.get(lack.subject)
        if row is not None and lack.code == "clearance" and row.details is not None:
            return row.details.clearance["by"]
        return row

    def leave(self) -> None:
        """Keeps what is typed; what was answered anew stands among what was asked when the page is opened again."""
        super().leave()
        self._held.clear()

    def _again(self) -> ReturnCard | None:
        """The card of somebody who comes again after needles, with what it does; None where there is nothing to repeat."""
        screen = self.screen
        last = last_plan(screen.desk.workplace, self.standing.visit) if self.standing.visit.last else None
        if last is None:
            return None
        card = ReturnCard(last, self.standing.catalogue)
        card.taken.connect(lambda: screen.act(lambda desk: take_last_plan(desk, last)))
        card.pain_told.connect(lambda pain: screen.act(lambda desk: desk.indicate(pain_before=pain_of(pain))))
        self.body.addWidget(card)
        return card

    def _arrange(self, asked: dict[str, AskedRow]) -> None:
        """Tells each block its rows, after those that are no longer asked there are gone."""
        for name in [name for name in self.rows if name not in asked or asked[name].part != self._asked[name].part]:
            gone = self._asked[name]
            self.blocks[gone.part].drop(gone.heading, self.rows.pop(name))
            self._shown.pop(name, None)
        for part, block in self.blocks.items():
            headings: dict[str, list[str]] = {}
            for row in asked.values():
                if row.part == part:
                    headings.setdefault(row.heading, []).append(row.id)
            block.set_order(headings)

    def _unmade(self) -> list[AskedRow]:
        """The rows that are still to be made; what stands only while its fold is open."""
        return [asked for asked in self._asked.values()
                if asked.id not in self.rows and (asked.part != "standing" or self.fold.is_open())]

    def _make(self, most: int) -> None:
        """Makes the next rows that are still to be made."""
        for asked in self._unmade()[:most]:
            row = answer_row(asked, self.standing)
            row.answered.connect(self._changed if asked.part == "changes" else self._answered)
            self.rows[asked.id] = row
            self.blocks[asked.part].add(asked.heading, row)
            self._show(asked.id, row)
        if not self._unmade():
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
        self.unasked.setVisible(bool(views) and not self._unmade())

    def _draw_standing(self) -> None:
        """Shows how many answers stand from before, folded; none of them is an answer of today."""
        views = [row.view for row in self._asked.values() if row.part == "standing" and row.answer is None and row.view]
        self.fold.setVisible(any(row.part == "standing" for row in self._asked.values()))
        self.fold.say(*standing_words(views))
        self.blocks["standing"].setVisible(self.fold.is_open())

    def _turn(self) -> None:
        """Makes the rows of what stands once they are to be seen."""
        if self._unmade():
            self._later.start()

    def _answered(self, name: str, value: object) -> None:
        answer = said_answer(value)
        if self._asked[name].part == "standing":
            self._held.add(name)
        if not self.screen.act(lambda desk: desk.answer(name, answer) if answer else desk.withdraw_answer(name)):
            self._show(name, self.rows[name])

    def _changed(self, name: str, value: object) -> None:
        """Records what changed, or that it was taken back."""
        answer = said_answer(value)
        if not self.screen.act(lambda desk: desk.answer_since_last(name, answer) if answer else
                               desk.withdraw_since_last(name)):
            self._show(name, self.rows[name])
