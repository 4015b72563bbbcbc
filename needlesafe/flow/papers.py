"""
Every document before it is sealed, from a visit, its events and the content alone.

Sealing prints with it, and so does the deep check of a sealed file years later: the same program under the same content
makes the same file of the same events.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from needlesafe.documents import (Attachment, Built, Facts, aftercare, amendment, consent, hand_over, incident, record,
                                  referral, refusal, withdrawal)
from needlesafe.domain.catalogue import Catalogue
from needlesafe.domain.events import Event
from needlesafe.domain.rules import assess
from needlesafe.domain.visit import Visit
from needlesafe.exchange.fhir import bundle_bytes
from needlesafe.exchange.visit_json import journal_bytes, visit_bytes
from needlesafe.flow.adoption import says_trial

VISIT, FHIR, JOURNAL, CONSENT = "visit.json", "visit.fhir.json", "journal.json", "consent.pdf"
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
    total: int = 0
    """How many pages the consent has of which the draft was read; 0 where that is not known."""


def facts_of(visit: Visit, catalogue: Catalogue) -> Facts:
    """What documents take of a visit under a content."""
    return Facts(visit, assess(visit, catalogue), catalogue, says_trial(visit, catalogue))


def printed(kind: str, source: Source) -> bytes:
    """A document as it is before it is sealed. KeyError for a kind that is none of ours."""
    if kind == "consent":
        return consent(source.facts, _data(source), source.total).pdf
    if kind == "record":
        return record(source.facts, (*_data(source), *_sealed_consent(source)), source.events).pdf
    if kind in NUMBERED:
        return NUMBERED[kind](source, number_of(kind, source.facts.visit)).pdf
    return PAGES[kind](source.facts).pdf


PAGES: dict[str, Callable[[Facts], Built]] = {
    "aftercare": aftercare, "aftercare-large": lambda facts: aftercare(facts, large_print=True), "refusal": refusal,
    "withdrawal": withdrawal, "incident": incident}
"""The pages of which a visit has one, besides consent and record."""

NUMBERED: dict[str, Callable[[Source, int], Built]] = {
    "referral": lambda source, number: referral(source.facts, number),
    "hand-over": lambda source, number: hand_over(source.facts, number),
    "amendment": lambda source, number: amendment(source.facts, number, source.events)}
"""The pages of which a visit may have several."""


def number_of(kind: str, visit: Visit) -> int:
    """Which document of its kind the next one is; 1 for all of which a visit has one."""
    return 1 + sum(document.kind == kind for document in visit.documents) if kind in NUMBERED else 1


def _data(source: Source) -> tuple[Attachment, ...]:
    """The visit and its journal, for machines: the pages are made from these two, the FHIR document says it besides."""
    visit, catalogue = source.facts.visit, source.facts.catalogue
    return (Attachment(VISIT, visit_bytes(visit), "application/json", "Data", "The visit as a visit file"),
            Attachment(FHIR, bundle_bytes(visit, catalogue, source.events), "application/fhir+json", "Supplement",
                       "The visit as a FHIR R4 document"),
            Attachment(JOURNAL, journal_bytes(source.events), "application/json", "Data", "The event journal with its chain"))


def _sealed_consent(source: Source) -> tuple[Attachment, ...]:
    if source.consent is None:
        return ()
    return (Attachment(CONSENT, source.consent, "application/pdf", "Supplement", "The sealed consent"),)
