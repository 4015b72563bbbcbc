"""Where and how: regions on the body map or in the list beside it, muscles, needles; and why."""

from __future__ import annotations

from PySide6.QtWidgets import QBoxLayout, QWidget

from needlesafe.domain.anatomy import Site, region_of
from needlesafe.errors import Lack
from needlesafe.flow.views import site_line, site_title
from needlesafe.gui.messages import tr
from needlesafe.gui.pain_row import PainRow, pain_of
from needlesafe.gui.planned_sites import PlannedSites
from needlesafe.gui.side_by_side import large_text, line_of
from needlesafe.gui.site_form import SiteForm
from needlesafe.gui.step_page import Screen, StepPage
from needlesafe.gui.widgets.body_map import BodyMap
from needlesafe.gui.widgets.card import Card
from needlesafe.gui.widgets.field_row import Field, FieldRow
from needlesafe.gui.widgets.region_list import RegionEntry, RegionList

INDICATION = (("complaint", "Complaint", "text"), ("diagnosis", "Diagnosis", "line"),
              ("goal", "What the patient wants to do again", "line"), ("range_before", "Range of motion before", "line"))
_MAP_HEIGHT, _LARGE_MAP_HEIGHT = 560, 860


class SitesPage(StepPage):
    """The third step."""

    step = "sites"

    def __init__(self, screen: Screen) -> None:
        super().__init__(screen)
        catalogue = self.standing.catalogue
        self.planned, self.form = PlannedSites(), SiteForm(catalogue)
        self.planned.change_asked.connect(self._change)
        self.planned.drop_asked.connect(self._drop)
        self.map = BodyMap({region.id: region.title for region in catalogue.regions.values()})
        self.list = RegionList()
        self.list.set_entries(self._entries())
        for chooser in (self.map, self.list):
            chooser.region_chosen.connect(self._choose)
        self.form.planned.connect(self._plan)
        self.form.faulty.connect(self.go_to)
        self.form.left.connect(self._close_form)
        self.form.hide()
        self.why = Card(tr("Why"))
        self.fields: dict[str, FieldRow | PainRow] = {
            name: FieldRow(Field(name, tr(label), kind)) for name, label, kind in INDICATION}
        self.fields["pain_before"] = PainRow("pain_before", tr("Pain before"))
        for field in self.fields.values():
            field.changed.connect(self._indicate)
            self.why.body.addWidget(field)
        self._lay_out()

    def _lay_out(self) -> None:
        """Map and list side by side, or the list above where the text is large."""
        chooser = Card(tr("Choose a region"), tr("On the body or in the list; sides are the patient’s."))
        row = line_of()
        row.addWidget(self.map, 3)
        row.addWidget(self.list, 2)
        self.map.setMinimumHeight(_MAP_HEIGHT)
        if large_text():
            row.setDirection(QBoxLayout.Direction.BottomToTop)
            self.list.setFixedHeight(_MAP_HEIGHT)
            self.map.setMinimumHeight(_LARGE_MAP_HEIGHT)
        chooser.body.addLayout(row)
        for part in (self.planned, self.form, chooser, self.why):
            self.body.addWidget(part)
        self.way_out = self.add_way_out()

    def draw(self) -> None:
        """Shows the plan as it stands."""
        visit, catalogue = self.standing.visit, self.standing.catalogue
        titles = [(site_title(site, catalogue), f"{site_line(site)}  ·  {region_of(site, catalogue).title}")
                  for site in visit.sites]
        self.planned.show_sites(titles, {event.site for event in visit.treatment if event.site is not None})
        self.context.say(self._state(len(titles)))
        counts: dict[tuple[str, str], int] = {}
        for site in visit.sites:
            key = (region_of(site, catalogue).id, site.side)
            counts[key] = counts.get(key, 0) + site.needles
        self.map.set_marks(set(counts), counts)
        self.list.set_chosen(set(counts))
        for name, field in self.fields.items():
            value = getattr(visit.indication, name)
            if isinstance(field, PainRow):
                field.show_pain(value)
            else:
                field.set_value(value or None)

    def place_of(self, lack: Lack) -> QWidget | None:
        """The form of the site that a lack names, else the search field above the list of regions."""
        if lack.subject.isdigit() and int(lack.subject) < len(self.standing.visit.sites):
            return self._change(int(lack.subject))
        return self.list.search

    def _state(self, number: int) -> str:
        if any(lack.code == "consent-outdated" for lack in self.screen.desk.lacks("needle-in")):
            return tr("The plan changed after the consent was prepared: a new consent is needed.")
        if number and self.standing.visit.consent.decision == "given":
            return tr("The consent speaks of this plan: another site, muscle, side or needle needs a new one.")
        return tr("1 site planned.") if number == 1 else tr("{n} sites planned.").format(n=number)

    def _entries(self) -> list[RegionEntry]:
        """Every region and side, found also by the names of its muscles."""
        catalogue, names = self.standing.catalogue, {}
        for muscle in catalogue.muscles.values():
            names.setdefault(muscle.region, []).extend((muscle.title, *muscle.other_names))
        return [RegionEntry(region.id, side, region.title, region.tier, "; ".join(names.get(region.id, [])))
                for region in catalogue.regions.values() for side in region.sides]

    def _choose(self, region: str, side: str) -> None:
        """Opens the form for a new site of the region."""
        self.map.point_to(region, side)
        self.form.open_new(region, side)
        self.form.show()
        self.go_to(self.form)

    def _change(self, index: int) -> QWidget:
        self.form.open_site(index, self.standing.visit.sites[index])
        self.form.show()
        self.go_to(self.form)
        return self.form

    def _close_form(self) -> None:
        self.form.hide()
        self.go_to(self.list.search)

    def _drop(self, index: int) -> None:
        sites = self.standing.visit.sites
        if self.screen.act(lambda desk: desk.plan_sites((*sites[:index], *sites[index + 1:]))):
            self.form.hide()

    def _plan(self, index: object, site: Site) -> None:
        """Adds or replaces a site."""
        sites = list(self.standing.visit.sites)
        if index is None:
            sites.append(site)
        else:
            sites[int(index)] = site
        if self.screen.act(lambda desk: desk.plan_sites(sites)):
            self._close_form()
            self.show_widget(self.planned)

    def _indicate(self, name: str, value: object) -> None:
        field = self.fields[name]
        if isinstance(field, PainRow):
            self.screen.act(lambda desk: desk.indicate(**{name: pain_of(value)}))
        else:
            self.write(field, lambda desk: desk.indicate(**{name: value or ""}))
