"""Adverse events: how often here, and beneath how often elsewhere, each published rate with its source and its mark."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from needlesafe.domain.catalogue import Catalogue
from needlesafe.domain.doubt import mark_of
from needlesafe.domain.event_cards import Rate
from needlesafe.domain.practice import EventFigure, Practice
from needlesafe.gui.messages import tr
from needlesafe.gui.share_words import share_words
from needlesafe.gui.sourced import sourced
from needlesafe.gui.stacked import stacked
from needlesafe.gui.theme import GAP
from needlesafe.gui.widgets.card import Card
from needlesafe.gui.widgets.fold import Fold
from needlesafe.gui.widgets.words import Words

_QUIET = ("Here and elsewhere were counted differently: other patients, other needles, other ways of asking. A difference is a question, "
          "and a small count says little: look at the interval.")


class EventFigures(Card):
    """Each event that was recorded; behind a line those that never were."""

    def __init__(self, catalogue: Catalogue) -> None:
        super().__init__(tr("Adverse events"), tr(_QUIET))
        self._catalogue = catalogue
        self.parts: list[QWidget] = []

    def show_events(self, practice: Practice) -> None:
        """Shows the figures."""
        for part in self.parts:
            part.hide()
            part.deleteLater()
        recorded = [figure.event for figure in practice.events]
        never = [name for name in self._catalogue.events if name not in recorded]
        self.parts = [self._any(practice), *(self._block(practice.event(name)) for name in recorded)]
        if never:
            self.parts.append(Fold(tr("Never recorded here: {n}").format(n=len(never)), "",
                                   lambda: stacked(*(self._block(practice.event(name)) for name in never))))
        for part in self.parts:
            self.body.addWidget(part)

    def _any(self, practice: Practice) -> QWidget:
        """All events together, beside what each study counted of any event at all."""
        studies = self._catalogue.studies.values()
        return stacked(Words(tr("Any adverse event"), "strong"), *_own(practice.any_event), Fold(
            tr("Published: any event at all"), "",
            lambda: stacked(*(stacked(Words(study.title, "quiet"), *self._rates(study.rates)) for study in studies))))

    def _block(self, figure: EventFigure) -> QWidget:
        card = self._catalogue.events.get(figure.event)
        published = [Words(tr("Published"), "quiet"), *self._rates(card.rates)] if card and card.rates else \
            [Words(tr("No published rate is known here."), "quiet")]
        note = [Words(card.rate_note, "quiet")] if card and card.rate_note else []
        return stacked(Words(card.title if card else figure.event, "strong"), *_own(figure), *published, *note, below=GAP)

    def _rates(self, rates: Sequence[Rate]) -> list[QWidget]:
        return [sourced(Words(f"{rate.text}{_mark(rate)}"), rate.text, rate, self._catalogue, aligned=True) for rate in rates]


def _own(figure: EventFigure) -> list[Words]:
    """By visit, by patient, and how often in all."""
    lines = [Words(tr("Here: {share}").format(share=share_words(figure.visits, tr("visits"))))]
    if figure.visits.count:
        lines.append(Words(tr("{share}; {n} times in all").format(share=share_words(figure.patients, tr("patients")), n=f"{figure.times:,}")
                           if figure.times != 1 else tr("{share}; once in all").format(share=share_words(figure.patients, tr("patients"))),
                           "quiet"))
    return lines


def _mark(rate: Rate) -> str:
    """The mark of a rate's status, unless it stands in its text."""
    mark = mark_of(rate.status)
    return f"\u00a0{mark}" if mark and mark not in rate.text else ""
