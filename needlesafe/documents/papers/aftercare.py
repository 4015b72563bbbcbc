"""
The sheet that the patient takes home: what is normal, what is not, whom to call.

It is set with room to breathe where that fits one page, closer where only that does; where neither does, it takes as
few pages as it can, with room.
"""

from __future__ import annotations

from reportlab.platypus import Flowable

from needlesafe.documents.build import build, fewest_pages
from needlesafe.documents.facts import Built, Facts
from needlesafe.documents.running import sheet_of
from needlesafe.documents.sections import warning_signs
from needlesafe.documents.sections.layout import Layout
from needlesafe.documents.sections.left_in import stay_at_home
from needlesafe.documents.sections.opening import head, low_head
from needlesafe.documents.sections.signing import small_stamp
from needlesafe.documents.style import LARGE, LARGE_CLOSE, LARGE_PRINT, LARGE_TIGHT
from needlesafe.documents.typesetter import Typesetter
from needlesafe.documents.wording import patients_words

KIND = "aftercare"
LARGE_KIND = "aftercare-large"


def sheet(facts: Facts, large_print: bool) -> Built:
    """The sheet, in 12 point or in 18."""
    words = patients_words(facts)
    if large_print:
        return build(_roomy(Layout(facts, words, Typesetter(LARGE_PRINT)), LARGE_KIND), sheet_of(facts, LARGE_KIND, words))
    ways = ((_roomy, LARGE), (_close, LARGE), (_close, LARGE_CLOSE), (_close, LARGE_TIGHT))
    stories = (arrange(Layout(facts, words, Typesetter(scale))) for arrange, scale in ways)
    return fewest_pages(stories, sheet_of(facts, KIND, words))


def _roomy(layout: Layout, kind: str = KIND) -> list[Flowable]:
    return [head(layout), *_named(layout), *warning_signs.normal(layout),
            *warning_signs.not_normal(layout), *warning_signs.whom_to_call(layout), *warning_signs.asking(layout),
            _stamp(layout, kind)]


def _close(layout: Layout) -> list[Flowable]:
    return [*low_head(layout), *_named(layout), *warning_signs.normal_in_short(layout), *warning_signs.not_normal_in_short(layout),
            *warning_signs.whom_to_call_in_short(layout), *warning_signs.asking_in_short(layout),
            _stamp(layout, KIND, "seal-short")]


def _named(layout: Layout) -> list[Flowable]:
    words, setter = layout.words, layout.setter
    return [setter.title(words.heading("aftercare-title")), setter.text(words.paragraph("aftercare-intro")),
            *stay_at_home(layout)]


def _stamp(layout: Layout, kind: str, said: str = "seal") -> Flowable:
    visit = layout.facts.visit
    return small_stamp(layout, kind, visit.finished_at or visit.last_at, said=said)
