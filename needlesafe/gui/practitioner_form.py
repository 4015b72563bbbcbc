"""Who treats: registration, training and cover, filled in once and kept in the profile."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from needlesafe.domain.catalogue import Catalogue
from needlesafe.domain.people import Practitioner
from needlesafe.gui.form import Asked, Form, needed
from needlesafe.gui.messages import tr
from needlesafe.gui.region_picker import RegionPicker
from needlesafe.gui.theme import GAP_CARD
from needlesafe.gui.told_fields import whole_between
from needlesafe.gui.widgets.card import Card
from needlesafe.gui.widgets.choice_row import Choice
from needlesafe.gui.widgets.field_row import Field

EVERYWHERE = ("*",)
SINCE = "practising_since"
EARLIEST = 1900


class PractitionerForm(QWidget):
    """Two cards: the person, and what training and cover allow; where `this_year` is told, also since when they practise."""

    def __init__(self, this_year: int = 0, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.form = Form(*_asked(), *([_since(this_year)] if this_year else []))
        self.trained, self.excluded = RegionPicker(), RegionPicker()
        person = Card(tr("You"), tr("Stands on every document that you sign."))
        self.form.lay_into(person.body, "name", "registration", "profession", "training", *([SINCE] if this_year else []))
        scope = Card(tr("Training and cover"), tr("A site outside them is raised in the visit."))
        for part in (self.form.rows["scope"], self.trained, self.form.rows["excludes"], self.excluded,
                     self.form.rows["cover_until"]):
            scope.body.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP_CARD)
        column.addWidget(person)
        column.addWidget(scope)
        for name in ("scope", "excludes"):
            self.form.rows[name].changed.connect(lambda *_: self._unfold())
        self._unfold()

    def show_regions(self, catalogue: Catalogue) -> None:
        """Shows the regions to choose from."""
        self.trained.show_regions(catalogue)
        self.excluded.show_regions(catalogue)

    def set_practitioner(self, person: Practitioner) -> None:
        """Shows a profile."""
        for name in ("name", "registration", "profession", "training", "cover_until", SINCE):
            if name in self.form.rows:
                self.form.rows[name].set_value(getattr(person, name) or None)
        some = person.scope is not None and person.scope != EVERYWHERE
        self.form.rows["scope"].set_value(None if person.scope is None else "some" if some else "all")
        self.trained.set_value(person.scope or () if some else ())
        self.form.rows["excludes"].set_value("some" if person.cover_excludes else "none" if person.name else None)
        self.excluded.set_value(person.cover_excludes)
        self._unfold()

    def practitioner(self) -> Practitioner:
        """The profile as it is filled in."""
        form = self.form
        scope = None if form["scope"] is None else EVERYWHERE if form["scope"] == "all" else self.trained.value()
        excluded = self.excluded.value() if form["excludes"] == "some" else ()
        since = form[SINCE] if SINCE in form.rows else None
        return Practitioner(form.text("name"), form.text("registration"), form.text("profession"),
                            form.text("training"), scope, excluded, form.text("cover_until"),
                            None if since is None else int(since))

    def first_fault(self) -> QWidget | None:
        """The first thing that is missing or wrong, after each was named; None where nothing is."""
        faults = [self.form.first_fault()]
        for name, picker in (("scope", self.trained), ("excludes", self.excluded)):
            lacking = self.form[name] == "some" and not picker.value()
            picker.set_fault(tr("Choose at least one region.") if lacking else "")
            faults.append(picker if lacking else None)
        return next((fault for fault in faults if fault), None)

    def _unfold(self) -> None:
        self.trained.setVisible(self.form["scope"] == "some")
        self.excluded.setVisible(self.form["excludes"] == "some")


def _asked() -> tuple[Asked, ...]:
    return (
        Asked(Field("name", tr("Full name")), needed(tr("Write your name."))),
        Asked(Field("registration", tr("Registration"), note=tr("The number under which you may practise.")),
              needed(tr("Write your registration."))),
        Asked(Field("profession", tr("Profession"))),
        Asked(Field("training", tr("Training in dry needling"), "text", note=tr("Course, year, hours."))),
        Asked(Choice("scope", tr("Which regions are you trained for?"),
                     (("all", tr("All regions")), ("some", tr("Only some")))), needed(tr("Choose one of the two."))),
        Asked(Choice("excludes", tr("Does your insurer exclude regions?"),
                     (("none", tr("None")), ("some", tr("Yes, some")))), needed(tr("Choose one of the two."))),
        Asked(Field("cover_until", tr("Covered until"), "date", note=tr("The last day of your insurance."))))


def _since(this_year: int) -> Asked:
    return Asked(Field(SINCE, tr("In practice since"), "number", note=tr("The year in which you began, if you want it on record.")),
                 whole_between(EARLIEST, this_year))
