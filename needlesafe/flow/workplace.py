"""What a visit needs around it: a store, a catalogue, a clock. Made once by the composer and passed in."""

from __future__ import annotations

import secrets
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from needlesafe.domain.catalogue import Catalogue
from needlesafe.seal import Register
from needlesafe.store import Store


def _utc_now() -> datetime:
    return datetime.now(UTC)


_STEADY: int | None = getattr(time, "CLOCK_BOOTTIME", getattr(time, "CLOCK_MONOTONIC", None))
"""The clock of this system that goes on while the computer sleeps; None where `time.monotonic` is that clock."""


def steady() -> float:
    """Seconds that never go back, and go on while the computer sleeps: a needle stays in under a closed lid too."""
    return time.monotonic() if _STEADY is None else time.clock_gettime(_STEADY)


@dataclass(frozen=True)
class Workplace:
    """The surroundings of a visit; tests pass their own clock, ids and salts."""

    store: Store
    catalogue: Catalogue
    register: Register
    clock: Callable[[], datetime] = _utc_now
    """Aware UTC time from this computer's clock."""
    monotonic: Callable[[], float] = steady
    """Seconds that never go back and never stand still."""
    new_id: Callable[[], str] = lambda: str(uuid.uuid4())
    new_salt: Callable[[], str] = lambda: secrets.token_hex(16)
    demo: bool = False
    """Whether it is the invented clinic of the demonstration: every visit that begins in it says so."""

    def now(self) -> str:
        """UTC as events carry it."""
        return self.clock().isoformat(timespec="milliseconds").replace("+00:00", "Z")

    def today(self) -> str:
        """The local date, ISO."""
        return self.clock().astimezone().date().isoformat()

    def local_time(self) -> str:
        """The local time of day, HH:MM."""
        return self.clock().astimezone().strftime("%H:%M")
