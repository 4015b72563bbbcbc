"""Visits as rows: those that go on with the way back into them, the closed ones with what changed and their sealed documents."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from needlesafe.errors import UserError
from needlesafe.flow.timeline import TimelineEntry
from needlesafe.flow.workplace import Workplace
from needlesafe.gui.follow_up_words import change_lines
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
FEW = 6
"""So many rows stand on a card before somebody asks for all."""


class UnfinishedVisits(Card):
    """The visits that go on."""

    resumed = Signal(str)

    def __init__(self, title: str = "", none: str = NONE_UNFINISHED) -> None:
        super().__init__(title or tr("Unfinished visits"))
        self.rows: dict[str, VisitRow] = {}
        self._visits: tuple[VisitSummary, ...] = ()
        self._today = ""
        self._none, self.all = Words(tr(none), "quiet"), ShowAll()
        self.all.clicked.connect(lambda: self._show(len(self._visits)))
        self.body.addWidget(self._none)
        self.body.addWidget(self.all)

    def show_visits(self, visits: Sequence[VisitSummary], today: str) -> None:
        """Shows the visits in the order in which they are given."""
        self._visits, self._today = tuple(visits), today
        self._none.setVisible(not visits)
        self._show(FEW)

    def _show(self, most: int) -> None:
        drop(self.rows.values())
        self.rows = {}
        for place, visit in enumerate(self._visits[:most], 1):
            row = VisitRow(visit.patient_name, unfinished_line(visit, self._today), tr("Resume"))
            row.pressed.connect(lambda visit_id=visit.id: self.resumed.emit(visit_id))
            self.rows[visit.id] = row
            self.body.insertWidget(place, row)
        self.all.show_number(len(self._visits), most)


class UnsignedVisits(UnfinishedVisits):
    """The visits that wait for nothing but their note and their seal; without any it is not there."""

    def __init__(self) -> None:
        super().__init__(tr("Not signed and sealed"), "")

    def show_visits(self, visits: Sequence[VisitSummary], today: str) -> None:
        """Shows the visits, or nothing at all."""
        super().show_visits(visits, today)
        self.setVisible(bool(visits))


class EarlierVisits(Card):
    """A patient's closed visits, each with what is otherwise than the time before; nothing in them can be changed."""

    failed = Signal(object)
    opened = Signal(str)

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(tr("Earlier visits"))
        self._workplace = workplace
        self.rows: dict[str, EarlierVisit] = {}
        self._entries: tuple[TimelineEntry, ...] = ()
        self._none, self.all = Words(tr(NONE_EARLIER), "quiet"), ShowAll()
        self.all.clicked.connect(lambda: self._show(len(self._entries)))
        self.body.addWidget(self._none)
        self.body.addWidget(self.all)

    def show_visits(self, entries: Sequence[TimelineEntry]) -> None:
        """Shows the visits in the order in which they are given."""
        self._entries = tuple(entries)
        self._none.setVisible(not entries)
        self._show(FEW)

    def _show(self, most: int) -> None:
        drop(self.rows.values())
        self.rows = {entry.visit.id: EarlierVisit(self._workplace, entry) for entry in self._entries[:most]}
        for place, row in enumerate(self.rows.values(), 1):
            row.failed.connect(self.failed)
            row.opened.connect(self.opened)
            self.body.insertWidget(place, row)
        self.all.show_number(len(self._entries), most)


class ShowAll(Button):
    """Says how many rows there are, where only the first stand on the card."""

    def __init__(self) -> None:
        super().__init__("", "quiet")

    def show_number(self, number: int, shown: int) -> None:
        """Shows the button where rows are left out."""
        self.say(tr("Show all {n}").format(n=number))
        self.setVisible(number > shown)


class VisitRow(QWidget):
    """Lines of words and a button."""

    pressed = Signal()

    def __init__(self, title: str, line: str, button: str) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._said = f"{title}, {line}"
        self.button, self.state = Button(button), Words("", "body")
        self.button.setAccessibleDescription(self._said)
        self.button.clicked.connect(lambda: self.pressed.emit())
        self.words = QVBoxLayout()
        self.words.setSpacing(2)
        for words in (Words(title, "strong"), self.state, Words(line, "quiet")):
            self.words.addWidget(words)
        self.state.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP)
        row.addLayout(self.words, 1)
        row.addWidget(self.button)

    def show_state(self, words: str, tone: str) -> None:
        """Shows how things stand, beneath the title."""
        self.state.say(words)
        self.state.show_tone(tone)
        self.state.show()
        self.button.setAccessibleDescription(f"{words}, {self._said}")


class EarlierVisit(QWidget):
    """A closed visit that unfolds its documents; the documents' buttons see it as the screen that they are on."""

    failed = Signal(object)
    opened = Signal(str)

    def __init__(self, workplace: Workplace, entry: TimelineEntry) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._workplace, self._visit = workplace, entry.visit
        self.row = VisitRow(day_words(entry.visit.date), closed_line(entry.visit), tr("Documents"))
        for line in change_lines(entry):
            self.row.words.addWidget(Words(line))
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


def drop(rows: Iterable[QWidget]) -> None:
    """Takes rows from their card."""
    for row in rows:
        row.hide()
        row.deleteLater()
