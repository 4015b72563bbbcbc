"""
Where and how: regions on the body map or in the list beside it, muscles, needles; and why.

Map and list are made with the page; the form of a site and the reasons follow in the turns after it.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLayout, QSizePolicy, QVBoxLayout, QWidget

from needlesafe.domain.anatomy import Point, Site, region_of
from needlesafe.errors import Lack, UserError
from needlesafe.flow.last_plan import last_plan, take_last_plan
from needlesafe.flow.views import site_line, site_title
from needlesafe.gui import theme
from needlesafe.gui.choosing import Choosing
from needlesafe.gui.in_turn import InTurn
from needlesafe.gui.indication_card import IndicationCard
from needlesafe.gui.last_sites import LastSites
from needlesafe.gui.messages import tr
from needlesafe.gui.pain_row import PainRow, pain_of
from needlesafe.gui.planned_sites import PlannedSites
from needlesafe.gui.side_by_side import large_text
from needlesafe.gui.site_form import SiteForm
from needlesafe.gui.step_page import Screen, StepPage
from needlesafe.gui.theme import COLUMN, GAP_CARD
from needlesafe.gui.widgets.field_row import FieldRow

FORM = "site"
"""Under what the form of a site is kept while it is written."""
_WIDEST, _PEEK = 1160, 44
"""How wide map and list may become, and how much of what comes next is seen beneath them."""
_TWO = 1.5
"""From how many widths of a column on two of them stand side by side, each a little narrower."""


class SitesPage(StepPage):
    """The third step."""

    step = "sites"

    def __init__(self, screen: Screen) -> None:
        super().__init__(screen)
        catalogue = self.standing.catalogue
        self.planned = PlannedSites()
        self.planned.change_asked.connect(self._change)
        self.planned.drop_asked.connect(self._drop)
        self.last = last_plan(screen.desk.workplace, self.standing.visit)
        self.last_sites = LastSites(self.last, catalogue) if self.last else None
        self.choosing = Choosing(catalogue, (self.title, self.context, *((self.last_sites,) if self.last_sites else ())))
        self.map, self.list = self.choosing.map, self.choosing.list
        self.choosing.region_chosen.connect(self._choose)
        self.choosing.muscle_chosen.connect(self._choose_muscle)
        self.choosing.points_changed.connect(lambda number: self.form.show_points(number))
        if self.last_sites:
            self.last_sites.taken.connect(self._take_last)
        self._places = {name: QVBoxLayout() for name in ("form", "planned", "why")}
        self._lay_out()
        self._later, self._again = InTurn(self, "why", "form"), False
        self._bring_form_back()

    @cached_property
    def form(self) -> SiteForm:
        """The form of one site, hidden until a region or a site is chosen."""
        form = SiteForm(self.standing.catalogue)
        form.planned.connect(self._plan)
        form.changed.connect(self._keep_form)
        form.opened.connect(lambda: self._keep_written({}))
        form.faulty.connect(self.go_to)
        form.left.connect(self._close_form)
        form.hide()
        self._places["form"].addWidget(form)
        return form

    @cached_property
    def why(self) -> IndicationCard:
        """Why this is done at all."""
        card = IndicationCard()
        card.told.connect(self._indicate)
        card.show_indication(self.standing.visit.indication)
        self._places["why"].addWidget(card)
        card.show()
        return card

    @property
    def fields(self) -> dict[str, FieldRow | PainRow]:
        """The fields of the reasons."""
        return self.why.fields

    def _lay_out(self) -> None:
        """Map and list first, with all the room; what is filled in stands beneath, no wider than it reads well."""
        self.set_widest(_WIDEST)
        self.body.addWidget(self.choosing)
        self._beneath, row = QWidget(), QHBoxLayout()
        self._columns = QBoxLayout(QBoxLayout.Direction.TopToBottom, self._beneath)
        self._columns.setContentsMargins(0, 0, 0, 0)
        self._columns.setSpacing(GAP_CARD)
        for names in (("form", "planned"), ("why",)):
            self._columns.addWidget(_column(*(self._places[name] for name in names)), 1, Qt.AlignmentFlag.AlignTop)
        self._places["planned"].addWidget(self.planned)
        row.addWidget(self._beneath, 1)
        row.addStretch(0)
        self.body.addLayout(row)
        self.way_out = self.add_way_out()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Gives map and list the height that is seen, and lets plan and reason stand side by side where there is width."""
        super().resizeEvent(event)
        self.choosing.keep_height(self.viewport().height() - _PEEK)
        widest = round(COLUMN * max(1.0, theme.current().scale))
        two = self.viewport().width() >= widest * _TWO
        self._columns.setDirection(QBoxLayout.Direction.LeftToRight if two else QBoxLayout.Direction.TopToBottom)
        self._beneath.setMaximumWidth(2 * widest + GAP_CARD if two else widest)

    def draw(self) -> None:
        """Shows the plan as it stands."""
        visit, catalogue = self.standing.visit, self.standing.catalogue
        titles = [(site_title(site, catalogue), "  ·  ".join(part for part in (
            site_line(site), site.level, region_of(site, catalogue).title) if part)) for site in visit.sites]
        self.planned.show_sites(titles, {event.site for event in visit.treatment if event.site is not None})
        self.context.say(self._state(len(titles)))
        self.choosing.show_sites(visit.sites)
        self._offer_last(not visit.sites and not visit.consent.decision)
        if "why" in vars(self):
            self.why.show_indication(visit.indication)
        self._later.begin()

    def _offer_last(self, offered: bool) -> None:
        """Lays the last visit's sites over the map while nothing is planned."""
        if self.last_sites:
            self.last_sites.setVisible(offered)
            self.choosing.show_earlier(self.last.sites if offered else ())

    def leave(self) -> None:
        """Keeps what is typed, and the points of a site that is being written."""
        super().leave()
        if self.screen.unsent.kept(FORM):
            self._keep_form()

    def place_of(self, lack: Lack) -> QWidget | None:
        """The form of the site that a lack names, else the search field above the list of regions."""
        if lack.subject.isdigit() and int(lack.subject) < len(self.standing.visit.sites):
            return self._change(int(lack.subject))
        return self.list.search

    def _state(self, number: int) -> str:
        if self._again:
            return tr("The site that you were writing is here again, beneath the map. It is not planned yet.")
        if any(lack.code == "consent-outdated" for lack in self.screen.desk.lacks("needle-in")):
            return tr("The plan changed after the consent was prepared: a new consent is needed.")
        if number and self.standing.visit.consent.decision == "given":
            return tr("The consent speaks of this plan: another site, muscle, side or needle needs a new one.")
        if not number:
            return tr("Tap a region, or find a muscle by name. Sides are the patient’s.")
        return tr("1 site planned.") if number == 1 else tr("{n} sites planned.").format(n=number)

    def _choose(self, region: str, side: str) -> None:
        """Opens a region: its muscles in the list, the form of a new site beneath."""
        self.choosing.open_region(region, side)
        self.form.open_new(region, side)
        self._offer_needle()
        self.form.show()
        self.context.say(tr("Choose a muscle in the list. Another tap inside the region marks a point."))
        self._make_room(True)
        self.settle()

    def _choose_muscle(self, muscle: str, side: str) -> None:
        """Goes to the form of a new site of the muscle."""
        region = self.standing.catalogue.muscles[muscle].region
        self.choosing.open_region(region, side)
        self.form.open_new(region, side, muscle)
        self._offer_needle()
        self.form.show()
        self.show_widget(self.form)
        self.form.technique.buttons[0].setFocus(Qt.FocusReason.TabFocusReason)

    def _offer_needle(self) -> None:
        """Offers the needle of the site that was planned last, to be taken in one press."""
        sites = self.standing.visit.sites
        if sites:
            self.form.offer_needle(len(sites), sites[-1])

    def _change(self, index: int) -> QWidget:
        site = self.standing.visit.sites[index]
        self.choosing.open_region(region_of(site, self.standing.catalogue).id, site.side)
        self.choosing.mark(site.points)
        self.form.open_site(index, site)
        self.form.show()
        self.go_to(self.form)
        return self.form

    def _make_room(self, wanted: bool) -> None:
        """Lets the muscles of an open region stand beside the map where large text leaves no room above them."""
        for part in (self.title, self.context):
            part.setVisible(not (wanted and large_text()))

    def _keep_form(self) -> None:
        """Keeps what is written of a site that is not planned yet, with the points that are marked."""
        if self.form.isHidden():
            return
        written = self.form.written()
        marked = self.choosing.points_in(written["region"], str(written["rows"]["side"])) or ()
        self._keep_written({**written, "points": [[point.view, point.x, point.y] for point in marked]})

    def _keep_written(self, told: dict[str, Any]) -> None:
        try:
            self.screen.unsent.keep(FORM, told)
        except UserError as error:
            self.screen.tell(error)

    def _bring_form_back(self) -> None:
        """Opens the form of a site that was being written when the program was closed."""
        kept, sites = self.screen.unsent.kept(FORM), self.standing.visit.sites
        index = kept.get("index")
        if not kept or self.standing.visit.closed or index is not None and index >= len(sites):
            return
        region, side = kept["region"], str(kept["rows"]["side"])
        if region not in self.standing.catalogue.regions:
            return
        if index is None:
            self.form.open_new(region, side)
        else:
            self.form.open_site(index, sites[index])
        if side:
            self.choosing.open_region(region, side)
        self.choosing.mark(tuple(Point(*point) for point in kept["points"]))
        self.form.write(kept["rows"])
        self.form.show()
        self._keep_form()
        self._again = True

    def _fold_form(self) -> None:
        self._again = False
        self._keep_written({})
        self.form.hide()
        self._make_room(False)
        self.choosing.close_region()

    def _close_form(self) -> None:
        self._fold_form()
        self.list.search.setFocus(Qt.FocusReason.OtherFocusReason)
        self.settle()
        self.verticalScrollBar().setValue(0)

    def _take_last(self) -> None:
        """Plans what was needled last time; the rules are asked anew."""
        if self.screen.act(lambda desk: take_last_plan(desk, self.last)):
            self._close_form()
            self.context.say(tr("{state} Look at each: lot and use by are of another day and stay empty.").format(
                state=self._state(len(self.standing.visit.sites))))

    def _drop(self, index: int) -> None:
        sites = self.standing.visit.sites
        if self.screen.act(lambda desk: desk.plan_sites((*sites[:index], *sites[index + 1:]))):
            self._fold_form()

    def _plan(self, index: object, site: Site) -> None:
        """Adds or replaces a site, with the points that were marked in its region."""
        site = replace(site, points=self.choosing.points_in(region_of(site, self.standing.catalogue).id, site.side))
        sites = list(self.standing.visit.sites)
        if index is None:
            sites.append(site)
        else:
            sites[int(index)] = site
        if self.screen.act(lambda desk: desk.plan_sites(sites)):
            self._close_form()

    def _indicate(self, name: str, value: object) -> None:
        field = self.fields[name]
        if isinstance(field, PainRow):
            self.screen.act(lambda desk: desk.indicate(**{name: pain_of(value)}))
        else:
            self.write(field, lambda desk: desk.indicate(**{name: value or ""}))


def _column(*places: QLayout) -> QWidget:
    """Places one below the other."""
    held = QWidget()
    held.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
    column = QVBoxLayout(held)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(GAP_CARD)
    for place in places:
        column.addLayout(place)
    return held
