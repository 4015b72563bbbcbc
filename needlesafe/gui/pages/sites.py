"""Where and how: regions on the body map or in the list beside it, muscles, needles; and why."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from needlesafe.domain.anatomy import Site, region_of
from needlesafe.errors import Lack
from needlesafe.flow.views import site_line, site_title
from needlesafe.gui.messages import tr
from needlesafe.gui.planned_sites import PlannedSites
from needlesafe.gui.site_form import SiteForm
from needlesafe.gui.step_page import Screen, StepPage
from needlesafe.gui.widgets.body_map import BodyMap
from needlesafe.gui.widgets.card import Card
from needlesafe.gui.widgets.field_row import Field, FieldRow
from needlesafe.gui.widgets.region_list import RegionEntry, RegionList

INDICATION = (("complaint", "Complaint", "text", ""), ("diagnosis", "Diagnosis", "line", ""),
              ("goal", "What the patient wants to do again", "line", ""), ("pain_before", "Pain before", "number", "0–10"),
              ("range_before", "Range of motion before", "line", ""))


class SitesPage(StepPage):
    """The third step."""

    step = "sites"

    def __init__(self, screen: Screen) -> None:
        super().__init__(screen)
        catalogue = self.standing.catalogue
        self.planned = PlannedSites()
        self.planned.change_asked.connect(self._change)
        self.planned.drop_asked.connect(self._drop)
        self.map = BodyMap({region.id: region.title for region in catalogue.regions.values()})
        self.list = RegionList()
        self.list.set_entries(self._entries())
        for chooser in (self.map, self.list):
            chooser.region_chosen.connect(self._choose)
        self.form = SiteForm(catalogue)
        self.form.planned.connect(self._plan)
        self.form.left.connect(self.form.hide)
        self.form.hide()
        self.why = Card(tr("Why"))
        self.fields = {name: FieldRow(Field(name, tr(label), kind, unit=unit)) for name, label, kind, unit in INDICATION}
        for field in self.fields.values():
            field.changed.connect(self._indicate)
            self.why.body.addWidget(field)
        self._lay_out()

    def _lay_out(self) -> None:
        self.body.addWidget(self.planned)
        self.body.addWidget(self.form)
        chooser = Card(tr("Choose a region"), tr("On the body or in the list; sides are the patient’s."))
        row = QHBoxLayout()
        row.addWidget(self.map, 3)
        beside = QVBoxLayout()
        beside.addWidget(self.list)
        row.addLayout(beside, 2)
        self.map.setMinimumHeight(560)
        chooser.body.addLayout(row)
        self.body.addWidget(chooser)
        self.body.addWidget(self.why)

    def draw(self) -> None:
        """Shows the plan as it stands."""
        visit, catalogue = self.standing.visit, self.standing.catalogue
        titles = [(site_title(site, catalogue), f"{region_of(site, catalogue).title}  ·  {site_line(site)}")
                  for site in visit.sites]
        self.planned.show_sites(titles)
        self.context.say(tr("{n} sites planned").format(n=len(titles)) if len(titles) != 1 else tr("1 site planned"))
        counts: dict[tuple[str, str], int] = {}
        for site in visit.sites:
            key = (region_of(site, catalogue).id, site.side)
            counts[key] = counts.get(key, 0) + site.needles
        self.map.set_marks(set(counts), counts)
        self.list.set_chosen(set(counts))
        for name, field in self.fields.items():
            value = getattr(visit.indication, name)
            field.set_value(value if value not in ("", None) else None)

    def place_of(self, lack: Lack) -> QWidget | None:
        """The search field above the list of regions."""
        return self.list.search

    def _entries(self) -> list[RegionEntry]:
        """Every region and side, found also by the names of its muscles."""
        catalogue, names = self.standing.catalogue, {}
        for muscle in catalogue.muscles.values():
            names.setdefault(muscle.region, []).append(", ".join((muscle.title, *muscle.other_names)))
        return [RegionEntry(region.id, side, region.title, region.tier, "; ".join(names.get(region.id, [])))
                for region in catalogue.regions.values() for side in region.sides]

    def _choose(self, region: str, side: str) -> None:
        """Opens the form for a new site of the region."""
        self.map.point_to(region, side)
        self.form.open_new(region, side)
        self.form.show()
        self.show_widget(self.form)
        self.form.focus_first()

    def _change(self, index: int) -> None:
        self.form.open_site(index, self.standing.visit.sites[index])
        self.form.show()
        self.show_widget(self.form)
        self.form.focus_first()

    def _drop(self, index: int) -> None:
        sites = self.standing.visit.sites
        self.screen.act(lambda desk: desk.plan_sites((*sites[:index], *sites[index + 1:])))

    def _plan(self, index: object, site: Site) -> None:
        """Adds or replaces a site."""
        sites = list(self.standing.visit.sites)
        if index is None:
            sites.append(site)
        else:
            sites[int(index)] = site
        if self.screen.act(lambda desk: desk.plan_sites(sites)):
            self.form.hide()
            self.show_widget(self.planned)

    def _indicate(self, name: str, value: object) -> None:
        fallback = None if name == "pain_before" else ""
        self.screen.act(lambda desk: desk.indicate(**{name: fallback if value is None else value}))
