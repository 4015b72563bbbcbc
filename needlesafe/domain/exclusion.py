"""Which questions sex or age rule out; what is not known excludes nothing."""

from __future__ import annotations

from needlesafe.domain.catalogue import Catalogue, Question
from needlesafe.domain.visit import Visit


def ruled_out(question: Question, visit: Visit) -> str:
    """Why sex or age make a question not applicable (`sex`, `age`); empty where they do not."""
    return excluded(question, visit.patient.sex, visit.patient.age_on(visit.date))


def excluded(question: Question, sex: str, age: int | None) -> str:
    """The same for a sex and completed years."""
    if question.only_sex and sex in ("female", "male") and sex != question.only_sex:
        return "sex"
    if age is not None and (age < question.min_age or (question.max_age and age > question.max_age)):
        return "age"
    return ""


def contradicting(visit: Visit, catalogue: Catalogue) -> tuple[str, ...]:
    """The questions and factors that were answered with a raising word though sex or age rule them out."""
    sex, age = visit.patient.sex, visit.patient.age_on(visit.date)
    found = []
    for key, answer in visit.screening.items():
        names = (key,) if key in catalogue.questions else catalogue.questions_of_factor.get(key)
        if (names and all([excluded(catalogue.questions[name], sex, age) for name in names])
                and _raises(key, answer.answer, catalogue)):
            found.append(key)
    return tuple(sorted(found))


def _raises(key: str, word: str, catalogue: Catalogue) -> bool:
    question = catalogue.questions.get(key)
    return word in (question.raised_by if question else "yes", "unknown")
