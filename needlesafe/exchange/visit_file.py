"""
Reads a visit file into a `Visit`, or refuses it with every fault and its path.

Version 1 is the only format so far. Keys may be added; none is removed, renamed or made required.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import islice
from typing import Any

from needlesafe.domain.answers import answer_from_json
from needlesafe.domain.catalogue import GROUPS, Catalogue, Question
from needlesafe.domain.consent import Consent
from needlesafe.domain.people import Clinic
from needlesafe.domain.questions import ruled_out
from needlesafe.domain.visit import (Ending, Indication, Note, Override, Reconciliation, TreatmentEvent, Visit,
                                     patient_from_json, practitioner_from_json, signature_from_json, site_from_json)
from needlesafe.errors import BadInput, Fault
from needlesafe.exchange.shape import MOST_FAULTS, faults, nearest
from needlesafe.exchange.visit_schema import VISIT

Raw = dict[str, Any]


def read_visit(data: bytes, catalogue: Catalogue) -> Visit:
    """The visit that a file describes, of no store yet. BadInput names every fault."""
    raw = parsed(data)
    found = list(islice(faults(raw, VISIT), MOST_FAULTS))
    if not found:
        found = list(islice(_meaning_faults(raw, catalogue), MOST_FAULTS))
    if found:
        raise BadInput(found)
    visit = _visit(raw, catalogue)
    applicable = list(_applicability_faults(visit, catalogue))
    if applicable:
        raise BadInput(applicable)
    return visit


def parsed(data: bytes) -> Any:
    """The JSON value of a file. BadInput where it is none: not UTF-8, cut short, a key said twice, not a number."""
    try:
        return json.loads(data.decode("utf-8"), object_pairs_hook=_once, parse_constant=_no_constant)
    except UnicodeDecodeError as error:
        raise BadInput([Fault("the file", f"is not UTF-8 at byte {error.start}")]) from None
    except json.JSONDecodeError as error:
        raise BadInput([Fault(f"line {error.lineno}, column {error.colno}",
                              f"is not JSON: {error.msg.lower()}")]) from None
    except RecursionError:
        raise BadInput([Fault("the file", "is nested too deeply to be a visit")]) from None
    except ValueError as error:
        raise BadInput([Fault("the file", str(error))]) from None


def _once(pairs: list[tuple[str, Any]]) -> Raw:
    found: Raw = {}
    for name, value in pairs:
        if name in found:
            raise ValueError(f"the key '{name}' stands twice in one object")
        found[name] = value
    return found


def _no_constant(name: str) -> float:
    raise ValueError(f"{name} is not a number that a visit can hold")


def _known(path: str, name: str, known: dict[str, Any] | list[str], what: str) -> Iterator[Fault]:
    if name not in known:
        yield Fault(path, f"'{name}' is no {what}{nearest(name, list(known))}")


def _meaning_faults(raw: Raw, catalogue: Catalogue) -> Iterator[Fault]:
    """Ids that nobody knows and references that lead nowhere."""
    for key, answer in raw["screening"].items():
        yield from _known(f"screening.{key}", key, {**catalogue.questions, **catalogue.factors}, "question or factor")
        yield from _place_faults(f"screening.{key}", answer, catalogue)
    for key in raw.get("since_last", {}):
        yield from _known(f"since_last.{key}", key, catalogue.changes, "question about changes")
    for key in raw.get("readiness", {}):
        yield from _known(f"readiness.{key}", key, catalogue.readiness, "readiness item")
    for index, site in enumerate(raw["sites"]):
        yield from _site_faults(f"sites[{index}]", site, catalogue)
    for key in ("scope", "cover_excludes"):
        for index, region in enumerate(raw["practitioner"].get(key, ())):
            yield from _known(f"practitioner.{key}[{index}]", region, {**catalogue.regions, "*": None}, "region")
    yield from _plan_faults(raw, catalogue)
    yield from _consent_faults(raw.get("consent", {}), catalogue)
    yield from _treatment_faults(raw, catalogue)
    for key in raw.get("note", {}).get("discharge", {}):
        yield from _known(f"note.discharge.{key}", key, catalogue.discharge, "discharge check")
    for key in raw.get("reconciliation", {}).get("checks", {}):
        yield from _known(f"reconciliation.checks.{key}", key, catalogue.reconciliation, "reconciliation check")
    if raw["patient"]["birth_date"] > raw["date"]:
        yield Fault("patient.birth_date", "lies after the visit")


def _place_faults(path: str, answer: Any, catalogue: Catalogue) -> Iterator[Fault]:
    places = answer.get("where", ()) if isinstance(answer, dict) else ()
    for index, place in enumerate(places):
        yield from _known(f"{path}.where[{index}].region", place["region"],
                          [*catalogue.regions, *GROUPS], "region or group")


def _site_faults(path: str, site: Raw, catalogue: Catalogue) -> Iterator[Fault]:
    yield from _known(f"{path}.muscle", site["muscle"], catalogue.muscles, "muscle")
    muscle = catalogue.muscles.get(site["muscle"])
    if muscle is not None and site["side"] not in (sides := catalogue.regions[muscle.region].sides):
        yield Fault(f"{path}.side", f"'{site['side']}' is no side of {muscle.region}; it has {', '.join(sides)}")


def _plan_faults(raw: Raw, catalogue: Catalogue) -> Iterator[Fault]:
    ticks = {item.id: None for region in catalogue.regions.values() for item in region.acknowledgements}
    for index, name in enumerate(raw.get("acknowledged", ())):
        yield from _known(f"acknowledged[{index}]", name, ticks, "acknowledgement")
    findings = {**catalogue.rules, **catalogue.questions}
    for index, name in enumerate(raw.get("changes_accepted", ())):
        yield from _known(f"changes_accepted[{index}]", name, findings, "finding")
    for index, override in enumerate(raw.get("overrides", ())):
        yield from _known(f"overrides[{index}].finding", override["finding"], findings, "finding")


def _consent_faults(consent: Raw, catalogue: Catalogue) -> Iterator[Fault]:
    language = consent.get("language", "en")
    yield from _known("consent.language", language, catalogue.consent, "language of the consent")
    text = catalogue.consent.get(language, catalogue.consent["en"])
    known = [item.id for item in text.understanding]
    for index, item in enumerate(consent.get("understanding", ())):
        yield from _known(f"consent.understanding[{index}].id", item["id"], known, "understanding question")


def _treatment_faults(raw: Raw, catalogue: Catalogue) -> Iterator[Fault]:
    for index, event in enumerate(raw.get("treatment", ())):
        path = f"treatment[{index}]"
        if event["event"] in ("in", "out"):
            for name in ("site", "count"):
                if name not in event:
                    yield Fault(f"{path}.{name}", "is missing")
        if event.get("site", 0) >= max(len(raw["sites"]), 1):
            yield Fault(f"{path}.site", f"there is no site {event['site']}; the plan has {len(raw['sites'])}")
        if event["event"] == "adverse":
            yield from _known(f"{path}.id", event.get("id", ""), catalogue.events, "adverse event")


def _applicability_faults(visit: Visit, catalogue: Catalogue) -> Iterator[Fault]:
    """`not-applicable` where neither sex nor age makes it so."""
    for key, answer in visit.screening.items():
        question = catalogue.questions.get(key)
        if answer.answer == "not-applicable" and not _may_be_ruled_out(question, visit):
            yield Fault(f"screening.{key}", "'not-applicable' holds only where sex or age rules the question out")


def _may_be_ruled_out(question: Question | None, visit: Visit) -> bool:
    return question is not None and bool(ruled_out(question, visit))


def _visit(raw: Raw, catalogue: Catalogue) -> Visit:
    """The records of a file without faults."""
    indication, note = raw.get("indication", {}), raw.get("note", {})
    return Visit(
        id="", date=raw["date"], jurisdiction=raw["jurisdiction"], patient_id="",
        patient=patient_from_json(raw["patient"]), practitioner=practitioner_from_json(raw["practitioner"]),
        clinic=Clinic(""), content_version=catalogue.version, content_fingerprint=catalogue.fingerprint,
        since_last={key: answer_from_json(value) for key, value in raw.get("since_last", {}).items()},
        screening={key: answer_from_json(value) for key, value in raw["screening"].items()},
        readiness=dict(raw.get("readiness", {})), indication=Indication(**indication),
        sites=tuple(site_from_json(site) for site in raw["sites"]), acknowledged=tuple(raw.get("acknowledged", ())),
        changes_accepted=tuple(raw.get("changes_accepted", ())),
        overrides=tuple(Override(**override) for override in raw.get("overrides", ())),
        consent=_consent(raw.get("consent", {})),
        treatment=tuple(TreatmentEvent(**event) for event in raw.get("treatment", ())), note=Note(**note),
        reconciliation=Reconciliation(**raw["reconciliation"]) if "reconciliation" in raw else None,
        ending=Ending(**raw["ending"]) if "ending" in raw else None)


def _consent(raw: Raw) -> Consent:
    return Consent(raw.get("language", "en"), raw.get("decision", ""), raw.get("questions", ""),
                   tuple((item["id"], item["answer"]) for item in raw.get("understanding", ())),
                   tuple(signature_from_json(signature) for signature in raw.get("signatures", ())))
