"""Where the facts come from, how far they were read, and under which content the visit was walked."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from reportlab.platypus import Flowable

from needlesafe.documents.sections.layout import MARKS_OF_DOUBT, Layout
from needlesafe.documents.style import FINE
from needlesafe.documents.typesetter import Typesetter
from needlesafe.documents.words import Run
from needlesafe.domain.anatomy import region_of
from needlesafe.domain.disclosures import called_for

CHOICES = {"practice": "Before the visit the practitioner said: an invented patient, for practice.",
           "real": "Before the visit the practitioner said: a real patient, gone on with although every page says TRIAL."}
"""What was said of the patient of a trial visit."""
_TRIAL = "TRIAL: no clinician of this clinic had adopted this content when the visit began."


def content_used(layout: Layout) -> list[Flowable]:
    """The version of the content and its fingerprints in full."""
    visit, setter = layout.facts.visit, layout.setter
    told = [("Visit", visit.id), ("Patient in the store", visit.patient_id), ("Jurisdiction", visit.jurisdiction),
            ("Content version", visit.content_version), ("Content fingerprint", visit.content_fingerprint),
            ("Clinic's fingerprint", visit.content_clinic)]
    trial = [setter.text(_TRIAL, "strong")] if layout.facts.trial else []
    said = [setter.text(CHOICES[visit.trial_choice])] if visit.trial_choice else []
    return [setter.section("Content and sources"), *trial, *said, setter.facts([pair for pair in told if pair[1]], 0.24)]


def sources(layout: Layout) -> list[Flowable]:
    """Every source of what this record shows, with what was read of it."""
    references = layout.facts.catalogue.references
    cited = {name for entry in _shown(layout) for name in entry.sources}
    fine = Typesetter(FINE)
    listed = [(Run(f"{name}. ", strong=True), f"{item.text} [{item.checked}]")
              for name, item in references.items() if name in cited]
    marks = (f"{MARKS_OF_DOUBT['unconfirmed']} not confirmed in its source. "
             f"{MARKS_OF_DOUBT['default']} a default of our own, without a named source.")
    return [layout.setter.part("Sources"), layout.setter.text(marks), *fine.bullets(listed)]


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
