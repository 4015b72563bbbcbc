"""
What lies over a visit while the practitioner is away: identity is hidden, no key of the practitioner works.

While needles are in, their clocks, *needle out* and the way to the emergency card stay: nothing may hide them.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from needlesafe.flow.views import LedgerLine
from needlesafe.flow.workplace import Workplace
from needlesafe.gui.messages import tr
from needlesafe.gui.needle_clock import NeedleClock, planned_minutes
from needlesafe.gui.needle_strip import NeedleStrip
from needlesafe.gui.passphrase_card import PassphraseCard
from needlesafe.gui.reading_order import neighbour
from needlesafe.gui.theme import GAP, GAP_WIDE
from needlesafe.gui.widgets.column import Column
from needlesafe.gui.widgets.emergency_button import EmergencyButton
from needlesafe.gui.widgets.ledger_row import LedgerRow
from needlesafe.gui.widgets.words import Words

LOCK = QKeySequence("F6")
"""Locks the screen of a visit, on every step."""
_WIDEST = 720


class Cover(QWidget):
    """A layer that takes every key but F9 and F1: what lies beneath hears none."""

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # it holds the keyboard by itself, and is no stop of the Tab key
        self.needles = NeedleStrip(with_way=False)
        self.emergency = EmergencyButton()

    def event(self, event: QEvent) -> bool:
        """Keeps every key from being a shortcut of the window, but those of the emergency and of the guide, which names nobody."""
        if event.type() == QEvent.Type.ShortcutOverride and event.key() not in (Qt.Key.Key_F9, Qt.Key.Key_F1):
            event.accept()
            return True
        return super().event(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Goes round within the layer."""
        control = neighbour(self, QApplication.focusWidget(), forward)
        if control is not None:
            control.setFocus(Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason)
        return True

    def show_needles(self, lines: Sequence[LedgerLine], clock: NeedleClock) -> None:
        """Shows how many needles are in and for how long; nothing where none is."""
        self.needles.setVisible(self.needles.show_ledger(lines, clock))


class Veil(Cover):
    """The lock: the needles that are in, each site with its clock and *needle out*, and the passphrase."""

    opened = Signal()
    needle_removed = Signal(int, int)

    def __init__(self, workplace: Workplace) -> None:
        super().__init__()
        self.setAccessibleName(tr("Locked"))
        self.rows: dict[int, LedgerRow] = {}
        user = workplace.store.user.practitioner.name
        self.card = PassphraseCard(workplace.store.knows, tr("Locked"), tr("{user} opens it again.").format(user=user))
        self.card.known.connect(self.opened)
        self._column, self._sites = Column(_WIDEST), QVBoxLayout()
        self._sites.setSpacing(GAP)
        self._column.widget().layout().insertStretch(0)
        self._column.body.addLayout(self._sites)
        self._column.body.addWidget(self.card)
        head = QHBoxLayout()
        head.setContentsMargins(GAP_WIDE, GAP, GAP_WIDE, GAP)
        head.addWidget(Words(tr("NeedleSafe"), "name"), 1)
        head.addWidget(self.emergency)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(self.needles)
        layout.addWidget(self._column, 1)

    def take_keyboard(self) -> None:
        """Gives the keyboard to the passphrase."""
        self.card.passphrase.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_needles(self, lines: Sequence[LedgerLine], clock: NeedleClock) -> None:
        """Shows every site that has a needle in, with its clock; a site is no identity."""
        super().show_needles(lines, clock)
        inside, seconds = {line.index: line for line in lines if line.present}, clock.seconds(lines)
        for index in [index for index in self.rows if index not in inside]:
            row = self.rows.pop(index)
            row.hide()
            row.deleteLater()
        for index, line in inside.items():
            if index not in self.rows:
                self._add(line)
            self.rows[index].set_counts(line.placed, line.removed, line.declared)
            self.rows[index].allow(False, True)
            self.rows[index].set_clock(seconds.get(index), planned_minutes(line))

    def _add(self, line: LedgerLine) -> None:
        row = LedgerRow(line.index, line.title)
        row.place.hide()
        row.needle_removed.connect(lambda site: self.needle_removed.emit(site, 1))
        row.counted_out.connect(self.needle_removed)
        self.rows[line.index] = row
        self._sites.addWidget(row)
        row.show()
