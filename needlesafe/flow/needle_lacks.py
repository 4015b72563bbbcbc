"""What needles ask for besides their number: hands that signed, a count after all came out at once, a signature to stay in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from needlesafe.domain.companions import is_same_name
from needlesafe.domain.ledger import ledger_of
from needlesafe.domain.visit import Visit
from needlesafe.errors import Lack


def hand_lacks(name: str, visit: Visit) -> tuple[Lack, ...]:
    """What keeps somebody from putting needles in: only the practitioner does, and who else signed the consent as one."""
    consent = visit.consent
    signed = (s.name for s in consent.signatures if s.role in ("practitioner", "supervisor") and s.draft == consent.draft)
    if not name or any(is_same_name(name, known) for known in (visit.practitioner.name, *signed)):
        return ()
    return (Lack("other-hands", name, "treatment"),)


def uncounted(visit: Visit) -> tuple[Lack, ...]:
    """That needles wait to be counted after all were taken out at once."""
    waiting = ledger_of(visit).to_count
    return (Lack("count-after", str(waiting), "treatment"),) if waiting else ()


def account_voided(visit: Visit) -> tuple[tuple[str, dict[str, Any]], ...]:
    """The event by which a written search holds no longer, because needles went in or were missed after it: its checks fall,
    its words stay."""
    told = visit.reconciliation
    return () if told is None or not told.checks else (("reconciled", {"checks": {}, "text": told.text}),)


def left_in_lacks(visit: Visit, site: int, count: int, wanted: Iterable[tuple[str, str]]) -> Iterator[Lack]:
    """What keeps that many needles from staying in at a site: a plan that does not say so, a signature that is missing.
    `wanted` are the roles and purposes that the plan asks to be signed."""
    planned = visit.sites[site].stays if site < len(visit.sites) else None
    if count > (planned or 0):
        yield Lack("left-in", str(site), "sites")
    for role, purpose in wanted:
        if purpose == "left-in" and not visit.consent.signed(role, purpose):
            yield Lack("signature", f"{role} {purpose}", "consent")
