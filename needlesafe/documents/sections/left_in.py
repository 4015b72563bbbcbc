"""Needles that stay in on purpose: a part of the consent of its own, with what is signed for it, and a line for home."""

from __future__ import annotations

from reportlab.platypus import Flowable

from needlesafe.documents.sections.layout import Layout
from needlesafe.documents.wording import place_words
from needlesafe.documents.words import Run
from needlesafe.domain.ledger import ledger_of

_DECLARED_BY = {"patient": "declaration-left-in", "practitioner": "declaration-left-in-practitioner"}


def planned_to_stay(layout: Layout) -> list[Flowable]:
    """What the patient must know of needles that are planned to stay in, in a box of its own; nothing where none is."""
    facts, setter, words = layout.facts, layout.setter, layout.words
    places = [f"{site.stays} × {place_words(site, facts, words)}" for site in facts.visit.sites if site.stays]
    if not places:
        return []
    return [setter.boxed(setter.section(words.heading("left-in")), setter.text(words.paragraph("left-in-intro")),
                         setter.text(words.paragraph("left-in-places", places="; ".join(places)), "strong"), tone="grave")]


def declared_of_staying(layout: Layout) -> list[Flowable]:
    """What is declared of needles that are planned to stay in; nothing where none is."""
    if not any(site.stays for site in layout.facts.visit.sites):
        return []
    setter, words = layout.setter, layout.words
    told = [setter.text((Run(f"{words.word(role).capitalize()}. ", strong=True), words.paragraph(key)))
            for role, key in _DECLARED_BY.items()]
    return [setter.together(setter.part(words.heading("declaration-left-in")), *told)]


def stay_at_home(layout: Layout) -> list[Flowable]:
    """Which needles the patient takes home; nothing where none was left in."""
    facts, words = layout.facts, layout.words
    sites = facts.visit.sites
    places = [f"{line.declared} × {place_words(sites[line.site], facts, words)}" for line in ledger_of(facts.visit).sites
              if line.declared and line.site < len(sites)]
    if not places:
        return []
    return [layout.setter.text(words.paragraph("left-in-home", places="; ".join(places)), "strong")]
