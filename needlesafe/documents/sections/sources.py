"""Where the facts come from, how far they were read, and under which content the visit was walked."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from reportlab.platypus import Flowable

from needlesafe.documents.sections.layout import Layout, doubt
from needlesafe.documents.style import FINE
from needlesafe.documents.typesetter import Typesetter
from needlesafe.documents.words import Run
from needlesafe.domain.anatomy import region_of
from needlesafe.domain.differences import differences_of
from needlesafe.domain.disclosures import called_for
from needlesafe.domain.doubt import MARKS
from needlesafe.domain.wording import Disagreement

CHOICES = {"practice": "Before the visit the practitioner said: an invented patient, for practice.",
           "real": "Before the visit the practitioner said: a real patient, gone on with although every page says TRIAL."}
"""What was said of the patient of a trial visit."""
_TRIAL = "TRIAL: no clinician of this clinic had adopted this content when the visit began."
_DEMO = "DEMO: nobody in this document is real, and nothing in it happened. It was made to show the program."


def content_used(layout: Layout) -> list[Flowable]:
    """The version of the content and its fingerprints in full."""
    visit, setter = layout.facts.visit, layout.setter
    told = [("Visit", visit.id), ("Patient in the store", visit.patient_id), ("Jurisdiction", _place(layout)),
            ("Content version", visit.content_version), ("Content fingerprint", visit.content_fingerprint),
            ("Clinic's fingerprint", visit.content_clinic)]
    marks = [setter.text(words, "strong") for words, said in ((_TRIAL, layout.facts.trial), (_DEMO, visit.demo)) if said]
    said = [setter.text(CHOICES[visit.trial_choice])] if visit.trial_choice else []
    return [setter.section("Content and sources"), *marks, *said, setter.facts([pair for pair in told if pair[1]], 0.24)]


def sources(layout: Layout) -> list[Flowable]:
    """Every source of what this record shows, with what was read of it."""
    references = layout.facts.catalogue.references
    cited = {name for entry in (*_shown(layout), *_differing(layout)) for name in entry.sources}
    fine = Typesetter(FINE)
    listed = [(Run(f"{name}. ", strong=True), f"{item.text} [{item.checked}]")
              for name, item in references.items() if name in cited]
    marks = (f"{MARKS['unconfirmed']} not confirmed in its source. {MARKS['default']} a default of our own, without a named "
             "source. Behind a number or a clause the mark speaks of that alone; behind a name, of something in its entry.")
    return [layout.setter.part("Sources"), layout.setter.text(marks), *fine.bullets(listed)]


def differences(layout: Layout) -> list[Flowable]:
    """Where sources differ about what this visit brought, with the default that was chosen."""
    fine = Typesetter(FINE)
    listed = [(Run(f"{item.topic}{doubt(item.status)}. ", strong=True), _told(item)) for item in _differing(layout)]
    return [layout.setter.part("Where sources differ"), *fine.bullets(listed)] if listed else []


def _differing(layout: Layout) -> tuple[Disagreement, ...]:
    facts = layout.facts
    return differences_of(facts.visit, facts.assessment.findings, facts.catalogue)


def _told(item: Disagreement) -> str:
    return f"{' '.join(item.positions)} Here: {item.default} [{', '.join(item.sources)}]"


def _place(layout: Layout) -> str:
    place = layout.facts.jurisdiction
    return f"{layout.facts.visit.jurisdiction}: {place.title}{doubt(place.status)}"


def _shown(layout: Layout) -> Iterator[Any]:
    """The entries of the catalogue that this record shows."""
    facts, text = layout.facts, layout.facts.text
    yield from facts.assessment.findings
    for site in facts.visit.sites:
        yield facts.catalogue.muscles[site.muscle]
        yield region_of(site, facts.catalogue)
    for event in facts.visit.treatment:
        if event.id in facts.catalogue.events:
            yield facts.catalogue.events[event.id]
    for part in (text.benefits, text.risks, text.alternatives, text.chest, text.understanding, text.aftercare):
        yield from called_for(part, facts.tags)
    yield facts.jurisdiction
