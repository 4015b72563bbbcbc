"""The seven steps of a visit: what each is for, what it still lacks, and where the visit stands."""

from __future__ import annotations

from dataclasses import dataclass

from needlesafe.domain.needles import any_placed, present
from needlesafe.domain.visit import Visit
from needlesafe.errors import Lack
from needlesafe.flow.gates import Standing, lacks


@dataclass(frozen=True, slots=True)
class Step:
    """One step."""

    id: str
    title: str
    """What the rail shows; a screen label."""
    purpose: str
    """What the step is for, as the title of its page."""
    onward: str
    """The words of the button that leads on."""


STEPS = (
    Step("who", "Who", "Who is here", "Continue to screening"),
    Step("screening", "Screening", "Screening", "Continue to sites"),
    Step("sites", "Sites", "Where and how", "Continue to cautions"),
    Step("cautions", "Cautions", "Cautions", "Continue to consent"),
    Step("consent", "Consent", "Consent", "Continue to treatment"),
    Step("treatment", "Treatment", "Treatment", "Continue to note"),
    Step("note", "Note", "Note and leaving", "Finish and seal"),
)
STEP_IDS = tuple(step.id for step in STEPS)


def step_lacks(step: str, standing: Standing) -> tuple[Lack, ...]:
    """What a step still misses before the next one makes sense."""
    if standing.visit.closed:
        return ()
    if step in ("who", "screening", "sites", "cautions"):
        return tuple(lack for lack in lacks("consent", standing) if lack.step == step)
    if step == "consent":
        return tuple(lack for lack in lacks("needle-in", standing) if lack.step == "consent")
    if step == "treatment":
        still = present(standing.visit)
        return (Lack("needles", f"{still} still in", "treatment"),) if still else ()
    return tuple(lack for lack in lacks(finish_gate(standing), standing))


def finish_gate(standing: Standing) -> str:
    """The gate that closes the visit as things stand."""
    if standing.visit.ending is not None:
        return "finish-ended"
    return "finish-declined" if standing.visit.consent.decision in ("declined", "deferred") else "finish"


def current_step(standing: Standing) -> str:
    """The first step that lacks something; the note once needles were in and are out."""
    visit = standing.visit
    if visit.closed or visit.ending is not None or visit.consent.decision in ("declined", "deferred"):
        return "note"
    for step in STEP_IDS[:5]:
        if step_lacks(step, standing):
            return step
    return "note" if any_placed(visit) and not present(visit) else "treatment"


def unsealed(visit: Visit) -> tuple[str, ...]:
    """The kinds of documents that a closing visit still has to seal."""
    made = {document.kind for document in visit.documents}
    return tuple(kind for kind in closing_kinds(visit) if kind not in made)


def closing_kinds(visit: Visit) -> tuple[str, ...]:
    """The kinds of documents that close a visit."""
    unwilling = visit.consent.decision in ("declined", "deferred")
    return ("refusal", "record") if unwilling else ("record", "aftercare")
