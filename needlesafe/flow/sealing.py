"""
Makes, seals and keeps the documents of a visit.

What was read is what is sealed: the draft's hash stands in the journal, the signatures are bound to it, and the
sealed consent repeats the draft's pages.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable

from needlesafe.documents import Built, Facts, consent_draft, consent_read
from needlesafe.errors import GateRefused, Lack
from needlesafe.flow.adoption import says_trial
from needlesafe.flow.clinic_seal import demand_seal, seal_key
from needlesafe.flow.gates import consent_keys, demand
from needlesafe.flow.papers import Source, number_of, printed
from needlesafe.flow.progress import Progress
from needlesafe.flow.steps import closing_kinds, due_papers, finish_gate, unsealed
from needlesafe.flow.time_stamps import queue_stamp
from needlesafe.flow.visit_desk import VisitDesk
from needlesafe.seal import seal

REASONS = {"consent": "Consent sealed before the first needle", "record": "Record of the visit sealed",
           "aftercare": "Aftercare sheet sealed", "aftercare-large": "Aftercare sheet in large print sealed",
           "refusal": "Refusal sealed", "withdrawal": "Withdrawal of consent sealed", "amendment": "Amendment sealed",
           "incident": "Incident report sealed", "referral": "Referral letter sealed",
           "hand-over": "Emergency letter sealed"}


def draft_of(desk: VisitDesk) -> bytes:
    """The consent that the patient reads, as things stand."""
    return consent_draft(_facts(desk)).pdf


def pages_of(desk: VisitDesk) -> bytes:
    """The sealed consent where consent was given, else the draft as things stand."""
    given = desk.visit.consent.decision == "given"
    kept = desk.workplace.store.document(desk.visit_id, "consent") if given else None
    return kept.data if kept else draft_of(desk)


def prepare_consent(desk: VisitDesk, language: str = "") -> bytes:
    """The draft, its hash recorded; earlier signatures fall where it changed. GateRefused where it is too early."""
    demand("consent", desk.standing)
    language = language or desk.visit.consent.language
    if language != desk.visit.consent.language:
        _record_draft(desk, language, "")
    pdf = draft_of(desk)
    _record_draft(desk, language, hashlib.sha256(pdf).hexdigest())
    return pdf


def _record_draft(desk: VisitDesk, language: str, draft: str) -> None:
    covers = list(consent_keys(desk.standing))
    known = desk.visit.consent
    if (known.draft, known.language, set(known.covers)) != (draft, language, set(covers)):
        desk.record(("consent-prepared", {"draft": draft, "language": language, "covers": covers}))


def agree(desk: VisitDesk) -> str:
    """The SHA-256 of the sealed consent, which is recorded as given. GateRefused where other pages were read than stand."""
    read = _demand_what_was_read(desk)
    demand_seal(desk.workplace)
    if desk.visit.consent.decision != "given":
        desk.decide("given")
    return _sealed_consent(desk, read)


def seal_consent(desk: VisitDesk) -> str:
    """The SHA-256 of the sealed consent. GateRefused where the draft that was signed is no longer what stands."""
    return _sealed_consent(desk, _demand_what_was_read(desk))


def _demand_what_was_read(desk: VisitDesk) -> Built:
    if desk.visit.withdrawal is not None:
        raise GateRefused("consent", (Lack("withdrawn", "", "note"),))
    read = consent_read(_facts(desk), desk.visit.consent.draft)
    if read is None:
        raise GateRefused("consent", (Lack("consent-outdated", "", "consent"),))
    return read


def _sealed_consent(desk: VisitDesk, read: Built) -> str:
    return _sealed(desk, "consent", _built(desk, "consent", read.total))


def finish(desk: VisitDesk, progress: Progress | None = None) -> tuple[str, ...]:
    """The kinds of documents that close the visit; where it was called off some of them wait for their seal, and the visit
    stays open. GateRefused names what the visit lacks."""
    if not desk.visit.closed:
        demand(finish_gate(desk.standing), desk.standing)
        demand_seal(desk.workplace)
        desk.record(("visit-finished", {"gate": finish_gate(desk.standing)}))
    waiting = unsealed(desk.visit)
    for done, kind in enumerate(waiting):
        if progress is not None and not progress.goes_on(done, len(waiting)):
            break
        _sealed(desk, kind, _built(desk, kind))
    return closing_kinds(desk.visit)


def seal_due(desk: VisitDesk) -> tuple[str, ...]:
    """The kinds of pages beside the steps that were sealed now: letters, a report, a withdrawal, amendments."""
    due = due_papers(desk.visit)
    for kind in due:
        _sealed(desk, kind, _built(desk, kind))
    return due


def say_and_seal(desk: VisitDesk, told: Callable[[VisitDesk], object] | None = None) -> tuple[str, ...]:
    """The kinds of pages that were sealed once something was said of the visit; nothing is recorded where no seal can be
    used."""
    demand_seal(desk.workplace)
    if told is not None:
        told(desk)
    return seal_due(desk)


def seal_large_print(desk: VisitDesk) -> str:
    """The SHA-256 of the aftercare sheet in large print. GateRefused where the plain one is not sealed or this one is."""
    kinds = {document.kind for document in desk.visit.documents}
    if "aftercare" not in kinds or "aftercare-large" in kinds:
        raise GateRefused("aftercare-large", (Lack("decided" if "aftercare" in kinds else "sealed-record", "", "note"),))
    demand_seal(desk.workplace)
    return _sealed(desk, "aftercare-large", _built(desk, "aftercare-large"))


def _built(desk: VisitDesk, kind: str, total: int = 0) -> bytes:
    store = desk.workplace.store
    kept = store.document(desk.visit_id, "consent") if kind == "record" else None
    return printed(kind, Source(_facts(desk), store.events(desk.visit_id), kept.data if kept else None, total))


def _facts(desk: VisitDesk) -> Facts:
    catalogue = desk.workplace.catalogue
    return Facts(desk.visit, desk.assessment, catalogue, says_trial(desk.visit, catalogue))


def _sealed(desk: VisitDesk, kind: str, pdf: bytes) -> str:
    """Seals a document, verifies it, keeps it and journals its hash, in that order."""
    place = desk.workplace
    key = seal_key(place)
    sealed = seal(pdf, key, when=place.clock(), reason=REASONS[kind])
    digest = hashlib.sha256(sealed).hexdigest()
    number = number_of(kind, desk.visit)
    name = f"{kind}{f'-{number}' if number > 1 else ''}-{desk.visit.date}-{desk.visit_id[:8]}.pdf"
    place.store.keep_document(desk.visit_id, kind, name, sealed, digest)
    queue_stamp(place, digest)
    place.register.add_sealed(digest)
    desk.record(("document-sealed", {"kind": kind, "sha256": digest, "name": name}))
    return digest
