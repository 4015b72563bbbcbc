"""How the parts of a visit's window stand: head, needles, rail, middle, raised, foot, and what lies above them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QStackedLayout, QStackedWidget, QVBoxLayout, QWidget

from needlesafe.flow.gates import Standing
from needlesafe.flow.views import RailView
from needlesafe.gui import theme
from needlesafe.gui.messages import tr
from needlesafe.gui.needle_strip import NeedleStrip
from needlesafe.gui.rail_lines import rail_item
from needlesafe.gui.step_page import StepPage
from needlesafe.gui.theme import GAP_WIDE
from needlesafe.gui.veil import LOCK
from needlesafe.gui.widgets.banner import Banner
from needlesafe.gui.widgets.findings_panel import FindingsPanel
from needlesafe.gui.widgets.foot_bar import FootBar
from needlesafe.gui.widgets.patient_header import PatientHeader
from needlesafe.gui.widgets.side_way import SideWay
from needlesafe.gui.widgets.step_rail import StepRail

PAPERS, NO = QKeySequence("F7"), QKeySequence("F8")
"""The keys of the ways that are open on every step."""
_SIDE = GAP_WIDE - 6
"""The margin beside parts that keep room for the focus ring themselves."""
_WIDE_FROM = 1600
"""From this width of the window on, at 100 %, there is width to spare."""


class VisitFrame(QWidget):
    """The parts and their places; what happens in them is decided elsewhere."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.header, self.rail, self.panel, self.foot = PatientHeader(), StepRail(), FindingsPanel(), FootBar()
        self.banner, self.middle, self.needles = Banner(), QStackedWidget(), NeedleStrip()
        self.papers = SideWay("papers", tr("Papers"), PAPERS.toString(QKeySequence.SequenceFormat.NativeText))
        self.no = SideWay("no", tr("The patient says no"), NO.toString(QKeySequence.SequenceFormat.NativeText))
        self.lock = SideWay("lock", tr("Lock"), LOCK.toString(QKeySequence.SequenceFormat.NativeText))
        self.lock.setAccessibleName(tr("Lock the screen"))
        self.layers = QStackedLayout()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.banner)
        whole.addLayout(self.layers, 1)
        self.layers.addWidget(self._frame())
        self._narrow = self._large = self._wide = self._resting = False
        self.middle.currentChanged.connect(lambda _: self._rest_middle())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Gives rail and findings more width where the window has it to spare."""
        super().resizeEvent(event)
        wide = self.width() >= _WIDE_FROM * theme.current().scale
        if wide != self._wide:
            self._wide = wide
            self.rail.set_wide(wide)
            self.panel.set_wide(wide)

    def set_narrow(self, narrow: bool) -> None:
        """Folds the findings to a strip above the middle, or stands them beside it."""
        if narrow == self._narrow:
            return
        self._narrow = narrow
        (self._strip if narrow else self._row).addWidget(self.panel)
        self.panel.set_narrow(narrow)
        self.rail.set_narrow(narrow)
        self._place_ways()

    def show_steps(self, steps: Sequence[RailView], standing: Standing) -> None:
        """Shows the steps, and where nothing is raised whether all is asked and planned that could raise something."""
        self.rail.set_items([rail_item(view, standing) for view in steps])
        self.panel.show_asked(not any(view.lacks for view in steps if view.id in ("screening", "sites")))

    def show_large(self, large: bool) -> None:
        """Gives the middle all the width but for the ways, for the patient to read, or stands rail and findings beside it again."""
        for part in (self.rail, self.panel):
            part.setVisible(not large)
        self._large = large
        self._place_ways()

    def set_busy(self, label: str) -> None:
        """Shows what is being done and takes nothing else meanwhile; an empty label ends it."""
        self._resting = bool(label)
        self._rest_middle()
        for part in (self.rail, self.papers, self.no, self.foot.back, self.foot.next):
            part.setEnabled(not label)
        if label:
            self.foot.set_saved("idle")
            self.foot.set_missing(tr("{what} …").format(what=label), "accent")

    def _rest_middle(self) -> None:
        """Takes nothing in the middle while something is being done, but on a page that works on."""
        page = self.middle.currentWidget()
        works_on = isinstance(page, StepPage) and page.works_on
        self.middle.setEnabled(works_on or not self._resting)
        if works_on and self._resting:
            page.draw()

    def _frame(self) -> QWidget:
        frame = QWidget(self)
        column = QVBoxLayout(frame)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(self.needles)
        self._strip = QHBoxLayout()
        self._strip.setContentsMargins(_SIDE, 8, _SIDE, 0)
        column.addLayout(self._strip)
        self._row = QHBoxLayout()
        self._row.setContentsMargins(_SIDE, GAP_WIDE - 8, _SIDE, 0)
        self._row.setSpacing(_SIDE)
        self._row.addLayout(self._side())
        self._row.addWidget(self.middle, 1)
        self._row.addWidget(self.panel)
        column.addLayout(self._row, 1)
        column.addWidget(self.foot)
        return frame

    def _side(self) -> QVBoxLayout:
        """The rail, and beneath it the ways that are open on every step."""
        self._beneath, self._ways = QVBoxLayout(), QWidget()
        ways = QBoxLayout(QBoxLayout.Direction.TopToBottom, self._ways)
        ways.setContentsMargins(6, 0, 6, 8)
        ways.setSpacing(2)
        for way in (self.papers, self.no, self.lock):
            ways.addWidget(way)
        self._beneath.setSpacing(0)
        self._beneath.addWidget(self.rail, 1)
        self._beneath.addStretch(0)
        self._beneath.addWidget(self._ways)
        return self._beneath

    def _place_ways(self) -> None:
        """Stands the ways beneath the rail, or beside the folded findings where the window is narrow."""
        beside = self._narrow and not self._large
        (self._strip if beside else self._beneath).addWidget(self._ways)
        self._strip.setAlignment(self._ways, Qt.AlignmentFlag.AlignTop)
        layout = self._ways.layout()
        layout.setDirection(QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom)
        layout.setContentsMargins(*((6, 0, 6, 0) if beside else (6, 0, 6, 8)))
        for way in (self.papers, self.no, self.lock):
            way.set_narrow(self._large)
