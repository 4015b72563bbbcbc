"""The type scale and colours of paper: black, one accent, and greys that survive a copier."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

from reportlab.lib.colors import HexColor
from reportlab.lib.enums import TA_LEFT, TA_RIGHT
from reportlab.lib.pagesizes import A4, LETTER
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm

from needlesafe.documents.faces import BODY, BODY_BOLD, BODY_SEMI
from needlesafe.documents.fonts import register_faces

INK = HexColor("#000000")
QUIET = HexColor("#44505A")
ACCENT = HexColor("#0A5A75")
LINE = HexColor("#A3ADB5")
SOFT = HexColor("#F1F5F7")
WHITE = HexColor("#FFFFFF")

MARGIN = 20 * mm
HAIR = 0.4
THIN = 0.8
_LONGEST_LINE = 43
_READ_WITH_EASE = 10
PAGE_SIZES = {"A4": A4, "Letter": LETTER}


@dataclass(frozen=True, slots=True)
class Scale:
    """The sizes of one kind of sheet, in points."""

    body: float
    """Running text."""
    leading: float
    """From one line of running text to the next."""
    title: float
    """The name of the document."""
    section: float
    """A heading."""
    part: float
    """A heading within a section."""
    quiet: float
    """What may be read later: notes, table heads, captions."""
    air: float = 1.0
    """How much of the usual room stands between pieces."""

    @property
    def measure(self) -> float:
        """The longest line that is read with ease; fine print may be as wide as running text."""
        return max(self.body, _READ_WITH_EASE) * _LONGEST_LINE

    @property
    def above(self) -> float:
        """The room above a heading; where lines stand close, so does this."""
        return self.leading * self.air * (1.15 if self.leading > 1.2 * self.body else 0.7)

    def tight(self, size: float) -> float:
        """The distance between lines for a size that is not running text."""
        return round(size * 1.3, 1)


NORMAL = Scale(body=10, leading=13.5, title=18, section=12.5, part=10.5, quiet=8.5)
CLOSE = replace(NORMAL, air=0.6)
FINE = Scale(body=8.5, leading=11, title=18, section=12.5, part=10.5, quiet=7.5)
LARGE = Scale(body=12, leading=16.5, title=22, section=15, part=12.5, quiet=10.5)
LARGE_CLOSE = Scale(body=12, leading=15, title=20.5, section=14, part=12.5, quiet=10)
LARGE_TIGHT = Scale(body=12, leading=13.5, title=19, section=13.5, part=12, quiet=9.5)
LARGE_PRINT = Scale(body=18, leading=24, title=28, section=22, part=19, quiet=16)


@lru_cache
def paragraph_styles(scale: Scale) -> dict[str, ParagraphStyle]:
    """The paragraph styles of a scale by name."""
    register_faces()
    gap = scale.leading * scale.air / 3
    return {
        "body": _style("body", BODY, scale.body, scale.leading, spaceAfter=gap),
        "lead": _style("lead", BODY, scale.body * 1.15, scale.leading * 1.15, spaceAfter=gap * 1.5),
        "strong": _style("strong", BODY_SEMI, scale.body, scale.leading, spaceAfter=gap),
        "quiet": _style("quiet", BODY, scale.quiet, scale.tight(scale.quiet), textColor=QUIET, spaceAfter=gap / 2),
        "quiet-right": _style("quiet-right", BODY, scale.quiet, scale.tight(scale.quiet), textColor=QUIET,
                              alignment=TA_RIGHT),
        "cell": _style("cell", BODY, scale.body, scale.leading),
        "figure": _style("figure", BODY, scale.body, scale.leading, alignment=TA_RIGHT),
        "item": _style("item", BODY, scale.body, scale.leading, spaceAfter=gap / 2),
        "label": _style("label", BODY, scale.body, scale.leading, textColor=QUIET),
        "running": _style("running", BODY, 9, 12),
        "running-right": _style("running-right", BODY, 9, 12, textColor=QUIET, alignment=TA_RIGHT),
        "head": _style("head", BODY_SEMI, scale.quiet, scale.tight(scale.quiet), textColor=QUIET),
        "figure-head": _style("figure-head", BODY_SEMI, scale.quiet, scale.tight(scale.quiet), textColor=QUIET,
                              alignment=TA_RIGHT),
        "number": _style("number", BODY_BOLD, scale.title, scale.tight(scale.title) * 0.94, spaceAfter=gap),
        "clinic": _style("clinic", BODY_BOLD, scale.body * 1.15, scale.leading * 1.1, textColor=ACCENT),
        "title": _style("title", BODY_BOLD, scale.title, scale.tight(scale.title) * 0.94, spaceAfter=gap),
        "section": _style("section", BODY_SEMI, scale.section, scale.tight(scale.section), textColor=ACCENT,
                          spaceBefore=scale.above, spaceAfter=gap),
        "part": _style("part", BODY_SEMI, scale.part, scale.tight(scale.part), spaceBefore=gap * 2, spaceAfter=gap / 2),
    }


def _style(name: str, face: str, size: float, leading: float, **more: object) -> ParagraphStyle:
    settings = {"alignment": TA_LEFT, "textColor": INK, **more}
    return ParagraphStyle(name, fontName=face, fontSize=size, leading=leading, **settings)
