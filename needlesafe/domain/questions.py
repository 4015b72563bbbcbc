"""Which questions a visit asks, and which of them wait for an answer: neither answered today nor standing from before."""

from __future__ import annotations

from needlesafe.domain.anatomy import plan_tags
from needlesafe.domain.catalogue import Catalogue, Question
from needlesafe.domain.computed import is_known
from needlesafe.domain.earlier import standing
from needlesafe.domain.visit import Visit


def ruled_out(question: Question, visit: Visit) -> str:
    """Why sex or age make a question not applicable (`sex`, `age`); empty where they do not."""
    return excluded(question, visit.patient.sex, visit.patient.age_on(visit.date))


def excluded(question: Question, sex: str, age: int | None) -> str:
    """The same for a sex and completed years; what is not known excludes nothing."""
    if question.only_sex and sex in ("female", "male") and sex != question.only_sex:
        return "sex"
    if age is not None and (age < question.min_age or (question.max_age and age > question.max_age)):
        return "age"
    return ""


def is_asked(question: Question, visit: Visit, tags: frozenset[str]) -> bool:
    """Whether the plan, whose tags are given, calls for the question."""
    if question.computed and is_known(question.computed, visit):
        return False
    return not tags.isdisjoint(question.tags) and not ruled_out(question, visit)


def asked(visit: Visit, catalogue: Catalogue) -> tuple[Question, ...]:
    """The questions that the visit asks, in the catalogue's order."""
    tags = plan_tags(visit.sites, catalogue)
    return tuple(question for question in catalogue.questions.values() if is_asked(question, visit, tags))


def settled(question: Question, visit: Visit) -> bool:
    """Whether the question has an answer, its own or one to each of its factors."""
    return question.id in visit.screening or all(factor in visit.screening for factor in question.factors)


def unanswered(visit: Visit, catalogue: Catalogue) -> tuple[Question, ...]:
    """The questions that the visit asks and nobody has answered, but for those of which an earlier answer stands."""
    held, tags = standing(visit, catalogue), plan_tags(visit.sites, catalogue)
    return tuple(question for question in catalogue.questions.values()
                 if question.id not in held and not settled(question, visit) and is_asked(question, visit, tags))
