"""
The visit as a FHIR R4 document (4.0.1): a Composition whose sections say it in words, and the resources behind them.

Plain dicts: the same visit gives the same bytes. Ids are made from the visit's id and the role of the resource in it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from needlesafe.domain.catalogue import Catalogue
from needlesafe.domain.events import Event, canonical
from needlesafe.domain.rules import assess
from needlesafe.domain.visit import Visit
from needlesafe.exchange.fhir import adverse
from needlesafe.exchange.fhir.answers import Asked, asked_lists
from needlesafe.exchange.fhir.case import Case
from needlesafe.exchange.fhir.consent import consent, provenances
from needlesafe.exchange.fhir.elements import Element, coding, concept, extensions, held, own_code
from needlesafe.exchange.fhir.findings import findings
from needlesafe.exchange.fhir.needling import observations, procedures
from needlesafe.exchange.fhir.people import CLINIC, PATIENT, PRACTITIONER, measured, people
from needlesafe.exchange.fhir.sections import sections
from needlesafe.exchange.fhir.statements import statements

__all__ = ["bundle", "bundle_bytes"]

_DOCUMENT = "document"


def bundle(visit: Visit, catalogue: Catalogue, events: Sequence[Event]) -> Element:
    """The document of a visit under the content that it was made with; the events tell when things were recorded."""
    case = Case(visit, catalogue, assess(visit, catalogue), tuple(events))
    return case.resource(
        "Bundle", "bundle", meta=_meta(case), type="document", timestamp=case.at,
        identifier={"system": "urn:ietf:rfc:3986", "value": f"urn:uuid:{case.name(_DOCUMENT)}"},
        entry=[{"fullUrl": f"urn:uuid:{resource['id']}", "resource": resource} for resource in _resources(case)])


def bundle_bytes(visit: Visit, catalogue: Catalogue, events: Sequence[Event]) -> bytes:
    """The document as it is attached: canonical JSON, so that the same visit gives the same bytes."""
    return canonical(bundle(visit, catalogue, events))


def _resources(case: Case) -> Iterator[Element]:
    lists = (*asked_lists(case), *statements(case), *adverse.written_down(case))
    yield _composition(case, lists)
    yield from people(case)
    yield from measured(case)
    yield consent(case)
    yield from provenances(case)
    yield from (asked.resource(case) for asked in lists)
    yield from findings(case)
    yield from procedures(case)
    yield from observations(case)
    yield from adverse.resources(case)


def _composition(case: Case, lists: Sequence[Asked]) -> Element:
    visit = case.visit
    started = held(start=visit.started_at, end=visit.finished_at)
    return case.resource(
        "Composition", _DOCUMENT, language="en", status=_status(visit),
        type=concept(own_code("document", "visit", "Dry needling visit"), words="Dry needling visit"),
        subject=case.to(PATIENT), date=case.at, author=[case.to(PRACTITIONER)], custodian=case.to(CLINIC),
        title=f"Dry needling visit of {visit.date}", event=[{"period": started}] if started else [],
        extension=extensions(
            ("visit-day", "Date", visit.date), ("visit-number", "PositiveInt", visit.number),
            ("jurisdiction", "Code", visit.jurisdiction), ("content-version", "String", visit.content_version),
            ("content-fingerprint", "String", visit.content_fingerprint),
            ("clinic-content-fingerprint", "String", visit.content_clinic)),
        section=[section.element(case) for section in sections(case, lists)])


def _status(visit: Visit) -> str:
    """R4's status of a document: final once the visit is closed, amended when something was added after that."""
    if visit.amendments:
        return "amended"
    return "final" if visit.closed else "preliminary"


def _meta(case: Case) -> Element:
    """A tag on what was done on trial; a visit for practice or for a demonstration is test data besides."""
    if not case.visit.trial and not case.visit.demo:
        return {}
    practice = [coding("http://terminology.hl7.org/CodeSystem/v3-ActReason", "HTEST", "test health data")]
    marks = (("trial", "TRIAL", case.visit.trial), ("demo", "DEMO", case.visit.demo))
    return held(tag=[own_code("mark", name, words) for name, words, said in marks if said],
                security=practice if case.visit.trial_choice == "practice" or case.visit.demo else [])
