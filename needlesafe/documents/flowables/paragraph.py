"""A paragraph or heading that is one element of the tree, on however many pages its lines stand."""

from __future__ import annotations

import math
from typing import Any

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Paragraph
from reportlab.platypus.paragraph import _FK_BREAK, _SplitWord, _SplitWordEnd

from needlesafe.documents.tagged_canvas import TaggedCanvas


class TaggedParagraph(Paragraph):
    """Markup set in a style and tagged as `P`, `H1` … or any other element that holds text."""

    def __init__(self, text: str | None, style: ParagraphStyle, tag: str = "P", measure: float = math.inf,
                 **settings: Any) -> None:
        super().__init__(text, style, **settings)
        self.tag, self.measure = tag, measure
        self.key = object()
        self._set_for: float | None = None
        self._blanks_kept = False

    @property
    def is_heading(self) -> bool:
        """Whether it names what follows it."""
        return self.tag in ("H1", "H2", "H3", "H4")

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """The room it takes; lines are broken once for each width."""
        if self._set_for != width or not hasattr(self, "blPara"):
            super().wrap(min(width, self.measure), height)
            self._set_for = width
        return self.width, self.height

    def split(self, width: float, height: float) -> list[Paragraph]:
        """Two paragraphs that stay one element, or none where the lines must stay together."""
        parts = super().split(min(width, self.measure), height)
        for part in parts:
            part.tag, part.key, part.measure = self.tag, self.key, self.measure
        if len(parts) == 2:
            _drop_leading_break(parts[1].frags)
        return parts

    def drawOn(self, canvas: TaggedCanvas, x: float, y: float, _sW: float = 0) -> None:  # noqa: N802, N803
        """Draws the lines as content of its element."""
        with canvas.tagged(self.key, self.tag):
            super().drawOn(canvas, x, y, _sW)

    def draw(self) -> None:
        """Draws the lines, each with the blank that its end stands for, so that words do not run together aloud."""
        if not self._blanks_kept:
            self._blanks_kept = True
            self._keep_blanks()
        super().draw()

    def _keep_blanks(self) -> None:
        lines = getattr(self, "blPara", None) and self.blPara.lines or []
        last = len(lines) if getattr(self, "_splitpara", 0) else len(lines) - 1
        for index in range(last):
            if self.blPara.kind == 0:
                lines[index] = _with_blank(*lines[index][:2])
            else:
                _add_blank(lines[index])


def _drop_leading_break(pieces: list[Any]) -> None:
    """Takes away the line end that reportlab leaves at the start of a second part, where it would be an empty line."""
    first = pieces[0] if pieces else None
    if isinstance(first, list) and len(first) > 1 and first[1][0]._fkind == _FK_BREAK:
        del pieces[0]


def _with_blank(room: float, words: list[str]) -> tuple[float, list[str]]:
    """A line of plain words that ends in a blank, unless a long word was broken there."""
    broken = words and isinstance(words[-1], _SplitWord) and not isinstance(words[-1], _SplitWordEnd)
    return (room, words) if broken else (room, [*words, ""])


def _add_blank(line: Any) -> None:
    """Ends a line of pieces in a blank, unless a long word was broken there."""
    broken_word = line.words and line.words[-1]._fkind == _FK_BREAK and not line.lineBreak
    texts = [piece for piece in line.words if piece._fkind != _FK_BREAK]
    if texts and not broken_word and not texts[-1].text.endswith(" "):
        texts[-1].text += " "
