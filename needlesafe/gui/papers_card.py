"""*Papers of this visit*: every sealed document, what it is, when it was sealed, its id, and the ways to it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from needlesafe.domain.visit import Visit
from needlesafe.flow.sealed_papers import SealedPaper, sealed_papers
from needlesafe.gui.messages import tr
from needlesafe.gui.paper_buttons import PaperLine, Place
from needlesafe.gui.theme import GAP
from needlesafe.gui.widgets.button import Button
from needlesafe.gui.widgets.card import Card
from needlesafe.gui.widgets.words import Words

NOTHING = "Nothing is sealed yet. The consent comes first; each document is found here as soon as it is sealed."


class PapersList(QWidget):
    """The documents as they were sealed, the aftercare in large print next to the plain sheet; or those of one kind, and
    nothing where there is none."""

    def __init__(self, place: Place, make_large: Callable[[], object] | None = None, only: str = "") -> None:
        super().__init__()
        self._place, self._can_make, self._only = place, make_large is not None, only
        self._shown: tuple[SealedPaper, ...] | None = None
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.lines: list[PaperLine] = []
        self.large = Button(tr("Aftercare in large print …"))
        self.large.setAccessibleDescription(tr("Makes and seals the aftercare sheet in large print."))
        if make_large is not None:
            self.large.clicked.connect(lambda: make_large())
        self._none = Words(tr(NOTHING), "quiet")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(GAP)
        self._column.addWidget(self._none)
        self._column.addWidget(self.large, 0, Qt.AlignmentFlag.AlignLeft)

    def draw(self) -> None:
        """Shows the documents that are sealed now; the same again changes nothing."""
        visit = self._place.desk.visit
        papers = tuple(paper for paper in _in_order(sealed_papers(visit)) if self._only in ("", paper.kind))
        self.setVisible(bool(papers) or not self._only)
        if papers == self._shown:
            return
        self._shown = papers
        for line in self.lines:
            line.hide()
            line.deleteLater()
        self._column.removeWidget(self.large)
        self.lines = [PaperLine(self._place, paper) for paper in papers]
        for line in self.lines:
            self._column.addWidget(line)
            line.show()
            if line.paper.kind == "aftercare" and not line.paper.replaced:
                self._column.addWidget(self.large, 0, Qt.AlignmentFlag.AlignLeft)
        self.large.setVisible(self._can_make and _wants_large(visit))
        self._none.setVisible(not papers)

    def line_of(self, kind: str) -> PaperLine | None:
        """The line of the latest document of a kind; None where there is none."""
        return next((line for line in reversed(self.lines) if line.paper.kind == kind), None)


class PapersCard(Card):
    """The list on a card."""

    def __init__(self, place: Place, make_large: Callable[[], object] | None = None) -> None:
        super().__init__(tr("Papers of this visit"), tr("Each is kept in the store; none is ever changed."))
        self.list = PapersList(place, make_large)
        self.body.addWidget(self.list)

    def draw(self) -> None:
        """Shows the documents that are sealed now."""
        self.list.draw()


def _in_order(papers: tuple[SealedPaper, ...]) -> tuple[SealedPaper, ...]:
    """The documents as they were sealed, but for the large print, which stands next to the plain sheet."""
    place = {paper.kind: number for number, paper in enumerate(papers)}
    return tuple(sorted(papers, key=lambda paper: place["aftercare"] + 0.5 if paper.kind == "aftercare-large" and "aftercare" in place
                        else papers.index(paper)))


def _wants_large(visit: Visit) -> bool:
    kinds = {document.kind for document in visit.documents}
    return "aftercare" in kinds and "aftercare-large" not in kinds
