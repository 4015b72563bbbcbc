"""Reads a page of the guide, so that what is printed of it is what is read on the screen: a small part of Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from needlesafe.documents.words import Run, Words

_SPAN = re.compile(r"`([^`]+)`|\*\*([^*]+)\*\*")
_RULE = re.compile(r"\|[\s:|-]+\|")
_PICTURE = re.compile(r"!\[([^\]]*)\]\(([^)]+)\)")


@dataclass(frozen=True, slots=True)
class Part:
    """One piece of a page."""

    kind: str
    """`title`, `section`, `text`, `list`, `table` or `picture`."""
    rows: tuple[tuple[Words, ...], ...]
    """The cells of each row; a title, a paragraph or an item has one cell, a picture its words and its file."""


def parts(text: str) -> tuple[Part, ...]:
    """The pieces of a page in order."""
    return tuple(_parts(text))


def _parts(text: str) -> Iterator[Part]:
    for kind, lines in groupby(text.splitlines(), key=_kind):
        told = list(lines)
        if kind == "table":
            rows = [line.strip().strip("|").split("|") for line in told if not _RULE.fullmatch(line.strip())]
            yield Part("table", tuple(tuple(spans(cell) for cell in row) for row in rows))
        elif kind == "list":
            yield Part("list", tuple((spans(line[2:]),) for line in told))
        elif kind == "picture":
            yield from (Part("picture", ((spans(match.group(1)), (match.group(2),)),)) for match in map(_PICTURE.match, told) if match)
        elif kind == "text":
            yield Part("text", ((spans(" ".join(told)),),))
        elif kind:
            yield from (Part(kind, ((spans(line.lstrip("# ")),),)) for line in told)


def _kind(line: str) -> str:
    """What a line belongs to; empty for a blank one."""
    beginnings = (("# ", "title"), ("## ", "section"), ("|", "table"), ("- ", "list"), ("![", "picture"))
    found = next((kind for begin, kind in beginnings if line.startswith(begin)), "text")
    return found if line.strip() else ""


def spans(text: str) -> Words:
    """The words of a line; what is typed or weighs more is set apart."""
    found: list[str | Run] = []
    last = 0
    for match in _SPAN.finditer(text):
        found += [text[last:match.start()], Run(match.group(1) or match.group(2), strong=True)]
        last = match.end()
    return tuple(piece for piece in (*found, text[last:]) if piece)
