"""What a verb of the command line answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Answer:
    """What a verb says."""

    value: Any
    """The answer for another program."""
    lines: tuple[str, ...]
    """The same for people."""
