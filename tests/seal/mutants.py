"""Damaged PDFs by the thousand: damaged where the structure of a PDF is, and damaged anywhere."""

from __future__ import annotations

import io
import random
import re
import zlib
from collections.abc import Callable, Iterator

import pikepdf

from tests.seal.forging import container_of, with_container
from tests.seal.random_edits import edited

CHANGES_AT_ONCE = (1, 1, 1, 2, 3, 6)
NUMBERS = (b"-1", b"0", b"1", b"7", b"255", b"65536", b"2147483647", b"2147483648", b"4294967296", b"-9999999999",
           b"99999999999999999999", b"0.5", b"1e9", b"--2", b"null", b"true", b"()", b"[]", b"<<>>", b"/X", b"1 0 R", b"%")
KEYWORDS = (b"obj", b"endobj", b"stream", b"endstream", b"xref", b"trailer", b"startxref", b"%%EOF", b"R", b"null", b"true")
BRACKETS = (b"<<", b">>", b"[", b"]", b"(", b")", b"<", b">", b"{", b"}", b"%", b"\0", b"/", b"\\")
FILTERS = (b"/FlateDecode", b"/LZWDecode", b"/ASCIIHexDecode", b"/ASCII85Decode", b"/RunLengthDecode", b"/CCITTFaxDecode",
           b"/DCTDecode", b"/Crypt", b"/None", b"[/FlateDecode /FlateDecode]", b"[" + b"/ASCIIHexDecode " * 30 + b"]")

Change = Callable[[bytes, random.Random], bytes]


def _one(pattern: bytes, pdf: bytes, chance: random.Random) -> re.Match[bytes] | None:
    """A place that fits, found from anywhere, half of the time near the end, where the seal is."""
    start = chance.randrange(len(pdf)) if chance.random() < 0.5 else max(0, len(pdf) - chance.randint(1, 20_000))
    return re.compile(pattern).search(pdf, start) or re.compile(pattern).search(pdf)


def _put(pdf: bytes, found: re.Match[bytes] | None, text: bytes) -> bytes:
    return pdf if found is None else pdf[:found.start()] + text + pdf[found.end():]


def _number(pdf: bytes, chance: random.Random) -> bytes:
    return _put(pdf, _one(rb"(?<![\w.])\d+(?![\w.])", pdf, chance), chance.choice(NUMBERS))


def _number_in_place(pdf: bytes, chance: random.Random) -> bytes:
    found = _one(rb"(?<![\w.])\d+(?![\w.])", pdf, chance)
    size = len(found.group()) if found else 1
    return _put(pdf, found, b"%0*d" % (size, chance.randrange(10 ** size)))


def _name(pdf: bytes, chance: random.Random) -> bytes:
    other = _one(rb"/[A-Za-z]+", pdf, chance)
    return _put(pdf, _one(rb"/[A-Za-z]+", pdf, chance), other.group() if other else b"/X")


def _reference(pdf: bytes, chance: random.Random) -> bytes:
    return _put(pdf, _one(rb"\d+ 0 R", pdf, chance), b"%d 0 R" % chance.choice((0, 1, 2, 3, chance.randrange(200), 10**9)))


def _keyword(pdf: bytes, chance: random.Random) -> bytes:
    return _put(pdf, _one(rb"\b" + chance.choice(KEYWORDS).lstrip(b"%"), pdf, chance), chance.choice(KEYWORDS))


def _bracket(pdf: bytes, chance: random.Random) -> bytes:
    found = _one(re.escape(chance.choice(BRACKETS)), pdf, chance)
    return _put(pdf, found, chance.choice((b"", b"", *BRACKETS)))


def _filter(pdf: bytes, chance: random.Random) -> bytes:
    return _put(pdf, _one(rb"/Filter ?/\w+", pdf, chance), b"/Filter " + chance.choice(FILTERS))


def _table(pdf: bytes, chance: random.Random) -> bytes:
    wrong = chance.choice((0, 1, len(pdf), chance.randrange(len(pdf)), 10**12))
    key = chance.choice((rb"startxref\s+\d+", rb"/Prev \d+", rb"/Size \d+", rb"/Index ?\[[\d ]+\]", rb"/W ?\[[\d ]+\]"))
    found = _one(key, pdf, chance)
    return pdf if found is None else _put(pdf, found, re.sub(rb"\d+", b"%d" % wrong, found.group(), count=chance.randint(0, 2)))


def _object(pdf: bytes, chance: random.Random) -> bytes:
    """One object's body put in another's place."""
    one, other = (_one(rb"\d+ 0 obj(?s:.*?)endobj", pdf, chance) for _ in range(2))
    if one is None or other is None:
        return pdf
    return _put(pdf, one, one.group().split(b"obj")[0] + b"obj" + other.group().split(b"obj", 1)[1])


def _stream(pdf: bytes, chance: random.Random) -> bytes:
    """A stream unfolded, damaged and folded again, with its length told rightly."""
    found = _one(rb"/Length (\d+)(?s:.{0,200}?)stream\n", pdf, chance)
    if found is None:
        return pdf
    data = pdf[found.end():found.end() + int(found.group(1))]
    try:
        damaged = edited(zlib.decompress(data), chance)[1]
    except (zlib.error, ValueError):
        return pdf
    folded = zlib.compress(damaged)
    told = found.group().replace(b"/Length " + found.group(1), b"/Length %d" % len(folded), 1)
    return pdf[:found.start()] + told + folded + pdf[found.end() + len(data):]


def _container(pdf: bytes, chance: random.Random) -> bytes:
    """The container damaged as DER, told in sound digits."""
    try:
        return with_container(pdf, edited(container_of(pdf), chance)[1][:4000])
    except (ValueError, AssertionError):
        return pdf


def _anywhere(pdf: bytes, chance: random.Random) -> bytes:
    return edited(pdf, chance)[1] if pdf else pdf


STRUCTURE: tuple[Change, ...] = (_number, _number_in_place, _name, _reference, _keyword, _bracket, _filter, _table, _object,
                                 _stream, _container)
CHANGES = STRUCTURE + (_anywhere,) * 4


def laid_open(pdf: bytes) -> bytes:
    """The same document with everything in it to be read, so that damage reaches what streams hold."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        out = io.BytesIO()
        opened.save(out, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.generalized,
                    object_stream_mode=pikepdf.ObjectStreamMode.disable)
        return out.getvalue()


def mutants(pdfs: list[bytes], count: int, seed: int) -> Iterator[bytes]:
    """So many damaged files, each from one of the given or from the same laid open; a seed gives the same."""
    chance = random.Random(seed)
    whole = [*pdfs, *map(laid_open, pdfs)]
    for number in range(count):
        mutant = pdf = whole[number % len(whole)]
        while mutant == pdf:
            for _ in range(chance.choice(CHANGES_AT_ONCE)):
                mutant = chance.choice(CHANGES)(mutant, chance) if mutant else mutant
        yield mutant
