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
    "understanding-answered": "understanding question answered", "strokes-drawn": "strokes drawn",
    "signed": "signed",
    "signatures-cleared": "signatures taken back", "consent-decided": "decision recorded",
    "document-sealed": "document sealed", "treatment-recorded": "treatment recorded",
    "adverse-event-detailed": "adverse event detailed", "given-recorded": "what was done at a site recorded",
    "course-recorded": "course of treatment recorded", "note-recorded": "note recorded",
    "discharge-answered": "leaving check answered", "discharge-owed": "what is owed for a leaving check recorded",
    "reconciled": "needle count reconciled",
    "companion-recorded": "person beside the patient recorded", "referral-written": "referral letter written",
    "hand-over-written": "emergency letter written", "consent-withdrawn": "consent withdrawn",
    "withdrawal-described": "withdrawal described", "incident-reported": "incident reported",
    "visit-ended": "visit ended early", "visit-finished": "visit finished", "amended": "amendment added",
}
"""What each kind of event is called."""

_CLOCK = "Times are UTC, from this computer's clock."


def signing_moments(layout: Layout) -> list[Flowable]:
    """When each signature was made, how, and for which draft."""
    words = layout.words
    rows = []
    for item in layout.facts.visit.consent.signatures:
        points = sum(len(stroke) for stroke in item.strokes)
        how = f"drawn: {len(item.strokes)} strokes, {points} points" if item.strokes else f"typed: {item.typed}"
        purposes = ", ".join(words.word(purpose) for purpose in item.purposes)
        rows.append((words.short_moment(item.at) if item.at else "", f"{item.name}, {words.word(item.role)}", purposes,
                     f"{how}\ndraft {item.draft}"))
    return _listed("Moments of signing", ("Time", "Who", "For", "How"), rows, (2.4, 2.6, 2.2, 6))


def sealed_documents(layout: Layout) -> list[Flowable]:
    """What was sealed in this visit before this record."""
    rows = [(layout.words.short_moment(item.sealed_at), item.kind, f"{item.name}\nSHA-256 {item.sha256}")
            for item in layout.facts.visit.documents]
    return _listed("Documents sealed before this one", ("Time", "Kind", "File"), rows, (2.4, 1.4, 8))


def journal(events: Sequence[Event], layout: Layout) -> list[Flowable]:
    """The events of the visit; a run of one kind by one person stands in one line."""
    rows = []
    for (kind, actor), run in groupby(events, lambda event: (event.type, event.actor)):
        told = list(run)
        first, last = told[0], told[-1]
        numbers = str(first.sequence) if len(told) == 1 else f"{first.sequence}\u2013{last.sequence}"
        at = layout.words.short_moment(first.at)
        until = f" to {layout.words.short_moment(last.at).rpartition(', ')[2]}" if len(told) > 1 else ""
        rows.append((numbers, f"{at}{until}", EVENT_WORDS.get(kind, kind), actor))
    return _listed("Events", ("No.", "Time", "What", "Who"), rows, (1, 4, 4, 4))


def _listed(title: str, head: tuple[str, ...], rows: Sequence[tuple[str, ...]], shares: tuple[float, ...]) -> list[Flowable]:
    if not rows:
        return []
    fine = Typesetter(FINE)
    return [Typesetter().part(title), fine.text(_CLOCK, "quiet"), fine.table(head, rows, shares)]
