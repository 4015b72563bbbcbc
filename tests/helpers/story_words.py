"""The paragraphs that a story would print, read from its pieces: the words of a document without the making of its pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from reportlab.platypus import Flowable, Table

from needlesafe.documents.flowables.blocks import SideBySide, Stack
from needlesafe.documents.flowables.hanging import Hanging
from needlesafe.documents.flowables.paragraph import TaggedParagraph


def paragraphs(story: Iterable[Flowable]) -> Iterator[str]:
    """Every paragraph with its blanks as one, in the order of reading."""
    for piece in story:
        if isinstance(piece, TaggedParagraph):
            yield " ".join("".join(part.text for part in piece.pieces).split())
        elif isinstance(piece, Hanging):
            yield from paragraphs([piece.text])
        elif isinstance(piece, Stack | SideBySide):
            yield from paragraphs(piece.pieces)
        elif isinstance(piece, Table):
            for row in piece._cellvalues:
                for cell in row:
                    yield from paragraphs(cell)
