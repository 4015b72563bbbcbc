"""Who stands beside the patient: a guardian, an interpreter, a witness, a chaperone; each signs where one is named."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

METHODS = ("in-person", "phone", "video")
"""How an interpreter takes part."""

CHAPERONE_ANSWERS = ("accepted", "declined")
"""What the patient said to the offer of a chaperone."""


@dataclass(frozen=True, slots=True)
class Guardian:
    """Somebody who decides for the patient or with them."""

    name: str
    relation: str = ""
    """What they are to the patient, such as "mother"."""
    contact: str = ""
    """How they are reached."""
    basis: str = ""
    """Why they may decide, and what was seen that shows it."""


@dataclass(frozen=True, slots=True)
class Interpreter:
    """Somebody who puts what is said into the patient's language; never the patient or the practitioner."""

    name: str
    language: str
    method: str = ""
    """One of METHODS."""


@dataclass(frozen=True, slots=True)
class Witness:
    """Somebody who saw the patient sign or agree."""

    name: str


@dataclass(frozen=True, slots=True)
class Chaperone:
    """What the patient said to the offer of a chaperone, and who that was."""

    answer: str
    """One of CHAPERONE_ANSWERS."""
    name: str = ""


Companion: TypeAlias = "Guardian | Interpreter | Witness | Chaperone"

COMPANIONS: dict[str, type[Companion]] = {"guardian": Guardian, "interpreter": Interpreter, "witness": Witness,
                                          "chaperone": Chaperone}
"""Each role in the order in which they sign; a visit's field and the file's key have the same name."""


def companion_from_json(role: str, data: Mapping[str, Any] | None) -> Companion | None:
    """The person as a visit file or an event holds them; None where they were taken back."""
    return COMPANIONS[role](**data) if data else None


def is_same_name(one: str, other: str) -> bool:
    """Whether two names are the same but for capitals, blanks and the way in which accents are written."""
    return bool(_folded(one)) and _folded(one) == _folded(other)


def _folded(name: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def is_own_name(typed: str, name: str) -> bool:
    """Whether somebody typed the name in their own way: in any order of its words, with or without accents and commas."""
    return bool(_bare(typed)) and _bare(typed) == _bare(name)


def _bare(name: str) -> list[str]:
    plain = "".join(letter for letter in unicodedata.normalize("NFKD", _folded(name)) if not unicodedata.combining(letter))
    return sorted(plain.replace(",", " ").split())
