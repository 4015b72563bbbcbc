"""Plans and answers in a line, and what the shipped content raises from them; the patient is Aoife Byrne."""

from __future__ import annotations

from typing import Any

from needlesafe.domain.catalogue import Catalogue
from needlesafe.domain.rules import Assessment, Finding, assess
from tests.helpers.visit_files import AOIFE, CONOR, DELTOID, as_visit, begun

Raw = dict[str, Any]
CLEARANCE = {"by": "Dr Orla Keane", "date": "2026-11-02", "text": "Dry needling agreed."}


def at(muscle: str, side: str = "left", **more: Any) -> Raw:
    """A site; one needle of 5 mm, in and out, side-lying, so that nothing but the place matters."""
    return {**DELTOID, "muscle": muscle, "side": side, "length_mm": 5, "position": "side-lying", **more}


def assessed(catalogue: Catalogue, *sites: Raw, answers: Raw | None = None, patient: Raw | None = None,
             **parts: Any) -> Assessment:
    """What a visit raises: answers as the file writes them, `practitioner` and `date` where they differ."""
    practitioner = {**CONOR, **parts.pop("practitioner", {})}
    raw = begun(*sites, screening=answers or {}, patient={**AOIFE, **(patient or {})}, practitioner=practitioner, **parts)
    return assess(as_visit(raw, catalogue), catalogue)


def raised(assessment: Assessment) -> set[str]:
    """Every rule that some finding names."""
    return {rule for finding in assessment.findings for rule in finding.rules}


def of(assessment: Assessment, rule: str) -> Finding | None:
    """The finding that names a rule."""
    return next((finding for finding in assessment.findings if rule in finding.rules), None)


def sites_of(assessment: Assessment, rule: str) -> set[int]:
    """The sites at which a rule holds, over all findings."""
    return {index for finding in assessment.findings for name, sites in zip(finding.rules, finding.held_at, strict=True)
            if name == rule for index in sites}
