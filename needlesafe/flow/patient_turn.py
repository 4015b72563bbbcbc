"""
The patient's turn: the screen is handed over, what is done at it is recorded, and the practitioner takes it back.

While it is handed over the journal says so, so that a window that was closed comes back handed over. Whoever has the
screen can call the practitioner at any time; some things call by themselves.
"""

from __future__ import annotations

from collections.abc import Mapping

from needlesafe.documents.wording import Wording, patients_words
from needlesafe.domain.companions import is_own_name
from needlesafe.domain.needles import any_placed
from needlesafe.domain.statements import Withdrawal
from needlesafe.domain.visit import Visit
from needlesafe.flow.gates import Standing, demand, lacks, signatures_wanted, signing_companions, wrong_answers
from needlesafe.flow.papers import facts_of
from needlesafe.flow.statements import time_said, withdraw
from needlesafe.flow.visit_desk import VisitDesk

PATIENT, GUARDIAN = "patient", "guardian"
CALLS = ("name", "signer", "talk", "no")
"""Why the practitioner is called: another name was typed at the start or as a signature, an answer to talk over, a no."""


def hand_to(desk: VisitDesk, who: str = PATIENT) -> Visit:
    """Records who of the patient's side has the screen now. GateRefused where the visit is over."""
    demand("hand-to-patient", desk.standing)
    return desk.record(("handed-to-patient", {"to": who}))


def call(desk: VisitDesk, why: str) -> Visit:
    """Records why the practitioner is called to the screen."""
    return desk.record(("practitioner-called", {"why": why}))


def hand_back(desk: VisitDesk) -> Visit:
    """Records that the practitioner has the screen again."""
    return desk.record(("handed-back", {}))


def pages_viewed(desk: VisitDesk, draft: str, seconds: Mapping[int, int]) -> Visit:
    """Records which pages of a draft were on the screen, the first is 1, and for how many seconds."""
    return desk.record(("pages-viewed", {"draft": draft, "pages": [{"page": page, "seconds": told}
                                                                  for page, told in sorted(seconds.items())]}))


def talk_over(desk: VisitDesk, index: int, text: str) -> Visit:
    """Records the talk that followed one of all answers to the questions of understanding."""
    return desk.record(("understanding-talked", {"index": index, "text": text}))


def say_no(desk: VisitDesk, decision: str) -> Visit:
    """Records the no of whoever has the screen, and calls the practitioner. GateRefused where it is too late for it."""
    who = holder(desk.visit)
    if decision == "withdrawn":
        withdraw(desk, Withdrawal(at=time_said(desk), by=who))
    else:
        desk.decide(decision, by=who)
    return call(desk, "no")


def noes(standing: Standing) -> tuple[str, ...]:
    """How whoever has the screen can say no now: `deferred` or `declined` before consent was given, `withdrawn` after it."""
    visit = standing.visit
    if visit.withdrawal is not None or visit.consent.decision in ("declined", "deferred"):
        return ()
    if visit.consent.decision == "given" or any_placed(visit):
        return ("withdrawn",)
    return () if lacks("decline", standing) else ("deferred", "declined")


def holder(visit: Visit) -> str:
    """The name of whoever has the screen, or would have it."""
    guardian = visit.guardian
    return guardian.name if visit.handed_to == GUARDIAN and guardian is not None else visit.patient.name


def is_holder(typed: str, visit: Visit) -> bool:
    """Whether the name that was typed is that of whoever the screen was handed to."""
    return is_own_name(typed, holder(visit))


def reads_consent(standing: Standing) -> bool:
    """Whether the consent belongs to the turn: nothing stands before it and nothing was decided."""
    return not standing.visit.consent.decision and not lacks("consent", standing)


def talks_owed(standing: Standing) -> bool:
    """Whether an answer still waits for its talk."""
    return any(not standing.visit.consent.answered[index].talk.strip() for index in wrong_answers(standing))


def signing_now(standing: Standing) -> tuple[tuple[str, str], ...]:
    """Who of the patient's side signs for what, in order: everybody but the practitioner; none while anything but
    signatures is missing."""
    waits = {lack.code for lack in lacks("consent-given", standing)} - {"signature"}
    return () if waits else tuple(wanted for wanted in signatures_wanted(standing) if wanted[0] != "practitioner")


def signer(role: str, visit: Visit) -> str:
    """The name of who signs in a role; empty where nobody is named."""
    return visit.patient.name if role == PATIENT else signing_companions(visit).get(role, "")


def consent_wording(standing: Standing) -> Wording:
    """The words of the consent for this visit, in its language."""
    return patients_words(facts_of(standing.visit, standing.catalogue))
