"""The guide as the window shows it: one page a screen, read from the same text that stands in the folder of the guide."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from needlesafe.documents.guide_text import Part, parts
from needlesafe.paths import assets_dir

_TITLED = re.compile(r"\*([^*]+)\*")
"""What is named as it stands on the screen."""
PAGES = ("home", "patient", "who", "screening", "sites", "cautions", "consent", "treatment", "pause", "needles", "leaving", "note",
         "emergency", "turn", "lock", "review", "papers", "letters", "no", "follow-up", "correct", "duplicates", "import", "figures",
         "check", "paper-form", "profile", "seal", "adoption", "first-start", "unlock", "about")
"""The screens in the order of the guide."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of a page."""

    kind: str
    """`title`, `section`, `text`, `list` or `picture`."""
    text: str
    """What is read; of a picture what it shows."""
    picture: Path | None = None


@dataclass(frozen=True, slots=True)
class GuidePage:
    """What the guide says of a screen."""

    id: str
    title: str
    pieces: tuple[Piece, ...]
    """Everything beneath the title."""


def folder() -> Path:
    """Where the texts of the screens and their pictures are."""
    return assets_dir() / "guide" / "screens"


def guide_page(name: str) -> GuidePage:
    """The page of a screen. KeyError for a screen that the guide does not know."""
    if name not in PAGES:
        raise KeyError(name)
    title, *pieces = _pieces(parts((folder() / f"{name}.md").read_text("utf-8")))
    return GuidePage(name, title.text, tuple(pieces))


def guide_titles() -> tuple[tuple[str, str], ...]:
    """Every page's id and title."""
    return tuple((name, guide_page(name).title) for name in PAGES)


def _pieces(read: tuple[Part, ...]) -> Iterator[Piece]:
    for part in read:
        for row in part.rows:
            words = [_TITLED.sub("“\\1”", "".join(piece if isinstance(piece, str) else piece.text for piece in cell)) for cell in row]
            yield Piece(part.kind, words[0], folder() / words[1]) if part.kind == "picture" else Piece(part.kind, " ".join(words))
