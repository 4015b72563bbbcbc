"""Visits as rows: the unfinished ones with the way back into them, the closed ones with their sealed documents."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from needlesafe.errors import UserError
from needlesafe.flow.workplace import Workplace
from needlesafe.gui.messages import tr
from needlesafe.gui.patient_words import closed_line, unfinished_line
from needlesafe.gui.spoken_dates import day_words
from needlesafe.gui.theme import GAP, GAP_TIGHT
from needlesafe.gui.widgets.button import Button
from needlesafe.gui.widgets.card import Card
from needlesafe.gui.widgets.words import Words
from needlesafe.store import VisitSummary

NONE_UNFINISHED = "No visit is unfinished. One that is interrupted is found here and goes on where it stood."
NONE_EARLIER = "No visit is finished yet. Each one's sealed documents will be found here."


class UnfinishedVisits(Card):
    """The worklist."""

    resumed = Signal(str)

    def __init__(self) -> None:
        super().__init__(tr("Unfinished visits"))
        self.rows: dict[str, VisitRow] = {}
        self._none = Words(tr(NONE_UNFINISHED), "quiet")
        self.body.addWidget(self._none)

    def show_visits(self, visits: Sequence[VisitSummary], today: str) -> None:
        """Shows the visits in the order in which they are given."""
        _drop(self.rows.values())
        self.rows = {}
        for visit in visits:
            row = VisitRow(visit.patient_name, unfinished_line(visit, today), tr("Resume"))
            row.pressed.connect(lambda visit_id=visit.id: self.resumed.emit(visit_id))
            self.rows[visit.id] = row
            self.body.addWidget(row)
        self._none.setVisible(not visits)


class EarlierVisits(Card):
    """A patient's closed visits; nothing in them can be changed."""

    failed = Signal(object)
    opened = Signal(str)

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(tr("Earlier visits"))
        self._workplace = workplace
        self.rows: dict[str, EarlierVisit] = {}
        self._none = Words(tr(NONE_EARLIER), "quiet")
        self.body.addWidget(self._none)

    def show_visits(self, visits: Sequence[VisitSummary]) -> None:
        """Shows the visits in the order in which they are given."""
        _drop(self.rows.values())
        self.rows = {visit.id: EarlierVisit(self._workplace, visit) for visit in visits}
        for row in self.rows.values():
            row.failed.connect(self.failed)
            row.opened.connect(self.opened)
            self.body.addWidget(row)
        self._none.setVisible(not visits)


class VisitRow(QWidget):
    """Two lines of words and a button."""

    pressed = Signal()

    def __init__(self, title: str, line: str, button: str) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.button = Button(button)
        self.button.setAccessibleDescription(f"{title}, {line}")
        self.button.clicked.connect(lambda: self.pressed.emit())
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(Words(title, "strong"))
        words.addWidget(Words(line, "quiet"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP)
        row.addLayout(words, 1)
        row.addWidget(self.button)


class EarlierVisit(QWidget):
    """A closed visit that unfolds its documents; the documents' buttons see it as the screen that they are on."""

    failed = Signal(object)
    opened = Signal(str)

    def __init__(self, workplace: Workplace, visit: VisitSummary) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._workplace, self._visit = workplace, visit
        self.row = VisitRow(day_words(visit.date), closed_line(visit), tr("Documents"))
        self.row.pressed.connect(self._turn)
        self._papers: QWidget | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP_TIGHT)
        column.addWidget(self.row)

    def tell(self, error: UserError) -> None:
        """Hands on what was refused."""
        self.failed.emit(error)

    def _turn(self) -> None:
        """Unfolds the documents, or folds them away."""
        if self._papers is None:
            try:
                self._papers = self._unfolded()
            except UserError as error:
                self.tell(error)
                return
            self.layout().addWidget(self._papers)
            self._papers.show()
        else:
            self._papers.setVisible(self._papers.isHidden())
        self.row.button.say(tr("Documents") if self._papers.isHidden() else tr("Fold away"))

    def _unfolded(self) -> QWidget:
        from needlesafe.flow.reception import resume
        from needlesafe.gui.papers_card import PapersList

        self.desk = resume(self._workplace, self._visit.id)
        papers, self.papers, self.open = QWidget(), PapersList(self), Button(tr("Open this visit …"))
        self.open.setAccessibleDescription(tr("To amend it, to report an incident, to write a letter."))
        self.open.clicked.connect(lambda: self.opened.emit(self._visit.id))
        self.papers.draw()
        column = QVBoxLayout(papers)
        column.setContentsMargins(GAP, 0, 0, GAP_TIGHT)
        column.addWidget(self.papers)
        column.addWidget(Words(tr("To amend it, to report an incident or to write a letter, open the visit."), "quiet"))
        column.addWidget(self.open, 0, Qt.AlignmentFlag.AlignLeft)
        return papers


def _drop(rows: Iterable[QWidget]) -> None:
    for row in rows:
        row.hide()
        row.deleteLater()
