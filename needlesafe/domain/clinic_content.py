"""What a clinic adds to the content in a folder of its own: how it is told from ours, and the clinic's letterhead."""

from __future__ import annotations

from dataclasses import dataclass

OWN = "own-"
"""How the id of everything begins that a clinic added."""
STRICTER = f"{OWN}stricter-"
"""How the id of a rule begins that stands beside one of ours and asks for more; the id of ours follows."""


@dataclass(frozen=True, slots=True)
class Letterhead:
    """What stands at the head of the first page of a clinic's documents."""

    name: tuple[str, ...]
    """The clinic's name, then whatever stands beneath it, one line each."""
    address: tuple[str, ...] = ()
    phone: str = ""
    web: str = ""
    logo: bytes = b""
    """A PNG; empty where there is none."""
    logo_says: str = ""
    """The logo in words, for who cannot see it."""


def is_own(name: str) -> bool:
    """Whether an entry of that id was added by the clinic."""
    return name.startswith(OWN)


def heard_as(rule: str) -> str:
    """The id under which a rule hears answers: a stricter one hears what ours hears, any other itself."""
    return rule.removeprefix(STRICTER)
