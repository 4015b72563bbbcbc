"""
The words under which a patient is found, without accents and case.

Kept in a table of their own so that a prefix is a range of an index and no list has to be read through.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date

from needlesafe.domain.people import Patient

_WITHOUT_PARTS = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i",
                                "ħ": "h", "ŧ": "t", "’": "'", "ʼ": "'", "‐": "-", "–": "-"})
"""Letters and signs that Unicode does not take apart into a plain one and an accent."""


_MOST_WORDS = 8


def folded(text: str) -> str:
    """The text without accents and case."""
    apart = unicodedata.normalize("NFKD", text.encode("utf-8", "replace").decode())
    plain = "".join(character for character in apart if not unicodedata.combining(character))
    return plain.casefold().translate(_WITHOUT_PARTS)


def searched_words(text: str) -> tuple[str, ...]:
    """What somebody typed, word by word, the longest first; so many are enough to find anybody."""
    return tuple(sorted(folded(text).split(), key=len, reverse=True)[:_MOST_WORDS])


def words_of(patient: Patient) -> frozenset[str]:
    """The words whose beginnings find the patient: names, the parts of double names, identifier and birth date."""
    words: set[str] = set()
    for word in folded(f"{patient.name} {patient.identifier}").split():
        words |= {word, *re.split(r"\W+", word), re.sub(r"\W+", "", word)}
    words |= _dates(patient.birth_date)
    return frozenset(words - {""})


def _dates(iso: str) -> set[str]:
    try:
        day = date.fromisoformat(iso)
    except ValueError:
        return {folded(iso)}
    return {iso, f"{day.day}.{day.month}.{day.year}", f"{day.day:02}.{day.month:02}.{day.year}"}
