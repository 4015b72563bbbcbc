"""
What an answer is: three states, and *unanswered* is none of them.

`ANSWER_KINDS` is the closed list of kinds of answer; the widgets and the documents hold a table with the same keys.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

WORDS = ("yes", "no", "unknown", "not-applicable")
ANSWER_KINDS = ("three-state", "tick", "text", "number", "choice", "date", "strokes")


@dataclass(frozen=True, slots=True)
class Place:
    """Where on the body an answer holds."""

    region: str
    """A region id or one of the groups."""
    side: str = ""
    """`left`, `right`, `midline`, or empty for any side."""


@dataclass(frozen=True, slots=True)
class Clearance:
    """A medical clearance: who gave it, when, and what it says."""

    by: str
    date: str
    text: str

    @property
    def complete(self) -> bool:
        """Whether all three are there."""
        return bool(self.by.strip() and self.date.strip() and self.text.strip())


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer to a question or a factor."""

    answer: str
    """One of WORDS."""
    detail: str = ""
    where: tuple[Place, ...] = ()
    """Empty: every place that a rule names."""
    clearance: Clearance | None = None
    date: str = ""


def answer_from_json(data: str | Mapping[str, Any]) -> Answer:
    """The answer as a visit file or an event holds it."""
    if isinstance(data, str):
        return Answer(data)
    clearance = data.get("clearance")
    return Answer(data["answer"], data.get("detail", ""),
                  tuple(Place(place["region"], place.get("side", "")) for place in data.get("where", ())),
                  Clearance(clearance.get("by", ""), clearance.get("date", ""), clearance.get("text", ""))
                  if clearance else None, data.get("date", ""))


def answer_to_json(answer: Answer) -> str | dict[str, Any]:
    """The shortest form that `answer_from_json` reads back."""
    parts: dict[str, Any] = {"answer": answer.answer}
    if answer.detail:
        parts["detail"] = answer.detail
    if answer.where:
        parts["where"] = [{"region": p.region, "side": p.side} if p.side else {"region": p.region} for p in answer.where]
    if answer.clearance:
        parts["clearance"] = {"by": answer.clearance.by, "date": answer.clearance.date, "text": answer.clearance.text}
    if answer.date:
        parts["date"] = answer.date
    return answer.answer if len(parts) == 1 else parts
