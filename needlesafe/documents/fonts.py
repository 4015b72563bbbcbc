"""
The faces that every document is set in, as reportlab embeds them: subsets whose text can be read back.

Source Sans 3 is the text face; DejaVu Sans stands in for the characters that it lacks. Both are TrueType outlines,
because reportlab embeds nothing else.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import groupby

from reportlab import rl_config
from reportlab.pdfbase import pdfmetrics, ttfonts
from reportlab.pdfbase.pdfdoc import PDFDocument

from needlesafe.documents.faces import FACES, file_of

_CODES_IN_A_BLOCK = 100
_LAST_OF_FIRST_SUBSET = "\xff"


@cache
def register_faces() -> None:
    """Every face is known to reportlab afterwards, and its text comes out of the PDF as it went in."""
    rl_config.useA85 = 0
    ttfonts.makeToUnicodeCMap = to_unicode_map
    for name in FACES:
        font = ttfonts.TTFont(name, str(file_of(name)), asciiReadable=False)
        pdfmetrics.registerFont(font)
        pdfmetrics.registerFontFamily(name, normal=name, bold=name, italic=name, boldItalic=name)


def text_width(text: str, face: str, size: float) -> float:
    """The width of a line of text in points."""
    return pdfmetrics.getFont(face).stringWidth(text, size)


class Spelling(dict[int, int]):
    """The codes of a face's characters in one document, each found when it is asked for the first time."""

    def __init__(self, face: str, document: PDFDocument) -> None:
        super().__init__()
        self._font, self._document = pdfmetrics.getFont(face), document

    def __missing__(self, character: int) -> int:
        (subset, code), = self._font.splitString(chr(character), self._document)
        self[character] = found = subset << 8 | code[0]
        return found

    def spelled(self, text: str) -> list[tuple[str, bytes]]:
        """A text as runs of codes, each with the name of the subset that they belong to."""
        codes = text.translate(self)
        if max(codes, default="") <= _LAST_OF_FIRST_SUBSET:
            return [(self._font.getSubsetInternalName(0, self._document), codes.encode("latin-1"))] if codes else []
        return [(self._font.getSubsetInternalName(subset, self._document), bytes(ord(code) & 0xFF for code in run))
                for subset, run in groupby(codes, lambda code: ord(code) >> 8)]


def to_unicode_map(_font_name: str, subset: Sequence[int]) -> str:
    """
    The map from the codes of a subset to Unicode, as the PDF specification wants it.

    reportlab's own maps unused codes to U+0000 and puts more than a hundred codes in one block; both fail PDF/A.
    """
    pairs = [(code, char) for code, char in enumerate(subset) if char >= 32]
    lines = ["/CIDInit /ProcSet findresource begin", "12 dict begin", "begincmap",
             "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
             "/CMapName /Adobe-Identity-UCS def", "/CMapType 2 def",
             "1 begincodespacerange", "<00> <FF>", "endcodespacerange"]
    for start in range(0, len(pairs), _CODES_IN_A_BLOCK):
        block = pairs[start:start + _CODES_IN_A_BLOCK]
        lines.append(f"{len(block)} beginbfchar")
        lines += [f"<{code:02X}> <{chr(char).encode('utf-16-be').hex().upper()}>" for code, char in block]
        lines.append("endbfchar")
    return "\n".join([*lines, "endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end"])
