"""
Names that are found though they are typed in part, without accents or with a slip.

Why not a search of the store: these are a hundred names of the content, found anew at every key.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

_WORD = re.compile(r"\w+")
_ANYWHERE_FROM = 3
"""From this many letters on, what is typed may stand in the middle of a word."""
_SLIPS = ((7, 2), (4, 1))
"""From how many letters on how many slips are forgiven."""


@lru_cache(maxsize=4096)
def words_of(*texts: str) -> tuple[str, ...]:
    """Returns the words of the texts without accents and capitals, each once."""
    plain = (unicodedata.normalize("NFKD", text).casefold() for text in texts)
    bare = ("".join(letter for letter in text if not unicodedata.combining(letter)) for text in plain)
    return tuple(dict.fromkeys(word for text in bare for word in _WORD.findall(text)))


def has(word: str, typed: str) -> bool:
    """Returns whether a word has what was typed: at its beginning, or anywhere once three letters are there."""
    return typed in word if len(typed) >= _ANYWHERE_FROM else word.startswith(typed)


@lru_cache(maxsize=65536)
def is_near(word: str, typed: str) -> bool:
    """Returns whether a word begins with what was typed but for a slip; two slips from seven letters on."""
    slips = next((slips for least, slips in _SLIPS if len(typed) >= least), 0)
    return bool(slips) and len(word) >= len(typed) - slips and _distance_to_beginning(typed, word, slips) <= slips


def among(vocabulary: Iterable[str], typed: str, near: bool = False) -> frozenset[str]:
    """Returns the words that have what was typed or, where asked for, nearly have it."""
    return frozenset(word for word in vocabulary if has(word, typed) or near and is_near(word, typed))


def _distance_to_beginning(typed: str, word: str, most: int) -> int:
    """Returns how many letters are wrong, missing, too many or swapped against any beginning of the word."""
    word = word[:len(typed) + most]
    before, last = [0] * (len(word) + 1), list(range(len(word) + 1))
    for row, letter in enumerate(typed, 1):
        now = [row]
        for column, other in enumerate(word, 1):
            cost = min(last[column] + 1, now[column - 1] + 1, last[column - 1] + (letter != other))
            if row > 1 and column > 1 and letter == word[column - 2] and typed[row - 2] == other:
                cost = min(cost, before[column - 2] + 1)
            now.append(cost)
        if min(now) > most:
            return most + 1
        before, last = last, now
    return min(last)
