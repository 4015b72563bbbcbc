"""The words that a page shows, read out of what it draws, so that two pages can be told apart in words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import pikepdf

_RANGE = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>")
_SECTION = re.compile(rb"begin(bfchar|bfrange)(.*?)end\1", re.DOTALL)
_MOST = 65_536
"""Characters that one face may name."""
Face = Mapping[int, str]
"""The text of each code."""


def page_words(page: pikepdf.Object) -> tuple[str, ...]:
    """The pieces of text in the order in which the page draws them, those of its forms included."""
    return tuple(piece for piece in _pieces(page, page.get("/Resources", pikepdf.Dictionary()), 0) if piece.strip())


def _pieces(drawn: pikepdf.Object, resources: pikepdf.Object, depth: int) -> Iterator[str]:
    faces: dict[str, tuple[int, dict[int, str]]] = {}
    width, face = 1, dict[int, str]()
    known = resources.get("/Font", pikepdf.Dictionary())
    for operands, operator in pikepdf.parse_content_stream(drawn):
        name = str(operator)
        if name == "Tf" and str(operands[0]) in known:
            width, face = faces.setdefault(str(operands[0]), _face(known[str(operands[0])]))
        elif name in ("Tj", "'", '"'):
            yield _told(bytes(operands[-1]), width, face)
        elif name == "TJ":
            yield "".join(_told(bytes(part), width, face) for part in operands[0] if isinstance(part, pikepdf.String))
        elif name == "Do" and depth < 4:
            form = resources.get("/XObject", pikepdf.Dictionary()).get(str(operands[0]))
            if isinstance(form, pikepdf.Stream) and form.get("/Subtype") == pikepdf.Name.Form:
                yield from _pieces(form, form.get("/Resources", resources), depth + 1)


def _face(font: pikepdf.Object) -> tuple[int, dict[int, str]]:
    """How many bytes make a code, and the text of each."""
    width = 2 if font.get("/Subtype") == pikepdf.Name.Type0 else 1
    told = font.get("/ToUnicode")
    return width, _texts(told.read_bytes()) if isinstance(told, pikepdf.Stream) else {}


def _texts(table: bytes) -> dict[int, str]:
    found: dict[int, str] = {}
    for kind, body in _SECTION.findall(table):
        if kind == b"bfchar":
            found |= {int(code, 16): _text(text) for code, text in re.findall(rb"<(\w+)>\s*<(\w+)>", body)}
            continue
        for first, last, text in _RANGE.findall(body):
            start, count = int(first, 16), min(int(last, 16) - int(first, 16) + 1, _MOST)
            begin = _text(text)
            if begin:
                found |= {start + step: begin[:-1] + chr(ord(begin[-1]) + step) for step in range(count)}
        for first, listed in re.findall(rb"<(\w+)>\s*<\w+>\s*\[(.*?)\]", body, re.DOTALL):
            found |= {int(first, 16) + step: _text(text) for step, text in enumerate(re.findall(rb"<(\w+)>", listed))}
    return found


def _text(digits: bytes) -> str:
    return bytes.fromhex(digits.decode("ascii")).decode("utf-16-be", "replace")


def _told(codes: bytes, width: int, face: Face) -> str:
    numbers = (int.from_bytes(codes[at:at + width], "big") for at in range(0, len(codes), width))
    return "".join(face.get(number, chr(number) if width == 1 and not face else "\ufffd") for number in numbers)
