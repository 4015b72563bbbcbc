"""How many of the checks before a patient leaves are done; the gate that closes the visit says which are not."""

from __future__ import annotations

from dataclasses import dataclass

from needlesafe.domain.needles import any_placed
from needlesafe.flow.gates import Standing, discharge_items, lacks
from needlesafe.flow.steps import finish_gate

_CHECKS = ("discharge", "discharge-owed", "aftercare", "red-flags")
_TOLD = 2
_NO_CHECKS = ("withdrawal-words",)
"""What the gate asks for besides that says nothing about the patient who stands there."""


@dataclass(frozen=True, slots=True)
class Leaving:
    """The checks before leaving, counted."""

    done: int
    of: int
    needles: bool
    """Whether every needle is accounted for: out and counted, left in by consent, or searched for in writing."""
    unmet: bool
    """Whether a check was answered otherwise than it must be, and what is owed for it is not written."""


def leaving(standing: Standing) -> Leaving | None:
    """The checks counted, the needles as one of them; None where nobody was needled or the visit ended otherwise."""
    gate = finish_gate(standing)
    if gate not in ("finish", "finish-withdrawn") or not any_placed(standing.visit):
        return None
    missing = [lack for lack in lacks(gate, standing) if lack.code not in (*_NO_CHECKS, "closed")]
    checks = sum(1 for item in discharge_items(standing) if item.required)
    open_checks = sum(1 for lack in missing if lack.code in _CHECKS)
    of, needles = checks + _TOLD + 1, len(missing) == open_checks
    unmet = any(lack.code.startswith("discharge") and standing.visit.note.discharge.get(lack.subject) for lack in missing)
    return Leaving(of - open_checks - (0 if needles else 1), of, needles, unmet)
