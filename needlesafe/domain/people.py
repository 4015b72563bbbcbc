"""Who is who: patients, practitioners, users and the clinic."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any


@dataclass(frozen=True, slots=True)
class Contact:
    """Somebody to call."""

    name: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Patient:
    """A patient as the visit knows them."""

    family_name: str
    given_name: str
    birth_date: str
    """ISO date."""
    identifier: str = ""
    """The clinic's own number."""
    language: str = ""
    phone: str = ""
    emergency_contact: Contact | None = None
    sex: str = ""
    """`female`, `male`, another word, or empty where it was not said."""
    height_cm: float | None = None
    weight_kg: float | None = None
    general_practitioner: Contact | None = None
    """The doctor who knows the patient; None where nobody was named."""

    @property
    def name(self) -> str:
        """Given name, then family name."""
        return f"{self.given_name} {self.family_name}".strip()

    def age_on(self, day: str) -> int:
        """Completed years on an ISO date; a birthday on 29 February is kept on 1 March."""
        return _years(self.birth_date, day)

    @property
    def body_mass_index(self) -> float | None:
        """Kilograms by square metre; None where height or weight is not known."""
        if not self.height_cm or not self.weight_kg:
            return None
        return round(self.weight_kg * 10_000 / self.height_cm**2, 6)


@dataclass(frozen=True, slots=True)
class Practitioner:
    """Who treats, with what they may treat."""

    name: str
    registration: str
    profession: str = ""
    training: str = ""
    scope: tuple[str, ...] | None = None
    """Region ids they are trained for, or `*`; None where nothing was recorded."""
    cover_excludes: tuple[str, ...] = ()
    """Region ids that their insurer excludes."""
    cover_until: str = ""
    """Last day of cover, ISO date; empty where it was not recorded."""
    practising_since: int | None = None
    """The year in which they began to practise: unlike a number of years it does not grow old in a profile."""


PAPERS = ("A4", "Letter")
"""What documents are printed on."""
_ON_LETTER = ("US", "CA")


@dataclass(frozen=True, slots=True)
class Clinic:
    """Where it happens."""

    name: str
    address: str = ""
    phone: str = ""
    jurisdiction: str = "default"
    paper: str = ""
    """One of PAPERS; empty for the paper of the country."""


def paper_of(clinic: Clinic, jurisdiction: str) -> str:
    """The paper that a clinic chose, else that of the place."""
    return clinic.paper or ("Letter" if jurisdiction.partition("-")[0] in _ON_LETTER else "A4")


@dataclass(frozen=True, slots=True)
class User:
    """Somebody who may open the store."""

    id: str
    """What they type to sign in."""
    practitioner: Practitioner


def patient_from_json(data: Mapping[str, Any]) -> Patient:
    """The patient as a visit file or an event holds them."""
    contact, doctor = data.get("emergency_contact"), data.get("general_practitioner")
    return Patient(**{**data, "emergency_contact": Contact(**contact) if contact else None,
                      "general_practitioner": Contact(**doctor) if doctor else None})


def practitioner_from_json(data: Mapping[str, Any]) -> Practitioner:
    """The practitioner as a visit file or an event holds them."""
    scope = data.get("scope")
    return Practitioner(**{**data, "scope": None if scope is None else tuple(scope),
                           "cover_excludes": tuple(data.get("cover_excludes", ()))})


@lru_cache(maxsize=64)
def _years(birth_date: str, day: str) -> int:
    """Completed years, worked out once: every question of a visit asks for them."""
    born, then = date.fromisoformat(birth_date), date.fromisoformat(day)
    return then.year - born.year - ((then.month, then.day) < (born.month, born.day))
