"""What a visit brings from the patient's last one, recorded once when it begins."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from needlesafe.domain.catalogue import Catalogue, Question
from needlesafe.domain.earlier import CHANGED, content_of, standing
from needlesafe.domain.folding import fold
from needlesafe.domain.last_visit import EarlierAnswer, LastVisit, earlier_to_json, site_key, spot_of
from needlesafe.domain.needles import any_placed
from needlesafe.domain.visit import Visit
from needlesafe.flow.visit_desk import Told
from needlesafe.flow.workplace import Workplace


def brought(workplace: Workplace, visit: Visit) -> tuple[Told, ...]:
    """The event that brings the answers of the last visit; none where there was none, or it was left open."""
    last = _last_answered(workplace, visit)
    if last is None:
        return ()
    answers = {name: earlier_to_json(told) for name, told in answers_of(last, workplace.catalogue).items()}
    before = {"needled_before": True} if any_placed(last) or last.needled_before else {}
    return (("earlier-answers-brought", {"last": _last_to_json(last, workplace.catalogue), "answers": answers, **before}),)


def answers_of(last: Visit, catalogue: Catalogue) -> dict[str, EarlierAnswer]:
    """What a visit leaves behind: its own answers with its date, and those that stood in it with theirs."""
    own = {name: _answered_then(catalogue.questions[name], last) for name in last.screening if name in catalogue.questions}
    return {**standing(last, catalogue), **own}


def _last_answered(workplace: Workplace, visit: Visit) -> Visit | None:
    """The last visit in which anything was answered, finished or declined; None where that one is still open."""
    for summary in workplace.store.visits_of(visit.patient_id):
        if summary.id == visit.id:
            continue
        last = fold(workplace.store.events(summary.id))
        if last.screening or last.since_last:
            return last if last.closed else None
    return None


def _answered_then(question: Question, last: Visit) -> EarlierAnswer:
    answer = last.screening[question.id]
    said = [last.screening[factor].answer for factor in question.factors if factor in last.screening]
    raised = answer.answer in (question.raised_by, "unknown") or any(word in CHANGED for word in said)
    spots = tuple(dict.fromkeys(spot_of(site) for site in last.sites)) if question.of_place else ()
    return EarlierAnswer(answer.answer, last.date, answer.detail, raised, spots)


def _last_to_json(last: Visit, catalogue: Catalogue) -> dict[str, Any]:
    grave = {e.id for e in (*last.treatment, *last.afterwards) if e.id in catalogue.events and set(catalogue.events[e.id].severity) - {"mild"}}
    given = last.consent.decision == "given"
    told = asdict(LastVisit(last.id, last.date, last.practitioner.registration, content_of(last), last.consent.language,
                            tuple(site_key(site) for site in last.sites) if given else (), tuple(sorted(grave))))
    return {key: list(value) if isinstance(value, tuple) else value for key, value in told.items() if value}
