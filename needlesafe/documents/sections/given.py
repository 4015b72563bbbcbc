"""What was done at each site beside the count of its needles, and the course of treatment; numbers are the practitioner's
own, so no mark stands at them."""

from __future__ import annotations

from reportlab.platypus import Flowable

from needlesafe.documents.sections.layout import Layout
from needlesafe.documents.sections.sites import site_name
from needlesafe.domain.given import Given
from needlesafe.domain.ledger import ledger_of
from needlesafe.domain.needles import minutes_retained

RESPONSE_WORDS = {"twitch": "local twitch", "referred-pain": "referred pain", "both": "local twitch and referred pain",
                  "none": "neither twitch nor referred pain"}
_COLUMNS = (("Site", 3), ("Depth", 1.3), ("Insertions", 1.4), ("Response", 2.5), ("Minutes in", 1.4), ("Remarks", 2.4))


def done_at_sites(layout: Layout) -> list[Flowable]:
    """One line for each site that was needled; a column of which no site holds anything is left out."""
    visit, setter = layout.facts.visit, layout.setter
    known = {given.site: given for given in visit.given}
    needled = sorted({event.site for event in visit.treatment if event.event == "in" and event.site is not None})
    rows = [_row(site, known.get(site, Given(site)), layout) for site in needled]
    kept = [index for index in range(len(_COLUMNS)) if any(row[index] for row in rows)]
    if kept in ([], [0]):
        return []
    head, shares = zip(*(_COLUMNS[index] for index in kept), strict=True)
    timed = [setter.intro("Minutes are counted from the times of needles in and out.", "quiet")] if 4 in kept else []
    return [setter.part("What was done at each site"), *timed,
            setter.table(head, [[row[index] for index in kept] for row in rows], shares)]


def course_of_treatment(layout: Layout) -> list[Flowable]:
    """How many visits are planned, how often, what else was given or advised; nothing where nobody said."""
    course, setter = layout.facts.visit.course, layout.setter
    pairs = [("Visits planned in all", "" if course.visits is None else str(course.visits)), ("How often", course.frequency),
             ("Other treatments, given or advised", course.other_treatments)]
    told = [pair for pair in pairs if pair[1]]
    return [setter.part("Course of treatment"), setter.facts(told, 0.34)] if told else []


def _row(site: int, given: Given, layout: Layout) -> tuple[str, ...]:
    line = ledger_of(layout.facts.visit).sites[site]
    minutes = None if line.present or line.declared else minutes_retained(layout.facts.visit.treatment, site)
    return (site_name(site, layout), "" if given.depth_mm is None else f"{given.depth_mm:g}\u00a0mm",
            "" if given.insertions is None else str(given.insertions), RESPONSE_WORDS.get(given.response, ""),
            "" if minutes is None else str(minutes) if minutes else "under 1", given.remarks)
