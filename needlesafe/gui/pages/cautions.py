"""Cautions: what lies near each site, what to do and not to do, and every acknowledgement ticked by itself."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from needlesafe.domain.rules import Finding
from needlesafe.errors import Lack
from needlesafe.flow.views import CautionView, caution_views, site_line, site_title
from needlesafe.gui.change_card import ChangeCard
from needlesafe.gui.messages import tr
from needlesafe.gui.step_page import Screen, StepPage
from needlesafe.gui.visit_facts import FactList
from needlesafe.gui.widgets.card import Card
from needlesafe.gui.widgets.tick_row import TickRow
from needlesafe.gui.widgets.words import Words


class CautionsPage(StepPage):
    """The fourth step."""

    step = "cautions"

    def __init__(self, screen: Screen) -> None:
        super().__init__(screen)
        self.ticks: dict[str, TickRow] = {}
        self.changes: dict[str, ChangeCard] = {}
        self._built: tuple[object, ...] = ()

    def draw(self) -> None:
        """Shows cautions, changes and ticks; rebuilds only where the plan or its findings are others."""
        views, standing = caution_views(self.standing), self.standing
        changes = [f for f in standing.assessment.findings if f.action == "modify" and f.open]
        built = (views, tuple((f.id, f.changes, f.text) for f in changes))
        if built != self._built:
            self._built = built
            self._rebuild(views, changes)
        for item in standing.assessment.acknowledgements:
            self.ticks[item.id].setChecked(item.id in standing.visit.acknowledged)
        for finding in changes:
            reason = next((o.reason for o in standing.visit.overrides if o.finding == finding.id), "")
            self.changes[finding.id].show_state(finding.id in standing.visit.changes_accepted, reason)
        done = sum(1 for a in standing.assessment.acknowledgements if a.id in standing.visit.acknowledged)
        total = len(standing.assessment.acknowledgements)
        self.context.say(tr("{done} of {total} acknowledged").format(done=done, total=total) if total else
                         tr("Choose a site first: its cautions come here."))

    def place_of(self, lack: Lack) -> QWidget | None:
        """The tick or the change that is missing; for a stop, the finding beside."""
        if lack.code in ("stop", "clearance", "ultrasound"):
            return self.screen.panel.view_of(lack.subject)
        return self.ticks.get(lack.subject) or self.changes.get(lack.subject)

    def _rebuild(self, views: tuple[CautionView, ...], changes: list[Finding]) -> None:
        while self.body.count() > 2:
            widget = self.body.takeAt(2).widget()
            widget.hide()
            widget.deleteLater()
        self.ticks, self.changes = {}, {}
        for view in views:
            self.body.addWidget(self._region_card(view))
        for finding in changes:
            self.changes[finding.id] = self._change_card(finding)
            self.body.addWidget(self.changes[finding.id])
        for view in views:
            self.body.addWidget(self._tick_card(view))

    def _region_card(self, view: CautionView) -> Card:
        """Everything to keep in mind at one region."""
        region, catalogue = view.region, self.standing.catalogue
        card = Card(region.title, tr("{tier} tier  ·  {reason}").format(tier=tr(region.tier).capitalize(), reason=region.reason))
        for _, site, muscle in view.sites:
            card.body.addWidget(Words(f"{site_title(site, catalogue)}: {site_line(site)}", "strong"))
            card.body.addWidget(Words(muscle.caution))
        facts = FactList()
        facts.show_facts([
            (tr("Do not"), region.prohibited), (tr("Position"), region.position), (tr("Grip"), region.grip),
            (tr("Direction"), region.direction), (tr("Depth"), region.depth), (tr("How harm happens"), region.mechanism),
            (tr("Organs"), region.organs), (tr("Vessels"), region.vessels),
            (tr("Nerves"), ", ".join(catalogue.nerves[name].title for name in region.nerves)),
            (tr("Stop at once"), " ".join(warning.during for warning in view.during)),
            (tr("Tell the patient"), " ".join(f"{w.delayed} ({w.window})" for w in view.delayed))])
        card.body.addWidget(facts)
        for _, words in view.reached:
            card.body.addWidget(Words(words, "quiet"))
        if region.status != "confirmed" or region.sources:
            card.body.addWidget(Words(self._founded(region.status, region.sources), "quiet"))
        return card

    def _founded(self, status: str, sources: tuple[str, ...]) -> str:
        mark = {"unconfirmed": tr("† Some of this is not confirmed in a source that was read."),
                "default": tr("‡ Some of this is our own default.")}.get(status, "")
        return f"{mark} {' '.join(f'[{name}]' for name in sources)}".strip()

    def _tick_card(self, view: CautionView) -> Card:
        card = Card(tr("Before the first needle"), view.region.title)
        for item in view.region.acknowledgements:
            row = TickRow(item.id, item.text)
            row.ticked.connect(lambda name, on: self.screen.act(lambda desk: desk.acknowledge(name, on)))
            self.ticks[item.id] = row
            card.body.addWidget(row)
        return card

    def _change_card(self, finding: Finding) -> ChangeCard:
        card = ChangeCard(finding)
        card.accepted.connect(lambda name, on: self.screen.act(lambda desk: desk.accept_change(name, on)))
        card.declined.connect(lambda name, reason: self.screen.act(lambda desk: desk.override(name, reason)))
        return card
