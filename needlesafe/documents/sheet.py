"""What a document is, apart from its story: names, dates, running lines, attachments."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from datetime import datetime

from needlesafe.documents.facts import Attachment
from needlesafe.documents.program import program
from needlesafe.documents.words import require_printable


@dataclass(frozen=True, slots=True)
class Sheet:
    """A document's particulars; every text is shown as it stands."""

    title: str
    """The name of the document, shown by readers as the window's title."""
    subject: str
    """What it is about."""
    author: str
    """The clinic."""
    language: str
    """The language of its text, such as `en`."""
    created: datetime
    """When it was made, with its offset."""
    patient: str
    """The patient's name, at the head of every page."""
    born: str
    """The patient's birth date in words, at the head of every page."""
    visit: str
    """The visit in words, at the head of every page."""
    footer: str
    """What stands beside the page number: the document's short id and the content's fingerprint."""
    page_words: str = "Page {page} of {total}"
    """How pages are counted; the total comes after the page."""
    page_size: str = "A4"
    """`A4` or `Letter`."""
    attachments: tuple[Attachment, ...] = ()
    """Files inside the document."""
    creator: str = field(default_factory=program)
    """The program, as the file names it."""

    def __post_init__(self) -> None:
        if self.created.tzinfo is None:
            raise ValueError("the time of making needs its offset")
        for item in fields(self):
            value = getattr(self, item.name)
            if isinstance(value, str):
                object.__setattr__(self, item.name, require_printable(value, item.name).replace("\n", " "))
