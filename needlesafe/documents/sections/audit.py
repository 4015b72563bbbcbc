"""Who did what, and when: the journal's events without what they hold, the signatures' moments, what was sealed."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from reportlab.platypus import Flowable

from needlesafe.documents.sections.layout import Layout
from needlesafe.documents.style import FINE
from needlesafe.documents.typesetter import Typesetter
from needlesafe.domain.events import Event

EVENT_WORDS = {
    "visit-started": "visit started", "content-changed": "went on under other content", "trial-acknowledged": "trial acknowledged",
    "patient-described": "patient described",
    "earlier-answers-brought": "answers of earlier visits brought",
    "since-last-answered": "change since the last visit answered",
    "since-last-withdrawn": "change since the last visit taken back", "answered": "question answered",
    "answer-withdrawn": "answer withdrawn", "readiness-answered": "readiness answered",
    "indication-recorded": "reason for the visit recorded", "sites-planned": "sites planned",
    "acknowledged": "caution acknowledged", "acknowledgement-withdrawn": "acknowledgement withdrawn",
    "change-accepted": "change of plan accepted", "change-acceptance-withdrawn": "acceptance of a change withdrawn",
    "override-given": "change of plan declined with a reason", "override-withdrawn": "declining of a change withdrawn",
    "consent-prepared": "draft of the consent prepared", "consent-talk-recorded": "questions and answers recorded",
    "understanding-answered": "understanding question answered", "understanding-talked": "talk after an answer recorded",
    "handed-to-patient": "screen handed to the patient's side", "practitioner-called": "practitioner called to the screen",
    "handed-back": "screen handed back", "pages-viewed": "pages of the consent viewed", "strokes-drawn": "strokes drawn",
    "signed": "signed",
    "signatures-cleared": "signatures taken back", "consent-decided": "decision recorded", "refusal-signed": "decision against it signed",
    "document-sealed": "document sealed", "treatment-recorded": "treatment recorded",
    "passed-on": "needles passed on", "needles-counted": "needles counted after all were out",
    "left-in-declared": "needles left in on purpose", "packs-counted": "packs counted",
    "adverse-event-detailed": "adverse event detailed", "given-recorded": "what was done at a site recorded",
    "course-recorded": "course of treatment recorded", "note-recorded": "note recorded",
    "discharge-answered": "leaving check answered", "discharge-owed": "what is owed for a leaving check recorded",
    "reconciled": "needle count reconciled",
    "answers-shown-again": "answers given in haste shown again",
    "companion-recorded": "person beside the patient recorded", "referral-written": "referral letter written",
    "hand-over-written": "emergency letter written", "consent-withdrawn": "consent withdrawn",
    "withdrawal-described": "withdrawal described", "incident-reported": "incident reported",
    "visit-ended": "visit ended early", "visit-finished": "visit finished",
    "follow-up-recorded": "patient asked after the visit", "amended": "amendment added",
    "emergency-recorded": "emergency recorded after the record was sealed",
}
"""What each kind of event is called."""

_CLOCK = "Times are UTC, from this computer's clock."
_DRAFT_SHOWN = 16
"""How many digits of a draft's hash tell which one is meant."""
_UNDONE = ", to undo what was entered before"


def signing_moments(layout: Layout) -> list[Flowable]:
    """When each signature was made, how, and for which draft, whose hash stands beside the signatures in full."""
    words = layout.words
    rows = []
    for item in (*layout.facts.visit.consent.signatures, *layout.facts.visit.consent.refusal):
        points = sum(len(stroke) for stroke in item.strokes)
        how = f"drawn: {len(item.strokes)} strokes, {points} points" if item.strokes else f"typed: {item.typed}"
        purposes = ", ".join(words.word(purpose) for purpose in item.purposes)
        rows.append((words.short_moment(item.at) if item.at else "", f"{item.name}, {words.word(item.role)}", purposes,
                     f"{how}\ndraft {item.draft[:_DRAFT_SHOWN]}\u2026"))
    return _listed("Moments of signing", ("Time", "Who", "For", "How"), rows, (3, 3.4, 3, 3.8))


def sealed_documents(layout: Layout) -> list[Flowable]:
    """What was sealed in this visit before this record."""
    rows = [(layout.words.short_moment(item.sealed_at), item.kind, f"{item.name}\nSHA-256 {item.sha256}")
            for item in layout.facts.visit.documents]
    return _listed("Documents sealed before this one", ("Time", "Kind", "File"), rows, (2.4, 1.4, 8))


def pages_viewed(events: Sequence[Event], layout: Layout) -> list[Flowable]:
    """Which pages of each draft were on the patient's screen, and for how long altogether; nothing where none was."""
    seen: dict[str, dict[int, int]] = {}
    last: dict[str, str] = {}
    for event in (event for event in events if event.type == "pages-viewed"):
        pages = seen.setdefault(event.payload["draft"], {})
        for told in event.payload["pages"]:
            pages[told["page"]] = pages.get(told["page"], 0) + told["seconds"]
        last[event.payload["draft"]] = layout.words.short_moment(event.at)
    rows = [(last[draft], draft, "; ".join(f"page {page}: {seconds} s" for page, seconds in sorted(pages.items())))
            for draft, pages in seen.items()]
    return _listed("Pages of the consent that the patient viewed", ("Until", "Draft", "Page and seconds"), rows, (2.4, 5, 5))


def journal(events: Sequence[Event], layout: Layout) -> list[Flowable]:
    """The events of the visit; a run of one kind by one person stands in one line."""
    rows = []
    for (called, actor), run in groupby(events, lambda event: (_called(event, layout), event.actor)):
        told = list(run)
        first, last = told[0], told[-1]
        numbers = str(first.sequence) if len(told) == 1 else f"{first.sequence}\u2013{last.sequence}"
        at, end = layout.words.short_moment(first.at), layout.words.short_moment(last.at)
        until = f" to {end.rpartition(', ')[2]}" if end != at else ""
        rows.append((numbers, f"{at}{until}", called, actor))
    return _listed("Events", ("No.", "Time", "What", "Who"), rows, (1.1, 5, 4.4, 2.5))


def _called(event: Event, layout: Layout) -> str:
    """What an event is called; details are those of an adverse event or of a pause."""
    treatment, index = layout.facts.visit.treatment, event.payload.get("index", -1)
    if event.type == "adverse-event-detailed" and 0 <= index < len(treatment) and treatment[index].event == "pause":
        return "check of the pause recorded"
    return EVENT_WORDS.get(event.type, event.type) + (_UNDONE if event.payload.get("because") == "undone" else "")


def _listed(title: str, head: tuple[str, ...], rows: Sequence[tuple[str, ...]], shares: tuple[float, ...]) -> list[Flowable]:
    if not rows:
        return []
    fine = Typesetter(FINE)
    return [Typesetter().part(title), fine.intro(_CLOCK, "quiet"), fine.table(head, rows, shares)]
