"""
The pieces of a story, set in one scale: what an author of a document calls.

Every piece takes words as they are; faces and refusal of what cannot be printed happen here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeAlias

from reportlab.platypus import Flowable, PageBreak

from needlesafe.documents.flowables.blocks import Blank, BoxedStack, Gap, Rule, SideBySide, Stack
from needlesafe.documents.flowables.body_map import MapView, body_map
from needlesafe.documents.flowables.figures import Figure, SealField, Stroke, picture, signature_strokes
from needlesafe.documents.flowables.hanging import Hanging, ListPlace, SignLabel
from needlesafe.documents.flowables.marks import MARKS, paint_box, paint_ticked_box
from needlesafe.documents.flowables.paragraph import TaggedParagraph
from needlesafe.documents.flowables.stamp import SealStamp
from needlesafe.documents.flowables.tables import ruled_table
from needlesafe.documents.style import ACCENT, HAIR, INK, NORMAL, SOFT, THIN, Scale, paragraph_styles
from needlesafe.documents.words import Words, dressed

Cell: TypeAlias = "Words | Flowable | Sequence[Flowable]"
"""What stands in a cell: words, one piece, or several."""

_ONE_DIGIT = 9
_COLUMN = 482.0
_LOGO, _GAP_OF_HEAD = 110.0, 16.0
_TONES = {"plain": (SOFT, None, None), "accent": (SOFT, None, ACCENT), "grave": (None, INK, None),
          "call": (None, ACCENT, None)}


class Typesetter:
    """Makes the pieces of a story in one scale."""

    def __init__(self, scale: Scale = NORMAL) -> None:
        self.scale = scale
        self._styles = paragraph_styles(scale)

    def text(self, words: Words, style: str = "body", tag: str = "P") -> TaggedParagraph:
        """A paragraph in a style: `body`, `lead`, `strong`, `quiet`, `quiet-right`, `item`, `cell`, `label`, `figure`."""
        dress = self._styles[style]
        return TaggedParagraph(dressed(words, dress.fontName), dress, tag, self.scale.measure)

    def intro(self, words: Words, style: str = "body") -> TaggedParagraph:
        """A paragraph that announces a list, a table or a drawing; it stays with what follows."""
        announced = self.text(words, style)
        announced.announces = True
        return announced

    def title(self, words: Words) -> TaggedParagraph:
        """The name of the document, its first heading."""
        return self.text(words, "title", "H1")

    def section(self, words: Words) -> TaggedParagraph:
        """A heading; it stays with what follows."""
        return self.text(words, "section", "H2")

    def part(self, words: Words) -> TaggedParagraph:
        """A heading within a section; it stays with what follows."""
        return self.text(words, "part", "H3")

    def letterhead(self, names: Sequence[str], lines: Sequence[str] = (), logo: Figure | None = None) -> Stack:
        """The clinic's logo and names at the left, its address at the right, a rule beneath."""
        named = [self.text(names[0], "clinic"), *(self.text(name, "quiet") for name in names[1:])]
        texts = [Stack(named), *([Stack([self.text("\n".join(lines), "quiet-right")])] if lines else [])]
        drawn, taken = ([logo], [logo.width]) if logo else ([], [])
        room = _COLUMN - sum(taken) - _GAP_OF_HEAD * (len(drawn) + len(texts) - 1)
        beside = SideBySide([*drawn, *texts], [*taken, *[room / len(texts)] * len(texts)], _GAP_OF_HEAD)
        return Stack([beside, Rule(1.4, ACCENT, (5, 12))], whole=True)

    def logo(self, data: bytes, alternative: str, height: float = 40) -> Figure:
        """A clinic's logo, as large as the height and the head of a page bear."""
        return picture(data, (_LOGO, height), alternative)

    def bullets(self, items: Iterable[Words], style: str = "item") -> list[Flowable]:
        """A list with bullets."""
        return self._list(((self.text("\u2022", style, "Lbl"), item) for item in items), "Disc", style)

    def numbered(self, items: Iterable[Words], style: str = "item") -> list[Flowable]:
        """A numbered list."""
        labels = ((self.text(f"{number}.", style, "Lbl"), item) for number, item in enumerate(items, 1))
        return self._list(labels, "Decimal", style)

    def checklist(self, items: Iterable[tuple[bool, Words]], ticked: str, empty: str,
                  style: str = "item") -> list[Flowable]:
        """Boxes, ticked or empty; the two words say so to who cannot see them."""
        return self._list(((self._box_label(done, ticked if done else empty, style), item) for done, item in items),
                          "None", style)

    def reported(self, items: Iterable[tuple[bool, str]], ticked: str, empty: str) -> list[Flowable]:
        """Boxes of which the empty ones say so in words too, for who has the text alone."""
        return self.checklist(((done, text if done else f"{text} ({empty})") for done, text in items), ticked, empty)

    def marked(self, mark: str, words: Words, style: str = "item") -> Hanging:
        """A paragraph beside a sign of `marks.MARKS`; the words must say what the sign says."""
        dress = self._styles[style]
        label = SignLabel(MARKS[mark], dress.fontSize * 0.86, dress.leading)
        return Hanging(label, self.text(words, style), dress.fontSize * 1.5)

    def table(self, head: Sequence[Words], rows: Iterable[Sequence[Cell]], shares: Sequence[float],
              figures: Sequence[int] = (), row_heads: bool = False) -> Flowable:
        """A table with a head that is repeated; `figures` are the columns set to the right."""
        looks = ["figure" if column in figures else "cell" for column in range(len(shares))]
        head_looks = ["figure-head" if column in figures else "head" for column in range(len(shares))]
        cells = [[self._cell(cell, look) for cell, look in zip(head, head_looks, strict=True)]] if head else []
        cells += [[self._cell(cell, look) for cell, look in zip(row, looks, strict=True)] for row in rows]
        return ruled_table(cells, shares, 1 if head else 0, row_heads, figures) if cells else Gap(0)

    def facts(self, pairs: Iterable[tuple[Words, Cell]], label_share: float = 0.3) -> Flowable:
        """Names and what they hold, one under the other; the names are heads of their rows."""
        rows = [[self._cell(name, "label"), self._cell(value, "cell")] for name, value in pairs]
        return ruled_table(rows, [label_share, 1 - label_share], 0, row_heads=True) if rows else Gap(0)

    def beside(self, *pieces: Cell, shares: Sequence[float] = (), gap: float = 18) -> SideBySide:
        """Pieces beside each other."""
        return SideBySide([Stack(self._cell(piece, "body")) for piece in pieces], shares or [1] * len(pieces), gap)

    def together(self, *pieces: Flowable) -> Stack:
        """Pieces that stay on one page."""
        return Stack(pieces, whole=True)

    def boxed(self, *pieces: Flowable, tone: str = "plain") -> BoxedStack:
        """Pieces in a box: `plain` ground, `accent` bar, `grave` black edge, `call` accent edge."""
        return BoxedStack(pieces, *_TONES[tone])

    def rule(self) -> Rule:
        """A thin line across the column."""
        return Rule()

    def gap(self, height: float) -> Gap:
        """Empty room."""
        return Gap(height)

    def page_break(self) -> Flowable:
        """What follows begins on a new page."""
        return PageBreak()

    def box(self, meaning: str) -> Figure:
        """An empty box to tick by hand; `meaning` says what a tick in it says."""
        size = self.scale.body * 0.92
        return Figure((size, size), meaning, lambda canvas: paint_box(canvas, 0, 0, size))

    def room(self, height: float) -> Blank:
        """Empty room to write in, such as a cell of a table."""
        return Blank(height)

    def writing_line(self, words: Words, lines: int = 1) -> Stack:
        """Words and empty lines to write on by hand."""
        rules = [Rule(HAIR, INK, (self.scale.leading * 1.7, 2)) for _ in range(lines)]
        return Stack([Blank(8), self.text(words, "quiet"), *rules], whole=True)

    def signature(self, strokes: Sequence[Stroke], alternative: str, caption: Words, note: Words = "",
                  size: tuple[float, float] = (210, 70)) -> Stack:
        """A signature as drawn, on a line, with name and time beneath."""
        return self._signed(signature_strokes(strokes, size, alternative), caption, note)

    def typed_mark(self, mark: Words, caption: Words, note: Words = "", height: float = 70) -> Stack:
        """An attested typed mark where a signature would stand."""
        written = self.text(mark, "lead")
        written.spaceAfter = 0
        room = max(0.0, height - self._styles["lead"].leading)
        return self._signed(Stack([Blank(room), written]), caption, note)

    def unsigned(self, caption: Words, note: Words = "", height: float = 70) -> Stack:
        """A line to sign on by hand."""
        return self._signed(Blank(height), caption, note)

    def seal_field(self, tip: str, size: tuple[float, float] = (482, 64)) -> SealField:
        """Room for the seal; a document has at most one."""
        return SealField(size, tip)

    def seal_stamp(self, *pieces: Flowable, tip: str, padding: float = 10) -> SealStamp:
        """Words in a box that is the room for the seal; a document has at most one."""
        return SealStamp(pieces, tip, padding)

    def body_map(self, views: Sequence[MapView], alternative: str, height: float = 300) -> Figure:
        """The body with numbered points."""
        return body_map(views, height, alternative)

    def picture(self, data: bytes, height: float, alternative: str) -> Figure:
        """A raster image at a height."""
        return picture(data, (_COLUMN, height), alternative)

    def _signed(self, mark: Flowable, caption: Words, note: Words) -> Stack:
        pieces: list[Flowable] = [mark, Rule(THIN, INK, (2, 3)), self.text(caption, "cell")]
        return Stack([*pieces, self.text(note, "quiet")] if note else pieces, whole=True)

    def _list(self, items: Iterable[tuple[Flowable, Words]], numbering: str, style: str) -> list[Flowable]:
        list_key, listed = object(), list(items)
        two_digits = numbering == "Decimal" and len(listed) > _ONE_DIGIT
        indent = self._styles[style].fontSize * (1.9 if two_digits else 1.4)
        made = [Hanging(label, self.text(words, style, "LBody"), indent, ListPlace(numbering, list_key))
                for label, words in listed]
        for last in made[-1:]:
            last.spaceAfter = self._styles["body"].spaceAfter * 1.5
        return made

    def _box_label(self, done: bool, meaning: str, style: str) -> SignLabel:
        dress = self._styles[style]
        return SignLabel(paint_ticked_box if done else paint_box, dress.fontSize * 0.92, dress.leading, meaning)

    def _cell(self, cell: Cell, style: str) -> list[Flowable]:
        if isinstance(cell, Flowable):
            return [cell]
        pieces = [cell] if isinstance(cell, str) else list(cell) if isinstance(cell, Sequence) else [cell]
        if pieces and all(isinstance(piece, Flowable) for piece in pieces):
            return pieces
        return [self.text(pieces, style)] if any(pieces) else []
