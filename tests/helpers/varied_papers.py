"""Every document that the varied visits yield, before and after its seal, with the journal that it was made from."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import timedelta
from functools import cache
from typing import Any

from needlesafe.content import load
from needlesafe.domain.answers import answer_to_json
from needlesafe.domain.companions import COMPANIONS
from needlesafe.domain.events import GENESIS, Event, chained
from needlesafe.domain.folding import fold
from needlesafe.domain.last_visit import earlier_to_json
from needlesafe.domain.ledger import acts
from needlesafe.domain.visit import TreatmentEvent, Visit
from needlesafe.flow.papers import Source, facts_of, printed
from needlesafe.flow.sealing import REASONS
from needlesafe.flow.steps import due_papers, unsealed
from needlesafe.flow.visit_desk import Told, said, signature_payload
from needlesafe.seal import SealKey, make_key, seal
from tests.helpers.varied_visits import VISITS, known
from tests.helpers.workplaces import MORNING

FEW = ("minimal", "refusal", "alphabets", "withdrawn")
"""The visits of the usual run; among them is a document of every kind."""


@dataclass(frozen=True)
class Paper:
    """A document of a visit."""

    name: str
    """Of its visit, kind and number."""
    kind: str
    source: Source
    """What it was made from."""
    pdf: bytes
    """Before it is sealed."""
    sealed: bytes


@dataclass
class _Telling:
    """A visit that is being told, and the documents that were made of it so far."""

    name: str
    visit: Visit
    """As it is to be at its end."""
    events: tuple[Event, ...] = ()
    papers: tuple[Paper, ...] = ()

    def tell(self, *facts: Told) -> None:
        """Adds events with salts and times that are always the same."""
        for kind, payload in facts:
            number = len(self.events) + 1
            at = (MORNING + timedelta(seconds=number)).strftime("%Y-%m-%dT%H:%M:%S.000Z")
            header = {"visit": self.visit.id, "sequence": number, "at": at, "gap_ms": 1000 if number > 1 else -1,
                      "actor": "conor", "type": kind}
            salt = hashlib.sha256(f"{self.visit.id} {number}".encode()).hexdigest()[:32]
            self.events += (chained(header, payload, salt, self.events[-1].link if self.events else GENESIS),)

    def seal(self, kinds: tuple[str, ...]) -> None:
        """Makes and seals documents one after the other, each told in the journal, as sealing does."""
        for kind in kinds:
            consent = next((paper.sealed for paper in self.papers if paper.kind == "consent"), None)
            source = Source(facts_of(fold(self.events), load()), self.events, consent if kind == "record" else None)
            pdf = printed(kind, source)
            sealed = seal(pdf, _key(), when=MORNING, reason=REASONS[kind])
            name = f"{self.name}-{kind}-{sum(paper.kind == kind for paper in self.papers) + 1}"
            self.papers += (Paper(name, kind, source, pdf, sealed),)
            self.tell(("document-sealed", {"kind": kind, "sha256": hashlib.sha256(sealed).hexdigest(), "name": f"{name}.pdf"}))


@cache
def papers_of(name: str) -> tuple[Paper, ...]:
    """The documents of the visit of that name in the order in which they are made; consent and record of every visit, of a
    refusal no consent, and aftercare in large print beside the plain one."""
    telling = _Telling(name, known(VISITS[name](load()), name))
    visit = telling.visit
    telling.tell(*_begun(visit), *_answered(visit), *_agreed(visit))
    if visit.consent.decision not in ("declined", "deferred"):
        telling.seal(("consent",))
    telling.tell(*_treated(visit), *_left(visit))
    kinds = unsealed(fold(telling.events))
    large = "aftercare" in kinds and "aftercare-large" not in kinds
    telling.seal((*kinds, *(("aftercare-large",) if large else ())))
    for amendment in visit.amendments:
        telling.tell(("amended", _statement(amendment)))
        telling.seal(due_papers(fold(telling.events)))
    return telling.papers


@cache
def _key() -> SealKey:
    return make_key("Praxis am Bach", MORNING)


def _begun(visit: Visit) -> Iterator[Told]:
    content = {"version": visit.content_version, "fingerprint": visit.content_fingerprint, "clinic": visit.content_clinic}
    yield "visit-started", {"date": visit.date, "jurisdiction": visit.jurisdiction, "patient_id": "p-1", "number": visit.number,
                            "patient": said(visit.patient), "practitioner": said(visit.practitioner), "trial": visit.trial,
                            "clinic": said(visit.clinic), "content": content}
    if visit.trial_choice:
        yield "trial-acknowledged", {"choice": visit.trial_choice}
    for role in COMPANIONS:
        if (person := getattr(visit, role)) is not None:
            yield "companion-recorded", {"role": role, "person": said(person)}
    if visit.earlier:
        yield "earlier-answers-brought", {"answers": {key: earlier_to_json(told) for key, told in visit.earlier.items()}}


def _answered(visit: Visit) -> Iterator[Told]:
    for key, ready in visit.readiness.items():
        yield "readiness-answered", {"id": key, "answer": ready}
    for kind, answers in (("since-last-answered", visit.since_last), ("answered", visit.screening)):
        yield from ((kind, {"id": key, "answer": answer_to_json(answer)}) for key, answer in answers.items())
    yield "indication-recorded", said(visit.indication)
    yield "sites-planned", {"sites": [said(site) for site in visit.sites]}
    yield from (("acknowledged", {"id": key}) for key in visit.acknowledged)
    yield from (("change-accepted", {"finding": key}) for key in visit.changes_accepted)
    yield from (("override-given", asdict(override)) for override in visit.overrides)
    yield from (("referral-written", _statement(letter)) for letter in visit.referrals)


def _agreed(visit: Visit) -> Iterator[Told]:
    consent = visit.consent
    yield "consent-talk-recorded", {"questions": consent.questions}
    yield from (("understanding-answered", {"id": key, "answer": answer}) for key, answer in consent.understanding)
    yield "consent-prepared", {"draft": consent.draft, "language": consent.language, "covers": list(consent.covers)}
    yield from (("signed", signature_payload(signature, signature.draft)) for signature in consent.signatures)
    if consent.decision:
        yield "consent-decided", {"decision": consent.decision, "by": consent.decided_by, "reason": consent.reason}


def _treated(visit: Visit) -> Iterator[Told]:
    for act in acts(visit):
        told = said(act)
        kind = "treatment-recorded" if isinstance(act, TreatmentEvent) else told.pop("what")
        yield kind, {key: value for key, value in told.items() if key != "after"}
    if visit.packs is not None:
        yield "packs-counted", said(visit.packs)
    yield from (("hand-over-written", _statement(letter)) for letter in visit.hand_overs)
    if visit.withdrawal is not None:
        yield "consent-withdrawn", _statement(visit.withdrawal)
    yield from (("given-recorded", said(given)) for given in visit.given)
    yield "course-recorded", said(visit.course)


def _left(visit: Visit) -> Iterator[Told]:
    if visit.reconciliation is not None:
        yield "reconciled", said(visit.reconciliation)
    yield "note-recorded", {key: value for key, value in said(visit.note).items() if not key.startswith("discharge")}
    yield from (("discharge-answered", {"id": key, "answer": answer}) for key, answer in visit.note.discharge.items())
    yield from (("discharge-owed", {"id": key, "text": text}) for key, text in visit.note.discharge_owed.items())
    if visit.incident is not None:
        yield "incident-reported", _statement(visit.incident)
    if visit.ending is not None:
        yield "visit-ended", said(visit.ending)
    if visit.finished_at:
        yield "visit-finished", {"gate": "finish"}


def _statement(record: Any) -> dict[str, Any]:
    """A statement as an event's payload, without the time that the computer writes beside it."""
    return {key: value for key, value in said(record).items() if key != "recorded_at"}
