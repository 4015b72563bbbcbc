"""
A no as it was said: recorded, described further until its page is sealed, and sealed.

What was said is collected once and then does not change, so that the page can be sealed away from the screen.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from needlesafe.domain.statements import Withdrawal
from needlesafe.flow.sealing import finish, say_and_seal
from needlesafe.flow.statements import describe_withdrawal, withdraw
from needlesafe.flow.visit_desk import VisitDesk


@dataclass(frozen=True, slots=True)
class SaidNo:
    """What was decided, by whom and why."""

    decision: str
    """`withdrawn`, `declined`, `deferred`, or nothing yet."""
    by: str
    reason: str
    since: str
    """When it was said."""
    no_penalty: bool
    """Whether the patient was told that nothing is lost by it."""
    further: Mapping[str, str]
    """What is said of a withdrawal alone, by the names of its fields."""


def record_no(desk: VisitDesk, said: SaidNo) -> None:
    """Records what was decided. GateRefused where it cannot be said any more."""
    if said.decision == "withdrawn":
        withdraw(desk, Withdrawal(at=said.since, by=said.by, reason=said.reason, no_penalty=said.no_penalty, **said.further))
    else:
        desk.decide(said.decision, by=said.by, reason=said.reason)


def describe_no(desk: VisitDesk, said: SaidNo) -> None:
    """Adds what was said since the withdrawal was recorded."""
    told = {**said.further, "by": said.by, "reason": said.reason, "no_penalty": said.no_penalty}
    new = {name: value for name, value in told.items() if value != getattr(desk.visit.withdrawal, name)}
    if new:
        describe_withdrawal(desk, **new)


def seal_no(desk: VisitDesk, said: SaidNo) -> tuple[str, ...]:
    """The kinds of pages that were sealed once the rest of what was said is recorded."""
    if desk.visit.withdrawal is not None:
        return say_and_seal(desk, lambda desk: describe_no(desk, said))
    consent = desk.visit.consent
    if (consent.decided_by, consent.reason) != (said.by, said.reason):
        record_no(desk, said)
    return finish(desk)
