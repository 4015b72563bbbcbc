"""Who signed for what, as drawn, and the seal that closes the document."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from reportlab.platypus import Flowable

from needlesafe.documents.running import document_id
from needlesafe.documents.sections.layout import Layout
from needlesafe.documents.sections.talk import interprets
from needlesafe.documents.style import FINE, NORMAL, Scale
from needlesafe.documents.typesetter import Typesetter
from needlesafe.domain.consent import Signature

@dataclass(frozen=True, slots=True)
class Grid:
    """How closely signatures stand."""

    columns: int
    height: float
    """Of each drawn signature, in points."""
    scale: Scale = NORMAL


GRIDS = (Grid(2, 76), Grid(2, 50), Grid(3, 44), Grid(3, 34, FINE), Grid(4, 24, FINE), Grid(5, 16, FINE))
"""From the roomiest to the closest."""

_WITNESSES = ("interpreter", "witness", "chaperone")
_WIDTH = 482.0
_GAP = 22.0


def signature_grid(layout: Layout, signatures: Sequence[Signature], grid: Grid = GRIDS[0]) -> list[Flowable]:
    """The signatures as drawn, each on its line with name, role, purpose and time."""
    setter, words = Typesetter(grid.scale), layout.words
    if not signatures:
        return [setter.text(words.paragraph("unsigned"))]
    width = (_WIDTH - _GAP * (grid.columns - 1)) / grid.columns
    blocks: list[Flowable] = [_block(item, layout, setter, (width * 0.92, grid.height)) for item in signatures]
    blocks += [setter.room(1) for _ in range(-len(blocks) % grid.columns)]
    return [setter.beside(*blocks[at:at + grid.columns], gap=_GAP) for at in range(0, len(blocks), grid.columns)]


def signed_and_read(layout: Layout, signatures: Sequence[Signature]) -> list[Flowable]:
    """The signatures, then what was read before them, which stays on the page of the last."""
    *first, last = signature_grid(layout, signatures)
    return [*first, layout.setter.together(last, layout.setter.gap(6), *drafts_read(layout))]


def drafts_read(layout: Layout, said: str = "draft-hash-elsewhere") -> list[Flowable]:
    """The hash of the draft of the consent that was read, in full; where signatures name different drafts, each. `said` is
    the paragraph that announces it: the consent alone repeats the pages that were read."""
    consent = layout.facts.visit.consent
    return hashes_read(layout, (consent.draft, *(signature.draft for signature in consent.signatures)), said)


def hashes_read(layout: Layout, drafts: Iterable[str], said: str) -> list[Flowable]:
    """The hashes of what was read before signing, each once, under the paragraph that announces them."""
    setter, words, hashes = layout.setter, layout.words, dict.fromkeys(draft for draft in drafts if draft)
    told = [setter.text(words.paragraph(said), "quiet"), *(setter.text(name, "cell") for name in hashes)]
    return [setter.together(*told)] if hashes else []


def stamp(layout: Layout, kind: str, at: str, number: int = 1) -> Flowable:
    """What the seal shows and what it does not, inside the field that will hold it."""
    setter, words, visit = layout.setter, layout.words, layout.facts.visit
    head = words.paragraph("sealed-by")
    told = " \u00b7 ".join(part for part in (words.moment(at), document_id(kind, visit.id, number)) if part)
    return setter.seal_stamp(setter.text(head, "strong"), setter.text(told, "quiet"),
                             setter.text(words.paragraph("seal"), "quiet"), tip=head)


def small_stamp(layout: Layout, kind: str, at: str, number: int = 1, said: str = "seal") -> Flowable:
    """The stamp in the smallest print, for a sheet that has little room; `said` is the paragraph that it says."""
    setter, words, visit = Typesetter(FINE), layout.words, layout.facts.visit
    head = words.paragraph("sealed-by")
    told = " \u00b7 ".join(part for part in (head, words.moment(at), document_id(kind, visit.id, number)) if part)
    return setter.seal_stamp(setter.text(f"{told}. {words.paragraph(said)}", "quiet"), tip=head, padding=5)


STAMPS = (stamp, small_stamp)
"""The roomy stamp, and the one for a page that would otherwise run on for its sake."""


def _block(signature: Signature, layout: Layout, setter: Typesetter, size: tuple[float, float]) -> Flowable:
    words = layout.words
    role = words.word(signature.role)
    caption = f"{signature.name}, {role}"
    purposes = ", ".join(words.word(purpose) for purpose in dict.fromkeys(signature.purposes))
    how = words.word("drawn" if signature.strokes else "typed")
    note = "\n".join((words.paragraph("signed-for", how=how, purposes=purposes), words.moment(signature.at),
                      *(words.paragraph(key) for key in _declared_here(signature, layout))))
    if signature.strokes:
        return setter.signature(signature.strokes, f"{words.heading('label-signature')}: {caption}", caption, note,
                                size)
    return setter.typed_mark(signature.typed, caption, note, size[1])


def _declared_here(signature: Signature, layout: Layout) -> list[str]:
    """What a person declares whom the pages before do not name: those who help, and whoever typed a name."""
    keys = [f"declaration-{signature.role}"] if signature.role in _WITNESSES else []
    if signature.role == "interpreter" and interprets(layout):
        keys = []
    return keys if signature.strokes else [*keys, "declaration-typed"]
