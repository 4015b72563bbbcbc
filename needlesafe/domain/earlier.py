"""
Which answers of earlier visits still stand, and why the others are asked again.

An answer that stands is no answer of today: it keeps its day, is shown and printed as such, and falls as soon as the
patient says that something it touches has changed. Until everything that may have changed was asked, none stands.
"""

from __future__ import annotations

from datetime import date, timedelta

from needlesafe.domain.catalogue import Catalogue, Question
from needlesafe.domain.last_visit import EarlierAnswer, spot_of
from needlesafe.domain.visit import Visit
from needlesafe.domain.wording import Change

CHANGED = ("yes", "unknown")
"""Answers to "what changed" that ask anew what they touch."""

AGAIN = ("never-asked", "every-visit", "raised", "content", "place", "due", "changed", "waiting")
"""Why a question is asked although it was asked before; `waiting` is for what changed, and would stand otherwise."""


def content_of(visit: Visit) -> str:
    """The content that a visit was made with: ours, and what the clinic added."""
    return f"{visit.content_fingerprint} {visit.content_clinic}".strip()


def changes_asked(visit: Visit, catalogue: Catalogue) -> tuple[Change, ...]:
    """What a repeat visit asks first; what sex rules out is left out. Nothing in a first visit."""
    if not (visit.repeat or visit.earlier):
        return ()
    sex = visit.patient.sex
    return tuple(change for change in catalogue.changes.values()
                 if not (change.only_sex and sex in ("female", "male") and sex != change.only_sex))


def is_touched(question: Question, change: Change) -> bool:
    """Whether a change bears on a question: by its id, its category or one of its factors."""
    return not {question.id, question.category, *question.factors}.isdisjoint(change.touches)


def is_touchable(question: Question, catalogue: Catalogue) -> bool:
    """Whether any change bears on a question; one that no change reaches is asked at every visit."""
    return any(is_touched(question, change) for change in catalogue.changes.values())


def touching(question: Question, visit: Visit, catalogue: Catalogue) -> tuple[Change, ...]:
    """The changes of this visit that bear on a question."""
    return tuple(change for change in changes_asked(visit, catalogue)
                 if (told := visit.since_last.get(change.id)) and told.answer in CHANGED and is_touched(question, change))


def touched_answers(name: str, visit: Visit, catalogue: Catalogue) -> tuple[str, ...]:
    """The answers of today, to questions and factors, that a change bears on."""
    touched = {q.id for q in catalogue.questions.values() if is_touched(q, catalogue.changes[name])}
    return tuple(key for key in visit.screening
                 if key in touched or not touched.isdisjoint(catalogue.questions_of_factor.get(key, ())))


def asked_again(question: Question, visit: Visit, catalogue: Catalogue) -> str:
    """One of AGAIN, the first that holds; empty where the earlier answer stands."""
    earlier = visit.earlier.get(question.id)
    if earlier is None:
        return "never-asked"
    if question.every_visit or not question.ask_again_days or not is_touchable(question, catalogue):
        return "every-visit"
    if earlier.raised or earlier.answer not in ("yes", "no"):
        return "raised"
    if not _is_same_content(visit, catalogue):
        return "content"
    if question.of_place and not {spot_of(site) for site in visit.sites} <= set(earlier.spots):
        return "place"
    if not _is_fresh(question, earlier, visit.date):
        return "due"
    if touching(question, visit, catalogue):
        return "changed"
    return "waiting" if any(change.id not in visit.since_last for change in changes_asked(visit, catalogue)) else ""


def standing(visit: Visit, catalogue: Catalogue) -> dict[str, EarlierAnswer]:
    """The earlier answers that stand and that nobody has replaced today, by question."""
    return {name: earlier for name, earlier in visit.earlier.items()
            if name not in visit.screening and name in catalogue.questions
            and not asked_again(catalogue.questions[name], visit, catalogue)}


def differing(visit: Visit) -> dict[str, EarlierAnswer]:
    """The earlier answers to which another one was given today, by question."""
    return {name: visit.earlier[name] for name, answer in visit.screening.items()
            if name in visit.earlier and visit.earlier[name].answer != answer.answer}


def _is_same_content(visit: Visit, catalogue: Catalogue) -> bool:
    """Whether the last visit, this one and the catalogue hold the same content."""
    before = visit.last.content if visit.last else content_of(visit)
    return before == content_of(visit) == f"{catalogue.fingerprint} {catalogue.clinic_fingerprint}".strip()


def _is_fresh(question: Question, earlier: EarlierAnswer, today: str) -> bool:
    """Whether the interval of the question has not passed; on the day on which it is due it is asked."""
    asked, now = date.fromisoformat(earlier.asked_on), date.fromisoformat(today)
    return asked <= now < asked + timedelta(days=question.ask_again_days)
