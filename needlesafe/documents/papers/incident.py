"""The report of what went wrong, for an insurer or a regulator: first what happened and how grave it is, then how it came."""

from __future__ import annotations

from reportlab.platypus import Flowable

from needlesafe.documents.build import fewest_pages
from needlesafe.documents.facts import Built, Facts
from needlesafe.documents.running import page_of
from needlesafe.documents.sections import course
from needlesafe.documents.sections.companions import beside
from needlesafe.documents.sections.enquiries import enquiries
from needlesafe.documents.sections.layout import Layout
from needlesafe.documents.sections.needle_count import needle_table
from needlesafe.documents.sections.opening import head, who
from needlesafe.documents.sections.plan import mapped_plan
from needlesafe.documents.sections.raised import raised_at_a_glance
from needlesafe.documents.sections.signing import STAMPS
from needlesafe.documents.sections.sites import packed_line
from needlesafe.documents.sections.statements import event_named, incident_facts, said_at, said_on
from needlesafe.documents.sections.summary import consent_line
from needlesafe.documents.typesetter import Typesetter
from needlesafe.documents.wording import english_words
from needlesafe.documents.words import Run
from needlesafe.domain.needles import any_placed
from needlesafe.domain.statements import Incident

KIND = "incident"
_MAP_HEIGHT = 118


def report(facts: Facts) -> Built:
    """The report of the visit's incident. ValueError where none was reported."""
    told = facts.visit.incident
    if told is None:
        raise ValueError("no incident was reported")
    layout = Layout(facts, english_words(facts), Typesetter())
    stories = ([*_story(told, layout), seal(layout, KIND, facts.visit.last_at)] for seal in STAMPS)
    return fewest_pages(stories, page_of(facts, KIND, layout.words))


def _story(told: Incident, layout: Layout) -> list[Flowable]:
    setter = layout.setter
    return [head(layout), setter.title(layout.words.heading("incident-title")), *_addressed(told, layout),
            _in_short(told, layout), who(layout),
            setter.section("What happened"), setter.text(told.happened),
            *_named("What was done", told.done, layout), *_after(told, layout), *enquiries(layout), *_course(layout), *_before(layout),
            setter.gap(6)]


def _addressed(told: Incident, layout: Layout) -> list[Flowable]:
    by = f"{told.by or layout.facts.visit.practitioner.name}, {_written(told, layout)}"
    lines = [f"For {told.to}" if told.to else "", f"Reported by {by}"]
    return [layout.setter.text("\n".join(line for line in lines if line), "lead")]


def _written(told: Incident, layout: Layout) -> str:
    return said_at(told.at, layout) if "T" in told.at else layout.words.moment(told.recorded_at)


def _in_short(told: Incident, layout: Layout) -> Flowable:
    """How grave, what, when, and how it ended: what a reader looks for first."""
    setter, events = layout.setter, course.adverse_events(layout)
    names = dict.fromkeys(name for name in (event_named(told, layout),
                                            *(course.event_title(event, layout) for event in events)) if name)
    clock = told.happened_at.rpartition("T")[2] or ", ".join(said_at(event.at, layout) for event in events)
    when = f"{said_on(told.happened_at, layout)}{f', {clock}' if clock else ''}"
    lines = [setter.text(f"Severity: {told.severity}", "quiet"), setter.text("; ".join(names) or "Incident", "number"),
             setter.text((Run("When: ", strong=True), when))]
    return setter.boxed(*lines, *([setter.text((Run("Outcome: ", strong=True), told.outcome))] if told.outcome else []),
                        tone="grave")


def _named(title: str, text: str, layout: Layout) -> list[Flowable]:
    return [layout.setter.section(title), layout.setter.text(text)] if text else []


def _course(layout: Layout) -> list[Flowable]:
    """The course in time, the needles, and each adverse event with everything that was written down about it."""
    needles = needle_table(layout) if any_placed(layout.facts.visit) else []
    pieces = [*course.timeline(layout), *needles, *course.events_in_detail(layout)]
    return [layout.setter.section("The visit in time"), *pieces] if pieces else []


def _after(told: Incident, layout: Layout) -> list[Flowable]:
    pairs = [pair for pair in incident_facts(told, layout) if pair[0] not in ("Happened", "Outcome")]
    return [layout.setter.section("Afterwards"), layout.setter.facts(pairs, 0.28)] if pairs else []


def _before(layout: Layout) -> list[Flowable]:
    """What was planned, known and agreed before the first needle."""
    setter = layout.setter
    return [setter.section("What was planned and agreed"), *mapped_plan(layout, _MAP_HEIGHT, packed_line),
            setter.text(consent_line(layout)), *beside(layout, setter.part("Beside the patient")),
            *raised_at_a_glance(layout)]
