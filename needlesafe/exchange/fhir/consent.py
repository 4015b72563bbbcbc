"""What the patient decided, and who signed for it: a Consent, and a Provenance for every signature."""

from __future__ import annotations

from collections.abc import Iterator

from needlesafe.domain.consent import Signature
from needlesafe.domain.last_visit import site_key
from needlesafe.exchange.fhir.case import Case
from needlesafe.exchange.fhir.elements import Element, coding, concept, extensions, held, own_code, system, text
from needlesafe.exchange.fhir.people import CLINIC, GUARDIAN, PATIENT, PRACTITIONER, companions

CONSENT = "consent"

STATUSES = {"given": "active", "declined": "rejected", "deferred": "proposed", "": "draft"}
"""R4's status of a consent for each decision; put off is proposed and not agreed, undecided is a draft."""

DECISIONS = {"given": "Given", "declined": "Declined", "deferred": "Put off"}

_SIGNATURES = "urn:iso-astm:E1762-95:2013"
_CONSENTS = ("1.2.840.10065.1.12.1.7", "Consent Signature")
_SIGNED_AS = {
    "patient": _CONSENTS, "guardian": _CONSENTS,
    "practitioner": ("1.2.840.10065.1.12.1.3", "Co-participant's Signature"),
    "interpreter": ("1.2.840.10065.1.12.1.12", "Interpreter Signature"),
    "witness": ("1.2.840.10065.1.12.1.11", "Consent Witness Signature"),
    "chaperone": ("1.2.840.10065.1.12.1.9", "Event Witness Signature"),
    "supervisor": ("1.2.840.10065.1.12.1.5", "Verification Signature")}
"""The type of signature of each role, in the codes that R4's value set `signature-type` holds."""


def site_role(index: int) -> str:
    """The role of the procedure at a site."""
    return f"site {index}"


def signature_roles(case: Case) -> list[str]:
    """The roles of the provenances, one a signature."""
    return [f"signature {index}" for index in range(len(case.visit.consent.signatures))]


def consent(case: Case) -> Element:
    """The decision with what it covers; `active` says that it was given, and no more."""
    visit, decided = case.visit, case.visit.consent
    treatment = coding("http://terminology.hl7.org/CodeSystem/consentscope", "treatment", "Treatment")
    content = f"The consent text of NeedleSafe content {visit.content_version}, language {decided.language}"
    return case.resource(
        "Consent", CONSENT, extension=_besides(case), status=_status(case), scope=concept(treatment),
        category=[concept(own_code("consent", "dry-needling", "Consent to dry needling"))], patient=case.to(PATIENT),
        dateTime=decided.decided_at or (visit.date if decided.decision else ""), performer=_deciding(case),
        organization=[case.to(CLINIC)], sourceAttachment=_sealed(case),
        policyRule=concept(own_code("content", visit.content_fingerprint), words=content), provision=_provision(case))


def _status(case: Case) -> str:
    """R4's status of the consent; one that was withdrawn is inactive."""
    visit = case.visit
    return "inactive" if visit.withdrawal is not None else STATUSES[visit.consent.decision]


def provenances(case: Case) -> Iterator[Element]:
    """One for every signature: who signed, as what, for what, when, and which draft was read."""
    for role, signature in zip(signature_roles(case), case.visit.consent.signatures, strict=True):
        moment, who = signature.at or case.at, _who(signature, case)
        read = held(system=system("draft-sha256"), value=signature.draft)
        draft = {"role": "source", "what": {"identifier": read, "display": "The draft that was read"}}
        signed_as = coding(_SIGNATURES, *_SIGNED_AS[signature.role])
        yield case.resource(
            "Provenance", role, target=[case.to(CONSENT)], occurredDateTime=moment, recorded=moment,
            extension=extensions(("way-of-signing", "Code", "drawn" if signature.strokes else "typed"),
                                 ("typed-name", "String", signature.typed)),
            agent=[{"role": [concept(own_code("role", signature.role))], "who": who}],
            reason=[concept(own_code("purpose", purpose)) for purpose in signature.purposes],
            entity=[draft] if signature.draft else [],
            signature=[{"type": [signed_as], "when": moment, "who": who}])


def _who(signature: Signature, case: Case) -> Element:
    """Who signed: one of the visit's people, else by name alone."""
    words = {"display": text(signature.name)}
    known = signature.role in (PATIENT, PRACTITIONER, *companions(case))
    return {**case.to(signature.role), **words} if known else words


def _deciding(case: Case) -> list[Element]:
    """Who signed for needling as patient or guardian; the patient where a decision has no signature."""
    roles = {s.role for s in case.visit.consent.signatures if "needling" in s.purposes}
    named = [role for role in (GUARDIAN, PATIENT) if role in roles] or [PATIENT]
    return case.all_to(named) if case.visit.consent.decision else []


def _provision(case: Case) -> Element:
    """What was permitted or refused: for what it was signed, and the sites of which the draft spoke."""
    decided = case.visit.consent
    if decided.decision not in ("given", "declined"):
        return {}
    signed = dict.fromkeys(purpose for s in decided.signatures if s.role in (PATIENT, GUARDIAN) for purpose in s.purposes)
    covered = [index for index, site in enumerate(case.visit.sites) if site_key(site) in decided.covers]
    return held(type="permit" if decided.decision == "given" else "deny",
                code=[concept(own_code("purpose", purpose)) for purpose in signed],
                data=[{"meaning": "instance", "reference": case.to(site_role(index))} for index in covered])


def _sealed(case: Case) -> Element:
    """The sealed consent, named by its file and its SHA-256."""
    kept = next((document for document in reversed(case.visit.documents) if document.kind == "consent"), None)
    if kept is None:
        return {}
    return held(contentType="application/pdf", title=text(kept.name), creation=kept.sealed_at,
                extension=extensions(("sha256", "String", kept.sha256)))


def _besides(case: Case) -> list[Element]:
    decided, chaperone = case.visit.consent, case.visit.chaperone
    offered = own_code("chaperone", chaperone.answer) if chaperone else None
    said = own_code("decision", decided.decision, DECISIONS[decided.decision]) if decided.decision else None
    return extensions(("chaperone", "Coding", offered), ("decision", "Coding", said),
                      ("language", "Code", decided.language), ("questions", "String", decided.questions),
                      ("decided-by", "String", decided.decided_by), ("decision-reason", "String", decided.reason),
                      ("draft-sha256", "String", decided.draft))
