"""
One tree of errors: what the world did to us, said so that a practitioner can act on it.

    NeedleSafeError
    └── UserError                 what happened, what is safe, what to do (exit 7 where no branch says otherwise)
        ├── BadInput              a file or a call is wrong; every fault is named (exit 2)
        ├── GateRefused           a gate did not open; what it lacks is named (exit 3)
        ├── UnprintableCharacter  no face of ours has the character; it is named with its place (exit 2)
        ├── StoreRefused          the store cannot be opened or written (exit 7)
        └── SealRefused           a document could not be sealed or did not verify (exit 7)

Anything else that is raised is a bug of ours and reaches the exception hook.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


class NeedleSafeError(Exception):
    """Everything that NeedleSafe raises on purpose."""


class UserError(NeedleSafeError):
    """A fault of the world, told in three sentences."""

    exit_code = 7

    def __init__(self, happened: str, safe: str = "", remedy: str = "") -> None:
        super().__init__(" ".join(part for part in (happened, safe, remedy) if part))
        self.happened = happened
        self.safe = safe
        self.remedy = remedy


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong in a file."""

    place: str
    """Where: a file name or a path into a document, such as `sites[0].muscle`."""
    text: str
    """What is wrong and, where it can be known, what was meant."""

    def __str__(self) -> str:
        return f"{self.place}: {self.text}"


class BadInput(UserError):
    """A file or a call is wrong, and all its faults are known at once."""

    exit_code = 2

    def __init__(self, faults: Iterable[Fault], remedy: str = "") -> None:
        self.faults = tuple(faults)
        listed = "\n".join(str(fault) for fault in self.faults)
        super().__init__(f"{listed}\n", "Nothing was written.", remedy or "Mend what is named and try again.")


@dataclass(frozen=True, slots=True)
class Lack:
    """One thing that a gate misses."""

    code: str
    """What kind of thing: `unanswered`, `acknowledgement`, `clearance`, `signature` …"""
    subject: str
    """The id it is about: a question, a finding, a site's number."""
    step: str
    """The step where it can be put right."""


class GateRefused(UserError):
    """A gate did not open."""

    exit_code = 3

    def __init__(self, gate: str, lacks: Iterable[Lack]) -> None:
        self.gate = gate
        self.lacks = tuple(lacks)
        named = ", ".join(f"{lack.code} {lack.subject}".strip() for lack in self.lacks)
        super().__init__(f"The gate '{gate}' is closed: {named}.", "Everything recorded so far is kept.",
                         "Complete what is named.")


class UnprintableCharacter(UserError):
    """No face of ours has the character."""

    exit_code = 2

    def __init__(self, character: str, place: str) -> None:
        self.character = character
        self.place = place
        super().__init__(f"The character {character!r} (U+{ord(character):04X}) in {place} cannot be printed.",
                         "Nothing was sealed and nothing is lost.", "Write it in another way.")


class StoreRefused(UserError):
    """The store cannot be opened, read or written."""

    exit_code = 7


class SealRefused(UserError):
    """A document could not be sealed, or what was sealed did not verify."""

    exit_code = 7
