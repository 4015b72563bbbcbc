"""
Prints: the only room that knows reportlab and pikepdf; facts go in, tagged PDF/A-3a and PDF/UA-1 bytes come out.

Opening the room costs nothing: reportlab is read when the first document is made.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from needlesafe.documents.facts import Attachment, Built, Facts, Sealing
from needlesafe.documents.words import unprintable
from needlesafe.domain.catalogue import Catalogue
from needlesafe.domain.events import Event
from needlesafe.domain.people import Clinic

__all__ = ["Attachment", "Built", "Facts", "Sealing", "aftercare", "amendment", "consent", "consent_draft",
           "consent_read", "hand_over", "incident", "paper_form", "proof_sheet", "record", "referral", "refusal",
           "unprintable", "withdrawal"]


def consent_draft(facts: Facts) -> Built:
    """What the patient reads before signing; it depends on nothing but what is read."""
    from needlesafe.documents.papers.consent import draft

    return draft(facts)


def consent_read(facts: Facts, sha256: str) -> Built | None:
    """The draft of that SHA-256 where it says what stands; None where other pages were read."""
    from needlesafe.documents.papers.consent import read

    return read(facts, sha256)


def consent(facts: Facts, attachments: Sequence[Attachment] = (), total: int = 0) -> Built:
    """The draft's pages with the very same content, then one page of signatures with the room for the seal; `total` is what
    the draft counted, 0 where that is not known."""
    from needlesafe.documents.papers.consent import whole

    return whole(facts, attachments, total)


def record(facts: Facts, attachments: Sequence[Attachment] = (), events: Sequence[Event] = ()) -> Built:
    """The record of the visit; `events` are listed on its audit pages."""
    from needlesafe.documents.papers.record import whole

    return whole(facts, attachments, events)


def aftercare(facts: Facts, large_print: bool = False) -> Built:
    """The sheet that the patient takes home, in 12 point or in 18."""
    from needlesafe.documents.papers.aftercare import sheet

    return sheet(facts, large_print)


def refusal(facts: Facts) -> Built:
    """The page of a patient who declined or put the decision off."""
    from needlesafe.documents.papers.refusal import page

    return page(facts)


def withdrawal(facts: Facts) -> Built:
    """The page of a patient who took consent back, before, during or after the treatment."""
    from needlesafe.documents.papers.withdrawal import page

    return page(facts)


def amendment(facts: Facts, number: int = 1, events: Sequence[Event] = ()) -> Built:
    """The page of an amendment, 1 for the first; what followed upon the visit's closing is listed from `events`."""
    from needlesafe.documents.papers.amendment import page

    return page(facts, number, events)


def incident(facts: Facts) -> Built:
    """The report of what went wrong, for an insurer or a regulator."""
    from needlesafe.documents.papers.incident import report

    return report(facts)


def referral(facts: Facts, number: int = 1) -> Built:
    """The letter that asks for a clearance, 1 for the first, with room for the answer."""
    from needlesafe.documents.papers.referral import letter

    return letter(facts, number)


def hand_over(facts: Facts, number: int = 1) -> Built:
    """The letter for those who take over in an emergency, 1 for the first: large, one page where that can be."""
    from needlesafe.documents.papers.hand_over import letter

    return letter(facts, number)


def paper_form(catalogue: Catalogue, clinic: Clinic, created: datetime, trial: bool = True) -> Built:
    """The empty form for the day the computer is down; `created` has its offset; a trial says so on every page."""
    from needlesafe.documents.papers.paper_form import form

    return form(catalogue, clinic, created, trial)


def proof_sheet(catalogue: Catalogue, clinic: Clinic, seals: Sequence[Sealing], created: datetime) -> Built:
    """The page for whoever is to check a sealed file; `seals` are the clinic's, the newest first."""
    from needlesafe.documents.papers.proof_sheet import sheet

    return sheet(catalogue, clinic, seals, created)
