"""What every section is given."""

from __future__ import annotations

from dataclasses import dataclass

from needlesafe.documents.facts import Facts
from needlesafe.documents.typesetter import Typesetter
from needlesafe.documents.wording import Wording
from needlesafe.domain.doubt import mark_of

@dataclass(frozen=True, slots=True)
class Layout:
    """The facts, the words and the hand that sets them."""

    facts: Facts
    words: Wording
    setter: Typesetter


def doubt(status: str) -> str:
    """The mark of a status, with the blank before it; nothing for what is confirmed."""
    mark = mark_of(status)
    return f"\u00a0{mark}" if mark else ""


def doubted(text: str, status: str) -> str:
    """A text with the mark of its status behind it, unless that mark stands in it already."""
    return text if mark_of(status) and mark_of(status) in text else f"{text}{doubt(status)}"
