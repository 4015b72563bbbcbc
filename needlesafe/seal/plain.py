"""
What a document may hold that is to be sealed: pages, tags, attachments, and the one field.

A file that was prepared to show one thing now and another later needs layers, notes, scripts, further fields or an
earlier state of itself. Ours have none of them, so whatever is not on these lists is refused.
"""

from __future__ import annotations

from collections.abc import Iterator

from pyhanko.pdf_utils.generic import DictionaryObject
from pyhanko.pdf_utils.reader import PdfFileReader

CATALOGUE = frozenset(("/Type", "/Pages", "/Lang", "/MarkInfo", "/StructTreeRoot", "/Metadata", "/OutputIntents",
                       "/ViewerPreferences", "/PageMode", "/Names", "/AF", "/AcroForm"))
PAGE = frozenset(("/Type", "/Parent", "/MediaBox", "/Rotate", "/Resources", "/Contents", "/Tabs", "/StructParents",
                  "/Trans", "/Annots"))
RESOURCES = frozenset(("/Font", "/XObject", "/ProcSet", "/ColorSpace", "/ExtGState"))
FORM = frozenset(("/Fields", "/SigFlags"))
NAMES = frozenset(("/EmbeddedFiles",))
DEEPEST = 32
"""Levels of a tree of pages."""


def require_plain(reader: PdfFileReader) -> None:
    """ValueError where a document holds what ours do not."""
    if "/Prev" in reader.trailer or "/XRefStm" in reader.trailer:
        raise ValueError("it holds an earlier state of itself")
    root = reader.root
    _require(root, CATALOGUE, "the catalogue")
    for key, allowed in (("/Names", NAMES), ("/AcroForm", FORM)):
        if key in root:
            _require(root[key], allowed, key)
    fields = list(root["/AcroForm"]["/Fields"]) if "/AcroForm" in root else []
    for page in _pages(root["/Pages"], DEEPEST):
        _require(page, PAGE, "a page")
        if "/Resources" in page:
            _require(page["/Resources"], RESOURCES, "a page's resources")
        if "/Annots" in page and any(note not in fields for note in page["/Annots"]):
            raise ValueError("it holds a note beside the seal")


def _require(found: DictionaryObject, allowed: frozenset[str], place: str) -> None:
    if more := sorted(set(found) - allowed):
        raise ValueError(f"{place} holds {', '.join(more)}")


def _pages(node: DictionaryObject, depth: int) -> Iterator[DictionaryObject]:
    if "/Kids" not in node:
        yield node
        return
    if depth == 0:
        raise ValueError("its tree of pages is too deep")
    for kid in node["/Kids"]:
        yield from _pages(kid.get_object(), depth - 1)
