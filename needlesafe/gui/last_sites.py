"""What was needled last time, beside the body map while nothing is planned: one press takes it as the plan."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from needlesafe.domain.anatomy import Site
from needlesafe.domain.catalogue import Catalogue
from needlesafe.flow.last_plan import LastPlan
from needlesafe.flow.views import site_title
from needlesafe.gui.messages import tr
from needlesafe.gui.spoken_dates import day_words
from needlesafe.gui.theme import GAP_TIGHT
from needlesafe.gui.widgets.button import Button
from needlesafe.gui.widgets.words import Words


class LastSites(QWidget):
    """The sites of the last visit in words, and the way to take them."""

    taken = Signal()

    def __init__(self, last: LastPlan, catalogue: Catalogue) -> None:
        super().__init__()
        words = tr("Last visit, {day}: {sites}.").format(day=day_words(last.date), sites=site_words(last.sites, catalogue))
        self.words, self.take = Words(words, "quiet"), Button(tr("Take as the plan"))
        self.take.setAccessibleDescription(tr("{what} The rules are asked anew; lot and use by stay empty.").format(what=words))
        self.take.clicked.connect(self.taken)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP_TIGHT)
        column.addWidget(self.words)
        column.addWidget(self.take, 0, Qt.AlignmentFlag.AlignLeft)


def site_words(sites: Sequence[Site], catalogue: Catalogue) -> str:
    """Names the sites in one line, each with its spinal level where it has one."""
    titles = [site_title(site, catalogue) + (f" {site.level}" if site.level else "") for site in sites]
    return ", ".join(title[0].lower() + title[1:] for title in titles)
