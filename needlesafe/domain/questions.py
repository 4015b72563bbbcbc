"""
Which questions a visit asks, and which of them wait for an answer: neither answered today nor standing from before.

A question that follows upon another waits until that one was raised; an answer to it counts all the same.
"""

from __future__ import annotations

from needlesafe.domain.anatomy import plan_tags
from needlesafe.domain.catalogue import Catalogue, Question
from needlesafe.domain.computed import is_known
from needlesafe.domain.earlier import standing
from needlesafe.domain.exclusion import ruled_out
from needlesafe.domain.visit import Visit


def is_asked(question: Question, visit: Visit, tags: frozenset[str], catalogue: Catalogue) -> bool:
    """Whether the visit asks the question: the plan, whose tags are given, calls for it, and it has its turn."""
    return _is_called_for(question, visit, tags) and (not question.only_after or _follows(question, visit, tags, catalogue))


def _is_called_for(question: Question, visit: Visit, tags: frozenset[str]) -> bool:
    if question.computed and is_known(question.computed, visit):
        return False
    if question.only_first and visit.needled_before:
        return False
    return not tags.isdisjoint(question.tags) and not ruled_out(question, visit)


def _follows(question: Question, visit: Visit, tags: frozenset[str], catalogue: Catalogue) -> bool:
    """Whether a question that follows upon others has its turn: one of them was raised, or none of them is put at all."""
    first = [catalogue.questions[name] for name in question.only_after]
    if any([_is_raised(one, visit) for one in first]):
        return True
    return not any([one.id in visit.screening or _is_called_for(one, visit, tags) for one in first])


def _is_raised(question: Question, visit: Visit) -> bool:
    """Whether the question was answered today with a word that raises, or its own factor was."""
    own, factor = visit.screening.get(question.id), visit.screening.get(question.factors[0])
    return bool(own and own.answer in (question.raised_by, "unknown") or factor and factor.answer in ("yes", "unknown"))


def asked(visit: Visit, catalogue: Catalogue) -> tuple[Question, ...]:
    """The questions that the visit asks, in the catalogue's order."""
    tags = plan_tags(visit.sites, catalogue)
    return tuple(question for question in catalogue.questions.values() if is_asked(question, visit, tags, catalogue))


def _is_summed_up(question: Question, visit: Visit, catalogue: Catalogue) -> bool:
    """Whether every question that follows upon it is settled."""
    return all([settled(other, visit) for other in catalogue.questions.values() if question.id in other.only_after])


def settled(question: Question, visit: Visit) -> bool:
    """Whether the question has an answer, its own or one to each of its factors."""
    return question.id in visit.screening or all(factor in visit.screening for factor in question.factors)


def unanswered(visit: Visit, catalogue: Catalogue) -> tuple[Question, ...]:
    """The questions that the visit asks and nobody has answered, but for those of which an earlier answer stands."""
    held, tags = standing(visit, catalogue), plan_tags(visit.sites, catalogue)
    return tuple(question for question in catalogue.questions.values()
                 if question.id not in held and not settled(question, visit) and is_asked(question, visit, tags, catalogue)
                 and not (question.sums_up and _is_summed_up(question, visit, catalogue)))
