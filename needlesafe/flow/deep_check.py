"""
The deep check of a sealed file: does it say the same in its pages, in its data and in its journal?

Runs in a process of its own (see `proof`), because everything here reads a foreign file. Each thing that is compared
gives one line; what cannot be compared is said and is no fault.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Any

from needlesafe.content import load
from needlesafe.documents.compared import differences, drawn_by
from needlesafe.documents.facts import Differing, Drawn
from needlesafe.documents.program import program
from needlesafe.domain.catalogue import Catalogue
from needlesafe.domain.events import Event, chain_fault, event_from_json
from needlesafe.domain.folding import fold
from needlesafe.domain.visit import Visit
from needlesafe.errors import NeedleSafeError
from needlesafe.exchange.fhir import bundle_bytes
from needlesafe.exchange.visit_json import visit_bytes
from needlesafe.flow.papers import CONSENT, FHIR, JOURNAL, VISIT, WITH_DATA, Source, facts_of, printed
from needlesafe.flow.proof import AGREES, DIFFERS, SKIPPED, Compared
from needlesafe.seal import UNCHANGED, NoStamp, check_stamp, embedded_files, verify
from needlesafe.seal.apart import limit_this_process
from needlesafe.seal.child import known_to

@dataclass(frozen=True, slots=True)
class _Inside:
    """A file with what it carries."""

    pdf: bytes
    files: dict[str, bytes]
    drawn: Drawn
    events: tuple[Event, ...]
    visit: Visit


@dataclass(frozen=True, slots=True)
class Checker:
    """What a check knows besides the file."""

    question: dict[str, Any]

    def check(self, pdf: bytes) -> tuple[Compared, ...]:
        """Everything that can be compared in a file, in the order in which one thing rests upon the other."""
        rows: list[Compared] = []
        try:
            rows.extend(self._rows(pdf))
        except Exception as error:  # foreign files make readers raise anything at all
            outcome = DIFFERS if _drawn_here(pdf) else SKIPPED
            rows.append(Compared("pages", outcome, f"What is inside the file cannot be read ({type(error).__name__})."))
        return tuple(rows)

    def _rows(self, pdf: bytes) -> Iterator[Compared]:
        files = embedded_files(pdf)
        if JOURNAL not in files:
            yield _without_journal(drawn_by(pdf))
            return
        events = tuple(event_from_json(told) for told in json.loads(files[JOURNAL]))
        if fault := chain_fault(events):
            yield Compared("journal", DIFFERS, f"The journal inside it is broken: {fault}.")
            return
        yield Compared("journal", AGREES, f"The journal inside it is one chain of {len(events)} events.")
        inside = _Inside(pdf, files, drawn_by(pdf), events, fold(events))
        yield _visit_row(inside)
        yield self._pages_row(inside)
        if FHIR in files:
            yield self._fhir_row(inside)
        if CONSENT in files:
            yield from self._consent_rows(inside)
        elif inside.drawn.here and inside.drawn.kind == "record" and _was_sealed("consent", inside.visit):
            yield Compared("consent", DIFFERS, "Its journal says that a consent was sealed, and it is not inside.")

    def _pages_row(self, inside: _Inside) -> Compared:
        catalogue, hindrance = self._made_alike(inside)
        if catalogue is None:
            return Compared("pages", SKIPPED, f"The pages were not compared with the data: {hindrance}.")
        source = Source(facts_of(inside.visit, catalogue), inside.events, inside.files.get(CONSENT))
        found = differences(inside.pdf, printed(inside.drawn.kind, source))
        if found:
            return Compared("pages", DIFFERS, f"The pages and the attached data say different things: {_placed(found)}.")
        return Compared("pages", AGREES, "The pages, made anew from the data inside the file, are the same in every word and "
                        "line.")

    def _fhir_row(self, inside: _Inside) -> Compared:
        """Whether the attached FHIR document is, byte for byte, what the events inside the file make."""
        catalogue, hindrance = self._made_alike(inside)
        if catalogue is None:
            return Compared("fhir", SKIPPED, f"The FHIR document inside it was not compared with the journal: {hindrance}.")
        if inside.files[FHIR] == bundle_bytes(inside.visit, catalogue, inside.events):
            return Compared("fhir", AGREES, "The FHIR document inside it is the one that its journal makes.")
        return Compared("fhir", DIFFERS, "The FHIR document inside it is not the one that its journal makes.")

    def _made_alike(self, inside: _Inside) -> tuple[Catalogue | None, str]:
        """The content that this program would make the file anew with; None, and why, where it would make another."""
        if not inside.drawn.here:
            return None, f"it was made by {inside.drawn.program or 'another program'}, and this is {program()}"
        catalogue, visit = _catalogue(self.question["clinic"]), inside.visit
        if catalogue is None:
            return None, "the content of this program cannot be read"
        own = (catalogue.version, catalogue.fingerprint, catalogue.clinic_fingerprint)
        its = (visit.content_version, visit.content_fingerprint, visit.content_clinic)
        if its[1:] != own[1:]:
            return None, f"it was made under content {_content(*its)}, and this program has {_content(*own)}"
        return catalogue, ""

    def _consent_rows(self, inside: _Inside) -> Iterator[Compared]:
        """The consent inside a record: sealed, the one that the journal names, and in itself of one mind."""
        pdf = inside.files[CONSENT]
        register, trusted = known_to(self.question)
        verdict = verify(pdf, register=register, trusted=trusted, use_hashes=self.question["use_hashes"])
        if verdict.word != UNCHANGED:
            yield Compared("consent", DIFFERS, f"The consent inside it: {verdict.sentence}.")
            return
        if hashlib.sha256(pdf).hexdigest() not in (document.sha256 for document in inside.visit.documents):
            yield Compared("consent", DIFFERS, "The consent inside it is not the one that its journal says was sealed.")
            return
        yield Compared("consent", AGREES, f"The consent inside it is {verdict.sentence}.")
        for row in self.check(pdf):
            yield Compared(f"consent: {row.subject}", row.outcome, f"Of the consent: {row.said[:1].lower()}{row.said[1:]}")


@cache
def _catalogue(clinic: str) -> Catalogue | None:
    """The content of this program with what the clinic added; None where it cannot be read."""
    try:
        return load(clinic=Path(clinic) if clinic else None)
    except NeedleSafeError:
        return None


def _without_journal(drawn: Drawn) -> Compared:
    """What a file without a journal is: a letter or a sheet, or one of ours from which it was taken."""
    if drawn.here and drawn.kind in WITH_DATA:
        return Compared("journal", DIFFERS, f"A {drawn.kind} carries its journal, and this one does not.")
    return Compared("pages", SKIPPED, "This kind of document carries no data that its pages could be compared with.")


def _was_sealed(kind: str, visit: Visit) -> bool:
    return any(document.kind == kind for document in visit.documents)


def _visit_row(inside: _Inside) -> Compared:
    """Whether the attached visit is what the journal tells; another version may write it otherwise."""
    if _same_json(inside.files.get(VISIT, b""), visit_bytes(inside.visit)):
        return Compared("visit", AGREES, "The visit inside it is the one that its journal tells.")
    if not inside.drawn.here:
        return Compared("visit", SKIPPED, "The visit inside it is written otherwise than this version of the program would.")
    return Compared("visit", DIFFERS, "The visit inside it is not the one that its journal tells.")


def _same_json(found: bytes, told: bytes) -> bool:
    try:
        return bool(json.loads(found) == json.loads(told))
    except (ValueError, RecursionError):
        return False


def _content(version: str, fingerprint: str, clinic: str) -> str:
    return f"{version} ({' + '.join(name[:12] for name in (fingerprint, clinic) if name)})"


def _placed(found: tuple[Differing, ...]) -> str:
    """Where, and of the first place with words, what stands there and what the data give."""
    places = ", ".join(one.place for one in found[:6]) + (", …" if len(found) > 6 else "")
    worded = next((one for one in found if one.found or one.made), None)
    if worded is None:
        return places
    reads, gives = (" / ".join(words) or "nothing" for words in (worded.found, worded.made))
    return f"{places}; {worded.place} reads “{reads}” where the data give “{gives}”"


def _drawn_here(pdf: bytes) -> bool:
    """Whether this very program says to have drawn a file; one that cannot be read at all was drawn by another."""
    try:
        return drawn_by(pdf).here
    except Exception:  # foreign files make readers raise anything at all
        return False


def stamp_row(answer: bytes, sha256: str) -> Compared:
    """What the time stamp beside the file says."""
    try:
        told = check_stamp(answer, sha256)
    except NoStamp as error:
        return Compared("time stamp", DIFFERS, f"The time stamp beside it is none of this file: {error}.")
    return Compared("time stamp", AGREES, f"The time stamp beside it: {told.authority or 'an unnamed authority'} saw this very "
                    f"file's SHA-256 on {told.at:%Y-%m-%d} at {told.at:%H:%M:%S} UTC, by its own clock. Whether that authority "
                    f"can be trusted is for you to find out; its certificate has the SHA-256 {told.certificate_sha256}.")


def main() -> None:
    """Read the question from standard input, answer on standard output."""
    limit_this_process()
    question = json.load(sys.stdin)
    pdf = Path(question["path"]).read_bytes()
    sha256 = hashlib.sha256(pdf).hexdigest()
    rows = Checker(question).check(pdf)
    if question["stamp"]:
        rows = (*rows, stamp_row(Path(question["stamp"]).read_bytes(), sha256))
    print(json.dumps({"sha256": sha256, "rows": [asdict(row) for row in rows]}))


if __name__ == "__main__":
    main()
