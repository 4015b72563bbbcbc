"""
Compares a sealed file with the same document made anew: what it draws, what it carries, what a screen reader reads.

Everything that can be reached in the one file is held against the other, unfolded, because two computers may fold the
same bytes in different ways. The seal itself is left out: it is not there before the sealing.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from difflib import SequenceMatcher

import pikepdf

from needlesafe.documents.archive import PRODUCER
from needlesafe.documents.facts import Differing, Drawn
from needlesafe.documents.program import program
from needlesafe.documents.reading_back import page_words

_FOLDING = {"/Length", "/Filter", "/DecodeParms"}
_OF_THE_SEAL = {"/Perms", "/V", "/SigFlags"}
"""What sealing adds to the root, to the field and to the form."""
_UPWARD = {"/Parent", "/P", "/Pg"}
"""What leads back to a page or up a tree; pages are compared by themselves."""
_FILES = "the files inside it"
_PARTS = {"/AF": _FILES, "/Names": _FILES, "/StructTreeRoot": "what a screen reader reads", "/Metadata": "what it says of itself",
          "/Info": "what it says of itself", "/AcroForm": "the field of the seal", "/Pages": "its pages"}
_MOST_WORDS = 3
_LONGEST = 120
Pair = tuple[pikepdf.Object, pikepdf.Object]


def drawn_by(pdf: bytes) -> Drawn:
    """What a file says that it is, and by which program it was drawn."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        told = {key: str(opened.docinfo.get(key, "")) for key in ("/Subject", "/Creator", "/Producer")}
    ours = told["/Creator"] == program() and told["/Producer"] == PRODUCER
    return Drawn(told["/Subject"].partition(" ")[0], told["/Creator"], ours)


def differences(found: bytes, made: bytes) -> tuple[Differing, ...]:
    """Where a file differs from the same document made anew; nothing where it is that document, sealed."""
    with pikepdf.open(io.BytesIO(found)) as one, pikepdf.open(io.BytesIO(made)) as other:
        return tuple(_differing(one, other))


def _differing(found: pikepdf.Pdf, made: pikepdf.Pdf) -> Iterator[Differing]:
    if len(found.pages) != len(made.pages):
        yield Differing(f"the number of pages: {len(found.pages)} instead of {len(made.pages)}")
    at_fault = False
    for number, (one, other) in enumerate(zip(found.pages, made.pages), start=1):
        if not _same(one.obj, other.obj):
            at_fault = True
            yield Differing(f"page {number}", *_first_words(page_words(one.obj), page_words(other.obj)))
    parts = {key for pdf in (found, made) for key in pdf.Root.keys()} - _OF_THE_SEAL - ({"/Pages"} if at_fault else set())
    named = {_PARTS.get(key, "how it is to be shown") for key in sorted(parts)
             if not _both(found.Root.get(key), made.Root.get(key))}
    if not _both(found.trailer.get("/Info"), made.trailer.get("/Info")):
        named.add(_PARTS["/Info"])
    if _FILES in named and (files := _differing_files(found, made)):
        named = (named - {_FILES}) | files
    yield from (Differing(name) for name in sorted(named))


def _differing_files(found: pikepdf.Pdf, made: pikepdf.Pdf) -> set[str]:
    """The attached files that are missing or other ones; only those that were to be there are called by their names."""
    return {f"the attached {name}" for name, wanted in made.attachments.items()
            if name not in found.attachments or not _same(found.attachments[name].obj, wanted.obj)}


def _first_words(found: tuple[str, ...], made: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The first words that differ on a page, on both sides; nothing where all agree."""
    for kind, start, end, begin, stop in SequenceMatcher(None, found, made, autojunk=False).get_opcodes():
        if kind != "equal":
            return _short(found[start:end]), _short(made[begin:stop])
    return (), ()


def _short(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(word.strip()[:_LONGEST] for word in words[:_MOST_WORDS])


def _both(one: pikepdf.Object | None, other: pikepdf.Object | None) -> bool:
    return one is None and other is None or one is not None and other is not None and _same(one, other)


def _same(one: pikepdf.Object, other: pikepdf.Object) -> bool:
    """Whether two objects and all that they lead to, but not the way back up, are the same."""
    waiting: list[Pair] = [(one, other)]
    seen: set[tuple[tuple[int, int], tuple[int, int]]] = set()
    while waiting:
        first, second = waiting.pop()
        if not isinstance(first, pikepdf.Object) or not isinstance(second, pikepdf.Object):
            if first != second or type(first) is not type(second):
                return False
            continue
        names = (first.objgen, second.objgen)
        if names != ((0, 0), (0, 0)):
            if names in seen:
                continue
            seen.add(names)
        inner = _within(first, second)
        if inner is None:
            return False
        waiting += inner
    return True


def _within(one: pikepdf.Object, other: pikepdf.Object) -> list[Pair] | None:
    """The pairs inside two objects; None where the objects themselves differ."""
    if one._type_code != other._type_code:
        return None
    if isinstance(one, pikepdf.Array):
        return list(zip(one, other)) if len(one) == len(other) else None
    if not isinstance(one, (pikepdf.Dictionary, pikepdf.Stream)):
        return [] if one == other else None
    if isinstance(one, pikepdf.Stream) and _unfolded(one) != _unfolded(other):
        return None
    left_out = _UPWARD | (_FOLDING if isinstance(one, pikepdf.Stream) else set()) | _seal_keys(other)
    keys = set(one.keys()) - left_out
    if keys != set(other.keys()) - left_out:
        return None
    return [(one[key], other[key]) for key in keys]


def _seal_keys(made: pikepdf.Object) -> set[str]:
    """What sealing may have added to an object: to a signature's field and to the form that holds it."""
    if made.get("/FT") == pikepdf.Name.Sig:
        return {"/V"}
    return {"/SigFlags"} if "/Fields" in made else set()


def _unfolded(stream: pikepdf.Stream) -> bytes:
    try:
        return stream.read_bytes()
    except pikepdf.PdfError:
        return stream.read_raw_bytes()
