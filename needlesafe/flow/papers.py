"""
Every document before it is sealed, from a visit, its events and the content alone.

Sealing prints with it, and so does the deep check of a sealed file years later: the same program under the same content
makes the same file of the same events.
"""

from __future__ import annotations

from dataclasses import dataclass

from needlesafe.documents import Attachment, Facts, aftercare, consent, record, refusal
from needlesafe.domain.catalogue import Catalogue
from needlesafe.domain.events import Event
from needlesafe.domain.rules import assess
from needlesafe.domain.visit import Visit
from needlesafe.exchange.visit_json import journal_bytes, visit_bytes
from needlesafe.flow.adoption import says_trial

VISIT, JOURNAL, CONSENT = "visit.json", "journal.json", "consent.pdf"
"""The names of the files inside a document."""
WITH_DATA = ("consent", "record")
"""The documents that carry the visit and its journal; a letter hands nobody a journal."""


@dataclass(frozen=True, slots=True)
class Source:
    """What a document is made from."""

    facts: Facts
    events: tuple[Event, ...] = ()
    """All events of the visit so far."""
    consent: bytes | None = None
    """The sealed consent of the visit, where there is one."""


def facts_of(visit: Visit, catalogue: Catalogue) -> Facts:
    """What documents take of a visit under a content."""
    return Facts(visit, assess(visit, catalogue), catalogue, says_trial(visit, catalogue))


def printed(kind: str, source: Source) -> bytes:
    """A document as it is before it is sealed. KeyError for a kind that is none of ours."""
    if kind == "consent":
        return consent(source.facts, _data(source)).pdf
    if kind == "record":
        return record(source.facts, (*_data(source), *_sealed_consent(source)), source.events).pdf
    return {"aftercare": aftercare, "refusal": refusal}[kind](source.facts).pdf


def _data(source: Source) -> tuple[Attachment, ...]:
    """The visit and its journal, for machines."""
    return (Attachment(VISIT, visit_bytes(source.facts.visit), "application/json", "Data", "The visit as a visit file"),
            Attachment(JOURNAL, journal_bytes(source.events), "application/json", "Data", "The event journal with its chain"))


def _sealed_consent(source: Source) -> tuple[Attachment, ...]:
    if source.consent is None:
        return ()
    return (Attachment(CONSENT, source.consent, "application/pdf", "Supplement", "The sealed consent"),)
