"""One adverse event worked through: what to do now, what was found, how it ended."""

from __future__ import annotations

from itertools import groupby

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from needlesafe.domain.anatomy import Site
from needlesafe.domain.catalogue import EventCard
from needlesafe.domain.nerve_concern import NERVE_EVENTS
from needlesafe.domain.statements import measured_in
from needlesafe.domain.visit import TreatmentEvent
from needlesafe.flow.gates import Standing
from needlesafe.flow.views import nerves_near, site_title
from needlesafe.gui.adverse_fields import AT_SITE, EventField, fields_of
from needlesafe.gui.differing import difference_folds
from needlesafe.gui.emergency_notes import signs_words
from needlesafe.gui.messages import tr
from needlesafe.gui.nerve_walk import ConcernView
from needlesafe.gui.rate_words import how_often
from needlesafe.gui.side_by_side import beside
from needlesafe.gui.sourced import founded_words, sourced, title_mark
from needlesafe.gui.visit_facts import FactList
from needlesafe.gui.widgets.button import Button
from needlesafe.gui.widgets.card import Card
from needlesafe.gui.widgets.choice_row import Choice, ChoiceRow
from needlesafe.gui.widgets.field_row import Field, FieldRow
from needlesafe.gui.widgets.fold import Fold
from needlesafe.gui.widgets.tick_row import TickRow
from needlesafe.gui.widgets.tinted import Tinted
from needlesafe.gui.widgets.two_way_row import TwoWayRow
from needlesafe.gui.widgets.words import Words

_ALWAYS = "Always"
"""How the content begins where there is no condition to calling."""


class AdverseCard(Card):
    """An event of the treatment with its steps and its fields."""

    detailed = Signal(int, object)
    report_asked = Signal(int)

    def __init__(self, index: int, event: TreatmentEvent, standing: Standing) -> None:
        self.index, self.known = index, standing.catalogue.events[event.id]
        site = _site_of(event, standing)
        where = site_title(site, standing.catalogue) if site else ""
        super().__init__(f"{self.known.title}{title_mark(self.known, standing.catalogue)}", "  ·  ".join(part for part in (event.at, where) if part), _tone(self.known))
        self._standing = standing
        self.steps: dict[str, TickRow] = {}
        self.fields: dict[str, QWidget] = {}
        self._add_call()
        self._add_steps()
        self._signs = Words("")
        self.body.addWidget(self._signs)
        if event.site is None and len(standing.visit.sites) > 1:
            self._add_site()
        near = nerves_near(site, standing.catalogue) if site else ()
        asked = fields_of(self.known, [standing.catalogue.nerves[name] for name in near])
        self._screens = [field.id for field in asked if field.id.startswith(("motor-", "touch-"))]
        self.concern = ConcernView(standing.catalogue) if self.known.id in NERVE_EVENTS else None
        if self.concern is not None:
            self.body.addWidget(self.concern)
        self._add_fields(asked)
        if self.known.id in NERVE_EVENTS and site is None:
            self.body.addWidget(Words(tr("Say at which site it was: the tests of its nerves come here."), "quiet"))
        self.body.addWidget(Fold(tr("What to watch and to write down"), self.known.onset, self._behind))
        for fold in difference_folds((self.known.id,), standing.catalogue):
            self.body.addWidget(fold)
        self.report = Button(tr("Incident report …"))
        self.report.setAccessibleDescription(self.known.title)
        self.report.clicked.connect(lambda: self.report_asked.emit(self.index))
        self.body.addWidget(self.report, 0, Qt.AlignmentFlag.AlignLeft)

    def show_event(self, event: TreatmentEvent) -> None:
        """Shows what is recorded of the event."""
        if self.concern is not None:
            self.concern.show_detail(event.detail, self._screens)
        taken = "\n".join(signs_words(signs) for signs in measured_in(event.detail))
        self._signs.say(taken)
        self._signs.setVisible(bool(taken))
        done = event.detail.get("steps_done", [])
        for name, row in self.steps.items():
            row.setChecked(name in done)
        for name, widget in self.fields.items():
            value = event.detail.get(name)
            if isinstance(widget, TwoWayRow):
                widget.set_answer(str(value or ""))
            else:
                widget.set_value(value)

    def keep_unsaved(self, detail: dict[str, object], words: str) -> None:
        """Keeps in its field what could not be saved."""
        for name in detail:
            if isinstance(self.fields.get(name), FieldRow):
                self.fields[name].keep_unsaved(words)

    def _add_call(self) -> None:
        """When to call, before everything else."""
        if self.known.call_when:
            always = self.known.call_when.startswith(_ALWAYS)
            call = Tinted("stop", tr("Call emergency services") if always else tr("When to call emergency services"))
            call.say(self.known.call_when)
            self.body.addWidget(call)

    def _add_steps(self) -> None:
        rows = QVBoxLayout()
        rows.setSpacing(0)
        for number, step in enumerate(self.known.steps, 1):
            row = TickRow(f"step-{number}", f"{number}.  {step}")
            row.ticked.connect(lambda _name, _on: self._tell_steps())
            self.steps[row.row_id] = row
            rows.addWidget(row)
        self.body.addLayout(rows)

    def _add_site(self) -> None:
        titles = dict.fromkeys(site_title(site, self._standing.catalogue) for site in self._standing.visit.sites)
        row = ChoiceRow(Choice(AT_SITE, tr("At which site?"), tuple((title, title) for title in titles)))
        row.changed.connect(lambda name, value: self.detailed.emit(self.index, {name: value}))
        self.fields[AT_SITE] = row
        self.body.addWidget(row)

    def _add_fields(self, fields: tuple[EventField, ...]) -> None:
        """Headings, rows and fields; numbers that follow each other stand side by side."""
        for kind, group in groupby(fields, key=lambda field: field.kind):
            if kind == "number":
                self.body.addLayout(beside(*(self._widget(field) for field in group)))
                continue
            for field in group:
                self.body.addWidget(self._heading(field) if kind == "heading" else self._widget(field))

    def _heading(self, field: EventField) -> QWidget:
        """The name of a nerve, with where its test comes from."""
        catalogue = self._standing.catalogue
        return sourced(Words(field.label, "strong"), field.label, catalogue.nerves[field.nerve], catalogue)

    def _widget(self, field: EventField) -> QWidget:
        if field.kind == "yes-no":
            row = TwoWayRow(field.id, field.label)
            row.answered.connect(lambda name, answer: self.detailed.emit(self.index, {name: answer}))
        else:
            row = FieldRow(Field(field.id, field.label, field.kind, unit=field.unit))
            row.changed.connect(lambda name, value: self.detailed.emit(self.index, {name: value}))
        self.fields[field.id] = row
        return row

    def _behind(self) -> QWidget:
        known, facts = self.known, FactList()
        facts.show_facts([(tr("Signs"), known.signs), (tr("Red flags"), known.red_flags), (tr("Watch"), known.monitor),
                          (tr("Write down"), known.document), (tr("Afterwards"), known.aftercare), (tr("How often"), how_often(known)),
                          (tr("Source"), founded_words(known, self._standing.catalogue))])
        return facts

    def _tell_steps(self) -> None:
        done = [name for name, row in self.steps.items() if row.isChecked()]
        self.detailed.emit(self.index, {"steps_done": done})


def _site_of(event: TreatmentEvent, standing: Standing) -> Site | None:
    """The site of an event: recorded with it, or named later."""
    sites = standing.visit.sites
    if event.site is not None and event.site < len(sites):
        return sites[event.site]
    named = event.detail.get(AT_SITE)
    return next((site for site in sites if site_title(site, standing.catalogue) == named), None)


def _tone(known: EventCard) -> str:
    return "stop" if "serious" in known.severity else "grave" if "significant" in known.severity else ""
