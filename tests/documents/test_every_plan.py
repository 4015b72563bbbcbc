"""Whoever comes and whatever is planned: each risk and warning of the chosen places is read once, and none of another's."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

import pytest

from needlesafe.documents import Facts, aftercare, consent_draft
from needlesafe.documents.sections import risks, warning_signs
from needlesafe.documents.sections.layout import Layout
from needlesafe.documents.typesetter import Typesetter
from needlesafe.documents.wording import patients_words
from needlesafe.domain.catalogue import Catalogue
from needlesafe.domain.disclosures import called_for, region_risk_id, regions_of_plan
from needlesafe.domain.rules import assess
from tests.documents.conftest import Reader
from tests.helpers.random_patients import random_files
from tests.helpers.story_words import paragraphs
from tests.helpers.visit_files import as_visit

USUAL, FULL, ON_PAPER = 300, 5000, 4


def everybody(count: int, catalogue: Catalogue) -> Iterator[Facts]:
    """The facts of random patients."""
    for raw in random_files(count, catalogue):
        visit = replace(as_visit(raw, catalogue), started_at="2026-11-21T10:00:00Z")
        yield Facts(visit, assess(visit, catalogue), catalogue)


def plain(text: str) -> str:
    """The text with its blanks as one."""
    return " ".join(text.split())


def capital(text: str) -> str:
    """The text as a sentence begins."""
    return text[:1].upper() + text[1:]


def told_of_risks(facts: Facts) -> dict[str, bool]:
    """Every sentence of a risk that the content has, and whether this consent must say it."""
    catalogue, text = facts.catalogue, facts.text
    disclosures = facts.assessment.disclosures
    told = {plain(f"{capital(region.patient_title or region.title)}. {region.risk}"): region_risk_id(region.id) in disclosures
            for region in catalogue.regions.values()}
    told |= {plain(risk.text): risk.id in disclosures for risk in text.risks}
    chest = called_for(text.chest, facts.tags) if facts.near_lung else ()
    told |= {plain(item.text): item in chest for item in text.chest}
    return told | {plain(words): True for finding in facts.assessment.findings for words in finding.patient_words}


def told_of_warnings(facts: Facts) -> dict[str, bool]:
    """Every set of warning signs, and whether this sheet must say it."""
    watched = {name for region in regions_of_plan(facts.visit, facts.catalogue) for name in region.delayed}
    if not facts.near_lung:
        watched.discard("ws-pneumothorax")
    if "pf-pregnancy" in facts.factors:
        watched.add("ws-pregnancy")
    return {plain(f"{warning.patient_text} {warning.patient_window} {warning.patient_action}"): name in watched
            for name, warning in facts.catalogue.warnings.items()}


@pytest.mark.parametrize("count", [USUAL, pytest.param(FULL, marks=pytest.mark.full)])
def test_every_risk_of_the_chosen_places_is_in_the_consent_once_and_none_of_another(count: int, catalogue: Catalogue) -> None:
    for facts in everybody(count, catalogue):
        layout = Layout(facts, patients_words(facts), Typesetter())
        read = Counter(paragraphs([*risks.risks(layout), *risks.place_risks(layout), *risks.own_risks(layout),
                                   *risks.chest(layout)]))
        wrong = [words for words, wanted in told_of_risks(facts).items() if read[words] != wanted]
        assert not wrong, facts.visit


@pytest.mark.parametrize("count", [USUAL, pytest.param(FULL, marks=pytest.mark.full)])
def test_every_warning_of_the_chosen_places_is_in_the_aftercare_once_and_none_of_another(
        count: int, catalogue: Catalogue) -> None:
    for facts in everybody(count, catalogue):
        layout = Layout(facts, patients_words(facts), Typesetter())
        read = Counter(paragraphs(warning_signs.not_normal(layout)))
        wrong = [words for words, wanted in told_of_warnings(facts).items() if read[words] != wanted]
        assert not wrong, facts.visit
        assert Counter(paragraphs(warning_signs.not_normal_in_short(layout))) >= Counter(
            {words: 1 for words, wanted in told_of_warnings(facts).items() if wanted})


def test_the_same_holds_on_paper(catalogue: Catalogue, read_text: Reader) -> None:
    for facts in islice(everybody(USUAL, catalogue), 0, USUAL, USUAL // ON_PAPER):
        squeezed = "".join(read_text(consent_draft(facts).pdf).split())
        wrong = [words for words, wanted in told_of_risks(facts).items() if squeezed.count("".join(words.split())) != wanted]
        assert not wrong, facts.visit
        squeezed = "".join(read_text(aftercare(facts).pdf).split())
        wrong = [words for words, wanted in told_of_warnings(facts).items() if squeezed.count("".join(words.split())) != wanted]
        assert not wrong, facts.visit
