"""One adverse event worked through: what to do now, what was found, how it ended."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from needlesafe.domain.visit import TreatmentEvent
from needlesafe.flow.gates import Standing
from needlesafe.flow.views import nerves_near, site_title
from needlesafe.gui.adverse_fields import EventField, fields_of
from needlesafe.gui.messages import tr
from needlesafe.gui.widgets.card import Card
from needlesafe.gui.widgets.field_row import Field, FieldRow
from needlesafe.gui.widgets.tick_row import TickRow
from needlesafe.gui.widgets.two_way_row import TwoWayRow
from needlesafe.gui.widgets.words import Words


class AdverseCard(Card):
    """An event of the treatment with its steps and its fields."""

    detailed = Signal(int, object)

    def __init__(self, index: int, event: TreatmentEvent, standing: Standing) -> None:
        catalogue = standing.catalogue
        self.card = catalogue.events[event.id]
        site = site_title(standing.visit.sites[event.site], catalogue) if event.site is not None else ""
        super().__init__(self.card.title, "  ·  ".join(part for part in (event.at, site) if part), "stop")
        self.index = index
        self.body.addWidget(Words(tr("Call emergency services: {when}").format(when=self.card.call_when), "strong"))
        self.body.addWidget(Words(tr("Red flags: {flags}").format(flags=self.card.red_flags)))
        self.steps: dict[str, TickRow] = {}
        for number, step in enumerate(self.card.steps, 1):
            row = TickRow(f"step-{number}", f"{number}. {step}")
            row.ticked.connect(lambda _name, _on: self._tell_steps())
            self.steps[row.row_id] = row
            self.body.addWidget(row)
        near = nerves_near(standing.visit.sites[event.site], catalogue) if event.site is not None else ()
        self.fields: dict[str, QWidget] = {}
        for field in fields_of(event.id, [catalogue.nerves[name] for name in near]):
            self.fields[field.id] = self._widget(field)
            self.body.addWidget(self.fields[field.id])
        self.body.addWidget(Words(tr("Watch: {text}").format(text=self.card.monitor), "quiet"))
        self.body.addWidget(Words(tr("Write down: {text}").format(text=self.card.document), "quiet"))

    def show_event(self, event: TreatmentEvent) -> None:
        """Shows what is recorded of the event."""
        done = event.detail.get("steps_done", [])
        for name, row in self.steps.items():
            row.setChecked(name in done)
        for name, widget in self.fields.items():
            value = event.detail.get(name)
            if isinstance(widget, TwoWayRow):
                widget.set_answer(str(value or ""))
            else:
                widget.set_value(value)

    def _widget(self, field: EventField) -> QWidget:
        if field.kind == "yes-no":
            row = TwoWayRow(field.id, field.label)
            row.answered.connect(lambda name, answer: self.detailed.emit(self.index, {name: answer}))
            return row
        line = FieldRow(Field(field.id, field.label, field.kind, unit=field.unit))
        line.changed.connect(lambda name, value: self.detailed.emit(self.index, {name: value}))
        return line

    def _tell_steps(self) -> None:
        done = [name for name, row in self.steps.items() if row.isChecked()]
        self.detailed.emit(self.index, {"steps_done": done})
