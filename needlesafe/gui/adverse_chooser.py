"""Which adverse event, and at which site: two lists and one button."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from needlesafe.domain.catalogue import Catalogue
from needlesafe.gui.messages import tr
from needlesafe.gui.theme import GAP
from needlesafe.gui.widgets.button import Button
from needlesafe.gui.widgets.field_row import Field, FieldRow

ELSEWHERE = "none"


class AdverseChooser(QWidget):
    """Chooses an event from the list and a site of the plan."""

    recorded = Signal(str, object)

    def __init__(self, catalogue: Catalogue) -> None:
        super().__init__()
        self._titles: tuple[str, ...] | None = None
        events = tuple((card.id, f"{card.title} ({card.lay_name})") for card in catalogue.events.values())
        self.event_row = FieldRow(Field("event", tr("What happened"), "choice", events))
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(GAP)
        self.record = Button(tr("Record it"))
        self.record.clicked.connect(self._record)
        self._column.addWidget(self.event_row)
        self.site: FieldRow | None = None
        self._column.addWidget(self.record, 0, Qt.AlignmentFlag.AlignLeft)

    def set_sites(self, titles: Sequence[str]) -> None:
        """Shows the sites of the plan to choose from."""
        if tuple(titles) == self._titles:
            return
        self._titles = tuple(titles)
        if self.site is not None:
            self.site.hide()
            self.site.deleteLater()
        choices = (*((str(i), title) for i, title in enumerate(titles)), (ELSEWHERE, tr("No site in particular")))
        self.site = FieldRow(Field("site", tr("Where"), "choice", choices))
        self._column.insertWidget(1, self.site)

    def _record(self) -> None:
        """Tells what was chosen, or which choice is missing."""
        self.event_row.set_fault("" if self.event_row.value() else tr("Choose what happened."))
        self.site.set_fault("" if self.site.value() else tr("Choose where."))
        if self.event_row.value() and self.site.value():
            site = None if self.site.value() == ELSEWHERE else int(str(self.site.value()))
            self.recorded.emit(str(self.event_row.value()), site)

    def clear(self) -> None:
        """Chooses nothing again, once it was recorded."""
        self.event_row.set_value(None)
        self.site.set_value(None)
