"""
Text on its way to paper: checked, normalised, and every character given a face that has it.

Nothing is dropped: what no face can print is refused with its place. White space is layout, so runs of blanks become
one blank and a line end becomes a line break.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import TypeAlias

from needlesafe.documents import accents, faces
from needlesafe.errors import UnprintableCharacter

_LINE_ENDS = re.compile("\r\n|[\r\n\u2028\u2029]")
_BLANKS = re.compile("[^\\S\n\u00a0]+")
_BLANKS_AT_LINE_ENDS = re.compile(" ?\n ?")
_INVISIBLE = {"Cc", "Cf", "Cs", "Co", "Cn"}
_MARKS = {"Mn", "Mc", "Me"}
_RIGHT_TO_LEFT = {"R", "AL", "AN"}
_NO_CHARACTER = "\ufffc"
"""It stands for an object that is not there; readers of a file leave it out."""
_EXCERPT = 24


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of a paragraph that is set apart."""

    text: str
    """The words, as they are to be read."""
    strong: bool = False
    """Set in the semi-bold face."""
    colour: str = ""
    """A colour as `#0A5A75`, or empty for that of the paragraph."""


Words: TypeAlias = "str | Run | Sequence[str | Run]"
"""What a paragraph says: plain text, or pieces of which some are set apart."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a paragraph whose characters its face all has; line ends stand in its text."""

    text: str
    """The words."""
    face: str
    """The face they are set in."""
    colour: str = ""
    """A colour as `#0A5A75`, or empty for that of the paragraph."""

    def with_text(self, text: str) -> Piece:
        """The same dress for another text."""
        return Piece(text, self.face, self.colour)


def dressed(words: Words, face: str) -> list[Piece]:
    """The words as pieces, each character in a face that has it, without blanks at either end or two in a row."""
    kept: list[Piece] = []
    for run in [words] if isinstance(words, (str, Run)) else words:
        for piece in _dressed(run, face):
            text = piece.text if kept else piece.text.lstrip(" \n")
            if text and kept and kept[-1].text[-1] in " \n":
                text = text.lstrip(" ")
            if text:
                kept.append(piece if text == piece.text else piece.with_text(text))
    while kept and kept[-1].text[-1] in " \n":
        last = kept.pop()
        if text := last.text.rstrip(" \n"):
            kept.append(last.with_text(text))
    return kept


def plain(words: Words) -> str:
    """The words without their dress."""
    pieces = [words] if isinstance(words, (str, Run)) else words
    return "".join(piece.text if isinstance(piece, Run) else piece for piece in pieces)


def require_printable(text: str, place: str, face: str = faces.BODY) -> str:
    """The text in composed form with plain blanks and line ends; a character that cannot be set raises with its place."""
    composed = _composed(text)
    if found := _unprintable(composed, face):
        raise UnprintableCharacter(found, place or _around(composed, found))
    return composed


def unprintable(text: str) -> str:
    """The first kind of character in a text that no document can show, the gravest first; empty where there is none."""
    return "" if text.isascii() and text.isprintable() else _unprintable(_composed(text), faces.BODY)


def _composed(text: str) -> str:
    plain_blanks = _LINE_ENDS.sub("\n", text).replace("\t", " ").replace("\u202f", "\u00a0")
    return unicodedata.normalize("NFC", plain_blanks)


def _unprintable(composed: str, face: str) -> str:
    unknown = set(composed) - _known(face)
    refused = sorted(character for character in unknown if not _is_settable(character, face))
    if refused or unknown.isdisjoint(accents.settable()):
        return refused[0] if refused else ""
    return accents.misplaced(composed) or next(
        (cluster[-1] for cluster in _clusters(composed) if len(cluster) > 1 and _face_of(cluster, face) is None), "")


def _dressed(run: str | Run, face: str) -> Sequence[Piece]:
    if isinstance(run, str):
        return _in_faces(run, face)
    pieces = _in_faces(run.text, faces.BODY_SEMI if run.strong and face == faces.BODY else face)
    return [Piece(piece.text, piece.face, run.colour) for piece in pieces] if run.colour else pieces


@lru_cache(maxsize=4096)
def _in_faces(text: str, face: str) -> tuple[Piece, ...]:
    composed = _BLANKS.sub(" ", require_printable(text, "", face))
    if "\n" in composed:
        composed = _BLANKS_AT_LINE_ENDS.sub("\n", composed)
    if set(composed) <= _known(face):
        return (Piece(composed, face),)
    runs = groupby(_clusters(composed), lambda cluster: _face_of(cluster, face))
    return tuple(Piece("".join(run), chosen or face) for chosen, run in runs)


@lru_cache
def _known(face: str) -> frozenset[str]:
    """The characters that need no second look: in the face itself, visible, read from left to right, no accents."""
    return frozenset(filter(_is_plain, faces.characters(face))) | {" ", "\n", "\u00a0"}


@lru_cache(maxsize=4096)
def _face_of(cluster: str, face: str) -> str | None:
    """The first face that has all of a letter and its accents."""
    wanted = set(cluster) - {" ", "\n", "\u00a0"}
    return next((one for one in (face, *faces.stand_ins(face)) if wanted <= faces.characters(one)), None)


def _is_plain(character: str) -> bool:
    return (unicodedata.category(character) not in _INVISIBLE | _MARKS and character != _NO_CHARACTER
            and unicodedata.bidirectional(character) not in _RIGHT_TO_LEFT)


def _is_settable(character: str, face: str) -> bool:
    if unicodedata.category(character) == "Zs":
        return True
    if character not in accents.settable() and not _is_plain(character):
        return False
    return _face_of(character, face) is not None


def _clusters(text: str) -> list[str]:
    """The text cut before each character that is not a combining mark, so that a mark stays in its letter's face."""
    clusters: list[str] = []
    for character in text:
        if clusters and unicodedata.category(character).startswith("M"):
            clusters[-1] += character
        else:
            clusters.append(character)
    return clusters


def _around(text: str, character: str) -> str:
    """The text beside a character, so that its place can be found."""
    at = text.index(character)
    return f"\u201c{text[max(0, at - _EXCERPT):at]}\u2026\u201d"
