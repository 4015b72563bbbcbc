"""What the verbs of `content` answer: as plain JSON values, and in lines for people."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from needlesafe.content.check import check
from needlesafe.errors import BadInput
from needlesafe.flow.listing import content_json
from needlesafe.paths import assets_dir


@dataclass(frozen=True, slots=True)
class Answer:
    """What a verb says."""

    value: Any
    """The answer for another program."""
    lines: tuple[str, ...]
    """The same for people."""


def checked(folder: Path | None, clinic: Path | None, today: date) -> Answer:
    """The summary of a content without a fault. BadInput names every fault of one that has any."""
    root = folder or assets_dir()
    told = check(root, clinic, root.absolute().parent / "tests" / "cases", today)
    if told.faults:
        raise BadInput(told.faults)
    known = content_json(told.catalogue)
    hardest = {"place": told.hardest.place, "grade": round(told.hardest.grade, 1)} if told.hardest else None
    value = {**known, "faults": [], "counts": told.counts, "statuses": told.statuses, "cases": told.cases,
             "next_review": told.next_review.isoformat() if told.next_review else None, "hardest": hardest}
    counted = ", ".join(f"{number} {table}" for table, number in told.counts.items())
    cases = (f"{told.cases} cases hold; every rule has one in which it fires and one in which it is silent."
             if told.cases else "Cases were not looked at: there is no folder tests/cases beside this content.")
    clinic_words = (f"What the clinic added: fingerprint {known['clinic']}.",) if "clinic" in known else ()
    doubtful = told.statuses
    return Answer(value, (
        f"No fault found. Version {known['version']}, fingerprint {known['fingerprint']}.", *clinic_words, f"{counted}.",
        f"{doubtful['unconfirmed']} entries are not confirmed (†), {doubtful['default']} are defaults of our own (‡).",
        cases, f"The next review is due on {told.next_review}.",
        f"The hardest text that a patient reads is of grade {hardest['grade']}: {hardest['place']}." if hardest else ""))
