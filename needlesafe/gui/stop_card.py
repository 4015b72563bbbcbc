"""A finding that lets nothing go on: what it is, why, and the two places where something can be done about it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from needlesafe.domain.differences import names_of
from needlesafe.domain.rules import Finding
from needlesafe.errors import Lack
from needlesafe.flow.gates import Standing, lacks
from needlesafe.gui import theme
from needlesafe.gui.differing import difference_folds
from needlesafe.gui.finding_cards import WAYS, why_words
from needlesafe.gui.messages import tr
from needlesafe.gui.sourced import sourced
from needlesafe.gui.statement_forms import askable
from needlesafe.gui.step_page import NO_FURTHER
from needlesafe.gui.theme import GAP_TIGHT
from needlesafe.gui.widgets.button import Button
from needlesafe.gui.widgets.tinted import Tinted
from needlesafe.gui.widgets.words import Words
from needlesafe.gui.widgets.wrap_layout import WrapLayout

STOPS = ("stop", "ultrasound-or-stop", "clearance")
"""The actions that hold a plan up until something is done about them."""


class StopCard(Tinted):
    """One finding; `way_chosen` carries where to go as a lack."""

    way_chosen = Signal(object)
    letter_asked = Signal(str)

    def __init__(self, finding: Finding, standing: Standing) -> None:
        super().__init__(finding.action, f"{theme.action_words(finding.action)}: {finding.title}", "section")
        self.body.setSpacing(GAP_TIGHT)
        self.body.addWidget(Words(why_words(finding, standing), "quiet"))
        self.body.addWidget(sourced(Words(finding.text), finding.title, finding, standing.catalogue))
        if finding.referral:
            self.body.addWidget(Words(tr("Refer: {whom}").format(whom=finding.referral), "strong"))
        for change in finding.changes:
            self.body.addWidget(Words(f"•  {change}"))
        self.body.addWidget(Words(tr(WAYS[finding.action]), "quiet"))
        for fold in difference_folds(names_of(finding), standing.catalogue):
            self.body.addWidget(fold)
        self.ways: list[Button] = []
        self.letter = Button(tr("Ask a doctor by letter …"))
        self.letter.clicked.connect(lambda: self.letter_asked.emit(finding.id))
        line = WrapLayout()
        for words, lack in _ways(finding, standing):
            button = Button(words)
            button.clicked.connect(lambda _=False, lack=lack: self.way_chosen.emit(lack))
            self.ways.append(button)
            line.addWidget(button)
        if finding.id in {one.id for one in askable(standing)} and not lacks("refer", standing):
            line.addWidget(self.letter)
        self.body.addLayout(line)

    def first(self) -> QWidget:
        """The first way forward."""
        return self.ways[0]


def _ways(finding: Finding, standing: Standing) -> list[tuple[str, Lack]]:
    """Where the answer is changed or cleared, and where the site is."""
    end = [(tr("The visit goes no further today"), NO_FURTHER)] if finding.action == "stop" else []
    said = {**standing.catalogue.questions, **standing.catalogue.factors}
    answered = next((because.source for because in finding.because if because.source in said), "")
    site = Lack("site", str(finding.sites[0]) if finding.sites and finding.scope == "site" else "", "sites")
    ways = [(tr("To the site"), site)] if site.subject else [(tr("To the plan"), site)] if not answered else []
    if answered and finding.action == "clearance":
        return [(tr("Record the clearance"), Lack("clearance", answered, "screening")), *ways]
    return [*([(tr("To the answer"), Lack("unanswered", answered, "screening"))] if answered else []), *ways, *end]
