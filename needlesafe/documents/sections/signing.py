"""Who signed for what, as drawn, and the seal that closes the document."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.platypus import Flowable

from needlesafe.documents.running import document_id
from needlesafe.documents.sections.layout import Layout
from needlesafe.documents.style import FINE
from needlesafe.documents.typesetter import Typesetter
from needlesafe.domain.consent import Signature

_GRIDS = ((4, 2, 76.0), (6, 2, 62.0), (12, 3, 44.0), (18, 3, 30.0), (99, 4, 26.0))
"""Up to how many signatures stand in how many columns, each how high, so that all fit one page."""
_WIDTH = 482.0
_GAP = 22.0


def signature_grid(layout: Layout, signatures: Sequence[Signature]) -> list[Flowable]:
    """The signatures as drawn, each on its line with name, role, purpose and time."""
    setter, words = layout.setter, layout.words
    if not signatures:
        return [setter.text(words.paragraph("unsigned"))]
    _, columns, height = next(grid for grid in _GRIDS if len(signatures) <= grid[0] or grid is _GRIDS[-1])
    width = (_WIDTH - _GAP * (columns - 1)) / columns
    blocks = [_block(item, layout, (width * 0.92, height)) for item in signatures]
    rows = [blocks[start:start + columns] for start in range(0, len(blocks), columns)]
    return [setter.beside(*row, *[setter.text("", "quiet")] * (columns - len(row)), gap=_GAP) for row in rows]


def drafts_read(layout: Layout) -> list[Flowable]:
    """The hash of the draft that was read, in full; where signatures name different drafts, each."""
    setter, words, consent = layout.setter, layout.words, layout.facts.visit.consent
    hashes = dict.fromkeys(draft for draft in (consent.draft, *(s.draft for s in consent.signatures)) if draft)
    told = [setter.text(words.paragraph("draft-hash"), "quiet"), *(setter.text(name, "cell") for name in hashes)]
    return [setter.together(*told)] if hashes else []


def stamp(layout: Layout, kind: str, at: str) -> Flowable:
    """What the seal shows and what it does not, inside the field that will hold it."""
    setter, words, visit = layout.setter, layout.words, layout.facts.visit
    head = words.paragraph("sealed-by")
    told = " \u00b7 ".join(part for part in (words.moment(at), document_id(kind, visit.id)) if part)
    return setter.seal_stamp(setter.text(head, "strong"), setter.text(told, "quiet"),
                             setter.text(words.paragraph("seal"), "quiet"), tip=head)


def small_stamp(layout: Layout, kind: str, at: str) -> Flowable:
    """The stamp in the smallest print, for a sheet that has little room."""
    setter, words, visit = Typesetter(FINE), layout.words, layout.facts.visit
    head = words.paragraph("sealed-by")
    told = " \u00b7 ".join(part for part in (head, words.moment(at), document_id(kind, visit.id)) if part)
    return setter.seal_stamp(setter.text(f"{told}. {words.paragraph('seal')}", "quiet"), tip=head, padding=5)


def _block(signature: Signature, layout: Layout, size: tuple[float, float]) -> Flowable:
    setter, words = layout.setter, layout.words
    role = words.word(signature.role)
    caption = f"{signature.name}, {role}"
    purposes = ", ".join(words.word(purpose) for purpose in dict.fromkeys(signature.purposes))
    how = words.word("drawn" if signature.strokes else "typed")
    note = f"{words.paragraph('signed-for', how=how, purposes=purposes)}\n{words.moment(signature.at)}"
    if signature.strokes:
        return setter.signature(signature.strokes, f"{words.heading('label-signature')}: {caption}", caption, note,
                                (size[0], size[1]))
    return setter.typed_mark(signature.typed, caption, note, size[1])
