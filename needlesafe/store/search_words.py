"""
The words under which a patient is found, without accents and case.

Kept in a table of their own so that a prefix is a range of an index and no list has to be read through.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from datetime import date

from sqlalchemy import ColumnElement, or_

from needlesafe.domain.people import Patient

LAST_CHARACTER = "\U0010ffff"
"""Sorts after every other, so that a prefix ends there."""
_WITHOUT_PARTS = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i",
                                "ħ": "h", "ŧ": "t", "’": "'", "ʼ": "'", "‐": "-", "–": "-"})
"""Letters and signs that Unicode does not take apart into a plain one and an accent."""


_MOST_WORDS = 8
_MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december")
_DAY, _MONTH, _YEAR = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?\.?", r"(?P<month>[a-z]{3,9})\.?", r"(?P<year>\d{4})"
_WORDED = tuple(re.compile(rf"\b{first},?\s+{second},?\s+{_YEAR}\b", re.IGNORECASE) for first, second in ((_DAY, _MONTH), (_MONTH, _DAY)))
"""A date with the month as a word, as screens show it or with the month before the day."""
_IN_FIGURES = re.compile(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4})")


def folded(text: str) -> str:
    """The text without accents and case."""
    apart = unicodedata.normalize("NFKD", text.encode("utf-8", "replace").decode())
    plain = "".join(character for character in apart if not unicodedata.combining(character))
    return plain.casefold().translate(_WITHOUT_PARTS)


def searched_words(text: str) -> tuple[tuple[str, ...], ...]:
    """What somebody typed, word by word with every way to read it, the longest first; so many are enough to find anybody."""
    words = sorted(plain_dates(folded(text)).split(), key=len, reverse=True)[:_MOST_WORDS]
    return tuple(_readings(word) for word in words)


def plain_dates(text: str) -> str:
    """The text with each date whose month is a word, such as `9 March 1984`, as `1984-03-09`."""
    for worded in _WORDED:
        text = worded.sub(_iso, text)
    return text


def _iso(found: re.Match[str]) -> str:
    """The date that was found; the words themselves where there is no such month or day."""
    told = found["month"].casefold()
    month = next((number for number, name in enumerate(_MONTHS, 1) if name.startswith(told) or told == "sept" and number == 9), 0)
    return _date(found["year"], month, found["day"]) or found.group()


def _readings(word: str) -> tuple[str, ...]:
    """The word, and where it is a date in figures the dates that it may be: day first, or month first."""
    found = _IN_FIGURES.fullmatch(word)
    if found:
        one, other, year = found.groups()
        return tuple(dict.fromkeys(part for part in (word, _date(year, other, one), _date(year, one, other)) if part))
    return (word, word.replace("/", ".")) if word[:1].isdigit() and "/" in word else (word,)


def _date(year: str, month: int | str, day: str) -> str:
    """The ISO date; empty where there is none."""
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return ""


def begins_with(column: ColumnElement[str], readings: Iterable[str]) -> ColumnElement[bool]:
    """Whether a word of the index begins with one of the readings; each is a range of it."""
    return or_(*((column >= reading) & (column < reading + LAST_CHARACTER) for reading in readings))


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
