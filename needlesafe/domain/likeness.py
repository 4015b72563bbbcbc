"""
How alike two patients are, by four fields: family name, given name, birth date and telephone.

Nobody is ever taken for another by this: it says whom to look at, and a person decides.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

from needlesafe.domain.people import Patient

FIELDS = ("family_name", "given_name", "birth_date", "phone")
SAME, NEAR, DIFFERENT, UNKNOWN = "same", "near", "different", "unknown"
"""How one field of two patients compares; what one of them lacks is not known, and never the same."""
_ENOUGH = 3
"""So many fields of the four must be the same or nearly."""
_LAST_DIGITS = 8
"""Of a telephone number: prefixes of countries and towns are written in many ways."""
_FEWEST_DIGITS = 5
_SLIP_FROM = 4
"""Shorter names are not near for one letter."""
_MOST_OF_A_GROUP = 200
"""What more patients than this have in common, such as a birth date that stands for none, tells nothing."""
_WRITTEN_OUT = (("ae", "a"), ("oe", "o"), ("ue", "u"), ("ł", "l"), ("ø", "o"), ("đ", "d"), ("æ", "a"), ("œ", "o"))
Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Likeness:
    """How two patients compare, each field by one of the four words."""

    family_name: str
    given_name: str
    birth_date: str
    phone: str

    @property
    def alike(self) -> int:
        """How many of the four fields are the same or nearly."""
        return sum(getattr(self, name) in (SAME, NEAR) for name in FIELDS)

    @property
    def suspect(self) -> bool:
        """Whether somebody should look at the two."""
        return self.alike >= _ENOUGH

    @property
    def strength(self) -> int:
        """The more the two agree the more: for the order in which they are shown."""
        words = [getattr(self, name) for name in FIELDS]
        return 3 * words.count(SAME) + 2 * words.count(NEAR) - words.count(DIFFERENT)


def likeness(one: Patient, other: Patient) -> Likeness:
    """How two patients compare; names that were put the wrong way round are near."""
    family, given = _names(one.family_name, other.family_name), _names(one.given_name, other.given_name)
    if DIFFERENT in (family, given) and _names(one.family_name, other.given_name) in (SAME, NEAR) \
            and _names(one.given_name, other.family_name) in (SAME, NEAR):
        family = given = NEAR
    return Likeness(family, given, _days(one.birth_date, other.birth_date), _phones(one.phone, other.phone))


def suspects(patients: Mapping[str, Patient], apart: Iterable[frozenset[str]] = (),
             goes_on: Callable[[int, int], bool] = lambda done, total: True) -> tuple[tuple[Pair, Likeness], ...]:
    """The pairs of ids that should be looked at, the most alike first; not those that somebody told apart. It ends before all
    are compared where `goes_on` says so, which is told how many groups are done of how many."""
    known, seen, found, groups = set(apart), set(), [], tuple(_groups(patients))
    for done, group in enumerate(groups):
        if not goes_on(done, len(groups)):
            break
        for pair in combinations(group, 2):
            if pair in seen or frozenset(pair) in known:
                continue
            seen.add(pair)
            alike = likeness(patients[pair[0]], patients[pair[1]])
            if alike.suspect:
                found.append((pair, alike))
    return tuple(sorted(found, key=lambda told: (-told[1].strength, told[0])))


@lru_cache(maxsize=65536)
def plain_name(name: str) -> str:
    """A name without case, accents, signs and the ways of writing them out."""
    apart = unicodedata.normalize("NFKD", name.casefold())
    bare = "".join(letter for letter in apart if letter.isalnum())
    for written, meant in _WRITTEN_OUT:
        bare = bare.replace(written, meant)
    return bare


def _groups(patients: Mapping[str, Patient]) -> Iterable[tuple[str, ...]]:
    """The ids that have a reason to be compared: not everybody is compared with everybody."""
    groups: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for patient_id in sorted(patients):
        for key in _keys(patients[patient_id]):
            groups[key].append(patient_id)
    return (tuple(group) for group in groups.values() if 1 < len(group) <= _MOST_OF_A_GROUP)


def _keys(patient: Patient) -> set[tuple[str, ...]]:
    family, given = plain_name(patient.family_name), plain_name(patient.given_name)
    keys = {("names", *sorted((family, given))), ("born", patient.birth_date),
            ("family", family[:3], patient.birth_date[:4]), ("given", given[:3], patient.birth_date[:4])}
    digits = _digits(patient.phone)
    return keys | {("phone", digits[-_LAST_DIGITS:])} if len(digits) >= _FEWEST_DIGITS else keys


def _names(one: str, other: str) -> str:
    if not one.strip() or not other.strip():
        return UNKNOWN
    if one.split() == other.split():
        return SAME
    first, second = plain_name(one), plain_name(other)
    if first == second or _parts(one) & _parts(other):
        return NEAR
    return NEAR if min(len(first), len(second)) >= _SLIP_FROM and _one_slip(first, second) else DIFFERENT


@lru_cache(maxsize=65536)
def _parts(name: str) -> frozenset[str]:
    """The parts of a double name, which is often given in part."""
    return frozenset(plain for part in re.split(r"[\s-]+", name) if len(plain := plain_name(part)) >= _SLIP_FROM)


def _days(one: str, other: str) -> str:
    if not one or not other:
        return UNKNOWN
    if one == other:
        return SAME
    return NEAR if _turned(one) == other or len(one) == len(other) and _one_slip(one, other) else DIFFERENT


def _turned(day: str) -> str:
    """The date with day and month the other way round."""
    parts = day.split("-")
    return "-".join((parts[0], parts[2], parts[1])) if len(parts) == 3 else day


def _phones(one: str, other: str) -> str:
    first, second = _digits(one), _digits(other)
    if min(len(first), len(second)) < _FEWEST_DIGITS:
        return UNKNOWN
    return SAME if first[-_LAST_DIGITS:] == second[-_LAST_DIGITS:] else DIFFERENT


def _digits(phone: str) -> str:
    return "".join(letter for letter in phone if letter.isdigit())


def _one_slip(one: str, other: str) -> bool:
    """Whether one letter is another, is missing or too many, or two neighbours are swapped."""
    if len(one) > len(other):
        one, other = other, one
    start = next((at for at, letter in enumerate(one) if letter != other[at]), len(one))
    rest, longer = one[start:], other[start:]
    if len(one) < len(other):
        return rest == longer[1:]
    return rest[1:] == longer[1:] or (rest[:2] == longer[:2][::-1] and rest[2:] == longer[2:])
