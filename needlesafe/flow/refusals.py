"""
A no that is signed, by whoever says it and wishes to; nobody is asked to, and nothing waits for it.

The signature is bound to the page as it was read: that of the decision, without signatures.
"""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256

from needlesafe.domain.consent import Signature
from needlesafe.domain.visit import Visit
from needlesafe.errors import GateRefused
from needlesafe.flow.gates import demand, signature_lacks
from needlesafe.flow.papers import Source, facts_of, printed
from needlesafe.flow.visit_desk import VisitDesk, signature_payload


def page_of_refusal(desk: VisitDesk) -> bytes:
    """The page of a decision against it as it stands now, without signatures."""
    visit = desk.visit
    unsigned = replace(visit, consent=replace(visit.consent, refusal=()))
    return printed("refusal", Source(facts_of(unsigned, desk.workplace.catalogue)))


def sign_refusal(desk: VisitDesk, signature: Signature) -> Visit:
    """Records a signature under a no, bound to the page that was read. GateRefused where nothing was declined or put off,
    or where the mark is no signature."""
    demand("sign-refusal", desk.standing)
    if lacking := signature_lacks(signature, desk.visit):
        raise GateRefused("signature", lacking)
    return desk.record(("refusal-signed", signature_payload(signature, sha256(page_of_refusal(desk)).hexdigest())))
