"""
The proof about any PDF: the strict verdict first, then the deep check, each in a process of its own.

The verdict says whether a byte was changed since the seal. The deep check asks whether the file is of one mind: who has
the clinic's key could seal pages that say something else than the data beneath them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from needlesafe.flow.progress import Progress
from needlesafe.flow.time_stamps import stamp_name
from needlesafe.seal import CHANGED, UNCHANGED, UNVERIFIABLE, Register, Verdict, verify_file
from needlesafe.seal.apart import SECONDS, Apart, NoAnswer
from needlesafe.seal.child import question_about

AGREES, DIFFERS, SKIPPED = "agrees", "differs", "not compared"
CHECK = "needlesafe.flow.deep_check"
"""The module that reads the file."""
OUTSIDE = "time stamp"
"""The one row that is about another file; it changes no verdict."""
LARGEST_STAMP = 100_000
STAGES = 2
"""The seal, then what is inside."""


@dataclass(frozen=True, slots=True)
class Compared:
    """One thing that was looked at besides the seal."""

    subject: str
    """`journal`, `visit`, `pages`, `fhir`, `consent` or `time stamp`; with `consent: ` before it, of the consent inside."""
    outcome: str
    """`agrees`, `differs` or `not compared`."""
    said: str
    """One plain sentence."""


@dataclass(frozen=True, slots=True)
class Proof:
    """What can be said about a file, and what it rests upon."""

    verdict: Verdict
    compared: tuple[Compared, ...] = ()
    """What was compared besides; empty where the verdict leaves nothing to compare."""


@dataclass(frozen=True, slots=True)
class Known:
    """By what a file is judged."""

    register: Register | None
    """None for a stranger, who knows no certificate."""
    trusted: Sequence[bytes] = ()
    """Certificates (DER) that are trusted besides."""
    clinic: Path | None = None
    """The clinic's own folder of content."""


def prove(path: Path, known: Known, *, deep: bool = True, progress: Progress | None = None) -> Proof:
    """What can be said about the file at `path`; where it was called off, the verdict alone. BadInput where there is no such
    file; whatever it holds is a verdict."""
    stages = progress or Progress()
    stages.goes_on(0, STAGES)
    verdict = verify_file(path, register=known.register, trusted=known.trusted)
    if not deep or verdict.word not in (UNCHANGED, CHANGED):
        return Proof(verdict)
    apart = Apart(CHECK, SECONDS)
    stages.goes_on(1, STAGES)
    stages.when_called_off(apart.end)
    try:
        answer = apart.ask(_question(path, known))
        rows = tuple(Compared(**row) for row in answer["rows"])
        same = answer["sha256"] == verdict.sha256
    except NoAnswer as error:
        return Proof(verdict, (Compared("pages", SKIPPED, f"What is inside the file was not compared: {error}."),))
    except (KeyError, TypeError):
        return Proof(verdict, (Compared("pages", SKIPPED, "What is inside the file was not compared."),))
    if not same:
        return Proof(Verdict(UNVERIFIABLE, "it was changed while it was looked at", verdict.sha256))
    return Proof(in_light_of(verdict, rows), rows)


def _question(path: Path, known: Known) -> dict[str, Any]:
    stamp = path.with_name(stamp_name(path.name))
    there = stamp.is_file() and stamp.stat().st_size <= LARGEST_STAMP
    return {**question_about(path, known.register, known.trusted, True),
            "clinic": str(known.clinic.resolve()) if known.clinic else "", "stamp": str(stamp.resolve()) if there else ""}


def in_light_of(verdict: Verdict, rows: tuple[Compared, ...]) -> Verdict:
    """The verdict: a file that contradicts itself is changed, whatever its seal says."""
    against = [row for row in rows if row.outcome == DIFFERS and row.subject != OUTSIDE]
    if not against:
        return verdict
    what = against[0].said.rstrip(".")
    if verdict.word == CHANGED:
        return replace(verdict, reason=f"{verdict.reason}; {what[:1].lower()}{what[1:]}")
    return replace(verdict, word=CHANGED, sealed_at=None,
                   reason=f"the seal is whole, but the file contradicts itself. {what}")
