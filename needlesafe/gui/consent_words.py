"""Where the consent stands, in a sentence."""

from __future__ import annotations

from needlesafe.flow.gates import Standing, lacks
from needlesafe.gui.messages import missing_within, tr
from needlesafe.gui.spoken_dates import time_words

DECIDED = {"given": "Given at {time}.", "declined": "Declined at {time}.", "deferred": "Put off at {time}."}


def is_outdated(standing: Standing) -> bool:
    """Whether the prepared consent speaks of another plan or other findings than stand now."""
    return any(lack.code == "consent-outdated" for lack in lacks("needle-in", standing))


def is_understood(standing: Standing) -> bool:
    """Whether every question that shows understanding is answered as the consent says, and every other answer talked over."""
    return not any(lack.code in ("understanding", "understanding-talk") for lack in lacks("needle-in", standing))


def consent_words(standing: Standing, stale: bool) -> str:
    """What stands before the consent, what was decided, or what comes next; `stale` where the talk is newer than the pages."""
    consent, early = standing.visit.consent, lacks("consent", standing)
    if consent.decision and not (consent.decision == "given" and is_outdated(standing)):
        return tr(DECIDED[consent.decision]).format(time=time_words(consent.decided_at))
    if early:
        return tr("Before the consent: {missing}.").format(missing=missing_within(early))
    if consent.draft and is_outdated(standing):
        return tr("The plan or the answers changed after this consent was prepared: a new consent is needed.")
    if stale:
        return tr("The talk became part of the consent: bring the pages up to date, then sign.")
    return tr("Read it together, ask, check that it was understood, then sign.")


def is_sealed(standing: Standing) -> bool:
    """Whether the consent that was given last is sealed."""
    visit = standing.visit
    given = visit.consent.decision == "given"
    return given and any(one.kind == "consent" and one.sealed_at >= visit.consent.decided_at for one in visit.documents)
