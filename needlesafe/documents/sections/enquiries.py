"""How somebody asked after the patient once the visit was over: what was asked, what was said, what follows."""

from __future__ import annotations

from reportlab.platypus import Flowable

from needlesafe.documents.sections.layout import Layout
from needlesafe.documents.sections.statements import said_on
from needlesafe.domain.statements import Enquiry

_OUTCOMES = {"well": "As expected.", "not-well": "Not as expected.", "not-reached": "Not reached."}


def enquiries(layout: Layout) -> list[Flowable]:
    """Every enquiry, a row each; nothing where nobody asked."""
    told = layout.facts.visit.enquiries
    if not told:
        return []
    rows = [(f"{said_on(one.at, layout)}, {one.at.rpartition('T')[2]}", one.by, _asked(one, layout), _came_of(one, layout)) for one in told]
    return [layout.setter.section("Asked since the visit"),
            layout.setter.table(("When", "By", "Asked", "What came of it"), rows, (2, 2, 3, 5))]


def _asked(told: Enquiry, layout: Layout) -> str:
    known = layout.facts.catalogue.follow_ups
    topics = [known[name].title if name in known else name for name in told.asked]
    return "\n".join(text for text in ("; ".join(topics), told.question) if text) or "\u2013"


def _came_of(told: Enquiry, layout: Layout) -> str:
    parts = (("Reached by: {}", told.how), ("Said: {}", told.said), ("Passed on to {}", told.passed_to), ("Agreed: {}", told.agreed),
             ("Asked again on {}", layout.words.day(told.again) if told.again else ""))
    return "\n".join((_OUTCOMES[told.outcome], *(words.format(text) for words, text in parts if text)))
