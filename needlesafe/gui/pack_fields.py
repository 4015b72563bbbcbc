"""
Lot and use-by of the packs in hand, written once for every site.

Why at the pause: it is there that the pack is looked at. Where packs differ, each stands with its own site.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from needlesafe.domain.anatomy import Site
from needlesafe.gui.messages import tr
from needlesafe.gui.side_by_side import beside
from needlesafe.gui.site_form import month_fault
from needlesafe.gui.theme import GAP_TIGHT
from needlesafe.gui.widgets.field_row import Field, FieldRow
from needlesafe.gui.widgets.words import Words


class PackFields(QWidget):
    """Two fields; `told` carries the field's row and what it says of every pack."""

    told = Signal(object, str)

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.rows = {"lot": FieldRow(Field("lot", tr("Lot on the packs"))),
                     "expires": FieldRow(Field("expires", tr("Use by"), note=tr("Year and month, such as 2029-01.")))}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, GAP_TIGHT, 0, 0)
        column.setSpacing(GAP_TIGHT)
        column.addWidget(Words(tr("Written for every site of the plan; where packs differ, write each under Sites."), "quiet"))
        column.addLayout(beside(*self.rows.values()))
        for row in self.rows.values():
            row.changed.connect(self._tell)

    def show_sites(self, sites: Sequence[Site]) -> None:
        """Shows what every pack says, while all say the same."""
        packs = {(site.lot, site.expires) for site in sites}
        self.setVisible(len(packs) == 1)
        if len(packs) == 1:
            for row, value in zip(self.rows.values(), packs.pop(), strict=True):
                row.set_value(value or None)

    def _tell(self, name: str, value: object) -> None:
        """Tells what was written, or says beside the field what is wrong with it."""
        row, text = self.rows[name], str(value or "")
        row.set_fault(month_fault(text) if name == "expires" else "")
        if not (name == "expires" and month_fault(text)):
            self.told.emit(row, text)
