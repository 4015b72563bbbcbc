"""
The needles of visits that are not on screen: a strip each above every page, with its clock, *needle out* and the way back.

Why: in two rooms the practitioner leaves a visit with needles in for the next patient; nothing may hide their clock. While
the screen is the patient's or locked the strips stay, but name nobody and lead nowhere.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QApplication, QGridLayout, QWidget

from needlesafe.domain.people import Patient
from needlesafe.flow.needles_elsewhere import is_unsettled, unsettled_desks
from needlesafe.flow.views import LedgerLine, ledger_lines
from needlesafe.flow.visit_desk import VisitDesk
from needlesafe.flow.workplace import Workplace
from needlesafe.gui import theme
from needlesafe.gui.messages import tr
from needlesafe.gui.needle_clock import NeedleClock
from needlesafe.gui.needle_strip import NeedleStrip
from needlesafe.gui.reading_order import neighbour, room_of
from needlesafe.gui.widgets.spoken import announce

NEEDLES = QKeySequence("F4")
"""Leads to the needles that have been in longest of those that are not on screen."""
_SECOND = 1000
_LIST, _BESIDE = 2, 1200
"""So many strips stand one below the other; more stand beside each other from this width on, at 100 %."""


@dataclass(slots=True)
class _Left:
    """A visit that is not on screen."""

    whose: str
    lines: tuple[LedgerLine, ...]
    clock: NeedleClock
    said: bool = False
    """Whether it was spoken that the planned time is over."""


class NeedlesElsewhere(QWidget):
    """The strips, one a visit; hidden where there is none."""

    visit_asked = Signal(str)
    all_out_asked = Signal(str)

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workplace, self._covered = workplace, False
        self._left: dict[str, _Left] = {}
        self.strips: dict[str, NeedleStrip] = {}
        self._grid, self._placed = QGridLayout(self), (0, tuple[str, ...]())
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(1)
        self._second = QTimer(self, interval=_SECOND)
        self._second.timeout.connect(self.tick)
        QShortcut(NEEDLES, self).activated.connect(self.hurry)
        self.hide()

    @property
    def is_any_in(self) -> bool:
        """Whether a needle is in a patient whose visit is not on screen."""
        return any(line.present for left in self._left.values() for line in left.lines)

    def find(self) -> None:
        """Shows the visits of the store whose needles are not settled."""
        for desk in unsettled_desks(self._workplace):
            self.keep(desk)

    def keep(self, desk: VisitDesk, clock: NeedleClock | None = None) -> None:
        """Shows a visit that is not on screen from now on, where its needles are not settled; forgets it else."""
        known = self._left.pop(desk.visit_id, None)
        if not is_unsettled(desk.visit):
            self.forget(desk.visit_id)
            return
        clock = clock or (known.clock if known else NeedleClock(self._workplace, desk.visit_id))
        self._left[desk.visit_id] = _Left(short_name(desk.visit.patient), ledger_lines(desk.standing), clock)
        if desk.visit_id not in self.strips:
            self.strips[desk.visit_id] = self._strip(desk.visit_id)
            self._place()
        self._second.start()
        self.tick()

    def forget(self, visit_id: str) -> None:
        """Shows a visit no longer, because it is on screen or its needles are settled."""
        self._left.pop(visit_id, None)
        strip = self.strips.pop(visit_id, None)
        if strip is not None:
            strip.hide()
            strip.deleteLater()
            self._place()
        if not self._left:
            self._second.stop()
            self.hide()

    def cover(self, covered: bool) -> None:
        """Names nobody and leads nowhere while the screen is the patient's or locked."""
        self._covered = covered
        self.tick()

    def tick(self) -> None:
        """Shows how long the needles have been in; that the planned time is over is spoken once."""
        for visit_id, left in self._left.items():
            strip = self.strips[visit_id]
            strip.say_whose(tr("another patient") if self._covered else left.whose)
            strip.setVisible(strip.show_ledger(left.lines, left.clock))
            strip.treatment.setVisible(not self._covered)
            over = bool(left.clock.overdue(left.lines))
            if over and not left.said:
                announce(strip, strip.words())
            left.said = over
        self.setVisible(bool(self._left))

    def hurry(self) -> None:
        """Asks for the visit whose needles have been in longest."""
        if self._left and not self._covered:
            self.visit_asked.emit(max(self._left, key=lambda name: self._left[name].clock.longest(self._left[name].lines)))

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Goes to what stands next in the window."""
        control = neighbour(room_of(self), QApplication.focusWidget(), forward)
        if control is not None:
            control.setFocus(Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason)
        return control is not None

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stands the strips as the width allows."""
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        """Stands the strips one below the other, from the third on in two columns where it is wide enough: none of them is
        folded away, for nothing may hide a needle's clock."""
        columns = 2 if len(self.strips) > _LIST and self.width() >= theme.current().scaled(_BESIDE) else 1
        if (columns, tuple(self.strips)) == self._placed:
            return
        self._placed = (columns, tuple(self.strips))
        for number, strip in enumerate(self.strips.values()):
            self._grid.addWidget(strip, number // columns, number % columns)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, columns - 1)

    def _strip(self, visit_id: str) -> NeedleStrip:
        strip = NeedleStrip(parent=self)
        strip.treatment.setToolTip(NEEDLES.toString(QKeySequence.SequenceFormat.NativeText))
        strip.treatment_asked.connect(lambda: self.visit_asked.emit(visit_id))
        strip.all_out_asked.connect(lambda: self.all_out_asked.emit(visit_id))
        return strip


def short_name(patient: Patient) -> str:
    """Enough for who needled the patient, and little for everybody else who sees the screen."""
    return f"{patient.given_name} {patient.family_name[:1]}.".strip()
