"""When this patient is contacted again: what the places, the answers and the events of the visit call for."""

from __future__ import annotations

from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from needlesafe.domain.catalogue import Catalogue
from needlesafe.domain.follow_up import follow_ups
from needlesafe.domain.visit import Visit
from needlesafe.domain.wording import FollowUp
from needlesafe.gui.sourced import sourced
from needlesafe.gui.widgets.words import Words


class FollowUpLines(QWidget):
    """A quiet line for each contact; they are made anew only where they are others."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self._shown: tuple[FollowUp, ...] = ()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)

    def show_visit(self, visit: Visit, catalogue: Catalogue) -> None:
        """Shows what the visit calls for as it stands."""
        wanted = follow_ups(visit, catalogue)
        if wanted == self._shown:
            return
        self._shown = wanted
        while (old := self._column.takeAt(0)) is not None:
            old.widget().hide()
            old.widget().deleteLater()
        for item in wanted:
            line = sourced(Words(f"{item.title}: {item.text}", "quiet"), item.title, item, catalogue, aligned=True)
            self._column.addWidget(line)
            line.show()
