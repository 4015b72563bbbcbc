"""The stamp: what the seal shows and what it does not, in words that stand inside the signature field."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.platypus import Flowable

from needlesafe.documents.flowables.blocks import BoxedStack
from needlesafe.documents.flowables.figures import SEAL_FIELD
from needlesafe.documents.style import LINE
from needlesafe.documents.tagged_canvas import TaggedCanvas


class SealStamp(BoxedStack):
    """A box with words that is at the same time the document's one signature field; it stays on one page."""

    def __init__(self, pieces: Sequence[Flowable], tip: str, padding: float) -> None:
        super().__init__(pieces, None, LINE, None)
        self.tip, self.padding = tip, padding
        self.key = object()

    def split(self, width: float, height: float) -> list[Flowable]:
        """Nothing: a field has one place."""
        return []

    def drawOn(self, canvas: TaggedCanvas, x: float, y: float, _sW: float = 0) -> None:  # noqa: N802, N803
        """Draws the box with its words and notes the place of the field."""
        super().drawOn(canvas, x, y, _sW)
        canvas.spot_field(SEAL_FIELD, canvas.box_at(x, y, self.width, self.height), self.tip, self.key)
