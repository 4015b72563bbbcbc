"""Screening: the patient's questions, then the practitioner's, each with its three answers."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from needlesafe.domain.answers import Answer, answer_from_json
from needlesafe.domain.catalogue import GROUPS
from needlesafe.errors import Lack
from needlesafe.flow.views import QuestionView, UnaskedView, question_views, unasked_views
from needlesafe.gui.finding_cards import ANSWER_WORDS, STATUS_WORDS, source_words
from needlesafe.gui.messages import missing_words, tr
from needlesafe.gui.step_page import Screen, StepPage
from needlesafe.gui.widgets.answer_row import AnswerRow, Question
from needlesafe.gui.widgets.card import Card
from needlesafe.gui.widgets.words import Words

ASKED = {"changes": "Since the last visit", "patient": "Asked of the patient", "both": "Looked at together",
         "practitioner": "For you to judge"}
REASONS = {"sex": "Not asked: sex rules it out.", "age": "Not asked: age rules it out.",
           "computed": "Worked out by the program."}
GROUP_WORDS = {"head-face": "Head and face", "neck": "Neck", "thorax": "Chest and upper back", "abdomen": "Abdomen",
               "lumbosacral": "Low back and sacrum", "pelvis": "Buttock, hip and groin", "upper-limb": "Arm",
               "lower-limb": "Leg"}


class ScreeningPage(StepPage):
    """The second step; questions of chosen sites join it as soon as a site calls for them."""

    step = "screening"

    def __init__(self, screen: Screen) -> None:
        super().__init__(screen)
        self.rows: dict[str, AnswerRow] = {}
        self.cards = {part: Card(tr(title)) for part, title in ASKED.items()}
        for card in self.cards.values():
            self.body.addWidget(card)
        self.unasked = Card(tr("Not asked"), tr("What sex, age or the plan itself settles."))
        self.body.addWidget(self.unasked)
        self._unasked: tuple[UnaskedView, ...] = ()

    def draw(self) -> None:
        """Shows the questions with the answers that stand."""
        views = question_views(self.standing, self.screen.previous)
        self._draw_changes()
        for view in views:
            self._draw_question(view)
        shown = {view.question.id for view in views} | set(self._changes())
        for name in [name for name in self.rows if name not in shown]:
            self._drop(name)
        for part, card in self.cards.items():
            card.setVisible(card.body.count() > 0)
        self._draw_unasked()
        missing = [lack for lack in self.screen.desk.lacks("consent") if lack.code == "unanswered"]
        self.context.say(missing_words(missing) if missing else tr("Every question that this plan needs is answered."))

    def place_of(self, lack: Lack) -> QWidget | None:
        """The row of a question."""
        return self.rows.get(lack.subject)

    def _changes(self) -> tuple[str, ...]:
        """The questions about what changed, on a repeat visit only."""
        return tuple(self.standing.catalogue.changes) if self.standing.visit.repeat else ()

    def _draw_changes(self) -> None:
        for name in self._changes():
            item = self.standing.catalogue.changes[name]
            if name not in self.rows:
                row = AnswerRow(Question(name, item.text, detail_label=tr("What changed")))
                row.answered.connect(self._changed)
                self._add(name, row, "changes")
            self.rows[name].set_value(_shown(self.standing.visit.since_last.get(name)))

    def _draw_question(self, view: QuestionView) -> None:
        name = view.question.id
        if name not in self.rows:
            row = AnswerRow(self._question(view))
            row.answered.connect(self._answered)
            self._add(name, row, view.question.asked_of)
        row = self.rows[name]
        row.set_value(_shown(view.answer))
        row.ask_clearance("clearance" in view.wants)

    def _question(self, view: QuestionView) -> Question:
        question = view.question
        raising = (question.raised_by, "unknown")
        sources = "\n".join(source_words(name, self.standing) for name in question.sources)
        return Question(
            question.id, question.text, source=sources, status=tr(STATUS_WORDS[question.status]),
            previous=self._earlier(view.earlier), detail_when=raising if "detail" in question.wants else (),
            where_when=raising if "where" in question.wants else (), places=self._places())

    def _places(self) -> tuple[tuple[str, str], ...]:
        """The parts of the body, as an answer's place may name them."""
        return tuple((group, tr(GROUP_WORDS[group])) for group in GROUPS)

    def _earlier(self, answer: Answer | None) -> str:
        if answer is None:
            return ""
        words = tr(ANSWER_WORDS.get(answer.answer, answer.answer))
        return f"{words} ({answer.detail})" if answer.detail else words

    def _add(self, name: str, row: AnswerRow, part: str) -> None:
        """Adds a row to its card, in the catalogue's order."""
        self.rows[name] = row
        order = [*self.standing.catalogue.changes, *self.standing.catalogue.questions]
        body = self.cards[part].body
        before = [body.itemAt(i).widget().question.id for i in range(body.count())]
        place = sum(1 for other in before if order.index(other) < order.index(name))
        body.insertWidget(place, row)

    def _drop(self, name: str) -> None:
        row = self.rows.pop(name)
        row.parentWidget().layout().removeWidget(row)
        for card in self.cards.values():
            card.body.removeWidget(row)
        row.hide()
        row.deleteLater()

    def _draw_unasked(self) -> None:
        views = unasked_views(self.standing)
        if views != self._unasked:
            self._unasked = views
            while (item := self.unasked.body.takeAt(0)) is not None:
                item.widget().deleteLater()
            for view in views:
                text = f"{view.question.short}: {view.value or tr(REASONS[view.reason])}"
                self.unasked.body.addWidget(Words(text, "quiet"))
        self.unasked.setVisible(bool(views))

    def _answered(self, name: str, value: object) -> None:
        answer = _answer(value)
        self.screen.act(lambda desk: desk.answer(name, answer) if answer else desk.withdraw_answer(name))

    def _changed(self, name: str, value: object) -> None:
        answer = _answer(value)
        if answer:
            self.screen.act(lambda desk: desk.answer_since_last(name, answer))


def _answer(value: object) -> Answer | None:
    """The answer of a row; None where it was taken back."""
    told = {key: part for key, part in dict(value).items() if part}
    return answer_from_json(told) if told.get("answer") else None


def _shown(answer: Answer | None) -> dict[str, object] | None:
    """An answer as a row shows it."""
    if answer is None:
        return None
    clearance = answer.clearance
    return {"answer": answer.answer, "detail": answer.detail or None,
            "where": [{"region": place.region, "side": place.side} for place in answer.where],
            "clearance": {"by": clearance.by, "date": clearance.date, "text": clearance.text} if clearance else None}
