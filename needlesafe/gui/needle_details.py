"""What may be said of a needle besides its size: angle, maker and material, and the current through it."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from needlesafe.domain.anatomy import Current, Site
from needlesafe.gui.form import Asked, Check, Form, between
from needlesafe.gui.messages import tr
from needlesafe.gui.theme import GAP, GAP_TIGHT
from needlesafe.gui.widgets.field_row import Field
from needlesafe.gui.widgets.reading import short_number

CURRENT = (("frequency_hz", "Current, frequency", "Hz", 100_000), ("intensity_ma", "Current, intensity", "mA", 1000),
           ("minutes", "Current, time", "min", 1440))
"""Each number of a current with its unit and the most that a visit holds."""


class NeedleDetails(QWidget):
    """Two lines, and where the technique is electrical three numbers; every one may stay empty."""

    def __init__(self) -> None:
        super().__init__()
        self.form = Form(Asked(Field("angle", tr("Angle and direction"))),
                         Asked(Field("needle", tr("Maker and material"), note=tr("With its coating, as on the pack."))),
                         *(Asked(Field(name, tr(label), "number", unit=unit), _within(most))
                           for name, label, unit, most in CURRENT))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, GAP_TIGHT, 0, 0)
        column.setSpacing(GAP)
        self.form.lay_into(column, "angle", "needle")
        self.form.lay_beside(column, *(name for name, *_ in CURRENT))
        self.show_technique("")

    def show_technique(self, technique: str) -> None:
        """Asks for the current only where there is one."""
        self._electrical = technique == "electrical"
        for name, *_ in CURRENT:
            self.form.rows[name].setVisible(self._electrical)

    def show_site(self, site: Site | None) -> None:
        """Shows what is planned; nothing for a new site."""
        current = site.current if site and site.current else Current()
        values = {"angle": site.angle if site else "", "needle": site.needle if site else "",
                  **{name: getattr(current, name) for name, *_ in CURRENT}}
        for name, row in self.form.rows.items():
            row.set_value(None if values[name] == "" else values[name])
            row.set_fault("")
        self.show_technique(site.technique if site else "")

    def told(self) -> dict[str, object]:
        """The fields of a site that stand here; a current only where the technique is electrical."""
        numbers = {name: self.form[name] for name, *_ in CURRENT if self._electrical}
        current = Current(**{name: None if value is None else short_number(value) for name, value in numbers.items()})
        return {"angle": self.form.text("angle"), "needle": self.form.text("needle"),
                "current": None if current == Current() else current}

    def first_fault(self) -> QWidget | None:
        """The first number that cannot be; None where all can."""
        for row in self.form.rows.values():
            row.commit()
        return self.form.first_fault()


def _within(most: float) -> Check:
    return between(0, most, tr("Between {least} and {most}.").format(least=0, most=most))
