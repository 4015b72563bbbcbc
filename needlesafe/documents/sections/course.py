"""What happened on the couch: the needles counted, the course in time, what went wrong."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from reportlab.platypus import Flowable

from needlesafe.documents.answers import printed_value
from needlesafe.documents.sections.layout import Layout, doubt
from needlesafe.documents.sections.sites import site_name
from needlesafe.documents.words import Run
from needlesafe.domain.catalogue import EventCard
from needlesafe.domain.needles import ledger
from needlesafe.domain.visit import TreatmentEvent

DETAIL_WORDS = {
    "found": "What was seen and said", "sensation": "What the patient felt", "where": "Where it went",
    "minutes": "How long, in minutes", "weakness": "Weakness", "numbness": "Numbness",
    "both_sides": "Both sides, saddle numbness, bladder or bowel change", "breathless": "Breathless",
    "chest_pain": "Pain on breathing", "breaths": "Breaths a minute", "pulse": "Pulse a minute",
    "oxygen": "Oxygen saturation, %", "called": "Who was called, and when",
    "handed_over": "Who took over, and when", "told": "What the patient was told",
    "outcome": "How it stood when the patient left"}
"""What each known detail of an adverse event is called."""

_HAPPENED = {"in": "in", "out": "out", "all-out": "All needles out", "pause": "Pause before the first needle",
             "adverse": "Adverse event"}
_STEPS = "steps_done"


def balance(layout: Layout) -> str:
    """Needles in and out, in a sentence."""
    counts = ledger(*_counted(layout))
    placed, removed = sum(count.placed for count in counts), sum(count.removed for count in counts)
    if not placed:
        return "No needle was placed."
    left = placed - removed
    rest = "The count balances." if not left else f"{left} not accounted for by the count."
    return f"Needles in: {placed}. Needles out: {removed}. {rest}"


def adverse_events(layout: Layout) -> list[TreatmentEvent]:
    """The adverse events in the order in which they were recorded."""
    return [event for event in layout.facts.visit.treatment if event.event == "adverse"]


def event_title(event: TreatmentEvent, layout: Layout) -> str:
    """What an adverse event is called."""
    card = layout.facts.catalogue.events.get(event.id)
    return card.title if card else event.id


def needle_table(layout: Layout) -> list[Flowable]:
    """The ledger, one line a site."""
    setter = layout.setter
    rows = [(site_name(count.site, layout), str(count.placed), str(count.removed), str(count.present))
            for count in ledger(*_counted(layout))]
    head = ("Site", "In", "Out", "Left")
    return [setter.part("Needles in and out"), setter.table(head, rows, (5, 1, 1, 1), (1, 2, 3)),
            setter.text(balance(layout), "strong")] if rows else []


def timeline(layout: Layout) -> list[Flowable]:
    """What happened when, in this computer's local time."""
    setter = layout.setter
    rows = [(event.at, _happened(event, layout), site_name(event.site, layout)) for event in layout.facts.visit.treatment]
    if besides := _besides(layout):
        rows = sorted([*rows, *besides], key=lambda row: row[0])
    if not rows:
        return []
    return [setter.part("Course"), setter.table(("Time", "What", "Site"), rows, (1, 4, 4)),
            setter.text("Times are local times of day, as they were recorded.", "quiet")]


def _besides(layout: Layout) -> list[tuple[str, str | tuple[Run, str], str]]:
    """A withdrawal and emergency letters, as far as their time on the day of the visit was told."""
    visit = layout.facts.visit
    told = [(visit.withdrawal.at, "Consent withdrawn")] if visit.withdrawal else []
    told += [(letter.at, "Emergency letter written") for letter in visit.hand_overs]
    return [(at, (Run(what, strong=True), ""), "") for at, what in told if at and "T" not in at]


def pauses(layout: Layout) -> list[Flowable]:
    """What was checked in each pause."""
    setter, known = layout.setter, layout.facts.catalogue.pauses
    pieces: list[Flowable] = []
    for event in layout.facts.visit.treatment:
        if event.event == "pause" and event.detail:
            told = [f"{known[key].text if key in known else key} {printed_value(value, layout.words)}"
                    for key, value in event.detail.items()]
            pieces += [setter.part(f"Pause at {event.at}"), *setter.bullets(told)]
    return pieces


def events_in_detail(layout: Layout) -> list[Flowable]:
    """Each adverse event with everything that was written down about it."""
    return [piece for event in adverse_events(layout) for piece in _event(event, layout)]


def _event(event: TreatmentEvent, layout: Layout) -> list[Flowable]:
    setter = layout.setter
    card = layout.facts.catalogue.events.get(event.id)
    place = site_name(event.site, layout)
    title = f"{event_title(event, layout)}{doubt(card.status) if card else ''}"
    told = [(_detail_name(key, layout), printed_value(value, layout.words))
            for key, value in event.detail.items() if key != _STEPS]
    when = f"At {event.at}{f', site {place}' if place else ''}. Written down as {event.id}."
    pieces: list[Flowable] = [setter.part(title), setter.text(when)]
    pieces += [setter.facts(told, 0.36)] if told else [setter.text("Nothing more was written down.")]
    return [*pieces, *_steps(event.detail, card, layout)]


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


def _happened(event: TreatmentEvent, layout: Layout) -> str | tuple[Run, str]:
    if event.event in ("in", "out"):
        return f"{event.count} {'needle' if event.count == 1 else 'needles'} {_HAPPENED[event.event]}"
    if event.event == "adverse":
        return Run(f"{_HAPPENED['adverse']}: ", strong=True), event_title(event, layout)
    return _HAPPENED[event.event]


def _counted(layout: Layout) -> tuple[list[TreatmentEvent], int]:
    """What the ledger counts, with room for sites that have left the plan."""
    events = list(layout.facts.visit.treatment)
    highest = max((event.site for event in events if event.site is not None), default=-1)
    return events, max(len(layout.facts.visit.sites), highest + 1)
