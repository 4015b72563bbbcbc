"""
The patient's own questions, a few at a time under one heading; no answer is there beforehand and none is needed to go on.

What was answered here in an earlier turn is not gone through twice; what somebody else answered is there to be seen.
"""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from needlesafe.gui import theme
from needlesafe.gui.messages import tr
from needlesafe.gui.patient.page import PatientPage, Turn
from needlesafe.gui.question_rows import AskedRow, asked_rows, said_answer, show_answer
from needlesafe.gui.widgets.answer_row import AnswerRow, Question
from needlesafe.gui.widgets.card import Card

_PARTS = ("changes", "patient")
_MOST, _MOST_LARGE, _LARGE = 6, 3, 1.6
"""How many questions stand on a page, also where the type is very large."""


class QuestionsPage(PatientPage):
    """The questions that are asked of the patient; what the answers call for besides comes after them."""

    def __init__(self, turn: Turn) -> None:
        super().__init__(turn, "")
        self._done_before = frozenset(turn.read)
        self.rows: dict[str, AnswerRow] = {}
        self._pages: list[list[str]] = []
        self._card = Card()
        self._card.body.setSpacing(0)
        self.body.addWidget(self._card)

    def begin(self) -> bool:
        """Shows the first questions; False where none is asked of the patient or the consent is decided."""
        self._pages, self.at = _in_pages(self._left()), 0
        self.show_part()
        return bool(self._pages) and not self.standing.visit.consent.decision

    def draw(self) -> None:
        """Shows the answers that stand."""
        asked = {row.id: row for row in self._asked()}
        for name, row in self.rows.items():
            if name in asked:
                show_answer(row, _bare(asked[name]))

    def progress(self) -> str:
        """Which page of how many, and how many of its questions are open."""
        place = tr("Questions, page {n} of {all}").format(n=self.at + 1, all=len(self._pages))
        still = sum(row.answer() is None for row in self.rows.values())
        one, many = tr("1 not answered: your practitioner will ask you"), tr("{n} not answered: your practitioner will ask you")
        return place + (f"  ·  {(one if still == 1 else many).format(n=still)}" if still else "")

    def parts(self) -> int:
        """How many pages of questions there are; at the end of them those that the answers called for are among them."""
        if self.at + 1 >= len(self._pages):
            known = {name for page in self._pages for name in page}
            self._pages += _in_pages([row for row in self._left() if row.id not in known])
        return len(self._pages)

    def _asked(self) -> list[AskedRow]:
        return [row for row in asked_rows(self.standing) if row.part in _PARTS and not _holds_unconfirmed_number(row)]

    def _left(self) -> list[AskedRow]:
        """What is asked but for what was answered in an earlier turn of the same hand, unless one goes back to it."""
        return [row for row in self._asked() if self.turn.going_back or row.answer is None or row.id not in self._done_before]

    def show_part(self) -> None:
        """Makes the rows of this page in place of those before."""
        for row in self.rows.values():
            row.hide()
            row.deleteLater()
        self.rows = {}
        asked = {row.id: row for row in self._asked()}
        shown = [asked[name] for name in self._pages[self.at] if name in asked] if self._pages else []
        for one in shown:
            self.rows[one.id] = self._row(one)
        heading = shown[0].heading if shown else ""
        self.show_title(tr(heading) if heading else tr("Since your last visit"))
        self.verticalScrollBar().setValue(0)

    def _row(self, asked: AskedRow) -> AnswerRow:
        row = AnswerRow(_question(asked, self.standing.catalogue.changes))
        row.answered.connect(self._answered)
        self._card.body.addWidget(row)
        show_answer(row, _bare(asked))
        row.show()
        return row

    def _answered(self, name: str, value: object) -> None:
        answer, change = said_answer(value), name in self.standing.catalogue.changes
        if answer is None:
            deed = (lambda desk: desk.withdraw_since_last(name)) if change else (lambda desk: desk.withdraw_answer(name))
        else:
            deed = (lambda desk: desk.answer_since_last(name, answer)) if change else (lambda desk: desk.answer(name, answer))
        if self.turn.screen.act(deed):
            self.turn.read.add(name)
        self.draw()
        self.changed.emit()

    def place_of(self, name: str) -> QWidget | None:
        """The row of a question that is on the screen."""
        return self.rows.get(name)


def _question(asked: AskedRow, changes: dict) -> Question:
    """The question without what stands behind it, which is the practitioner's."""
    label = tr("Say more, if you like")
    if asked.view is None:
        return Question(asked.id, changes[asked.id].text, detail_label=label, keeps_room=False)
    question = asked.view.question
    more = (question.raised_by, "unknown") if "detail" in question.wants else ()
    return Question(question.id, question.text, detail_label=label, detail_when=more, keeps_room=False)


def _holds_unconfirmed_number(asked: AskedRow) -> bool:
    """Whether a patient would read a number that no source confirmed; such a question is left to the practitioner."""
    question = asked.view.question if asked.view else None
    return question is not None and question.status == "unconfirmed" and any(letter.isdigit() for letter in question.text)


def _bare(asked: AskedRow) -> AskedRow:
    """The row without what was answered before and without what is asked of the practitioner."""
    return AskedRow(asked.id, asked.part, asked.heading, asked.answer)


def _in_pages(rows: list[AskedRow]) -> list[list[str]]:
    """The questions in pages of a few, each under one heading."""
    most = _MOST_LARGE if theme.current().scale > _LARGE else _MOST
    pages: list[list[str]] = []
    heading: tuple[str, str] | None = None
    for row in rows:
        if heading != (row.part, row.heading) or len(pages[-1]) == most:
            pages.append([])
        heading = (row.part, row.heading)
        pages[-1].append(row.id)
    return pages
