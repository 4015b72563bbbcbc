"""What a time stamp says once it was checked, and what is said where there is none."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

LARGEST = 100_000
"""Bytes of an answer; one takes two to ten thousand."""


@dataclass(frozen=True, slots=True)
class TimeStamp:
    """What a checked stamp says."""

    at: datetime
    """UTC, from the authority's clock."""
    authority: str
    """The name in its certificate."""
    certificate_sha256: str
    """Fingerprint of that certificate."""


class NoStamp(ValueError):
    """An answer is no time stamp of the file; the text says why, as a clause."""
