"""One site: which muscle, which side, which needle, how. Nothing is filled in beforehand but the region's side."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from needlesafe.domain.anatomy import POSITIONS, TECHNIQUES, Guidance, Site
from needlesafe.domain.catalogue import Catalogue, Region
from needlesafe.flow.views import site_line
from needlesafe.gui.choosing import muscle_words
from needlesafe.gui.kept_form import write_into, written_in
from needlesafe.gui.messages import tr
from needlesafe.gui.needle_details import STAYING, NeedleDetails
from needlesafe.gui.side_by_side import beside
from needlesafe.gui.theme import GAP
from needlesafe.gui.widgets.button import Button
from needlesafe.gui.widgets.card import Card
from needlesafe.gui.widgets.choice_row import Choice, ChoiceRow
from needlesafe.gui.widgets.field_row import Field, FieldRow
from needlesafe.gui.widgets.fold import Fold
from needlesafe.gui.widgets.reading import short_number
from needlesafe.gui.widgets.words import Words
from needlesafe.gui.widgets.wrap_layout import WrapLayout

SIDE_WORDS = {"left": "Patient’s left", "right": "Patient’s right", "midline": "Midline"}
TECHNIQUE_WORDS = {"in-and-out": "In and out", "retained": "Retained: left in for a time", "superficial": "Superficial",
                   "electrical": "With current"}
POSITION_WORDS = {"prone": "Prone", "supine": "Supine", "side-lying": "Side-lying", "sitting": "Sitting"}
NUMBERS = (("needles", "Needles", ""), ("length_mm", "Length", "mm"), ("gauge_mm", "Gauge", "mm"))
TEXTS = (("level", "Spinal level", "Where it matters, such as C7."), ("lot", "Lot on the pack", ""),
         ("expires", "Use by", "Year and month, such as 2029-01."),
         ("operator", "Who holds the probe", ""), ("training", "What trained them", ""))
LEVEL = re.compile(r"C[1-8]|T([1-9]|1[0-2])|L[1-5]|S[1-5]")
MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])")
LIMITS = {"needles": (1, 200), "length_mm": (1, 200), "gauge_mm": (0.05, 2)}


class SiteForm(Card):
    """The form of one site; `planned` carries its index, or None for a new one, and the site."""

    changed = Signal()
    opened = Signal()
    planned = Signal(object, object)
    faulty = Signal(object)
    left = Signal()

    def __init__(self, catalogue: Catalogue) -> None:
        super().__init__()
        self._catalogue, self._index, self._region, self._like = catalogue, None, "", None
        self.muscle: ChoiceRow | None = None
        self.side: ChoiceRow | None = None
        self.technique = ChoiceRow(Choice("technique", tr("Technique"), _worded(TECHNIQUES, TECHNIQUE_WORDS)))
        self.position = ChoiceRow(Choice("position", tr("Position"), _worded(POSITIONS, POSITION_WORDS)))
        self.numbers = {name: FieldRow(Field(name, tr(label), "number", unit=unit)) for name, label, unit in NUMBERS}
        self.texts = {name: FieldRow(Field(name, tr(label), note=tr(note))) for name, label, note in TEXTS}
        self.save, self.cancel = Button(tr("Add to the plan"), "primary"), Button(tr("Not this one"))
        self.save.clicked.connect(self._save)
        self.cancel.clicked.connect(self.left)
        self.details = NeedleDetails()
        self.more = Fold(tr("More about the needle"), "", self.details)
        self.technique.changed.connect(lambda _, technique: self._choose_technique(str(technique or "")))
        self.guided = Fold(tr("Guided by ultrasound"), tr("Who holds the probe, and what trained them."), self._guidance())
        self.points = Words("", "quiet")
        self.points.hide()
        self.same = Button("")
        self.same.clicked.connect(self._take_needle)
        self.same.hide()
        self.body.addWidget(self.points)
        self.body.addWidget(self.same, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(self.technique)
        self.body.addLayout(beside(*self.numbers.values()))
        self.body.addWidget(self.position)
        self.body.addLayout(beside(*(self.texts[name] for name in ("level", "lot", "expires"))))
        self.body.addWidget(self.more)
        self.body.addWidget(self.guided)
        buttons = WrapLayout()
        for button in (self.save, self.cancel):
            buttons.addWidget(button)
        self.body.addLayout(buttons)
        for row in self._rows().values():
            row.changed.connect(self.changed)

    def open_new(self, region_id: str, side: str, muscle: str = "") -> None:
        """An empty form for a region; only the side that was tapped is set, and the muscle where one was."""
        self._open(self._catalogue.regions[region_id], None)
        self.side.set_value(side)
        self.muscle.set_value(muscle or None)

    def open_site(self, index: int, site: Site) -> None:
        """The form of a planned site."""
        self._open(self._catalogue.regions[self._catalogue.muscles[site.muscle].region], index)
        self.muscle.set_value(site.muscle)
        self.side.set_value(site.side)
        self._show_needle(site)

    def offer_needle(self, number: int, site: Site) -> None:
        """Offers the needle of a planned site, by its number, for a new one; nothing is taken before it is pressed."""
        self._like = site
        self.same.say(tr("Needle as at site {n}: {how}").format(n=number, how=site_line(site)))
        self.same.show()

    def written(self) -> dict[str, Any]:
        """What stands in the form: its region, the site's index where it is planned, and every row."""
        return {"region": self._region, "index": self._index, "rows": {name: written_in(row) for name, row in self._rows().items()}}

    def write(self, rows: dict[str, Any]) -> None:
        """Shows rows as `written` told them at another time."""
        for name, row in self._rows().items():
            write_into(row, rows.get(name, ""))
        self._show_technique(str(self.technique.value() or ""))
        self.more.unfold(any(rows.get(name) for name in self.details.form.rows))
        self.guided.unfold(any(rows.get(name) for name in ("operator", "training")))

    def _rows(self) -> dict[str, FieldRow | ChoiceRow]:
        """Every row of the form by its name."""
        chosen = {"technique": self.technique, "position": self.position}
        place = {"muscle": self.muscle, "side": self.side} if self.muscle and self.side else {}
        return {**place, **chosen, **self.numbers, **self.texts, **self.details.form.rows}

    def _show_needle(self, site: Site) -> None:
        """Shows how a site is needled, and what the pack says."""
        self.technique.set_value(site.technique)
        self.position.set_value(site.position or None)
        for name, field in self.numbers.items():
            field.set_value(getattr(site, name))
        guidance = site.ultrasound or Guidance("", "")
        texts = {"level": site.level, "lot": site.lot, "expires": site.expires, "operator": guidance.operator,
                 "training": guidance.training}
        for name, field in self.texts.items():
            field.set_value(texts[name] or None)
        self._show_details(site)
        self.guided.unfold(site.ultrasound is not None)

    def _take_needle(self) -> None:
        """Fills in the needle that is offered, to be looked at; what belongs to the other place stays out."""
        level = str(self.texts["level"].value() or "") or None
        self._show_needle(replace(self._like, level=level, angle="", ultrasound=None, stays=None))
        self.changed.emit()
        self.save.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_points(self, number: int) -> None:
        """Says how many points are marked on the body map."""
        self.points.say(tr("1 point marked on the body.") if number == 1 else tr("{n} points marked on the body.").format(n=number))
        self.points.setVisible(number > 0)

    def _open(self, region: Region, index: int | None) -> None:
        self._index, self._region = index, region.id
        self.same.hide()
        self.show_title(region.title, region.reason)
        for old in (self.muscle, self.side):
            if old is not None:
                old.hide()
                old.deleteLater()
        muscles = [muscle for muscle in self._catalogue.muscles.values() if muscle.region == region.id]
        self.muscle = ChoiceRow(Choice("muscle", tr("Muscle"), tuple((m.id, muscle_words(m)) for m in muscles)))
        self.side = ChoiceRow(Choice("side", tr("Side"), _worded(region.sides, SIDE_WORDS)))
        self.body.insertWidget(0, self.muscle)
        self.body.insertWidget(1, self.side)
        for row in (self.muscle, self.side):
            row.changed.connect(self.changed)
        for row in (self.technique, self.position, *self.numbers.values(), *self.texts.values()):
            row.set_value(None)
            row.set_fault("")
        self._show_details(None)
        self.guided.unfold(False)
        self.save.say(tr("Add to the plan") if index is None else tr("Keep the change"), "primary")
        self.opened.emit()

    def _show_details(self, site: Site | None) -> None:
        """Shows what is planned of the needle besides its size, unfolded where anything is."""
        self.details.show_site(site)
        self._show_technique(site.technique if site else "")
        self.more.unfold(site is not None and bool(
            site.angle or site.needle or site.current or site.minutes or site.stays))

    def _choose_technique(self, technique: str) -> None:
        """Shows what the technique asks for; how long a needle stays in is met at once where it does."""
        self._show_technique(technique)
        if technique == "retained":
            self.more.unfold()

    def _show_technique(self, technique: str) -> None:
        self.details.show_technique(technique)
        parts = [tr("how long it stays in")] if technique in STAYING else []
        parts += [tr("the current through it")] if technique == "electrical" else []
        self.more.say(tr("More about the needle"), "; ".join((tr("Angle, maker, material"), *parts)) + ".")

    def _guidance(self) -> QWidget:
        part = QWidget()
        column = QVBoxLayout(part)
        column.setSpacing(GAP)
        for name in ("operator", "training"):
            column.addWidget(self.texts[name])
        return part

    def _save(self) -> None:
        """Tells the site, or says at each field what is missing."""
        for row in (*self.numbers.values(), *self.texts.values()):
            row.commit()
        faulty = self._first_fault()
        if faulty is None:
            self.planned.emit(self._index, self._site())
        else:
            self.faulty.emit(faulty)

    def _first_fault(self) -> QWidget | None:
        """The first row where something is missing or out of range; each says so itself."""
        faults = [(row, "" if row.value() else tr("Choose one.")) for row in (self.muscle, self.side, self.technique)]
        faults += [(field, _number_fault(name, field.value())) for name, field in self.numbers.items()]
        level, expires = self.texts["level"].value(), self.texts["expires"].value()
        faults.append((self.texts["level"], "" if not level or LEVEL.fullmatch(str(level).upper()) else
                       tr("Write it like C7, T12 or L4.")))
        faults.append((self.texts["expires"], month_fault(str(expires or ""))))
        for row, fault in faults:
            row.set_fault(fault)
        more = self.details.first_fault()
        if more is not None:
            self.more.unfold()
        return next((row for row, fault in faults if fault), more)

    def _site(self) -> Site:
        text = {name: str(field.value() or "") for name, field in self.texts.items()}
        number = {name: field.value() for name, field in self.numbers.items()}
        guidance = Guidance(text["operator"], text["training"]) if text["operator"] or text["training"] else None
        return Site(str(self.muscle.value()), str(self.side.value()), int(number["needles"]), short_number(number["length_mm"]),
                    short_number(number["gauge_mm"]), str(self.technique.value()), text["level"].upper() or None,
                    str(self.position.value() or ""), text["lot"], text["expires"], guidance, **self.details.told())


def month_fault(text: str) -> str:
    """Says how a use-by date is written, where it is not; nothing where none is."""
    return "" if not text or MONTH.fullmatch(text) else tr("Write it like 2029-01.")


def _worded(ids: tuple[str, ...], words: dict[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple((name, tr(words[name])) for name in ids)


def _number_fault(name: str, value: object) -> str:
    least, most = LIMITS[name]
    if not isinstance(value, (int, float)):
        return tr("Write a number.")
    whole = name != "needles" or float(value).is_integer()
    return "" if whole and least <= value <= most else tr("Between {least} and {most}.").format(least=least, most=most)
