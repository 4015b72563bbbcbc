"""
The letter for those who take over in an emergency: large, and read in the order in which they ask.

What is suspected and the number to call stand first, then needles, vital signs and what was done. It is set large
where that fits one page, closer where only that does; a long account runs on to a second page and nothing is left out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from reportlab.platypus import Flowable

from needlesafe.documents.build import fewest_pages
from needlesafe.documents.facts import Built, Facts
from needlesafe.documents.running import page_of
from needlesafe.documents.sections import course
from needlesafe.documents.sections.layout import Layout
from needlesafe.documents.sections.opening import one_line_head
from needlesafe.documents.sections.plan import body_map, is_crowded
from needlesafe.documents.sections.signing import small_stamp
from needlesafe.documents.sections.sites import site_name
from needlesafe.documents.sections.statements import said_at, said_on, vital_signs
from needlesafe.documents.style import LARGE, LARGE_TIGHT, NORMAL
from needlesafe.documents.typesetter import Typesetter
from needlesafe.documents.wording import english_words
from needlesafe.documents.words import Run, Words
from needlesafe.domain.ledger import SiteLedger, ledger_of
from needlesafe.domain.statements import HandOver, VitalSigns, measured_in
from needlesafe.domain.visit import TreatmentEvent

KIND = "hand-over"
_WAYS = ((LARGE, 104), (LARGE, 0), (LARGE_TIGHT, 84), (LARGE_TIGHT, 0), (NORMAL, 104))
"""Scale and height of the drawing, from the best to read; without a drawing the words name the places alone."""

_MEASURED = ("breaths", "oxygen", "pulse")


def letter(facts: Facts, number: int) -> Built:
    """The letter, 1 for the first."""
    words = english_words(facts)
    told = facts.visit.hand_overs[number - 1]
    layouts = ((Layout(facts, words, Typesetter(scale)), height) for scale, height in _WAYS)
    stories = ([*_story(told, layout, height), small_stamp(layout, KIND, facts.visit.last_at, number)]
               for layout, height in layouts)
    return fewest_pages(stories, page_of(facts, KIND, words, number))


def _story(told: HandOver, layout: Layout, map_height: float) -> list[Flowable]:
    setter = layout.setter
    return [*one_line_head(Layout(layout.facts, layout.words, Typesetter())),
            setter.beside(setter.title(layout.words.heading("hand-over-title")), _addressed(told, layout), shares=(4, 3)),
            _suspected(told, layout), setter.beside(_patient(layout), _call(told, layout), shares=(3, 2)),
            *_needles(layout, map_height), *_measured(told, layout), *_happened(told, layout), *_known(layout)]


def _addressed(told: HandOver, layout: Layout) -> Flowable:
    clock = told.at.rpartition("T")[2]
    at = f"{said_on(told.at, layout)}, {clock} local time" if clock else layout.words.moment(told.recorded_at)
    return layout.setter.text("\n".join(part for part in (f"To: {told.to}" if told.to else "", at) if part), "quiet-right")


def _suspected(told: HandOver, layout: Layout) -> Flowable:
    """What is suspected, as large as a telephone number, and since when."""
    setter, events = layout.setter, course.adverse_events(layout)
    names = dict.fromkeys(course.event_title(event, layout) for event in events)
    recorded = "; ".join(f"{course.event_title(event, layout)}, {said_at(event.at, layout)}" for event in events)
    day = layout.words.day(layout.facts.visit.date)
    came = f"After dry needling with solid needles on {day}.{f' Recorded then: {recorded}.' if recorded else ''}"
    lung = [setter.text(layout.words.paragraph("show-this-chest"), "strong")] if layout.facts.near_lung else []
    named = told.suspected or "; ".join(names) or "Not known"
    label = [] if named.casefold().startswith("suspected") else [setter.text("Suspected", "quiet")]
    return setter.boxed(*label, setter.text(named, "number"), setter.text(came), *lung, tone="grave")


def _patient(layout: Layout) -> list[Flowable]:
    visit, words = layout.facts.visit, layout.words
    patient, contact = visit.patient, visit.patient.emergency_contact
    born = f"born {words.day(patient.birth_date)}, {patient.age_on(visit.date)} years"
    lines = [", ".join(part for part in (born, patient.sex) if part),
             ", ".join(part for part in (contact.name, contact.phone) if part) if contact else ""]
    named = [lines[0], f"Person to contact: {lines[1]}" if lines[1] else ""]
    return [layout.setter.text("Patient", "quiet"), layout.setter.text(patient.name, "strong"),
            layout.setter.text("\n".join(line for line in named if line))]


def _call(told: HandOver, layout: Layout) -> list[Flowable]:
    visit = layout.facts.visit
    who = ", ".join(part for part in (visit.practitioner.name, visit.practitioner.profession) if part)
    return [layout.setter.text("Call the practitioner", "quiet"),
            layout.setter.text(told.phone or visit.clinic.phone or "\u2013", "number"), layout.setter.text(who)]


def _needles(layout: Layout, map_height: float) -> list[Flowable]:
    """Where needles went and whether one is still in; the drawing beside it."""
    setter, book = layout.setter, ledger_of(layout.facts.visit)
    lines = [_site_line(line, layout) for line in book.sites if line.placed]
    left = book.present + book.declared
    still = f"{left} still in the patient" if left else f"None left in the patient: {book.placed} in, {book.removed} out."
    if book.to_count:
        still += f" {book.to_count} taken out all at once, not counted yet."
    pieces: list[Flowable] = [setter.section("Needles"), setter.marked("stop" if left else "done", (Run(still, strong=True),)),
                              *setter.bullets(lines)]
    drawing = body_map(layout, map_height) if lines and map_height and not is_crowded(layout) else None
    if drawing is None:
        return pieces if lines else [setter.section("Needles"), setter.text("No needle went in.")]
    return [pieces[0], setter.beside([*pieces[1:]], drawing, shares=(5, 1), gap=12)]


def _site_line(line: SiteLedger, layout: Layout) -> Words:
    visit, site, left = layout.facts.visit, line.site, line.present + line.declared
    into = [event.at for event in visit.treatment if event.event == "in" and event.site == site]
    out = [event.at for event in visit.treatment if event.event == "all-out" or (event.event == "out" and event.site == site)]
    planned = visit.sites[site]
    size = f"{planned.length_mm:g}\u00a0mm\u00a0\u00d7\u00a0{planned.gauge_mm:g}\u00a0mm"
    went = f": {line.placed} in at {', '.join(into)}{f', out at {out[-1]}' if out and not left else ''}. Needle {size}."
    purpose = f" {line.declared} on purpose." if line.declared else ""
    return Run(site_name(site, layout), strong=True), went, Run(f" {left} still in.{purpose}" if left else "", strong=True)


def _measured(told: HandOver, layout: Layout) -> list[Flowable]:
    """Vital signs of the letter and of the events' cards, in the order of time."""
    events = course.adverse_events(layout)
    signs = [*(_of_event(event) for event in events if _is_measured(event.detail)),
             *(signs for event in events for signs in measured_in(event.detail)), *told.vital_signs]
    table = vital_signs(sorted(signs, key=lambda item: item.at), layout)
    return [layout.setter.section("Vital signs"), *table] if table else []


def _is_measured(detail: Mapping[str, Any]) -> bool:
    return any(isinstance(detail.get(key), (int, float)) for key in _MEASURED)


def _of_event(event: TreatmentEvent) -> VitalSigns:
    measured = {key: event.detail[key] for key in _MEASURED if isinstance(event.detail.get(key), (int, float))}
    return VitalSigns(event.at, **measured)


def _happened(told: HandOver, layout: Layout) -> list[Flowable]:
    """What happened and what was done: the letter's words, then those of the events' cards."""
    events = course.adverse_events(layout)
    found = [told.happened, *(str(event.detail.get("found", "")) for event in events)]
    done = [told.done, *(_steps(event, layout) for event in events), *(str(event.detail.get(key, "")) for event in events
                                                                       for key in ("called", "handed_over"))]
    return [*_named("What happened", found, layout), *_named("Done", done, layout)]


def _steps(event: TreatmentEvent, layout: Layout) -> str:
    """The steps of an emergency's card that were done, in the card's words."""
    card = layout.facts.catalogue.events.get(event.id)
    done = event.detail.get("steps_done", ())
    if card is None or not card.emergency:
        return ""
    return " ".join(text for number, text in enumerate(card.steps, 1) if f"step-{number}" in done)


def _named(title: str, texts: Sequence[str], layout: Layout) -> list[Flowable]:
    said = "\n".join(text for text in dict.fromkeys(texts) if text.strip())
    return [layout.setter.text((Run(f"{title}: ", strong=True), said))] if said else []


def _known(layout: Layout) -> list[Flowable]:
    """What the patient's answers raised, with what was said."""
    facts = layout.facts
    said = dict.fromkeys(_answer(because.source, because.detail, layout) for finding in facts.assessment.findings
                         for because in finding.because if because.source in facts.visit.screening)
    return _named("Known from the screening", [f"{'. '.join(said)}."], layout) if said else []


def _answer(source: str, detail: str, layout: Layout) -> str:
    catalogue = layout.facts.catalogue
    question, factor = catalogue.questions.get(source), catalogue.factors.get(source)
    name = question.short if question else factor.text if factor else source
    return f"{name} ({detail})" if detail else name
