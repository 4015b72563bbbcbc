"""What happened on the couch: the needles counted, the course in time, what went wrong."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from reportlab.platypus import Flowable

from needlesafe.documents.answers import printed_value
from needlesafe.documents.sections.layout import Layout, doubt
from needlesafe.documents.sections.needle_count import deed_words, hand_words, handled_words
from needlesafe.documents.sections.sites import site_name
from needlesafe.documents.sections.statements import said_at, vital_signs
from needlesafe.documents.style import FINE
from needlesafe.documents.typesetter import Typesetter
from needlesafe.documents.words import Run
from needlesafe.domain.catalogue import EventCard
from needlesafe.domain.ledger import acts
from needlesafe.domain.pauses import INSIDE, pause_kinds
from needlesafe.domain.statements import measured_in
from needlesafe.domain.visit import Handled, TreatmentEvent

DETAIL_WORDS = {
    "found": "What was seen and said", "sensation": "What the patient felt", "where": "Where it went",
    "minutes": "How long, in minutes", "weakness": "Weakness", "numbness": "Numbness",
    "both_sides": "Both sides, saddle numbness, bladder or bowel change", "spinal_pain": "Severe pain in the spine",
    "paralysis": "Cannot move the part, or severe swelling", "spreading": "Spreads", "still_there": "Still there",
    "breathless": "Breathless",
    "chest_pain": "Pain on breathing", "breaths": "Breaths a minute", "pulse": "Pulse a minute",
    "oxygen": "Oxygen saturation, %", "called": "Who was called, and when",
    "handed_over": "Who took over, and when", "told": "What the patient was told",
    "outcome": "How it stood when the patient left", "noted_outside": "First noted where no visit was open"}
"""What each known detail of an adverse event is called."""

_HAPPENED = {"all-out": "All needles out", "adverse": "Adverse event"}
_STEPS, _SIGNS = "steps_done", "vital_signs"


def planned(layout: Layout) -> str:
    """How many needles were planned, in a sentence; nothing where none was."""
    count = sum(site.needles for site in layout.facts.visit.sites)
    return f"Needles planned: {count}." if count else ""


def adverse_events(layout: Layout) -> list[TreatmentEvent]:
    """The adverse events in the order in which they were recorded, those after the record was sealed last."""
    visit = layout.facts.visit
    return [*(event for event in visit.treatment if event.event == "adverse"), *visit.afterwards]


def event_title(event: TreatmentEvent, layout: Layout) -> str:
    """What an adverse event is called."""
    card = layout.facts.catalogue.events.get(event.id)
    return card.title if card else event.id


def timeline(layout: Layout) -> list[Flowable]:
    """What happened when, in this computer's local time."""
    setter = layout.setter
    rows = [(act.at, _happened(act, layout), site_name(act.site, layout)) for act in acts(layout.facts.visit)]
    if besides := _besides(layout):
        rows = sorted([*rows, *besides], key=lambda row: row[0])
    if not rows:
        return []
    return [setter.part("Course"), setter.intro("Times are local times of day, as they were recorded.", "quiet"),
            setter.table(("Time", "What", "Site"), rows, (1, 4, 4))]


def _besides(layout: Layout) -> list[tuple[str, str | tuple[Run, str], str]]:
    """A withdrawal, emergency letters and late emergencies, as far as their time on the day of the visit was told."""
    visit = layout.facts.visit
    told = [(visit.withdrawal.at, "Consent withdrawn")] if visit.withdrawal else []
    told += [(letter.at, "Emergency letter written") for letter in visit.hand_overs]
    told += [(event.at, f"After the record was sealed: {event_title(event, layout)}") for event in visit.afterwards]
    return [(at, (Run(what, strong=True), ""), "") for at, what in told if at and "T" not in at]


def pauses(layout: Layout) -> list[Flowable]:
    """What was checked in each pause, in the order in which it is said aloud."""
    setter, known = layout.setter, layout.facts.catalogue.pauses
    order = {key: place for place, key in enumerate(known)}
    pieces: list[Flowable] = []
    for event in layout.facts.visit.treatment:
        if event.event == "pause" and event.detail:
            told = [(known[key].text if key in known else key, printed_value(value, layout.words))
                    for key, value in sorted(event.detail.items(), key=lambda one: order.get(one[0], len(order)))]
            pieces += [setter.part(f"{_pause_name(event, layout)}, {event.at}"), Typesetter(FINE).table(("Check", "Answer"), told, (8.6, 1))]
    return pieces


def _pause_name(event: TreatmentEvent, layout: Layout) -> str:
    within = pause_kinds(event, layout.facts.catalogue) == (INSIDE,)
    return "Pause with needles in" if within else "Pause before the first needle"


def events_in_detail(layout: Layout) -> list[Flowable]:
    """Each adverse event with everything that was written down about it."""
    return [piece for event in adverse_events(layout) for piece in _event(event, layout)]


def _event(event: TreatmentEvent, layout: Layout) -> list[Flowable]:
    setter = layout.setter
    card = layout.facts.catalogue.events.get(event.id)
    place = site_name(event.site, layout)
    title = f"{event_title(event, layout)}{doubt(card.status) if card else ''}"
    measured = measured_in(event.detail)
    told = [(_detail_name(key, layout), printed_value(value, layout.words))
            for key, value in event.detail.items() if key != _STEPS and not (key == _SIGNS and measured)]
    when = f"At {said_at(event.at, layout)}{f', site {place}' if place else ''}. Written down as {event.id}."
    pieces: list[Flowable] = [setter.part(title), setter.text(when)]
    pieces += [setter.facts(told, 0.36)] if told else [setter.text("Nothing more was written down.")]
    return [*pieces, *vital_signs(measured, layout), *_steps(event.detail, card, layout)]


def _steps(detail: Mapping[str, Any], card: EventCard | None, layout: Layout) -> list[Flowable]:
    done = detail.get(_STEPS)
    if done is None:
        return []
    names = done if isinstance(done, (list, tuple)) else [done]
    steps = {f"step-{number}": text for number, text in enumerate(card.steps, 1)} if card else {}
    items = [(name in names, text) for name, text in steps.items()]
    items += [(True, str(name)) for name in names if name not in steps]
    return [layout.setter.text("Steps of the card", "strong"), *layout.setter.reported(items, "done", "not done")]


def _detail_name(key: str, layout: Layout) -> str:
    """A detail's name; the screen of a nerve is told with the nerve and how it is tested."""
    kind, _, nerve = key.partition("-")
    known = layout.facts.catalogue.nerves.get(nerve)
    if known is not None and kind in ("motor", "touch"):
        test = ("full strength", known.motor_screen) if kind == "motor" else ("normal feeling", known.sensory_screen)
        return f"{known.title}{doubt(known.status)}, {test[0]} ({test[1].rstrip('.')})"
    return DETAIL_WORDS.get(key, key.replace("_", " ").replace("-", " ").capitalize())


def _happened(event: TreatmentEvent | Handled, layout: Layout) -> str | tuple[Run, str]:
    if isinstance(event, Handled):
        return handled_words(event)
    if event.event in ("in", "out"):
        return deed_words(event, layout)
    if event.event == "adverse":
        return Run(f"{_HAPPENED['adverse']}: ", strong=True), event_title(event, layout)
    if event.event == "pause":
        return _pause_name(event, layout)
    return f"{_HAPPENED[event.event]}{hand_words(event.by)}{', to count after' if event.to_count else ''}"
