"""
From a story to a document.

A document that is read before it is signed is built twice: the draft, which counts the closing pages and leaves them
out, and the whole, which repeats the draft's pages with the very same content and goes on.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence

import pikepdf
from reportlab.platypus import Flowable, PageBreak

from needlesafe.documents.archive import archive
from needlesafe.documents.facts import Built
from needlesafe.documents.flowables.blocks import Stack, bind_headings
from needlesafe.documents.page import PaperDocument
from needlesafe.documents.sheet import Sheet


def build(story: Sequence[Flowable], sheet: Sheet, closing: Sequence[Flowable] = ()) -> Built:
    """The document of a story; a closing story begins on a page of its own."""
    whole = bind_headings(story)
    if closing:
        whole += [PageBreak(), *bind_headings(closing)]
    return _built(whole, sheet, uncounted=0)


def build_draft(story: Sequence[Flowable], sheet: Sheet, closing_pages: int = 1) -> Built:
    """The document without its closing pages, which its pages count all the same."""
    return _built(bind_headings(story), sheet, uncounted=closing_pages)


def fewest_pages(stories: Iterable[Sequence[Flowable]], sheet: Sheet) -> Built:
    """The document of the first story that takes one page, else of the one that takes the fewest, the earlier of equals."""
    tried: list[Built] = []
    for story in stories:
        tried.append(build(story, sheet))
        if tried[-1].pages == 1:
            return tried[-1]
    return min(tried, key=lambda built: built.pages)


def fits_one_page(story: Sequence[Flowable], sheet: Sheet) -> bool:
    """Whether a story stands on one page of the sheet."""
    page = PaperDocument(sheet, 0)
    return Stack(bind_headings(story)).wrapOn(None, page.width, page.height)[1] <= page.height


def page_contents(pdf: bytes) -> tuple[bytes, ...]:
    """What each page draws, with the forms that it refers to, uncompressed."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return tuple(_content(page.obj) for page in opened.pages)


def repeats_draft(pdf: bytes, draft: bytes) -> bool:
    """Whether a document begins with all pages of a draft, byte for byte as they are drawn."""
    drawn = page_contents(draft)
    return page_contents(pdf)[:len(drawn)] == drawn


def _built(story: Sequence[Flowable], sheet: Sheet, uncounted: int) -> Built:
    document = PaperDocument(sheet, uncounted)
    raw, canvas = document.render(story)
    return Built(archive(raw, canvas, sheet), document.page, document.total)


def _content(page: pikepdf.Object) -> bytes:
    drawn = page.Resources.get("/XObject", {})
    forms = [drawn[name].read_raw_bytes() if drawn[name].Subtype == "/Image" else drawn[name].read_bytes()
             for name in sorted(drawn.keys())]
    return b"\n".join([page.Contents.read_bytes(), *forms])
