"""What was done at each site that was needled, one quiet fold a site; all of it may stay empty."""

from __future__ import annotations

from dataclasses import asdict

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from needlesafe.domain.anatomy import Site
from needlesafe.domain.given import RESPONSES, Given, reaches_beyond
from needlesafe.domain.ledger import ledger_of
from needlesafe.domain.placed import site_title
from needlesafe.flow.gates import Standing
from needlesafe.gui.form import Asked
from needlesafe.gui.messages import tr
from needlesafe.gui.told_fields import ToldFields, whole_between
from needlesafe.gui.widgets.card import Card
from needlesafe.gui.widgets.choice_row import Choice
from needlesafe.gui.widgets.field_row import Field
from needlesafe.gui.widgets.fold import Fold

RESPONSE_WORDS = {"twitch": "Local twitch", "referred-pain": "Referred pain", "both": "Both", "none": "Neither"}
MOST_INSERTIONS = 10_000


class GivenCard(Card):
    """The needled sites; `told` carries the site, the field and what it holds now."""

    told = Signal(int, str, object)

    def __init__(self) -> None:
        super().__init__(tr("What was done"), tr("Only what you want on record; nothing here has to be filled in."))
        self.folds: dict[int, Fold] = {}
        self.fields: dict[int, ToldFields] = {}
        self._sites: dict[int, Site] = {}

    def show_sites(self, standing: Standing, locked: bool) -> None:
        """Shows every site that a needle went into, with what was told of it."""
        visit = standing.visit
        needled = {count.site: visit.sites[count.site] for count in ledger_of(visit).sites if count.placed}
        self.setVisible(bool(needled))
        if needled != self._sites:
            self._rebuild(needled, standing)
        known = {given.site: given for given in visit.given}
        for index, fold in self.folds.items():
            given = known.get(index, Given(index))
            self.fields[index].show_values(asdict(given))
            self.fields[index].setEnabled(not locked)
            fold.say(f"{index + 1}  {site_title(needled[index], standing.catalogue)}", given_words(given))

    def _rebuild(self, needled: dict[int, Site], standing: Standing) -> None:
        for fold in self.folds.values():
            fold.hide()
            fold.deleteLater()
        self._sites = needled
        self.fields = {index: self._fields(index, site) for index, site in needled.items()}
        for index, fields in self.fields.items():
            fields.form.say_about(f"{index + 1}  {site_title(needled[index], standing.catalogue)}")
        self.folds = {index: Fold("", "", self.fields[index]) for index in needled}
        for fold in self.folds.values():
            self.body.addWidget(fold)

    def _fields(self, index: int, site: Site) -> ToldFields:
        fields = ToldFields(
            Asked(Field("depth_mm", tr("Depth reached"), "number", unit=tr("mm")), lambda value: _depth_fault(value, site)),
            Asked(Field("insertions", tr("Insertions, all needles"), "number"), whole_between(1, MOST_INSERTIONS)),
            Asked(Choice("response", tr("What came of it"), tuple((name, tr(RESPONSE_WORDS[name])) for name in RESPONSES))),
            Asked(Field("remarks", tr("Remarks"))))
        fields.form.lay_beside(fields.column, "depth_mm", "insertions")
        fields.form.lay_into(fields.column, "response", "remarks")
        fields.told.connect(lambda name, value: self.told.emit(index, name, value))
        return fields


def given_words(given: Given) -> str:
    """What was told of a site in one line, or what may be."""
    parts = [tr("{n:g} mm deep").format(n=given.depth_mm)] if given.depth_mm is not None else []
    if given.insertions is not None:
        parts.append(tr("1 insertion") if given.insertions == 1 else tr("{n} insertions").format(n=given.insertions))
    response = {**RESPONSE_WORDS, "both": "twitch and referred pain", "none": "no twitch, no referred pain"}.get(given.response)
    if response:
        parts.append(tr(response).lower())
    if given.remarks:
        parts.append(given.remarks)
    return ", ".join(parts) or tr("Depth, insertions, twitch or referred pain")


def _depth_fault(value: float | None, site: Site) -> str:
    if value is not None and value < 0:
        return tr("Write how many millimetres below the skin.")
    return tr("The needle is {length:g} mm long.").format(length=site.length_mm) if reaches_beyond(value, site.length_mm) else ""
