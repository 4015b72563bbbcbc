"""
The page: margins, the patient's name at its head, the count of pages at its foot.

A document is set once. The total of pages is known at the end and drawn then, as one form that every page refers to,
so that a page's own content does not depend on it.
"""

from __future__ import annotations

import io
from collections.abc import Sequence

from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate

from needlesafe.documents.faces import BODY
from needlesafe.documents.flowables.paragraph import TaggedParagraph
from needlesafe.documents.fonts import register_faces, text_width
from needlesafe.documents.sheet import Sheet
from needlesafe.documents.style import HAIR, LINE, MARGIN, NORMAL, PAGE_SIZES, QUIET, paragraph_styles
from needlesafe.documents.tagged_canvas import FOOTER, HEADER, TaggedCanvas
from needlesafe.documents.words import Run, dressed

TOTAL_FORM = "page-total"
_HEAD_TOP = 11 * mm
_HEAD_GAP = 7 * mm
_FOOT_BASE = 11 * mm
_FOOT_GAP = 6 * mm
_LEFT_SHARE = 0.64
_MOST_PAGES = 9999


class PaperDocument(BaseDocTemplate):
    """Sets a story on pages that all carry the sheet's running lines."""

    def __init__(self, sheet: Sheet, uncounted: int) -> None:
        register_faces()
        self._raw = io.BytesIO()
        self.sheet = sheet
        self.uncounted = uncounted
        width, height = PAGE_SIZES[sheet.page_size]
        self._head = _head_lines(sheet, width - 2 * MARGIN)
        head_height = max(line.height for line in self._head)
        top = max(MARGIN, _HEAD_TOP + head_height + _HEAD_GAP)
        self._foot = _foot_lines(sheet, width - 2 * MARGIN)
        bottom = max(MARGIN + 2 * mm, _FOOT_BASE + self._foot.height + _FOOT_GAP)
        super().__init__(self._raw, pagesize=(width, height), leftMargin=MARGIN, rightMargin=MARGIN, topMargin=top,
                         bottomMargin=bottom)
        self._rule = height - _HEAD_TOP - head_height - 3
        frame = Frame(self.leftMargin, self.bottomMargin, self.width, self.height, 0, 0, 0, 0)
        self.addPageTemplates(PageTemplate("page", [frame], onPage=self._draw_running_lines))

    def render(self, story: Sequence[Flowable]) -> tuple[bytes, TaggedCanvas]:
        """The file as reportlab makes it, and the canvas that knows its tree."""
        self.build(list(story), canvasmaker=self._make_canvas)
        return self._raw.getvalue(), self.canv

    @property
    def total(self) -> int:
        """The pages that the foot of each page counts to."""
        return self.page + self.uncounted

    def _make_canvas(self, filename: object, **settings: object) -> TaggedCanvas:
        settings |= {"initialFontName": BODY, "invariant": 1, "pageCompression": 0, "lang": self.sheet.language}
        canvas = _PaperCanvas(filename, **settings)
        canvas.document = self
        pdfmetrics.getFont(BODY).splitString(f"0123456789{self.sheet.page_words}", canvas._doc)
        return canvas

    def _draw_running_lines(self, canvas: TaggedCanvas, _document: BaseDocTemplate) -> None:
        with canvas.artifact(HEADER):
            self._draw_head(canvas)
        with canvas.artifact(FOOTER):
            self._draw_foot(canvas)

    def _draw_head(self, canvas: TaggedCanvas) -> None:
        left, right = self._head
        top = self.pagesize[1] - _HEAD_TOP
        left.drawOn(canvas, MARGIN, top - left.height)
        right.drawOn(canvas, self.pagesize[0] - MARGIN - right.width, top - right.height)
        canvas.setStrokeColor(LINE)
        canvas.setLineWidth(HAIR)
        canvas.line(MARGIN, self._rule, self.pagesize[0] - MARGIN, self._rule)

    def _draw_foot(self, canvas: TaggedCanvas) -> None:
        size = NORMAL.quiet
        before = self.sheet.page_words.split("{total}")[0].format(page=canvas.page_index + 1)
        canvas.setFillColor(QUIET)
        canvas.setFont(BODY, size)
        canvas.drawString(MARGIN, _FOOT_BASE, before)
        canvas.saveState()
        canvas.translate(MARGIN + text_width(before, BODY, size), _FOOT_BASE)
        canvas.doForm(TOTAL_FORM)
        canvas.restoreState()
        below = self._foot.style.leading - self._foot.style.fontSize
        self._foot.drawOn(canvas, self.pagesize[0] - MARGIN - self._foot.width, _FOOT_BASE - below)

    def draw_total(self, canvas: TaggedCanvas) -> None:
        """Draws the total of pages, once for all pages."""
        after = self.sheet.page_words.split("{total}")[1]
        canvas.beginForm(TOTAL_FORM, 0, -4, 200, NORMAL.quiet + 4)
        canvas.setFillColor(QUIET)
        canvas.setFont(BODY, NORMAL.quiet)
        canvas.drawString(0, 0, f"{self.total}{after}")
        canvas.endForm()


class _PaperCanvas(TaggedCanvas):
    """A tagged canvas that draws its document's total of pages before it is saved."""

    document: PaperDocument

    def save(self) -> None:
        """Draws what had to wait and writes the file."""
        self.document.draw_total(self)
        super().save()


def _foot_lines(sheet: Sheet, width: float) -> TaggedParagraph:
    """What stands beside the count of pages, as many lines as it needs."""
    counted = text_width(sheet.page_words.format(page=_MOST_PAGES, total=_MOST_PAGES), BODY, NORMAL.quiet)
    foot = TaggedParagraph(dressed(sheet.footer, BODY), paragraph_styles(NORMAL)["quiet-right"])
    foot.wrap(width - counted - 12, 0)
    return foot


def _head_lines(sheet: Sheet, width: float) -> tuple[TaggedParagraph, TaggedParagraph]:
    """The patient at the left and the visit at the right, each as many lines as it needs."""
    styles = paragraph_styles(NORMAL)
    quiet = "#" + QUIET.hexval()[2:]
    who = (Run(sheet.patient, strong=True), Run(f"\u00a0\u00a0\u00a0 {sheet.born}", colour=quiet))
    left = TaggedParagraph(dressed(who, BODY), styles["running"])
    right = TaggedParagraph(dressed(sheet.visit, BODY), styles["running-right"])
    left.wrap(width * _LEFT_SHARE, 0)
    right.wrap(width * (1 - _LEFT_SHARE) - 6, 0)
    return left, right
