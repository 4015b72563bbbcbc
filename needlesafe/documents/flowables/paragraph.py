"""A paragraph or heading that is one element of the tree, on however many pages its lines stand."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from functools import lru_cache

from reportlab.lib.colors import HexColor
from reportlab.lib.enums import TA_LEFT
from reportlab.lib.rl_accel import fp_str
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable

from needlesafe.documents.accents import has_accents, placed, stretches
from needlesafe.documents.flowables.lines import Line, broken, rejoined
from needlesafe.documents.tagged_canvas import TaggedCanvas
from needlesafe.documents.words import Piece

_ENOUGH = 1e-6
_FEW = 3


class TaggedParagraph(Flowable):
    """Pieces of text set in a style and tagged as `P`, `H1` … or any other element that holds text."""

    def __init__(self, pieces: Sequence[Piece], style: ParagraphStyle, tag: str = "P",
                 measure: float = math.inf) -> None:
        super().__init__()
        self.pieces, self.style, self.tag, self.measure = pieces, style, tag, measure
        self.key = object()
        self.announces = False
        self.lines: list[Line] = []
        self._set_for: float | None = None

    @property
    def leads_in(self) -> bool:
        """Whether it names or announces what follows it, and so stays with it."""
        return self.announces or self.tag in ("H1", "H2", "H3", "H4")

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        """The room it takes; lines are broken once for each width."""
        if self._set_for != width:
            self._hold(broken(self.pieces, self.style.fontSize, min(width, self.measure)), width)
        return self.width, self.height

    def split(self, width: float, height: float) -> list[Flowable]:
        """Two paragraphs that stay one element, or none where the lines must stay together."""
        self.wrap(width, height)
        count, fitting = len(self.lines), int((height + _ENOUGH) / self.style.leading)
        if count <= fitting:
            return [self]
        if count == fitting + 1:
            fitting -= 1 if count > _FEW else count
        if fitting <= 1:
            return []
        return [self._part(self.lines[:fitting]), self._part(self.lines[fitting:])]

    def drawOn(self, canvas: TaggedCanvas, x: float, y: float, _sW: float = 0) -> None:  # noqa: N802, N803
        """Draws the lines as content of its element, each with the blank that its end stands for."""
        with canvas.tagged(self.key, self.tag):
            if self.lines:
                self._draw_lines(canvas, x, y + self.height - self.style.fontSize)

    def _hold(self, lines: list[Line], width: float) -> None:
        self.lines, self._set_for = lines, width
        self.width, self.height = min(width, self.measure), len(lines) * self.style.leading

    def _part(self, lines: list[Line]) -> TaggedParagraph:
        part = TaggedParagraph(rejoined(lines), self.style, self.tag, self.measure)
        part.key = self.key
        part._hold(lines, self._set_for)
        return part

    def _draw_lines(self, canvas: TaggedCanvas, x: float, base: float) -> None:
        """Draws without reportlab's text object, which costs more than all the rest of a short paragraph."""
        style = self.style
        size, leading, own = fp_str(style.fontSize), style.leading, _fill("#" + style.textColor.hexval()[2:])
        code = [f"q BT {fp_str(leading)} TL"]
        font, fill = "", ""
        for index, line in enumerate(self.lines):
            shift = 0 if style.alignment == TA_LEFT else self.width - line.width
            if index == 0 or style.alignment != TA_LEFT:
                code.append(f"1 0 0 1 {fp_str(x + shift, base - index * leading)} Tm")
            shown = []
            for piece in line.shown:
                colour = _fill(piece.colour) if piece.colour else own
                if colour != fill:
                    shown.append(fill := colour)
                for name, operators in _spelled(canvas, piece, style.fontSize):
                    if name != font:
                        shown.append(f"{(font := name)} {size} Tf")
                    shown.append(operators)
            code.append(" ".join([*shown, "T*"]))
        canvas.write("\n".join([*code, "ET Q"]))


def _spelled(canvas: TaggedCanvas, piece: Piece, size: float) -> Iterator[tuple[str, str]]:
    """The operators that show a piece, each with the subset that it needs."""
    for text in stretches(piece.text) if has_accents(piece.text) else (piece.text,):
        if has_accents(text):
            yield from _accented(canvas, text, piece.face, size)
        else:
            yield from ((name, f"({shown}) Tj") for name, shown in canvas.spelled(piece.face, text))


def _accented(canvas: TaggedCanvas, letter: str, face: str, size: float) -> Iterator[tuple[str, str]]:
    """
    A letter and its accents where they belong; what they say stands beside, since readers go by places.

    Readers take the end of the last sign for the end of the whole: an unseen accent, which has no width, stands there.
    """
    said = f"/Span <</ActualText <FEFF{letter.encode('utf-16-be').hex().upper()}>>> BDC "
    (name, shown), = canvas.spelled(face, letter[0])
    yield name, f"{said}({shown}) Tj"
    for accent in placed(letter, face):
        (name, shown), = canvas.spelled(face, accent.mark)
        across, back, up = (fp_str(value) for value in (-accent.across, accent.across, accent.up * size / 1000))
        yield name, f"{up} Ts [{across} ({shown}) {back}] TJ 0 Ts"
    yield name, f"3 Tr ({shown}) Tj 0 Tr EMC"


@lru_cache
def _fill(colour: str) -> str:
    """The operator that makes a colour that of the text."""
    return f"{fp_str(*HexColor(colour).rgb())} rg"
