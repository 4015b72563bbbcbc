"""Who got needles of a lot, for the day on which it is called back; the list stays in the program."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from needlesafe.flow.figures import LotLine, who_got
from needlesafe.flow.workplace import Workplace
from needlesafe.gui.messages import tr
from needlesafe.gui.patient_words import site_words
from needlesafe.gui.progress_card import ProgressCard
from needlesafe.gui.spoken_dates import day_words
from needlesafe.gui.stacked import stacked
from needlesafe.gui.tasks import Task
from needlesafe.gui.widgets.button import Button
from needlesafe.gui.widgets.card import Card
from needlesafe.gui.widgets.field_row import Field, FieldRow
from needlesafe.gui.widgets.spoken import announce
from needlesafe.gui.widgets.words import Words

_QUIET = ("Everybody into whom a needle of the lot went. Blanks, signs and capitals do not matter. That you asked stands in the access "
          "journal.")


class LotCard(Card):
    """A field, a button, and each patient with the visits."""

    failed = Signal(object)
    turned = Signal(bool)

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(tr("Who got a lot"), tr(_QUIET))
        self._workplace = workplace
        self.lot, self.ask, self.work = FieldRow(Field("lot", tr("Lot"))), Button(tr("Find them")), ProgressCard()
        self.state = Words("", "strong")
        self.lines: list[QWidget] = []
        for widget in (self.lot, self.work, self.state):
            self.body.addWidget(widget)
        self.body.insertWidget(1, self.ask, 0, Qt.AlignmentFlag.AlignLeft)
        self.state.hide()
        self.ask.clicked.connect(self.find)
        self.lot.entered.connect(lambda _: self.find())

    def find(self) -> None:
        """Looks through all visits, off this thread."""
        lot = str(self.lot.value() or "")
        if not lot or not self.ask.isEnabled():
            self.lot.set_fault("" if lot else tr("Write the lot as it stands on the pack."))
            return
        self._drop()
        self.state.hide()
        self.lot.set_fault("")
        self._turn(True)
        progress = self.work.begin(tr("Looking for lot {lot}").format(lot=lot))
        task = Task(lambda: who_got(self._workplace, lot, progress))
        task.succeeded.connect(lambda found: self._show(lot, found))
        task.failed.connect(self._fail)
        task.start()

    def _show(self, lot: str, found: tuple[LotLine, ...] | None) -> None:
        self._turn(False)
        if found is None:
            return
        visits: dict[str, list[LotLine]] = {}
        for line in found:
            visits.setdefault(line.patient.id, []).append(line)
        people = len(visits)
        self.state.say(tr("Nobody got lot {lot}.").format(lot=lot) if not found else
                       tr("Lot {lot}: 1 patient").format(lot=lot) if people == 1 else
                       tr("Lot {lot}: {n} patients").format(lot=lot, n=people))
        self.state.show()
        self.lines = [stacked(Words(_who_words(lines[0]), "strong").let_select(), *(Words(_visit_words(line)).let_select() for line in lines))
                      for lines in visits.values()]
        for part in self.lines:
            self.body.addWidget(part)
        announce(self, self.state.text())

    def _fail(self, error: Exception) -> None:
        self._turn(False)
        self.failed.emit(error)

    def _turn(self, busy: bool) -> None:
        if not busy:
            self.work.end()
        self.ask.setEnabled(not busy)
        self.lot.setEnabled(not busy)
        self.turned.emit(busy)

    def _drop(self) -> None:
        for line in self.lines:
            line.hide()
            line.deleteLater()
        self.lines = []


def _who_words(line: LotLine) -> str:
    """Whom to call."""
    patient = line.patient.patient
    parts = [patient.name, tr("born {day}").format(day=day_words(patient.birth_date)), patient.identifier, patient.phone]
    return _in_line(parts)


def _visit_words(line: LotLine) -> str:
    """When, where and how many."""
    needles = tr("1\u00a0needle") if line.needles == 1 else tr("{n}\u00a0needles").format(n=line.needles)
    parts = [day_words(line.visit.date), site_words(line.visit), needles, tr("trial visit") if line.trial else ""]
    return _in_line(parts)


def _in_line(parts: Sequence[str]) -> str:
    """The parts that hold something, in one line; where it is broken, the sign stays behind the part that it follows."""
    return "\u00a0\u00a0·  ".join(part for part in parts if part)
