"""
What the faces hold: which characters, and how far each letter reaches.

Read from the font files themselves, so that a text can be checked where it is written without waiting for reportlab.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from struct import unpack_from

from needlesafe.paths import assets_dir

BODY = "Body"
BODY_SEMI = "BodySemi"
BODY_BOLD = "BodyBold"
FALLBACK = "Fallback"
FALLBACK_BOLD = "FallbackBold"

_FILES = {
    BODY: "SourceSans3-Regular.ttf",
    BODY_SEMI: "SourceSans3-SemiBold.ttf",
    BODY_BOLD: "SourceSans3-Bold.ttf",
    FALLBACK: "DejaVuSans.ttf",
    FALLBACK_BOLD: "DejaVuSans-Bold.ttf",
}
FACES = tuple(_FILES)
_STAND_INS = {BODY: (FALLBACK,), BODY_SEMI: (FALLBACK_BOLD, FALLBACK), BODY_BOLD: (FALLBACK_BOLD, FALLBACK)}
_TOO_NARROW = frozenset("\u2044\u2215")
"""Slashes of the text face so narrow that readers take two of them for one."""
_THOUSAND = 1000
_UNICODE = ((3, 10), (0, 4), (3, 1), (0, 3))
"""The tables of characters by platform and encoding, the fullest first."""

Box = tuple[float, float, float, float]
"""Left, bottom, right and top in thousandths of the size."""


def file_of(face: str) -> Path:
    """Where a face lies."""
    return assets_dir() / "fonts" / _FILES[face]


def stand_ins(face: str) -> tuple[str, ...]:
    """The faces that print what a face lacks, the first before the second."""
    return _STAND_INS.get(face, ())


@cache
def characters(face: str) -> frozenset[str]:
    """The characters that are set in a face."""
    known = frozenset(map(chr, _font(face).glyphs))
    return known - _TOO_NARROW if stand_ins(face) else known


def width_of(character: str, face: str) -> float:
    """How far a character moves what follows it, in thousandths of the size."""
    return _font(face).width(ord(character))


def box_of(character: str, face: str) -> Box:
    """The box around the ink of a character; empty where it has none."""
    return _font(face).box(ord(character))


@cache
def _font(face: str) -> _Font:
    return _Font(file_of(face).read_bytes())


class _Font:
    """The tables of a TrueType file that tell characters and their boxes."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        count, = unpack_from(">H", data, 4)
        self._tables: Mapping[bytes, int] = {
            data[at:at + 4]: unpack_from(">L", data, at + 8)[0] for at in range(12, 12 + 16 * count, 16)}
        head = self._tables[b"head"]
        self._em, = unpack_from(">H", data, head + 18)
        self._long, = unpack_from(">h", data, head + 50)
        self._widths, = unpack_from(">H", data, self._tables[b"hhea"] + 34)
        self.glyphs = dict(_glyphs(data, _unicode_table(data, self._tables[b"cmap"])))

    def width(self, code: int) -> float:
        """How far a character moves what follows it."""
        glyph = min(self.glyphs[code], self._widths - 1)
        return self._scaled(unpack_from(">H", self._data, self._tables[b"hmtx"] + 4 * glyph)[0])

    def box(self, code: int) -> Box:
        """The box around the ink of a character."""
        start, end = self._place(self.glyphs[code]), self._place(self.glyphs[code] + 1)
        if start == end:
            return (0, 0, 0, 0)
        left, bottom, right, top = unpack_from(">4h", self._data, self._tables[b"glyf"] + start + 2)
        return (self._scaled(left), self._scaled(bottom), self._scaled(right), self._scaled(top))

    def _place(self, glyph: int) -> int:
        table = self._tables[b"loca"]
        if self._long:
            return int(unpack_from(">L", self._data, table + 4 * glyph)[0])
        return 2 * int(unpack_from(">H", self._data, table + 2 * glyph)[0])

    def _scaled(self, units: int) -> float:
        return units * _THOUSAND / self._em


def _unicode_table(data: bytes, at: int) -> int:
    """Where the fullest table of Unicode characters begins."""
    count, = unpack_from(">H", data, at + 2)
    found = {}
    for entry in range(at + 4, at + 4 + 8 * count, 8):
        platform, encoding, offset = unpack_from(">HHL", data, entry)
        found[platform, encoding] = at + offset
    return next(found[kind] for kind in _UNICODE if kind in found)


def _glyphs(data: bytes, at: int) -> Iterator[tuple[int, int]]:
    """The characters of a table of format 4 or 12, each with the number of its glyph."""
    form, = unpack_from(">H", data, at)
    pairs = _of_groups(data, at) if form == 12 else _of_segments(data, at)
    return ((code, glyph) for code, glyph in pairs if glyph)


def _of_groups(data: bytes, at: int) -> Iterator[tuple[int, int]]:
    count, = unpack_from(">L", data, at + 12)
    for group in range(at + 16, at + 16 + 12 * count, 12):
        first, last, glyph = unpack_from(">3L", data, group)
        yield from zip(range(first, last + 1), range(glyph, glyph + last - first + 1))


def _of_segments(data: bytes, at: int) -> Iterator[tuple[int, int]]:
    double, = unpack_from(">H", data, at + 6)
    count = double // 2
    ends = unpack_from(f">{count}H", data, at + 14)
    starts = unpack_from(f">{count}H", data, at + 16 + double)
    shifts = unpack_from(f">{count}H", data, at + 16 + 2 * double)
    ranges = at + 16 + 3 * double
    for index, (first, last, shift) in enumerate(zip(starts, ends, shifts)):
        here = ranges + 2 * index
        offset, = unpack_from(">H", data, here)
        for code in range(first, min(last, 0xFFFE) + 1):
            glyph = unpack_from(">H", data, here + offset + 2 * (code - first))[0] if offset else code
            yield code, (glyph + shift) & 0xFFFF if glyph else 0
