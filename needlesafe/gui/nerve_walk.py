"""
A suspected nerve contact, step by step: what was felt, how long, the signs that are a concern, then exactly the nerves near
the site; above them, from the first answer on, whether it is a concern and in whose words what follows stands.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from needlesafe.domain.anatomy import Site
from needlesafe.domain.catalogue import Catalogue
from needlesafe.domain.nerve_concern import SETTLES_WITHIN, WORDS, NerveConcern, concern_of
from needlesafe.flow.views import nerves_near, site_title
from needlesafe.gui.adverse_fields import AT_SITE, EventField, felt_fields, nerve_screens, warning_fields
from needlesafe.gui.messages import tr
from needlesafe.gui.sourced import sourced
from needlesafe.gui.theme import GAP
from needlesafe.gui.widgets.card import Card
from needlesafe.gui.widgets.choice_row import Choice, ChoiceRow
from needlesafe.gui.widgets.field_row import Field, FieldRow
from needlesafe.gui.widgets.spoken import announce
from needlesafe.gui.widgets.two_way_row import TwoWayRow
from needlesafe.gui.widgets.words import Words

_TITLES = {"call": "A concern: call emergency services", "same-day": "A concern: strength is lost",
           "soon": "A concern: feeling is lost", "lasting": "A concern: it does not settle", "open": "Not all is asked yet",
           "none": "Nothing of this list was found"}
_TONES = {"call": "stop", "same-day": "grave", "soon": "grave", "lasting": "change", "open": "", "none": ""}
_SAID = {"both_sides": "both sides, saddle numbness, bladder or bowel", "spinal_pain": "severe pain in the spine",
         "paralysis": "the part cannot be moved, or swells severely", "weakness": "weakness", "numbness": "numbness",
         "spreading": "it spreads", "still_there": "it is still there", "minutes": "it lasted longer than {n} minutes‡"}
_TESTS = {"motor": "{nerve}: no full strength", "touch": "{nerve}: feeling not normal"}


class NerveWalk(Card):
    """The questions in four parts; every answer is told at once."""

    told = Signal(str, object)

    def __init__(self, catalogue: Catalogue, sites: Sequence[Site]) -> None:
        super().__init__(tr("What was hit, and is it a concern?"))
        self._catalogue, self._sites = catalogue, tuple(sites)
        self.fields: dict[str, QWidget] = {}
        self.concern, self._near = ConcernView(catalogue), QVBoxLayout()
        self._site: Site | None = None
        self._screens: list[EventField] = []
        self._titles = dict.fromkeys(site_title(site, catalogue) for site in self._sites)
        self.body.addWidget(self.concern)
        if len(self._titles) > 1:
            self._ask_site()
        for title, fields in ((tr("1  What was felt"), felt_fields()), (tr("2  Signs that are a concern"), warning_fields())):
            self._add_part(self.body, title, fields)
        self.body.addWidget(Words(tr("3  The nerves near the site; compare with the other side"), "strong"))
        if not self._sites:
            self.body.addWidget(Words(tr("No site is known here. In a visit the tests of its nerves stand here."), "quiet"))
        self._choose = Words(tr("Choose the site above: the tests of its nerves come here."), "quiet")
        self.body.addWidget(self._choose)
        self._choose.setVisible(len(self._titles) > 1)
        self._near.setSpacing(GAP)
        self.body.addLayout(self._near)

    def show_detail(self, detail: Mapping[str, Any], at: int | None) -> None:
        """Shows what is recorded, the tests of the nerves near the site, and whether it is a concern."""
        named = detail.get(AT_SITE)
        chosen = self._sites[at] if at is not None and at < len(self._sites) else next(
            (site for site in self._sites if site_title(site, self._catalogue) == named), None)
        self._show_nerves(chosen or (self._sites[0] if len(self._titles) == 1 else None))
        for name, widget in self.fields.items():
            if isinstance(widget, TwoWayRow):
                widget.set_answer(str(detail.get(name) or ""))
            else:
                widget.set_value(detail.get(name))
        self.concern.show_detail(detail, [field.id for field in self._screens])

    def keep_typed(self) -> None:
        """Tells what is being typed."""
        for row in self.fields.values():
            if isinstance(row, FieldRow):
                row.commit()

    def keep_unsaved(self, name: str, words: str) -> None:
        """Keeps in its field what cannot be recorded, and says why."""
        row = self.fields[name]
        if isinstance(row, FieldRow):
            row.keep_unsaved(words)

    def _ask_site(self) -> None:
        row = ChoiceRow(Choice(AT_SITE, tr("At which site?"), tuple((title, title) for title in self._titles)))
        row.changed.connect(lambda name, value: self.told.emit(name, value))
        self.fields[AT_SITE] = row
        self.body.addWidget(row)

    def _show_nerves(self, site: Site | None) -> None:
        if site == self._site:
            return
        self._site = site
        self._choose.setVisible(site is None)
        for field in self._screens:
            self.fields.pop(field.id)
        while (old := self._near.takeAt(0)) is not None:
            old.widget().hide()
            old.widget().deleteLater()
        self._screens = []
        for nerve in nerves_near(site, self._catalogue) if site is not None else ():
            self._add_nerve(nerve)

    def _add_nerve(self, nerve: str) -> None:
        """The name of a nerve with where its tests come from, and its tests; nothing where it has none."""
        known = self._catalogue.nerves[nerve]
        fields = [field for field in nerve_screens(known) if field.id]
        if not fields:
            return
        held = QWidget()
        held.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        column = QVBoxLayout(held)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(sourced(Words(known.title, "strong"), known.title, known, self._catalogue))
        for field in fields:
            column.addWidget(self._widget(field))
        self._screens += fields
        self._near.addWidget(held)
        held.show()

    def _add_part(self, column: QVBoxLayout, title: str, fields: Sequence[EventField]) -> None:
        column.addWidget(Words(title, "strong"))
        for field in fields:
            column.addWidget(self._widget(field))

    def _widget(self, field: EventField) -> QWidget:
        if field.kind == "yes-no":
            row = TwoWayRow(field.id, field.label)
            row.answered.connect(lambda name, answer: self.told.emit(name, answer))
        else:
            row = FieldRow(Field(field.id, field.label, field.kind, unit=field.unit))
            row.changed.connect(lambda name, value: self.told.emit(name, value))
        self.fields[field.id] = row
        return row


class ConcernView(Card):
    """Whether it is a concern, why, what the cards say then, and how much is not asked yet."""

    def __init__(self, catalogue: Catalogue) -> None:
        super().__init__(" ")
        self._catalogue, self._shown = catalogue, NerveConcern("")
        self._column = QVBoxLayout()
        self.body.addLayout(self._column)

    def show_detail(self, detail: Mapping[str, Any], screens: Sequence[str]) -> None:
        """Shows the concern that an event's detail tells, with the tests of the nerves near its site."""
        concern = concern_of(detail, screens)
        if concern == self._shown:
            return
        graver = concern.level != self._shown.level
        self._shown = concern
        while (old := self._column.takeAt(0)) is not None:
            old.widget().hide()
            old.widget().deleteLater()
        title = tr(_TITLES[concern.level])
        because = "; ".join(self._said(key) for key in concern.because)
        left = len(concern.unanswered)
        asked = "" if not left else tr("1 question is not answered. It does not count as no.") if left == 1 else \
            tr("{n} questions are not answered. They do not count as no.").format(n=left)
        self.show_title(title, f"{because[:1].upper()}{because[1:]}." if because else "")
        self.show_tone(_TONES[concern.level])
        for widget in (*self._words(concern.level), *((Words(asked, "quiet"),) if asked else ())):
            self._column.addWidget(widget)
            widget.show()
        if graver:
            announce(self, f"{title}. {because}")

    def _said(self, key: str) -> str:
        """An answer that is a concern, in words."""
        kind, _, nerve = key.partition("-")
        if kind in _TESTS:
            return tr(_TESTS[kind]).format(nerve=self._catalogue.nerves[nerve].title)
        return tr(_SAID[key]).format(n=SETTLES_WITHIN)

    def _words(self, level: str) -> list[QWidget]:
        """What the event cards say, each with its source."""
        cards = [(self._catalogue.events.get(name), part) for name, part in WORDS[level]]
        return [sourced(Words(f"{card.title}: {_text(card, part, level)}"), card.title, card, self._catalogue)
                for card, part in cards if card is not None]


def _text(card: Any, part: str, level: str) -> str:
    """The words of a card's part; of the steps of a nerve injury those that say how soon it is assessed."""
    if part != "steps":
        return str(getattr(card, part))
    timed = [step for step in card.steps if "same day" in step.lower() or "hours" in step.lower()]
    return " ".join(timed or card.steps)
