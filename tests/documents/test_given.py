"""What was done at each site, currents, the course and the practitioner's years are in the record, and only where told."""

from __future__ import annotations

from dataclasses import replace

import pytest

from needlesafe.documents import consent_draft, record
from needlesafe.documents.sections.given import course_of_treatment, done_at_sites
from needlesafe.documents.sections.layout import Layout
from needlesafe.documents.typesetter import Typesetter
from needlesafe.documents.wording import english_words
from needlesafe.domain.anatomy import Current
from needlesafe.domain.catalogue import Catalogue
from needlesafe.domain.doubt import MARKS
from needlesafe.domain.given import Course, Given
from needlesafe.domain.visit import Visit
from tests.documents.conftest import Knowing, Reader
from tests.helpers import example_visit
from tests.helpers.story_words import paragraphs


@pytest.fixture
def plain(catalogue: Catalogue) -> Visit:
    """The finished visit, with nothing of this told."""
    return replace(example_visit.finished(catalogue), given=(), course=Course())


@pytest.fixture
def told(plain: Visit) -> Visit:
    """The same with all of it told."""
    first, second = plain.sites
    sites = (replace(first, angle="flat, pincer grip"),
             replace(second, technique="electrical", needle="Harbour steel, uncoated", current=Current(2, 1.5, 12)))
    return replace(plain, sites=sites, practitioner=replace(plain.practitioner, practising_since=2011),
                   given=(Given(0, 17.5, 3, "both"), Given(1, response="none", remarks="stopped early")),
                   course=Course(6, "once a week", "Heel raises, heat at home"))


def layout_of(visit: Visit, facts_of: Knowing) -> Layout:
    """What a section is laid out with."""
    facts = facts_of(visit)
    return Layout(facts, english_words(facts), Typesetter())


def test_all_that_was_told_is_read_in_the_record(told: Visit, facts_of: Knowing, read_text: Reader) -> None:
    text = "".join(read_text(record(facts_of(told)).pdf).split())
    for words in ("17.5 mm", "local twitch and referred pain", "neither twitch nor referred pain", "stopped early",
                  "Angle: flat, pincer grip", "Current: 2 Hz, 1.5 mA, 12 min", "Harbour steel, uncoated",
                  "Visits planned in all", "once a week", "Heel raises, heat at home", "In practice since"):
        assert "".join(words.split()) in text, words


def test_a_column_of_which_nothing_was_told_is_left_out(told: Visit, facts_of: Knowing) -> None:
    words = list(paragraphs(done_at_sites(layout_of(told, facts_of))))
    assert [words[0], *words[2:8]] == ["What was done at each site", "Site", "Depth", "Insertions", "Response", "Minutes in", "Remarks"]
    shorter = replace(told, given=(Given(0, 17.5),))
    words = list(paragraphs(done_at_sites(layout_of(shorter, facts_of))))
    assert words[2:5] == ["Site", "Depth", "Minutes in"] and "Response" not in words


def test_minutes_are_counted_where_the_times_are_there(plain: Visit, facts_of: Knowing) -> None:
    words = list(paragraphs(done_at_sites(layout_of(plain, facts_of))))
    assert words[1].startswith("Minutes are counted") and words[2:4] == ["Site", "Minutes in"]
    untimed = replace(plain, treatment=tuple(event for event in plain.treatment if event.event == "in"))
    assert done_at_sites(layout_of(untimed, facts_of)) == []


def test_nothing_is_printed_of_what_nobody_told(plain: Visit, facts_of: Knowing) -> None:
    bare = replace(plain, treatment=())
    layout = layout_of(bare, facts_of)
    assert done_at_sites(layout) == [] and course_of_treatment(layout) == []


def test_a_number_of_the_practitioner_bears_no_mark(told: Visit, facts_of: Knowing) -> None:
    layout = layout_of(told, facts_of)
    words = " ".join(paragraphs([*done_at_sites(layout), *course_of_treatment(layout)]))
    assert not [mark for mark in MARKS.values() if mark and mark in words]


def test_a_visit_without_any_of_it_is_printed_all_the_same(plain: Visit, facts_of: Knowing) -> None:
    assert record(facts_of(plain)).pdf and consent_draft(facts_of(plain)).pdf


def test_a_needled_site_that_is_no_longer_in_the_plan_has_its_line(plain: Visit, facts_of: Knowing) -> None:
    words = list(paragraphs(done_at_sites(layout_of(replace(plain, sites=plain.sites[:1]), facts_of))))
    assert "site 2, not in the plan" in words
