"""What the patient must know before deciding: what it may do, what can happen, what else could be done."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from reportlab.platypus import Flowable

from needlesafe.documents.sections.layout import Layout
from needlesafe.documents.wording import place_words
from needlesafe.documents.words import Run, Words
from needlesafe.domain.wording import Statement
from needlesafe.domain.disclosures import called_for, regions_of_plan

SERIOUS = "serious"
ABOUT_NUMBERS = "about the numbers"


def benefits(layout: Layout) -> list[Flowable]:
    """What it may do, each claim with how sure it is."""
    setter, words = layout.setter, layout.words
    rows = [(item.text, item.level) for item in called_for(layout.facts.text.benefits, layout.facts.tags)]
    head = (words.heading("label-effect"), words.heading("label-evidence"))
    return [setter.section(words.heading("benefits")), setter.intro(words.paragraph("benefits-intro")),
            setter.table(head, rows, (3.2, 1))]


def risks(layout: Layout) -> list[Flowable]:
    """The risks of the plan, number first: the common, the serious, how sure the numbers are."""
    found = called_for(layout.facts.text.risks, layout.facts.tags)
    common = [item for item in found if item.level not in (SERIOUS, ABOUT_NUMBERS)]
    serious = [item for item in found if item.level == SERIOUS]
    about = [item for item in found if item.level == ABOUT_NUMBERS]
    pieces = [*_listed("common-risks", common, layout), *_listed("serious-risks", serious, layout)]
    notes = [layout.setter.text(item.text) for item in about]
    return [*pieces, layout.setter.part(layout.words.heading("about-numbers")), *notes] if notes else pieces


def place_risks(layout: Layout) -> list[Flowable]:
    """What is told of each chosen region, once."""
    setter, words = layout.setter, layout.words
    told = [(Run(f"{_capital(region.patient_title or region.title)}. ", strong=True), region.risk)
            for region in regions_of_plan(layout.facts.visit, layout.facts.catalogue)]
    return [setter.section(words.heading("place-risks")), setter.intro(words.paragraph("place-risks-intro")),
            *setter.bullets(told)]


def own_risks(layout: Layout) -> list[Flowable]:
    """What the patient's own answers add."""
    setter, words = layout.setter, layout.words
    said = dict.fromkeys(line for finding in layout.facts.assessment.findings for line in finding.patient_words)
    head = setter.section(words.heading("own-risks"))
    if not said:
        return [head, setter.text(words.paragraph("own-risks-none"))]
    return [head, setter.intro(words.paragraph("own-risks-intro")), *setter.bullets(said)]


def chest(layout: Layout) -> list[Flowable]:
    """The lung by itself, in a box of its own; nothing where no site can reach it."""
    if not layout.facts.near_lung:
        return []
    setter, words = layout.setter, layout.words
    items = [item.text for item in called_for(layout.facts.text.chest, layout.facts.tags)]
    sites = layout.facts.visit.sites
    places = dict.fromkeys(place_words(sites[index], layout.facts, words) for index in layout.facts.near_lung)
    return [setter.boxed(setter.section(words.heading("chest")), setter.text(words.paragraph("chest-intro")),
                         setter.text(words.paragraph("chest-places", places="; ".join(places)), "strong"),
                         *setter.bullets(items), tone="grave")]


def alternatives(layout: Layout) -> list[Flowable]:
    """What else could be done, nothing included."""
    setter, words = layout.setter, layout.words
    found = called_for(layout.facts.text.alternatives, layout.facts.tags)
    return [setter.section(words.heading("alternatives")), setter.intro(words.paragraph("alternatives-intro")),
            *setter.bullets(_lead_in_bold(item.text) for item in found),
            setter.section(words.heading("doing-nothing")), setter.text(words.paragraph("doing-nothing"))]


def _listed(key: str, items: Sequence[Statement], layout: Layout) -> list[Flowable]:
    if not items:
        return []
    setter, words = layout.setter, layout.words
    return [setter.section(words.heading(key)), setter.intro(words.paragraph(f"{key}-intro")),
            *setter.bullets(_all_in_bold(items))]


def _all_in_bold(items: Iterable[Statement]) -> list[Words]:
    return [_lead_in_bold(item.text) for item in items]


def _lead_in_bold(text: str) -> Words:
    """The words before a colon set apart, so that the number or the name is seen first."""
    lead, colon, rest = text.partition(": ")
    return (Run(f"{lead}: ", strong=True), rest) if colon and "." not in lead else text


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
