"""
The frame of a visit, the same on every step: head, rail, middle, raised, foot; the emergency card above all.

Every act of a page goes through `act`: committed first, then drawn; what the store refuses is said in a banner.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QStackedWidget, QVBoxLayout, QWidget

from needlesafe.domain.visit import Visit
from needlesafe.errors import StoreRefused, UserError
from needlesafe.flow.sealing import finish
from needlesafe.flow.steps import STEP_IDS, STEPS, current_step, finish_gate, step_lacks
from needlesafe.flow.views import findings, rail
from needlesafe.flow.visit_desk import VisitDesk
from needlesafe.gui import theme
from needlesafe.gui.emergency import EmergencyScreen
from needlesafe.gui.finding_cards import finding_card
from needlesafe.gui.messages import error_words, missing_words, short_line, tr
from needlesafe.gui.pages import PAGES
from needlesafe.gui.spoken_dates import birth_words, day_words, time_words
from needlesafe.gui.step_page import StepPage
from needlesafe.gui.tasks import Task
from needlesafe.gui.theme import FOLD_BELOW, GAP_WIDE
from needlesafe.gui.widgets.banner import Banner
from needlesafe.gui.widgets.findings_panel import FindingsPanel
from needlesafe.gui.widgets.foot_bar import FootBar
from needlesafe.gui.widgets.patient_header import PatientHeader
from needlesafe.gui.widgets.step_rail import RailItem, StepRail


class VisitScreen(QWidget):
    """One visit on screen."""

    left = Signal()

    def __init__(self, desk: VisitDesk, previous: Visit | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk, self.previous = desk, previous
        self.step = current_step(desk.standing)
        self.header, self.rail, self.panel, self.foot = PatientHeader(), StepRail(), FindingsPanel(), FootBar()
        self.banner, self.middle = Banner(), QStackedWidget()
        self.pages: dict[str, StepPage] = {}
        self.emergency = EmergencyScreen(self)
        self._lay_out()
        self._connect()
        self.header.set_patient(desk.visit.patient.name, birth_words(desk.visit), desk.visit.patient.identifier)
        self.header.set_visit(tr("Visit {n}").format(n=desk.visit.number), day_words(desk.visit.date))
        self.foot.set_saved("saved", time_words(desk.visit.last_at))
        self.open_step(self.step)

    @property
    def page(self) -> StepPage:
        """The page of the step on screen."""
        return self.pages[self.step]

    def act(self, deed: Callable[[VisitDesk], Any]) -> bool:
        """Does something at the desk and shows what came of it; False where it was refused."""
        self.foot.set_saved("saving")
        try:
            deed(self.desk)
        except UserError as error:
            self.tell(error)
            self.draw()
            return False
        self.banner.hide()
        self.draw()
        return True

    def tell(self, error: UserError) -> None:
        """Says what was refused, what is safe and what to do."""
        happened, safe, remedy = error_words(error)
        self.banner.show_fault(happened, safe, remedy)
        self._not_saved = isinstance(error, StoreRefused)

    def seal(self, label: str, work: Callable[[], Any], then: Callable[[Any], None]) -> Task:
        """Does long work off this thread while the screen says so and takes no other act."""
        self._set_busy(label)
        task = Task(work)
        task.succeeded.connect(lambda outcome: self._sealed(then, outcome))
        task.failed.connect(self._seal_failed)
        return task.start()

    def open_step(self, step: str) -> None:
        """Shows a step's page."""
        self.step = step
        if step not in self.pages:
            self.pages[step] = PAGES[step](self)
            self.middle.addWidget(self.pages[step])
        self.middle.setCurrentWidget(self.pages[step])
        self.draw()

    def draw(self) -> None:
        """Shows the visit as it stands, on every part of the frame."""
        standing = self.desk.standing
        self.page.draw()
        self.rail.set_items([RailItem(v.id, tr(v.title), short_line(v.lacks) if v.state != "later" else "", v.state)
                             for v in rail(standing, self.step)])
        self.panel.set_findings([finding_card(finding, standing) for finding in findings(standing)])
        missing = step_lacks(self.step, standing)
        self.foot.set_missing(missing_words(missing))
        self.foot.set_next(self._onward(), not missing)
        self.foot.set_back(tr("Back") if self.step != STEP_IDS[0] else tr("Home"))
        if self._not_saved:
            self.foot.set_saved("unsaved", tr("See above."))
        else:
            self.foot.set_saved("saved", time_words(self.desk.visit.last_at))
        self._not_saved = False

    def _onward(self) -> str:
        if self.step == "note" and self.desk.visit.closed:
            return tr("Close the visit")
        if self.step == "note" and finish_gate(self.desk.standing) != "finish":
            return tr("Seal what happened")
        return tr(next(step.onward for step in STEPS if step.id == self.step))

    def _lay_out(self) -> None:
        frame = QWidget()
        column = QVBoxLayout(frame)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(self.banner)
        self.banner.hide()
        self._strip = QVBoxLayout()
        self._strip.setContentsMargins(GAP_WIDE - 6, 8, GAP_WIDE - 6, 0)
        column.addLayout(self._strip)
        self._row = QHBoxLayout()
        self._row.setContentsMargins(GAP_WIDE - 6, GAP_WIDE - 8, GAP_WIDE - 6, 0)
        self._row.setSpacing(GAP_WIDE - 6)
        self._row.addWidget(self.rail)
        self._row.addWidget(self.middle, 1)
        self._row.addWidget(self.panel)
        column.addLayout(self._row, 1)
        column.addWidget(self.foot)
        self._layers = QStackedLayout(self)
        self._layers.addWidget(frame)
        self._layers.addWidget(self.emergency)
        self._narrow, self._not_saved = False, False

    def _connect(self) -> None:
        self.header.emergency_asked.connect(self.open_emergency)
        self.rail.step_chosen.connect(self.open_step)
        self.foot.back_asked.connect(self._back)
        self.foot.next_asked.connect(self._next)
        self.foot.missing_asked.connect(self._lead_to_missing)
        self.emergency.closed.connect(self._close_emergency)

    def open_emergency(self) -> None:
        """Shows the emergency card; the step beneath stays as it is."""
        self.emergency.open()
        self._layers.setCurrentWidget(self.emergency)

    def _close_emergency(self) -> None:
        self._layers.setCurrentIndex(0)
        self.draw()
        self.page.setFocus(Qt.FocusReason.OtherFocusReason)

    def _back(self) -> None:
        place = STEP_IDS.index(self.step)
        if place == 0:
            self.left.emit()
        else:
            self.open_step(STEP_IDS[place - 1])

    def _next(self) -> None:
        if self.step != "note":
            self.open_step(STEP_IDS[STEP_IDS.index(self.step) + 1])
        elif self.desk.visit.closed:
            self.left.emit()
        else:
            self.seal(tr("Sealing the record"), lambda: finish(self.desk), lambda _: None)

    def _lead_to_missing(self) -> None:
        missing = step_lacks(self.step, self.desk.standing)
        if not missing:
            return
        if missing[0].step in STEP_IDS and missing[0].step != self.step:
            self.open_step(missing[0].step)
        self.page.lead_to(missing[0])

    def _set_busy(self, label: str) -> None:
        self.foot.set_saved("saving")
        for part in (self.middle, self.foot, self.rail):
            part.setEnabled(not label)
        self.foot.set_missing(tr("{what} …").format(what=label) if label else "")

    def _sealed(self, then: Callable[[Any], None], outcome: Any) -> None:
        self._set_busy("")
        then(outcome)
        self.draw()

    def _seal_failed(self, error: Exception) -> None:
        self._set_busy("")
        if not isinstance(error, UserError):
            raise error
        self.tell(error)
        self.draw()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Folds the findings to a strip where the window is narrow for its text."""
        super().resizeEvent(event)
        narrow = self.width() < FOLD_BELOW * (1 + (theme.current().scale - 1) / 2)
        if narrow != self._narrow:
            self._narrow = narrow
            (self._strip if narrow else self._row).addWidget(self.panel)
            self.panel.set_narrow(narrow)
            self.rail.set_narrow(narrow)
