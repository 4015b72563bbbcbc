"""Lines: pieces of text broken at blanks, at line ends, and inside a word only where it is longer than a line."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from needlesafe.documents.fonts import text_width
from needlesafe.documents.words import Piece

_WORD = re.compile("[^ ]+")
_ENOUGH = 1e-6


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a paragraph."""

    pieces: tuple[Piece, ...]
    """What stands on it, without a blank at its end."""
    width: float
    """The width of that."""
    end: str
    """What its end stands for: a blank, a line end, or nothing inside a word and at the end of all."""

    @property
    def shown(self) -> tuple[Piece, ...]:
        """The pieces as they are drawn: with a blank for the end, so that words do not run together aloud."""
        return (*self.pieces[:-1], _ended(self.pieces[-1], " ")) if self.end else self.pieces


def broken(pieces: Sequence[Piece], size: float, room: float) -> list[Line]:
    """The lines of a text in a width; words that are too long for it are cut."""
    lines: list[Line] = []
    for stretch in _between_line_ends(pieces):
        if lines:
            lines[-1] = Line(lines[-1].pieces, lines[-1].width, "\n")
        lines += _broken(stretch, size, room)
    return lines


def rejoined(lines: Sequence[Line]) -> list[Piece]:
    """The text that lines were broken from, to be broken anew for another width."""
    ends = [*(line.end for line in lines[:-1]), ""]
    parts = (piece for line, end in zip(lines, ends) for piece in (*line.pieces[:-1], _ended(line.pieces[-1], end)))
    return [Piece("".join(part.text for part in alike), face, colour)
            for (face, colour), alike in groupby(parts, lambda part: (part.face, part.colour))]


def _ended(piece: Piece, end: str) -> Piece:
    return piece.with_text(piece.text + end) if end else piece


def _between_line_ends(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """The pieces of each stretch between two line ends; a stretch may hold nothing but an empty piece."""
    if not any("\n" in piece.text for piece in pieces):
        return [list(pieces)] if pieces else []
    stretches: list[list[Piece]] = [[]]
    for piece in pieces:
        first, *others = piece.text.split("\n")
        stretches[-1].append(piece.with_text(first))
        stretches += [[piece.with_text(text)] for text in others]
    return stretches


def _broken(pieces: list[Piece], size: float, room: float) -> list[Line]:
    """The lines of pieces without a line end."""
    room += _ENOUGH
    measure, text = _measure(pieces, size), "".join(piece.text for piece in pieces)
    whole = measure(0, len(text))
    if whole <= room:
        return [Line(tuple(pieces), whole, "")]
    return [Line(_cut(pieces, start, stop), width, " " if text[stop:stop + 1] == " " else "")
            for start, stop, width in _spans(text, measure, room)]


def _spans(text: str, measure: Callable[[int, int], float], room: float) -> Iterator[tuple[int, int, float]]:
    """Where each line begins and ends in a text, and how wide it is."""
    start, stop, used = 0, 0, 0.0
    for word in _WORD.finditer(text):
        begin, end = word.span()
        added = measure(stop, end)
        if used + added <= room:
            stop, used = end, used + added
            continue
        if stop > start:
            yield start, stop, used
        start, width = begin, measure(begin, end)
        while width > room:
            fitting = _fitting(start, end, measure, room)
            if fitting == end:
                break
            yield start, fitting, measure(start, fitting)
            start, width = fitting, measure(fitting, end)
        stop, used = end, width
    yield start, stop, used


def _fitting(start: int, end: int, measure: Callable[[int, int], float], room: float) -> int:
    """How far a word that begins a line reaches into it; at least one character."""
    low, high = start + 1, end
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if measure(start, middle) <= room else (low, middle - 1)
    return low


def _measure(pieces: list[Piece], size: float) -> Callable[[int, int], float]:
    """Tells the width of a part of the text that the pieces make up."""
    if len(pieces) == 1:
        face, text = pieces[0].face, pieces[0].text
        return lambda start, stop: text_width(text[start:stop], face, size)
    return lambda start, stop: sum(text_width(piece.text, piece.face, size) for piece in _cut(pieces, start, stop))


def _cut(pieces: Sequence[Piece], start: int, stop: int) -> tuple[Piece, ...]:
    """The pieces between two places of the text that they make up."""
    found, at = [], 0
    for piece in pieces:
        text = piece.text[max(0, start - at):max(0, stop - at)]
        if text:
            found.append(piece.with_text(text))
        at += len(piece.text)
    return tuple(found)
