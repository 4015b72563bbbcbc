"""The sealed documents of a visit as somebody looks for them: what each is, when it was sealed, the id that its pages print."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from needlesafe.documents.running import document_id
from needlesafe.domain.visit import Visit
from needlesafe.errors import StoreRefused
from needlesafe.flow.papers import NUMBERED
from needlesafe.flow.workplace import Workplace
from needlesafe.store import StoredDocument


@dataclass(frozen=True, slots=True)
class SealedPaper:
    """One sealed document of a visit."""

    kind: str
    called: str
    """Its kind, or `deferral` for the page of a decision that was put off."""
    number: int
    """Which of its kind it is, 1 for the first."""
    short_id: str
    """As it stands at the foot of its pages."""
    sealed_at: str
    sha256: str
    replaced: bool
    """Whether a later document of a kind of which one counts stands in its place."""


def sealed_papers(visit: Visit) -> tuple[SealedPaper, ...]:
    """The sealed documents of a visit in the order in which they were sealed."""
    made = Counter(document.kind for document in visit.documents)
    seen: Counter[str] = Counter()
    papers = []
    for document in visit.documents:
        kind = document.kind
        seen[kind] += 1
        several = kind in NUMBERED
        called = "deferral" if kind == "refusal" and visit.consent.decision == "deferred" else kind
        papers.append(SealedPaper(kind, called, seen[kind], document_id(kind, visit.id, seen[kind] if several else 1), document.sealed_at,
                                  document.sha256, not several and seen[kind] < made[kind]))
    return tuple(papers)


def kept_paper(workplace: Workplace, visit_id: str, sha256: str) -> StoredDocument:
    """A sealed document as it is kept. StoreRefused where it was changed, or where the visit has none with that hash."""
    for document in workplace.store.documents(visit_id):
        if document.sha256 == sha256:
            return document
    raise StoreRefused("This page is not among the documents that are kept.",
                       "The journal still says that it was sealed, and under which fingerprint.",
                       "Look for it in a backup, or where it was saved.")


def leaving_with(workplace: Workplace, document: StoredDocument) -> tuple[StoredDocument, ...]:
    """What leaves the house with a document: a consent that was withdrawn never goes without the page that says so."""
    if document.kind != "consent":
        return (document,)
    page = workplace.store.document(document.visit_id, "withdrawal")
    return (document,) if page is None else (document, page)
