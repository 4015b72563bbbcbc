"""Everything that was asked, with every answer: readiness, what changed, the screening, what stands from before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from reportlab.platypus import Flowable

from needlesafe.documents.answers import printed
from needlesafe.documents.sections.layout import Layout, doubted
from needlesafe.documents.style import FINE
from needlesafe.documents.typesetter import Typesetter
from needlesafe.documents.words import Run, Words
from needlesafe.domain.answers import Answer, Place
from needlesafe.domain.catalogue import Question
from needlesafe.domain.clinic_content import is_own
from needlesafe.domain.earlier import CHANGED, differing, is_touched, standing
from needlesafe.domain.last_visit import EarlierAnswer
from needlesafe.domain.questions import asked, unanswered
from needlesafe.domain.wording import Change, CheckItem

Row = tuple[Words, Words]

_NOTHING: Mapping[str, str] = {}
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
    """What changed since the last visit and what was asked again for it, then the answers that are others than before."""
    items, visit = layout.facts.catalogue.changes, layout.facts.visit
    rows = [_change_row(items[key], answer, layout) if key in items else _row(key, answer, answer.answer != "no", layout)
            for key, answer in visit.since_last.items()]
    changed = [(_short(key, layout), _earlier_words(earlier, layout), Run(_word(visit.screening[key].answer, layout), strong=True))
               for key, earlier in differing(visit).items()]
    table = Typesetter(FINE).table(("Answered otherwise than before", "Before", "Today"), changed, (4.6, 4, 1))
    day = f", {layout.words.day(visit.last.date)}" if visit.last else ""
    return [*_answered(f"Since the last visit{day}", rows, layout), *([table] if changed else [])]


def stands(layout: Layout) -> list[Flowable]:
    """The answers of earlier visits that stand: not asked today, each with the day on which it was asked; then what is
    asked of nobody who was needled here before."""
    catalogue, visit = layout.facts.catalogue, layout.facts.visit
    asked_for = {question.id for question in asked(visit, catalogue)}
    held: dict[tuple[str, str], list[str]] = {}
    for key, earlier in standing(visit, catalogue).items():
        if key in asked_for:
            held.setdefault((earlier.asked_on, earlier.answer), []).append(_short(key, layout))
    rows = [(layout.words.day(day), _word(answer, layout), "; ".join(names)) for (day, answer), names in sorted(held.items())]
    pieces: list[Flowable] = [Typesetter(FINE).table(("Asked on", "Answer", "Questions"), rows, (2, 1, 7.6))] if rows else []
    first = [question.short for question in catalogue.questions.values() if question.only_first and question.id not in visit.screening]
    if first and visit.needled_before:
        pieces.append(Typesetter(FINE).text(f"The patient was needled here before. Not asked: {'; '.join(first)}."))
    return [layout.setter.part("Standing from earlier visits, not asked today"), *pieces] if pieces else []


def checks(title: str, items: Mapping[str, CheckItem], answers: Mapping[str, str], layout: Layout,
           owed: Mapping[str, str] = _NOTHING) -> list[Flowable]:
    """A checklist with the answers that it got, in the catalogue's order; one that is not met is set apart, with what is owed."""
    order = [*(key for key in items if key in answers), *(key for key in answers if key not in items)]
    rows = [_check_row(key, items.get(key), answers[key], owed.get(key, ""), layout) for key in order]
    if not rows:
        return []
    return [layout.setter.part(title), Typesetter(FINE).table(("Check", "Answer"), rows, _SHARES)]


def _check_row(key: str, item: CheckItem | None, answer: str, owed: str, layout: Layout) -> Row:
    word = printed("three-state", answer, layout.words)
    if item is None or answer == item.wanted:
        return doubted(item.text, item.status) if item else key, word
    text, debt = doubted(item.text, item.status), f" Owed: {owed}" if owed else ""
    return (f"{text}\n", Run(f"Not met.{debt}", strong=True)), Run(word, strong=True)


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
        return _asked_words(question), Run("not answered", strong=True)
    before = differing(layout.facts.visit).get(question.id)
    mark = f"was {_earlier_words(before, layout)}" if before else ""
    raises = answer.answer in (question.raised_by, "unknown")
    return _row(_asked_words(question), answer, raises, layout, mark)


def _asked_words(question: Question) -> str:
    """The question as it was asked, with its mark of doubt; one of the clinic's says so."""
    added = " (added by the clinic)" if is_own(question.id) else ""
    return doubted(f"{question.text}{added}", question.status)


def _change_row(change: Change, answer: Answer, layout: Layout) -> Row:
    """What changed, with the questions that were asked again for it."""
    if answer.answer not in CHANGED:
        return _row(change.text, answer, False, layout)
    visit, catalogue = layout.facts.visit, layout.facts.catalogue
    again = [question.short for question in asked(visit, catalogue)
             if question.id in visit.earlier and not question.every_visit and is_touched(question, change)]
    return _row(change.text, answer, True, layout, f"asked again: {', '.join(again)}" if again else "")


def _row(text: str, answer: Answer, raises: bool, layout: Layout, mark: str = "") -> Row:
    """A question with, beneath it, what stands with its answer; an answer that raises is set apart."""
    word, told = _word(answer.answer, layout), (answer_details(answer, layout), mark)
    details = "; ".join(part for part in told if part)
    return (text, Run(f"\n{details}", strong=True)) if details else text, Run(word, strong=raises)


def _factor_rows(layout: Layout) -> list[Row]:
    catalogue = layout.facts.catalogue
    return [_row(catalogue.factors[key].text if key in catalogue.factors else key, answer, answer.answer != "no", layout)
            for key, answer in layout.facts.visit.screening.items() if key not in catalogue.questions]


def _answered(title: str, rows: list[Row], layout: Layout) -> list[Flowable]:
    return [layout.setter.part(title), Typesetter(FINE).table(_HEAD, rows, _SHARES)] if rows else []


def _short(key: str, layout: Layout) -> str:
    question = layout.facts.catalogue.questions.get(key)
    return question.short if question else key


def _word(answer: str, layout: Layout) -> str:
    return printed("three-state", answer, layout.words)


def _earlier_words(earlier: EarlierAnswer, layout: Layout) -> str:
    """An earlier answer with its day, such as "no on 3 November 2026"."""
    told = f" ({earlier.detail})" if earlier.detail else ""
    return f"{_word(earlier.answer, layout)} on {layout.words.day(earlier.asked_on)}{told}"


def _place(place: Place, layout: Layout) -> str:
    region = layout.facts.catalogue.regions.get(place.region)
    name = region.title if region else place.region.replace("-", " ")
    return f"{name}, {layout.words.word(place.side)}" if place.side else name
