"""What something that was answered is called, what was answered, and where it is answered again."""

from __future__ import annotations

from collections.abc import Callable

from needlesafe.errors import Lack
from needlesafe.flow.gates import Standing, understanding_items
from needlesafe.gui.messages import tr
from needlesafe.gui.widgets.answer_row import ANSWERS

_QUESTIONS, _CHANGES, _READY = ("answered", "answer-withdrawn"), ("since-last-answered", "since-last-withdrawn"), ("readiness-answered",)
_TICKS, _PLAN = ("acknowledged", "acknowledgement-withdrawn"), ("change-accepted", "change-acceptance-withdrawn")
_DECLINED, _TALK, _LEAVING = ("override-given", "override-withdrawn"), ("understanding-answered",), ("discharge-answered", "discharge-owed")
_PLACES = {
    **dict.fromkeys((*_QUESTIONS, *_CHANGES), ("unanswered", "screening")), "sites-planned": ("site", "sites"),
    "indication-recorded": ("", "sites"), **dict.fromkeys(_TICKS, ("acknowledgement", "cautions")),
    **dict.fromkeys((*_PLAN, *_DECLINED), ("change", "cautions")), "consent-talk-recorded": ("", "consent"),
    "understanding-answered": ("understanding", "consent"), "discharge-answered": ("discharge", "note"),
    "discharge-owed": ("discharge-owed", "note"), "note-recorded": ("", "note"), "course-recorded": ("", "note"),
    "given-recorded": ("", "note")}
"""For each kind of event the code of a lack in the same place, and its step."""
_WRITTEN = "what was written"


def place_of(kind: str, name: str, standing: Standing) -> Lack:
    """Where it is answered, said as a lack; without a code where a page alone can be named."""
    if kind in _READY:
        item = standing.catalogue.readiness.get(name)
        return Lack("readiness", name, item.step if item else "who")
    code, step = _PLACES[kind]
    return Lack(code, name, step)


def item_words(kind: str, name: str, standing: Standing) -> str:
    """What was asked, in the words that stand beside its answer."""
    for kinds, words in _WORDS.items():
        if kind in kinds:
            return words(name, standing) or tr(_WRITTEN)
    return tr(_WRITTEN)


def short_words(kind: str, name: str, standing: Standing) -> str:
    """A few words for the same."""
    catalogue = standing.catalogue
    if kind in _QUESTIONS and name in catalogue.questions:
        return catalogue.questions[name].short
    if kind in _CHANGES and name in catalogue.changes:
        return catalogue.changes[name].short
    return {**dict.fromkeys(_TICKS, tr("an acknowledgement")), **dict.fromkeys(_PLAN, tr("a change of the plan")),
            **dict.fromkeys(_DECLINED, tr("the reason why a change is not made")), "sites-planned": tr("the plan"),
            "readiness-answered": tr("a check"), "discharge-answered": tr("a check before leaving"),
            "understanding-answered": tr("a question about the talk")}.get(kind, tr(_WRITTEN))


def answer_words(kind: str, name: str, standing: Standing) -> str:
    """What stands as its answer; empty where nothing does any more."""
    visit = standing.visit
    if kind in _QUESTIONS or kind in _CHANGES:
        answer = (visit.screening if kind in _QUESTIONS else visit.since_last).get(name)
        return _word(answer.answer) if answer else ""
    if kind in _TICKS or kind in _PLAN:
        return tr("Ticked") if name in (*visit.acknowledged, *visit.changes_accepted) else ""
    told = visit.readiness if kind in _READY else dict(visit.consent.understanding) if kind in _TALK else visit.note.discharge
    return _word(told.get(name, ""))


def _word(answer: str) -> str:
    return {**{value: tr(words) for value, words in ANSWERS}, "not-applicable": tr("Not applicable")}.get(answer, answer)


def _question(name: str, standing: Standing) -> str:
    catalogue = standing.catalogue
    entry = catalogue.questions.get(name) or catalogue.factors.get(name)
    return entry.text if entry else ""


def _change(name: str, standing: Standing) -> str:
    change = standing.catalogue.changes.get(name)
    return change.text if change else ""


def _check(name: str, standing: Standing) -> str:
    item = standing.catalogue.readiness.get(name) or standing.catalogue.discharge.get(name)
    return item.text if item else ""


def _tick(name: str, standing: Standing) -> str:
    return next((item.text for item in standing.assessment.acknowledgements if item.id == name), "")


def _finding(name: str, standing: Standing) -> str:
    finding = standing.assessment.finding(name)
    return finding.title if finding else ""


def _asked_after_talk(name: str, standing: Standing) -> str:
    return next((item.text for item in understanding_items(standing) if item.id == name), "")


_WORDS: dict[tuple[str, ...], Callable[[str, Standing], str]] = {
    _QUESTIONS: _question, _CHANGES: _change, (*_READY, *_LEAVING): _check, _TICKS: _tick, (*_PLAN, *_DECLINED): _finding,
    _TALK: _asked_after_talk}
