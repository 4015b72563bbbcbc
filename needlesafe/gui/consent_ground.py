"""What stands behind a consent, for the practitioner: the numbers with their sources, the studies, the law of the place."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from needlesafe.domain.catalogue import Catalogue
from needlesafe.domain.disclosures import called_for, visit_tags
from needlesafe.domain.event_cards import Study
from needlesafe.domain.wording import Statement
from needlesafe.flow.gates import Standing
from needlesafe.gui.differing import difference_folds
from needlesafe.gui.messages import tr
from needlesafe.gui.place_law import PlaceLaw
from needlesafe.gui.sourced import sourced, title_mark
from needlesafe.gui.theme import GAP_TIGHT
from needlesafe.gui.widgets.card import Card
from needlesafe.gui.widgets.fold import Fold
from needlesafe.gui.widgets.words import Words


class ConsentGround(Card):
    """Three folds; each is made when it is first opened, from the visit as it stands then."""

    def __init__(self, standing_now: Callable[[], Standing]) -> None:
        super().__init__(tr("Behind this consent"), tr("For you, not for the patient."))
        self.numbers = Fold(tr("What it may do, what can happen, what is a must"),
                            tr("figures, sources, and where sources differ"),
                            lambda: _numbers(standing_now()))
        self.studies = Fold(tr("How often anything happens"), tr("study by study"),
                            lambda: _studies(standing_now().catalogue))
        self.law = Fold(tr("Law and custom here"), tr("age of consent, the record, the tests behind the form, the data"),
                        lambda: PlaceLaw(standing_now().catalogue, standing_now().visit.jurisdiction))
        self.body.setSpacing(GAP_TIGHT)
        for fold in (self.numbers, self.studies, self.law):
            self.body.addWidget(fold)


def _numbers(standing: Standing) -> QWidget:
    """Every benefit and risk of this plan, and every part of the form, behind which figures, a doubt or a difference stand."""
    visit, catalogue = standing.visit, standing.catalogue
    text = catalogue.consent.get(visit.consent.language) or catalogue.consent["en"]
    tags = visit_tags(visit, catalogue)
    told = (item for part in (text.benefits, text.risks, text.chest, text.elements) for item in called_for(part, tags))
    return _column(part for item in told if item.figures or item.status != "confirmed" or item.id in catalogue.differing
                   for part in _statement(item, catalogue))


def _statement(item: Statement, catalogue: Catalogue) -> list[QWidget]:
    figures = [Words(item.figures, "quiet").let_select()] if item.figures else []
    return [sourced(Words(item.text), item.text, item, catalogue, aligned=True), *figures,
            *difference_folds((item.id,), catalogue)]


def _studies(catalogue: Catalogue) -> QWidget:
    return _column(part for study in catalogue.studies.values() for part in _study(study, catalogue))


def _study(study: Study, catalogue: Catalogue) -> list[QWidget]:
    head = Words(f"{study.title}{title_mark(study, catalogue)}", "strong")
    said = "\n".join((study.sample, *(f"–  {rate.text}" for rate in study.rates)))
    return [sourced(head, study.title, study, catalogue, aligned=True), Words(said).let_select(),
            *difference_folds((study.id,), catalogue)]


def _column(parts: Iterable[QWidget]) -> QWidget:
    held = QWidget()
    held.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
    column = QVBoxLayout(held)
    column.setSpacing(GAP_TIGHT)
    for part in parts:
        column.addWidget(part)
    return held
