"""
The events of a visit and the chain that binds them.

A visit is nothing but its events. Each carries a link: SHA-256 over the link before it, its header and
SHA-256(salt ‖ payload). The header holds nothing of a patient, so a lawful erase may drop payload and salt and
the chain still holds.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

EVENT_TYPES = (
    "visit-started", "content-changed", "trial-acknowledged", "patient-described", "earlier-answers-brought",
    "since-last-answered", "since-last-withdrawn", "answered", "answer-withdrawn", "readiness-answered", "indication-recorded",
    "companion-recorded", "sites-planned", "acknowledged", "acknowledgement-withdrawn", "change-accepted", "change-acceptance-withdrawn",
    "override-given", "override-withdrawn", "consent-prepared", "consent-talk-recorded",
    "understanding-answered", "understanding-talked", "handed-to-patient", "practitioner-called", "handed-back",
    "pages-viewed", "strokes-drawn", "signed", "signatures-cleared", "consent-decided", "refusal-signed", "document-sealed",
    "treatment-recorded", "passed-on", "needles-counted", "left-in-declared", "packs-counted",
    "adverse-event-detailed", "given-recorded", "course-recorded", "note-recorded",
    "discharge-answered", "discharge-owed", "reconciled", "answers-shown-again",
    "referral-written", "hand-over-written", "consent-withdrawn", "withdrawal-described", "incident-reported",
    "visit-ended", "visit-finished", "follow-up-recorded", "amended", "emergency-recorded",
)
"""Every kind of event; `domain.visit` holds the fold of each."""

GENESIS = "0" * 64
"""What stands before the first link."""


def canonical(value: Any) -> bytes:
    """The one byte form of a JSON value: keys sorted, no spaces, UTF-8."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened in a visit."""

    visit: str
    """The visit's id."""
    sequence: int
    """1 for the first event of the visit; without gaps."""
    at: str
    """UTC time from this computer's clock, ISO 8601 with milliseconds and Z."""
    gap_ms: int
    """Milliseconds by the monotonic clock since the event before it in this run of the program; -1 for the first."""
    actor: str
    """The user who was signed in."""
    type: str
    payload: Mapping[str, Any]
    salt: str
    """32 random hexadecimal digits that hide the payload behind its hash."""
    previous: str
    """The link of the event before it, or GENESIS."""
    link: str

    def header(self) -> dict[str, Any]:
        """What the link covers besides the payload; nothing of a patient."""
        return {"visit": self.visit, "sequence": self.sequence, "at": self.at, "gap_ms": self.gap_ms,
                "actor": self.actor, "type": self.type}

    def as_json(self) -> dict[str, Any]:
        """The event as it stands in a journal file."""
        return {**self.header(), "payload": dict(self.payload), "salt": self.salt, "previous": self.previous,
                "link": self.link}


def link_of(header: Mapping[str, Any], payload: Mapping[str, Any], salt: str, previous: str) -> str:
    """The link of an event, as 64 hexadecimal digits."""
    content = hashlib.sha256(bytes.fromhex(salt) + canonical(payload)).digest()
    return hashlib.sha256(bytes.fromhex(previous) + canonical(header) + content).hexdigest()


def chained(header: Mapping[str, Any], payload: Mapping[str, Any], salt: str, previous: str) -> Event:
    """The event with its link, its payload as it will be read back. ValueError for a type that is none of ours."""
    if header["type"] not in EVENT_TYPES:
        raise ValueError(f"unknown event type {header['type']!r}")
    kept = json.loads(canonical(payload))
    return Event(payload=kept, salt=salt, previous=previous, link=link_of(header, kept, salt, previous), **header)


def event_from_json(data: Mapping[str, Any]) -> Event:
    """The event that `as_json` wrote. KeyError or TypeError where it is not one."""
    return Event(**{name: data[name] for name in Event.__dataclass_fields__})


def chain_fault(events: Iterable[Event]) -> str:
    """Where a journal stops being a chain, in a sentence; empty where it is one."""
    previous, sequence = GENESIS, 0
    for event in events:
        sequence += 1
        if event.sequence != sequence:
            return f"event {sequence} is missing"
        if event.previous != previous:
            return f"event {sequence} does not follow the one before it"
        if event.link != link_of(event.header(), event.payload, event.salt, event.previous):
            return f"event {sequence} was changed"
        previous = event.link
    return ""
