"""What stands on every page of a visit's document: who, which visit, which document, under which content."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from needlesafe.documents.facts import Attachment, Facts
from needlesafe.documents.sheet import Sheet
from needlesafe.documents.wording import Wording, moment_of
from needlesafe.domain.people import paper_of

_SHORT_ID = 8
_SHORT_FINGERPRINT = 12


def sheet_of(facts: Facts, kind: str, words: Wording, attachments: Sequence[Attachment] = ()) -> Sheet:
    """The particulars of a document; its time is that of the visit's start, so that a draft and its whole agree."""
    visit = facts.visit
    title = words.heading(f"{kind}-title")
    patient = visit.patient
    born = (words.paragraph("running-born"), patient.identifier)
    return Sheet(
        title=title, subject=document_id(kind, visit.id), author=visit.clinic.name, language=words.text.language,
        created=moment_of(visit.started_at), patient=patient.name, born=" \u00b7 ".join(part for part in born if part),
        visit=words.paragraph("running-visit"), footer=_foot(facts, document_id(kind, visit.id), words),
        page_words=words.text.paragraphs["page-count"], page_size=paper_of(visit.clinic, visit.jurisdiction),
        attachments=tuple(attachments))


def page_of(facts: Facts, kind: str, words: Wording, number: int = 1) -> Sheet:
    """The particulars of a page beside the steps, the first of its kind in the visit or a later one; its time is that of
    the event that it stands for."""
    visit, sheet = facts.visit, sheet_of(facts, kind, words)
    short_id = document_id(kind, visit.id, number)
    return replace(sheet, subject=short_id, footer=_foot(facts, short_id, words),
                   created=moment_of(visit.last_at or visit.started_at))


def document_id(kind: str, visit_id: str, number: int = 1) -> str:
    """The short id of a document: its kind, numbered from the second on, and the first digits of its visit."""
    return f"{kind}{f'-{number}' if number > 1 else ''} {visit_id[:_SHORT_ID]}"


def content_id(version: str, fingerprint: str, clinic: str = "") -> str:
    """The version of the content with the first digits of its fingerprint, and of that of what the clinic added."""
    added = f" + clinic {clinic[:_SHORT_FINGERPRINT]}" if clinic else ""
    return f"content {version} {fingerprint[:_SHORT_FINGERPRINT]}{added}"


def _foot(facts: Facts, short_id: str, words: Wording) -> str:
    visit = facts.visit
    parts = [visit.clinic.name, short_id,
             content_id(visit.content_version, visit.content_fingerprint, visit.content_clinic)]
    marks = [words.heading(name) for name, said in (("trial", facts.trial), ("demo", visit.demo)) if said]
    return " \u00b7 ".join([*parts, *marks])
