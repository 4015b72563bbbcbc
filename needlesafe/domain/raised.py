"""Which factors a visit raises, by which words, and where on the body."""

from __future__ import annotations

from operator import attrgetter
from typing import NamedTuple

from needlesafe.domain.anatomy import within
from needlesafe.domain.answers import Answer, Place
from needlesafe.domain.catalogue import Catalogue
from needlesafe.domain.clinic_content import is_own
from needlesafe.domain.computed import Fact
from needlesafe.domain.visit import Visit


class Because(NamedTuple):
    """One reason why a factor is raised: an answer or a computed fact."""

    factor: str
    """The factor, or the computed fact itself."""
    source: str
    """The question, the factor or the computed fact that said so."""
    answer: str
    """The person's word, or what was computed."""
    places: tuple[Place, ...] = ()
    sites: tuple[int, ...] | None = None
    """For a computed fact, the sites it concerns; None for all."""
    detail: str = ""

    def covers(self, index: int, visit: Visit, reach: str, catalogue: Catalogue) -> bool:
        """Whether the reason holds at a site, its place widened by `reach`."""
        if self.sites is not None:
            return index in self.sites
        return not self.places or any(within(visit.sites[index], place, reach, catalogue) for place in self.places)


Raised = dict[str, tuple[Because, ...]]


def raised_factors(visit: Visit, facts: tuple[Fact, ...], catalogue: Catalogue) -> Raised:
    """Every raised factor and computed fact with its reasons, by id."""
    raising = [because for key, answer in visit.screening.items() for because in _from_answer(key, answer, catalogue)]
    raising += [Because(factor, fact.id, fact.value, sites=fact.sites)
                for fact in facts for factor in (fact.id, *catalogue.computed[fact.id].factors)]
    found: dict[str, list[Because]] = {}
    for because in sorted(raising, key=attrgetter("factor", "source")):
        found.setdefault(because.factor, []).append(because)
    return {factor: tuple(reasons) for factor, reasons in found.items()}


def _from_answer(key: str, answer: Answer, catalogue: Catalogue) -> list[Because]:
    question = catalogue.questions.get(key)
    raises, factors = ("yes", (key,)) if question is None else (question.raised_by, question.factors)
    if answer.answer not in (raises, "unknown"):
        return []
    return [Because(factor, key, answer.answer, answer.where, None, answer.detail) for factor in factors]


def is_cleared(reason: Because, visit: Visit, catalogue: Catalogue) -> bool:
    """Whether a complete clearance stands with an answer that speaks of the reason's factor, at least where it holds;
    one with a clinic's own question clears no more than what such a question raised."""
    keys = (reason.factor, *catalogue.questions_of_factor.get(reason.factor, ()))
    answers = (visit.screening[key] for key in keys
               if key in visit.screening and (is_own(reason.source) or not is_own(key)))
    return any(answer.clearance is not None and answer.clearance.complete and answer.where in ((), reason.places)
               for answer in answers)
