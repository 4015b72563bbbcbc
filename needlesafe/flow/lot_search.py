"""A lot as it may be typed: it is copied from small print, with a blank, a sign or neither between its parts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from needlesafe.flow.summary import lot_fact

_MOST_PARTS, _MOST_WORDS, _SHORTEST = 3, 3, 3
_PART = re.compile(r"[^\W\d_]+|\d+")


def lots_beginning(words: Sequence[str]) -> tuple[str, ...]:
    """The beginnings of lots that may be meant: as typed, and its parts with a blank, a hyphen or nothing between them."""
    typed = " ".join(words)
    parts = _PART.findall(typed)
    joined = tuple(between.join(parts) for between in ("", " ", "-")) if 1 < len(parts) <= _MOST_PARTS else ()
    return tuple(dict.fromkeys(lot_fact(one) for one in (typed, *joined)))


def lot_readings(words: Sequence[str]) -> Iterator[tuple[Sequence[str], tuple[str, ...], Sequence[str]]]:
    """What is typed with a lot of several words in it, the longest first: what stands before it, the lot, what stands after.

    A single word of capitals may be a lot without a digit.
    """
    for length in range(min(_MOST_WORDS, len(words)), 1, -1):
        for start in range(len(words) - length + 1):
            run = words[start:start + length]
            if any(letter.isdigit() for word in run for letter in word):
                yield words[:start], lots_beginning(run), words[start + length:]
    if len(words) == 1 and words[0].isalpha() and words[0].isupper() and len(words[0]) >= _SHORTEST:
        yield (), lots_beginning(words), ()
