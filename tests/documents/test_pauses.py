"""Which pause was made is told on paper by its name, and the empty form asks for both."""

from __future__ import annotations

from dataclasses import replace

from needlesafe.documents.sections.course import timeline
from needlesafe.documents.sections.layout import Layout
from needlesafe.documents.typesetter import Typesetter
from needlesafe.documents.wording import english_words
from needlesafe.domain.catalogue import Catalogue
from needlesafe.domain.pauses import BEFORE, INSIDE, pause_items
from needlesafe.domain.visit import TreatmentEvent
from tests.documents.conftest import Knowing
from tests.helpers import example_visit
from tests.helpers.story_words import paragraphs


def test_each_pause_stands_in_the_course_by_its_name(catalogue: Catalogue, facts_of: Knowing) -> None:
    told = tuple(TreatmentEvent(at, "pause", detail={item.id: "yes" for item in pause_items(kind, catalogue)})
                 for at, kind in (("10:00", BEFORE), ("10:08", INSIDE)))
    facts = facts_of(replace(example_visit.finished(catalogue), treatment=told))
    words = " ".join(paragraphs(timeline(Layout(facts, english_words(facts), Typesetter()))))
    assert words.index("Pause before the first needle") < words.index("Pause with needles in")
