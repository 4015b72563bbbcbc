"""
Somebody who comes again: what was needled last time, to be taken as the plan, and the pain of today, before the questions.

Why it stands in the screening: with the plan taken, the questions of its sites come at once, and the step is gone through once.
"""

from __future__ import annotations

from PySide6.QtCore import Signal

from needlesafe.domain.catalogue import Catalogue
from needlesafe.flow.gates import Standing
from needlesafe.flow.last_plan import LastPlan
from needlesafe.gui.last_sites import LastSites, site_words
from needlesafe.gui.messages import tr
from needlesafe.gui.pain_row import PainRow
from needlesafe.gui.widgets.card import Card
from needlesafe.gui.widgets.words import Words


class ReturnCard(Card):
    """The last plan with its button while nothing is planned, the sites once they are; and pain before."""

    taken = Signal()
    pain_told = Signal(object)

    def __init__(self, last: LastPlan, catalogue: Catalogue) -> None:
        super().__init__(tr("The same again?"))
        self.last, self.planned = LastSites(last, catalogue), Words("", "body")
        self.pain = PainRow("pain_before", tr("Pain before"))
        self.last.taken.connect(self.taken)
        self.pain.changed.connect(lambda _, pain: self.pain_told.emit(pain))
        for part in (self.last, self.planned, self.pain):
            self.body.addWidget(part)

    def show_visit(self, standing: Standing) -> None:
        """Shows what is planned, or what could be; nothing any more once the consent is decided."""
        visit = standing.visit
        words = tr("Planned: {sites}. The rules were asked anew; lot and use by are written under Sites.")
        self.planned.say(words.format(sites=site_words(visit.sites, standing.catalogue)) if visit.sites else "")
        self.last.setVisible(not visit.sites)
        self.planned.setVisible(bool(visit.sites))
        self.pain.show_pain(visit.indication.pain_before)
        self.setVisible(not visit.consent.decision and visit.ending is None)
