"""The seven steps of a visit: what each is for, what it still lacks, and where the visit stands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from needlesafe.domain.ledger import ledger_of
from needlesafe.domain.needles import any_placed, present
from needlesafe.domain.pauses import BEFORE
from needlesafe.domain.visit import Visit
from needlesafe.errors import Lack
from needlesafe.flow.gates import Standing, lacks
from needlesafe.flow.needle_lacks import uncounted
from needlesafe.flow.pause_views import pause_view


@dataclass(frozen=True, slots=True)
class Step:
    """One step."""

    id: str
    title: str
    """What the rail shows; a screen label."""
    purpose: str
    """What the step is for, as the title of its page."""
    onward: str
    """The words of the button that leads here."""


STEPS = (
    Step("who", "Who", "Who is here", "Continue to the checks"),
    Step("screening", "Screening", "Screening", "Continue to screening"),
    Step("sites", "Sites", "Where and how", "Continue to sites"),
    Step("cautions", "Cautions", "Cautions", "Continue to cautions"),
    Step("consent", "Consent", "Consent", "Continue to consent"),
    Step("treatment", "Treatment", "Treatment", "Continue to treatment"),
    Step("note", "Note", "Note and leaving", "Continue to note"),
)
STEP_IDS = tuple(step.id for step in STEPS)
_BEFORE_CONSENT = ("who", "screening", "sites", "cautions")


def step_lacks(step: str, standing: Standing) -> tuple[Lack, ...]:
    """What a step still misses before the next one makes sense."""
    visit = standing.visit
    if visit.closed or (visit.withdrawal is not None and step not in ("treatment", "note")):
        return ()
    if step in _BEFORE_CONSENT:
        return _early(step, lacks("consent", standing))
    if step == "consent":
        return () if is_refused(visit) else tuple(lack for lack in lacks("needle-in", standing) if lack.step == "consent")
    if step == "treatment":
        still = present(visit)
        return (*((Lack("needles", f"{still} still in", "treatment"),) if still else ()), *uncounted(visit), *_before_needles(standing))
    return tuple(lack for lack in lacks(finish_gate(standing), standing))


def is_refused(visit: Visit) -> bool:
    """Whether the patient said no, or not today."""
    return visit.consent.decision in ("declined", "deferred")


def _before_needles(standing: Standing) -> tuple[Lack, ...]:
    """What stands before the first needle, where one may still be meant to go in: what its gate asks, then the pause."""
    visit = standing.visit
    if any_placed(visit) or is_refused(visit) or visit.withdrawal is not None or visit.ending is not None:
        return ()
    pause = pause_view(BEFORE, standing)
    return lacks("needle-in", standing) or tuple(Lack("pause", item.id, "treatment") for item in pause.unsaid)


def lacks_by_step(standing: Standing) -> dict[str, tuple[Lack, ...]]:
    """The same for every step; the gate that the first four of them ask is asked once."""
    visit = standing.visit
    early = () if visit.closed or visit.withdrawal is not None else lacks("consent", standing)
    return {step: _early(step, early) if step in _BEFORE_CONSENT else step_lacks(step, standing) for step in STEP_IDS}


def _early(step: str, early: tuple[Lack, ...]) -> tuple[Lack, ...]:
    """What a step before the consent lacks of all that is lacking there; the cautions lack the site that they come with."""
    return tuple([lack for lack in early if lack.step == step or (step == "cautions" and lack.code == "site")])


def finish_gate(standing: Standing) -> str:
    """The gate that closes the visit as things stand."""
    if standing.visit.ending is not None:
        return "finish-ended"
    if standing.visit.withdrawal is not None:
        return "finish-withdrawn"
    return "finish-declined" if is_refused(standing.visit) else "finish"


def current_step(standing: Standing, missing: Mapping[str, tuple[Lack, ...]] | None = None) -> str:
    """The first step that lacks something; the note once needles were in and are out. `missing` is what each step lacks,
    where that is known already."""
    visit = standing.visit
    if visit.closed or visit.ending is not None or is_refused(visit):
        return "note"
    if visit.withdrawal is not None:
        return "note" if ledger_of(visit).balanced else "treatment"
    for step in STEP_IDS[:5]:
        if missing[step] if missing is not None else step_lacks(step, standing):
            return step
    return "note" if any_placed(visit) and ledger_of(visit).balanced else "treatment"


def step_after(step: str, standing: Standing) -> str:
    """The step to which the way on from a step leads once nothing is missing there: before the needles the first that
    lacks something, wherever it stands, so that what is done is passed over; else, and in a sealed visit, the next one."""
    early = step in STEP_IDS[:5] and not standing.visit.closed
    return current_step(standing) if early and not step_lacks(step, standing) else STEP_IDS[STEP_IDS.index(step) + 1]


def due_papers(visit: Visit) -> tuple[str, ...]:
    """The kinds of pages beside the steps that were written and wait for their seal, each as often as it does.

    The page of a withdrawal waits until no needle is in and the patient's words are written down.
    """
    told, made = visit.withdrawal, Counter(document.kind for document in visit.documents)
    described = told is not None and (visit.closed or bool(told.words.strip()) and not present(visit))
    written = {"referral": len(visit.referrals), "hand-over": len(visit.hand_overs), "withdrawal": int(described),
               "incident": int(visit.incident is not None), "amendment": len(visit.amendments)}
    return tuple(kind for kind, number in written.items() for _ in range(number - made[kind]))


def unsealed(visit: Visit) -> tuple[str, ...]:
    """The kinds of documents that a closing visit still has to seal."""
    made = {document.kind for document in visit.documents}
    return (*due_papers(visit), *(kind for kind in closing_kinds(visit) if kind not in made))


def closing_kinds(visit: Visit) -> tuple[str, ...]:
    """The kinds of documents that close a visit."""
    if is_refused(visit):
        return ("refusal", "record")
    if visit.withdrawal is not None and not any_placed(visit):
        return ("record",)
    return ("record", "aftercare", *(("aftercare-large",) if visit.note.large_print else ()))
