"""
What a benchmark allows: its target by `--full`, on a machine that does nothing else; twice of it in the usual run, where
somebody else's work may take half of the machine and must not fail a change. The figures are printed either way.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable

SHARED_MACHINE = 2.0
FULL = bool(os.environ.get("NEEDLESAFE_FULL"))
ATTEMPTS = 4 if FULL else 2
APART_S = 20 if FULL else 0
"""Other work on a machine, and its own heat, come in spells: attempts that follow at once would all fall into one."""


def allowed(target: float) -> float:
    """The most that a measured figure may be in this run."""
    return target if FULL else target * SHARED_MACHINE


def least(figure: Callable[[], float], target: float) -> float:
    """The first figure that holds, or the least of all attempts: what else runs on the machine can only add."""
    reached = []
    for attempt in range(ATTEMPTS):
        time.sleep(APART_S if attempt else 0)
        reached.append(figure())
        if reached[-1] <= allowed(target):
            break
    return min(reached)
