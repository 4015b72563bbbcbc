"""
How often something happened here, and within which bounds it may truly lie.

Wilson's interval holds for small numbers, where the usual one runs below zero. Where nothing happened in n, three in n is
the bound above (Hanley and Lippman-Hand, JAMA 1983;249:1743-5).
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

_Z = 1.959963984540054
"""The point of the normal distribution that leaves 2.5 % above it."""
_AT_ZERO = 3
"""The rule of three."""


@dataclass(frozen=True, slots=True)
class Proportion:
    """So many of so many."""

    count: int
    of: int

    def __post_init__(self) -> None:
        if not 0 <= self.count <= self.of:
            raise ValueError(f"{self.count} of {self.of} is no proportion")

    @property
    def share(self) -> float | None:
        """How often of 1; None where nothing was counted."""
        return self.count / self.of if self.of else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """The 95 % interval, between 0 and 1; None where nothing was counted."""
        if not self.of:
            return None
        return (0.0, min(1.0, _AT_ZERO / self.of)) if not self.count else _wilson(self.count, self.of)


def _wilson(count: int, of: int) -> tuple[float, float]:
    """The score interval of Wilson (1927)."""
    share, squared = count / of, _Z * _Z
    middle = share + squared / (2 * of)
    spread = _Z * sqrt(share * (1 - share) / of + squared / (4 * of * of))
    whole = 1 + squared / of
    return max(0.0, (middle - spread) / whole), 1.0 if count == of else (middle + spread) / whole
