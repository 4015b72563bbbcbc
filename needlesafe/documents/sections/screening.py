"""Everything that was asked, with every answer: readiness, what changed, the screening."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from reportlab.platypus import Flowable

from needlesafe.documents.answers import printed
from needlesafe.documents.sections.layout import Layout
from needlesafe.documents.style import FINE
from needlesafe.documents.typesetter import Typesetter
from needlesafe.documents.words import Run, Words
from needlesafe.domain.answers import Answer, Place
from needlesafe.domain.catalogue import Question
from needlesafe.domain.questions import unanswered
from needlesafe.domain.wording import CheckItem

Row = tuple[Words, Words]

_HEAD = ("Question", "Answer")
_SHARES = (8.6, 1)
_ASKED_OF = {"patient": "Asked of the patient", "both": "Asked of both", "practitioner": "Asked of the practitioner"}


def screening(layout: Layout) -> list[Flowable]:
    """Every question with its answer, by whom it was asked of; then what was answered of single factors."""
    pieces: list[Flowable] = []
    for person, title in _ASKED_OF.items():
        rows = [_question_row(question, layout) for question in _shown(layout) if question.asked_of == person]
        pieces += _answered(title, rows, layout)
    return [*pieces, *_answered("Said of single factors", _factor_rows(layout), layout)]


def since_last(layout: Layout) -> list[Flowable]:
    """What changed since the last visit."""
    items, visit = layout.facts.catalogue.changes, layout.facts.visit
    rows = [_row(items[key].text if key in items else key, answer, answer.answer != "no", layout)
            for key, answer in visit.since_last.items()]
    return _answered("Since the last visit", rows, layout)


def checks(title: str, items: Mapping[str, CheckItem], answers: Mapping[str, str], layout: Layout) -> list[Flowable]:
    """A checklist with the answers that it got, in the catalogue's order."""
    order = [*(key for key in items if key in answers), *(key for key in answers if key not in items)]
    rows = [(items[key].text if key in items else key, printed("three-state", answers[key], layout.words)) for key in order]
    if not rows:
        return []
    return [layout.setter.part(title), Typesetter(FINE).table(("Check", "Answer"), rows, _SHARES)]


def answer_details(answer: Answer, layout: Layout) -> str:
    """What stands with an answer: its detail, its place, its date, its clearance."""
    words, parts = layout.words, [answer.detail]
    if answer.where:
        parts.append(f"where: {', '.join(_place(place, layout) for place in answer.where)}")
    if answer.date:
        parts.append(f"date: {printed('date', answer.date, words)}")
    if answer.clearance is not None:
        given = answer.clearance
        parts.append(f"clearance by {given.by}, {printed('date', given.date, words)}: {given.text}")
    return "; ".join(part for part in parts if part)


def _shown(layout: Layout) -> Iterable[Question]:
    """The questions that were answered or still wait for an answer, in the catalogue's order."""
    waiting = {question.id for question in unanswered(layout.facts.visit, layout.facts.catalogue)}
    return (question for question in layout.facts.catalogue.questions.values()
            if question.id in waiting or question.id in layout.facts.visit.screening)


def _question_row(question: Question, layout: Layout) -> Row:
    answer = layout.facts.visit.screening.get(question.id)
    if answer is None:
        return question.text, Run("not answered", strong=True)
    return _row(question.text, answer, answer.answer in (question.raised_by, "unknown"), layout)


def _row(text: str, answer: Answer, raises: bool, layout: Layout) -> Row:
    """A question with, beneath it, what stands with its answer; an answer that raises is set apart."""
    word, details = printed("three-state", answer.answer, layout.words), answer_details(answer, layout)
    return (text, Run(f"\n{details}", strong=True)) if details else text, Run(word, strong=raises)


def _factor_rows(layout: Layout) -> list[Row]:
    catalogue = layout.facts.catalogue
    return [_row(catalogue.factors[key].text if key in catalogue.factors else key, answer, answer.answer != "no", layout)
            for key, answer in layout.facts.visit.screening.items() if key not in catalogue.questions]


def _answered(title: str, rows: list[Row], layout: Layout) -> list[Flowable]:
    return [layout.setter.part(title), Typesetter(FINE).table(_HEAD, rows, _SHARES)] if rows else []


def _place(place: Place, layout: Layout) -> str:
    region = layout.facts.catalogue.regions.get(place.region)
    name = region.title if region else place.region.replace("-", " ")
    return f"{name}, {layout.words.word(place.side)}" if place.side else name
