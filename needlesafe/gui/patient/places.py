"""Where needles are planned: a picture, and each place in the patient's own words."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from needlesafe.domain.anatomy import Site, region_of
from needlesafe.domain.placed import site_title
from needlesafe.flow.patient_turn import reads_consent
from needlesafe.gui.messages import tr
from needlesafe.gui.patient.page import PatientPage, Turn
from needlesafe.gui.patient.picture import pictures
from needlesafe.gui.side_by_side import large_text
from needlesafe.gui.theme import GAP_CARD, GAP_WIDE
from needlesafe.gui.widgets.card import Card
from needlesafe.gui.widgets.words import Words

SIDE_WORDS = {"left": "your left side", "right": "your right side", "midline": "in the middle"}


class PlacesPage(PatientPage):
    """The plan in pictures; it is read before the form."""

    def __init__(self, turn: Turn) -> None:
        super().__init__(turn, tr("Where we plan to treat"), tr("If a place is wrong, say so now: ask for your practitioner."), 1200)
        self.verticalScrollBar().valueChanged.connect(lambda _: self.changed.emit())
        self.verticalScrollBar().rangeChanged.connect(lambda *_: self.changed.emit())
        sites = self.standing.visit.sites
        row, told, shown = QHBoxLayout(), QVBoxLayout(), QHBoxLayout()
        row.setSpacing(GAP_WIDE)
        told.setSpacing(GAP_CARD)
        for number, site in enumerate(sites, 1):
            told.addWidget(self._place(number, site))
        told.addStretch(1)
        self.pictures = pictures(sites, self.standing.catalogue)
        for picture in self.pictures:
            shown.addWidget(picture, 1, Qt.AlignmentFlag.AlignTop)
        if large_text():
            self.body.addLayout(shown)
            self.body.addLayout(told)
        else:
            row.addLayout(shown, 1)
            row.addLayout(told, 1)
            self.body.addLayout(row)

    def begin(self) -> bool:
        """Whether the form, and with it the plan, is to be read now."""
        return bool(self.standing.visit.sites) and reads_consent(self.standing)

    def onward(self) -> tuple[str, bool]:
        """Further down until every place was seen."""
        return tr("Further down") if self.is_more() else tr("Go on"), True

    def stays(self) -> bool:
        """Goes down the page until its end."""
        more = self.is_more()
        if more:
            self.go_down()
        return more

    def _place(self, number: int, site: Site) -> Card:
        catalogue = self.standing.catalogue
        region = region_of(site, catalogue)
        title = region.patient_title or region.title
        card = Card(f"{number}   {title[:1].upper()}{title[1:]}, {tr(SIDE_WORDS[site.side])}")
        needles = tr("1 needle") if site.needles == 1 else tr("{n} needles").format(n=site.needles)
        card.body.addWidget(Words(f"{site_title(site, catalogue)}: {needles}"))
        return card
