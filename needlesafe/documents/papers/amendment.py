"""The page that adds to a sealed visit: what, why, by whom; what was sealed before is named and not touched."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.platypus import Flowable

from needlesafe.documents.build import fewest_pages
from needlesafe.documents.facts import Built, Facts
from needlesafe.documents.running import page_of
from needlesafe.documents.sections.audit import journal, sealed_documents
from needlesafe.documents.sections.enquiries import enquiries
from needlesafe.documents.sections.layout import Layout
from needlesafe.documents.sections.opening import opening, who
from needlesafe.documents.sections.signing import STAMPS
from needlesafe.documents.sections.statements import said_at
from needlesafe.documents.typesetter import Typesetter
from needlesafe.documents.wording import english_words
from needlesafe.domain.events import Event
from needlesafe.domain.statements import Amendment

KIND = "amendment"
_CLOSED = "visit-finished"


def page(facts: Facts, number: int, events: Sequence[Event]) -> Built:
    """The page of an amendment, 1 for the first; `events` are those of the visit, of which it lists what followed upon
    its closing."""
    layout = Layout(facts, english_words(facts), Typesetter())
    stories = ([*_story(layout, number, events), seal(layout, KIND, facts.visit.last_at, number)] for seal in STAMPS)
    return fewest_pages(stories, page_of(facts, KIND, layout.words, number))


def _story(layout: Layout, number: int, events: Sequence[Event]) -> list[Flowable]:
    setter, visit = layout.setter, layout.facts.visit
    told, earlier = visit.amendments[number - 1], visit.amendments[:number - 1]
    count = f", no. {number}" if number > 1 else ""
    intro = ("This page adds to the sealed record of the visit and belongs to it. What was sealed before is not changed: "
             "read both together.")
    return [*opening(layout, f"{layout.words.heading('amendment-title')}{count}", intro), who(layout),
            setter.section("Why"), setter.text(told.reason),
            setter.section("What is added"), setter.boxed(setter.text(told.text), tone="accent"),
            setter.facts(_by(told, layout), 0.24), *_earlier(earlier, layout), *enquiries(layout),
            setter.section("What it is added to"), *sealed_documents(layout), *journal(_since_closing(events), layout),
            setter.gap(6)]


def _by(told: Amendment, layout: Layout) -> list[tuple[str, str]]:
    pairs = [("Added by", told.by), ("Dated", said_at(told.at, layout)),
             ("Recorded", layout.words.moment(told.recorded_at))]
    return [(name, value) for name, value in pairs if value]


def _earlier(earlier: Sequence[Amendment], layout: Layout) -> list[Flowable]:
    """The amendments before this one, each with its own page."""
    rows = [(str(number), layout.words.short_moment(told.recorded_at), told.by, told.reason)
            for number, told in enumerate(earlier, 1)]
    table = layout.setter.table(("No.", "Recorded", "By", "Why"), rows, (0.5, 2, 2, 5))
    return [layout.setter.section("Amendments before this one"), table] if rows else []


def _since_closing(events: Sequence[Event]) -> list[Event]:
    closed = next((event.sequence for event in events if event.type == _CLOSED), 0)
    return [event for event in events if event.sequence >= closed]
