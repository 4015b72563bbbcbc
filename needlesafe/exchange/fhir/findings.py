"""What was raised and what was done about it: a DetectedIssue for every finding."""

from __future__ import annotations

from collections.abc import Iterator

from needlesafe.domain.rules import Finding
from needlesafe.exchange.fhir.case import Case, doubted
from needlesafe.exchange.fhir.consent import site_role
from needlesafe.exchange.fhir.elements import Element, concept, extensions, held, own_code, text
from needlesafe.exchange.fhir.people import PATIENT

ACTION_WORDS = {"stop": "Stop", "ultrasound-or-stop": "Ultrasound or stop", "clearance": "Clearance needed",
                "modify": "Change the plan", "precaution": "Keep in mind"}


def finding_roles(case: Case) -> list[str]:
    """The roles of the findings, in their order."""
    return [f"finding {index}" for index in range(len(case.assessment.findings))]


def findings(case: Case) -> Iterator[Element]:
    """Every finding, gravest first, with its rules and how far they are known."""
    for role, found in zip(finding_roles(case), case.assessment.findings, strict=True):
        action = own_code("action", found.action, ACTION_WORDS[found.action])
        yield case.resource(
            "DetectedIssue", role, status="final", code=concept(own_code("finding", found.id), words=title_of(found)),
            patient=case.to(PATIENT), identifiedDateTime=case.visit.date, detail=text(words_of(found)),
            extension=extensions(("action", "Coding", action), ("foundation", "Code", found.status),
                                 *(("rule", "Code", name) for name in found.rules),
                                 *(("cause", "Code", name) for name in sources_of(found)),
                                 ("open", "Boolean", found.open)),
            implicated=case.all_to(site_role(index) for index in found.sites), mitigation=_done(found, case))


def title_of(found: Finding) -> str:
    """What a finding is called, with its mark of doubt."""
    return doubted(found.title, found.status)


def words_of(found: Finding) -> str:
    """What a finding says, with its changes and where it sends the patient."""
    return "\n".join(part for part in (doubted(found.text, found.status), *found.changes, found.referral) if part)


def done_about(found: Finding, case: Case) -> list[tuple[str, str]]:
    """What was done about a finding: the code of the deed with its words."""
    visit = case.visit
    told = [("changes-made", "Changes accepted.")] if found.id in visit.changes_accepted else []
    told += [("declined", f"Declined: {item.reason}") for item in visit.overrides if item.finding == found.id]
    return [*told, ("clearance", "A clearance or guidance is recorded.")] if found.cleared else told


def sources_of(found: Finding) -> tuple[str, ...]:
    """The questions, factors and computed facts that raised a finding, each once."""
    return tuple(dict.fromkeys(because.source for because in found.because))


def _done(found: Finding, case: Case) -> list[Element]:
    return [held(action=concept(own_code("deed", code), words=words)) for code, words in done_about(found, case)]
