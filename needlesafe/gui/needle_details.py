"""What may be said of a needle besides its size: how long it stays in, angle, maker and material, the current through it."""

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
_STAY = ("stay", "stays")


STAYING = ("retained", "superficial", "electrical")
"""The techniques in which a needle stays in for a time."""


class NeedleDetails(QWidget):
    """Two lines, two numbers where needles stay in, three where the technique is electrical; every one may stay empty."""

    def __init__(self) -> None:
        super().__init__()
        self.form = Form(Asked(Field("angle", tr("Angle and direction"))),
                         Asked(Field("needle", tr("Maker and material"), note=tr("With its coating, as on the pack."))),
                         *(Asked(Field(name, tr(label), "number", unit=unit), _within(most))
                           for name, label, unit, most in CURRENT),
                         Asked(Field("stay", tr("Stays in for"), "number", unit=tr("min"), note=tr("The clock says when it is over.")),
                               _within(1440)),
                         Asked(Field("stays", tr("Leave with the patient"), "number", unit=tr("needles"),
                                     note=tr("On purpose only; the patient signs for it.")), _whole_within(200)))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, GAP_TIGHT, 0, 0)
        column.setSpacing(GAP)
        self.form.lay_beside(column, *_STAY)
        self.form.lay_into(column, "angle", "needle")
        self.form.lay_beside(column, *(name for name, *_ in CURRENT))
        self.show_technique("")

    def show_technique(self, technique: str) -> None:
        """Asks for the current only where there is one."""
        self._electrical = technique == "electrical"
        for name, *_ in CURRENT:
            self.form.rows[name].setVisible(self._electrical)
        self._staying = technique in STAYING
        for name in _STAY:
            self.form.rows[name].setVisible(self._staying)

    def show_site(self, site: Site | None) -> None:
        """Shows what is planned; nothing for a new site."""
        current = site.current if site and site.current else Current()
        values = {"angle": site.angle if site else "", "needle": site.needle if site else "",
                  **{name: getattr(current, name) for name, *_ in CURRENT},
                  "stay": site.minutes if site else None, "stays": site.stays if site else None}
        for name, row in self.form.rows.items():
            row.set_value(None if values[name] == "" else values[name])
            row.set_fault("")
        self.show_technique(site.technique if site else "")

    def told(self) -> dict[str, object]:
        """The fields of a site that stand here; a current only where the technique is electrical."""
        numbers = {name: self.form[name] for name, *_ in CURRENT if self._electrical}
        current = Current(**{name: None if value is None else short_number(value) for name, value in numbers.items()})
        stay, stays = (self.form[name] if self._staying else None for name in _STAY)
        return {"angle": self.form.text("angle"), "needle": self.form.text("needle"),
                "current": None if current == Current() else current,
                "minutes": short_number(stay) if stay else None, "stays": int(stays) if stays else None}

    def first_fault(self) -> QWidget | None:
        """The first number that cannot be; None where all can."""
        for row in self.form.rows.values():
            row.commit()
        return self.form.first_fault()


def _whole_within(most: int) -> Check:
    words = tr("A whole number, between {least} and {most}.").format(least=0, most=most)
    return lambda value: "" if value is None or 0 <= value <= most and float(value).is_integer() else words


def _within(most: float) -> Check:
    return between(0, most, tr("Between {least} and {most}.").format(least=0, most=most))
