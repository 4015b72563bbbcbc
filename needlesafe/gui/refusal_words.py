"""What a no is called, what follows from it, and how it stands, in sentences."""

from __future__ import annotations

from needlesafe.flow.gates import Standing
from needlesafe.gui.messages import tr
from needlesafe.gui.spoken_dates import moment_words

DECISIONS = {"declined": "Refuses this treatment", "deferred": "Not today", "withdrawn": "Takes the consent back"}
MANNER_WORDS = {"spoken": "Said", "written": "Written", "gesture": "Shown by a gesture"}
_RECORDED = {"declined": "The patient refused this treatment, recorded {when}.", "deferred": "Not today, recorded {when}.",
             "withdrawn": "The consent was taken back, recorded {when}."}


def follows(decision: str, inside: int, closed: bool) -> tuple[str, ...]:
    """What follows from a decision, one sentence a line."""
    if decision == "withdrawn":
        first = tr("No needle can go in any more, in this visit or because of this consent.")
        out = tr("Take the needles out now: the way to do it stays above, and on every page.") if inside else ""
        after = tr("What was done and recorded stays as it is.") if closed else tr("The visit ends with the note, as far as anything was done.")
        return tuple(line for line in (first, out, tr("A page that says so is sealed and goes wherever the consent goes."), after) if line)
    if not decision:
        return ()
    ends = tr("A page that says so is sealed, and the visit ends with it.")
    later = tr("Should they want it later, a new visit begins and brings today's answers.")
    return tr("No needle goes in."), ends, *((later,) if decision == "deferred" else ())


def stands(standing: Standing) -> str:
    """What is recorded already, or why nothing can be refused here."""
    visit = standing.visit
    if visit.withdrawal is not None:
        return tr(_RECORDED["withdrawn"]).format(when=moment_words(visit.withdrawal.recorded_at))
    if visit.consent.decision in ("declined", "deferred"):
        return tr(_RECORDED[visit.consent.decision]).format(when=moment_words(visit.consent.decided_at))
    return tr("This visit has ended without a consent: there is nothing to refuse or take back.")
