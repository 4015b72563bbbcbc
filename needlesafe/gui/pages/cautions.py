"""Cautions: what stops, then each region with what not to do and its acknowledgements, what must change, your own checks."""

from __future__ import annotations

from collections import Counter

from PySide6.QtWidgets import QVBoxLayout, QWidget

from needlesafe.domain.rules import Finding
from needlesafe.errors import Lack
from needlesafe.flow.gates import readiness_items
from needlesafe.flow.views import CautionView, caution_views
from needlesafe.gui.caution_card import CautionCard
from needlesafe.gui.change_card import ChangeCard
from needlesafe.gui.check_rows import CheckRows
from needlesafe.gui.finding_cards import where_words
from needlesafe.gui.founded_list import founded_list
from needlesafe.gui.messages import tr
from needlesafe.gui.statement_forms import referral_page
from needlesafe.gui.step_page import Screen, StepPage
from needlesafe.gui.stop_card import STOPS, StopCard
from needlesafe.gui.widgets.card import Card
from needlesafe.gui.widgets.fold import Fold
from needlesafe.gui.widgets.tick_row import TickRow
from needlesafe.gui.widgets.words import Words


class CautionsPage(StepPage):
    """The fourth step."""

    step = "cautions"

    def __init__(self, screen: Screen) -> None:
        super().__init__(screen)
        self.stops: dict[str, StopCard] = {}
        self.changes: dict[str, ChangeCard] = {}
        self.regions: dict[str, CautionCard] = {}
        self._findings: dict[str, Finding] = {}
        self._views: dict[str, CautionView] = {}
        self._parts = {name: QVBoxLayout() for name in ("stops", "regions", "changes")}
        for part in self._parts.values():
            part.setSpacing(self.body.spacing())
            self.body.addLayout(part)
        self.checks = CheckRows(self.standing.catalogue, self._check)
        self.readiness = Card(tr("You and this plan"), tr("Asked in every visit, once the sites are chosen."))
        self.readiness.body.addWidget(self.checks)
        self.body.addWidget(self.readiness)
        principles = self.standing.catalogue.principles
        self.principles = Fold(tr("At every site"), tr("{n} principles of needling").format(n=len(principles)), self._principles)
        self.body.addWidget(self.principles)
        self.way_out = self.add_way_out()

    @property
    def ticks(self) -> dict[str, TickRow]:
        """Every acknowledgement's row, by its id."""
        return {name: row for card in self.regions.values() for name, row in card.ticks.items()}

    def draw(self) -> None:
        """Shows what stands; a card is made anew only where what it says is another."""
        assessment, visit = self.standing.assessment, self.standing.visit
        self._draw_findings({f.id: f for f in assessment.findings if f.open and f.action in (*STOPS, "modify")})
        self._draw_regions({view.region.id: view for view in caution_views(self.standing)})
        for name, row in self.ticks.items():
            row.setChecked(name in visit.acknowledged)
        titles = Counter(self._findings[name].title for name in self.changes)
        for name, card in self.changes.items():
            finding = self._findings[name]
            card.say_where(where_words(finding, self.standing) if titles[finding.title] > 1 else "")
            reason = next((o.reason for o in visit.overrides if o.finding == name), "")
            card.show_state(name in visit.changes_accepted, reason)
        self.context.say(tr("What stops comes first, then each region of the plan, then what must change.") if visit.sites
                         else tr("Choose a site first: its cautions come here."))
        own = [item for item in readiness_items(self.standing) if item.step == self.step]
        self.checks.show_items(own, visit.readiness)
        self.readiness.setVisible(bool(own and visit.sites))
        self.principles.setVisible(bool(visit.sites))

    def place_of(self, lack: Lack) -> QWidget | None:
        """The card, the change, the tick or the check that a lack is about."""
        if lack.code == "readiness":
            return self.checks.rows.get(lack.subject)
        return self.stops.get(lack.subject) or self.changes.get(lack.subject) or self.ticks.get(lack.subject)

    def _check(self, item: str, answer: str) -> None:
        self.screen.act(lambda desk: desk.answer_readiness(item, answer))

    def _draw_findings(self, wanted: dict[str, Finding]) -> None:
        for cards in (self.stops, self.changes):
            for name in [name for name in cards if wanted.get(name) != self._findings[name]]:
                _drop(cards.pop(name))
        self._findings = wanted
        for place, finding in enumerate(f for f in wanted.values() if f.action in STOPS):
            if finding.id not in self.stops:
                self.stops[finding.id] = StopCard(finding, self.standing)
                self.stops[finding.id].way_chosen.connect(self.screen.lead_to)
                self.stops[finding.id].letter_asked.connect(lambda name: self.screen.open_aside(referral_page(self.screen, name)))
            _stand(self._parts["stops"], place, self.stops[finding.id])
        for place, finding in enumerate(f for f in wanted.values() if f.action == "modify"):
            if finding.id not in self.changes:
                self.changes[finding.id] = self._change_card(finding)
            _stand(self._parts["changes"], place, self.changes[finding.id])

    def _draw_regions(self, views: dict[str, CautionView]) -> None:
        for name in [name for name in self.regions if views.get(name) != self._views[name]]:
            _drop(self.regions.pop(name))
        self._views = views
        for place, (name, view) in enumerate(views.items()):
            if name not in self.regions:
                self.regions[name] = CautionCard(view, self.standing)
                self.regions[name].ticked.connect(self._tick)
            _stand(self._parts["regions"], place, self.regions[name])

    def _tick(self, name: str, on: bool) -> None:
        self.screen.act(lambda desk: desk.acknowledge(name, on))

    def _change_card(self, finding: Finding) -> ChangeCard:
        card = ChangeCard(finding, self.standing.catalogue)
        card.accepted.connect(lambda name, on: self.screen.act(lambda desk: desk.accept_change(name, on)))
        card.declined.connect(lambda name, reason: self.write(card.reason, lambda desk: desk.override(name, reason)))
        return card

    def _principles(self) -> QWidget:
        catalogue = self.standing.catalogue
        return founded_list(catalogue.principles.values(), catalogue)


def _stand(part: QVBoxLayout, place: int, card: QWidget) -> None:
    """Puts a card in its place, where it does not stand there already."""
    item = part.itemAt(place)
    if item is None or item.widget() is not card:
        part.insertWidget(place, card)
        card.show()


def _drop(card: QWidget) -> None:
    card.hide()
    card.deleteLater()
