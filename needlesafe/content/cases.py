"""
Reads the cases that show each rule at work, judges them, and says which rules have none.

A case is a visit in few lines with the rule that fires in it, or does not though it nearly would; a clinician reads
it as a sentence. The records of `domain/` are the schema of its parts, and what a case leaves out is said here once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import tomli

from needlesafe.content.case_check import Expectation, crosscheck
from needlesafe.content.records import record
from needlesafe.content.tables import PLACES
from needlesafe.domain.anatomy import Site
from needlesafe.domain.answers import Answer
from needlesafe.domain.catalogue import Catalogue, Rule
from needlesafe.domain.exclusion import ruled_out
from needlesafe.domain.people import Clinic, Patient, Practitioner
from needlesafe.domain.rules import Assessment, assess
from needlesafe.domain.visit import Visit
from needlesafe.errors import BadInput, Fault

PATIENT = {"family_name": "Byrne", "given_name": "Aoife", "birth_date": "1984-03-09"}
PRACTITIONER = {"name": "Conor Walsh", "registration": "PT-20311"}
SITE = {"needles": 1, "length_mm": 30, "gauge_mm": 0.25, "technique": "in-and-out"}
"""What a case need not say."""
PARTS = ("answers", "sites", "patient", "practitioner")


@dataclass(frozen=True, slots=True)
class Case:
    """One visit and what a rule makes of it."""

    place: str
    """The file and the case's number in it."""
    expected: Expectation
    visit: Visit

    @property
    def rule(self) -> str:
        """The rule that the case is about."""
        return self.expected.rule

    @property
    def says(self) -> str:
        """The case in one sentence."""
        return self.expected.says


def read_cases(folder: Path, catalogue: Catalogue) -> tuple[Case, ...]:
    """The cases of every `*.toml` of a folder, in the order of files and lines. BadInput names every fault of all."""
    faults: list[Fault] = []
    cases = [case for path in sorted(folder.glob("*.toml")) for case in _of_file(path, catalogue, faults)]
    seen: dict[str, str] = {}
    for case in cases:
        first = seen.setdefault(case.says, case.place)
        if first != case.place:
            faults.append(Fault(f"{case.place}.says", f"is the sentence of {first}"))
    if faults:
        raise BadInput(faults)
    return tuple(cases)


def _of_file(path: Path, catalogue: Catalogue, faults: list[Fault]) -> Iterator[Case]:
    try:
        raw = tomli.loads(path.read_bytes().decode("utf-8"))
    except (OSError, UnicodeDecodeError, tomli.TOMLDecodeError) as error:
        faults.append(Fault(path.name, f"cannot be read: {error}"))
        return
    faults += [Fault(f"{path.name}: {key}", "is no table that the program reads") for key in raw if key != "case"]
    entries = raw.get("case", [])
    if not isinstance(entries, list) or not entries:
        faults.append(Fault(path.name, "must hold cases, each under [[case]]"))
        return
    for number, entry in enumerate(entries, 1):
        if (case := _case(f"{path.name}: case {number}", entry, faults)) is not None:
            faults += crosscheck(case.place, case.expected, case.visit, catalogue)
            yield case


def _case(place: str, entry: Any, faults: list[Fault]) -> Case | None:
    """The case of one table, or None after its faults were added."""
    if not isinstance(entry, dict):
        faults.append(Fault(place, "must be a table"))
        return None
    before = len(faults)
    expected = record(Expectation, {key: value for key, value in entry.items() if key not in PARTS}, place, faults)
    patient = record(Patient, _with(PATIENT, entry.get("patient", {})), f"{place}.patient", faults)
    practitioner = record(Practitioner, _with(PRACTITIONER, entry.get("practitioner", {})), f"{place}.practitioner", faults)
    answers = _answers(f"{place}.answers", entry.get("answers", {}), faults)
    sites = _sites(f"{place}.sites", entry.get("sites", []), faults)
    if len(faults) > before:
        return None
    visit = Visit(id="case", date=expected.on, jurisdiction=expected.jurisdiction, patient_id="case", patient=patient,
                  practitioner=practitioner, clinic=Clinic(""), content_version="", content_fingerprint="",
                  screening=answers, sites=sites)
    return Case(place, expected, visit)


def _with(defaults: dict[str, Any], said: Any) -> Any:
    """What was said, over what need not be said; what is no table stays what it is."""
    return {**defaults, **said} if isinstance(said, dict) else said


def _answers(place: str, raw: Any, faults: list[Fault]) -> dict[str, Answer]:
    if not isinstance(raw, dict):
        faults.append(Fault(place, "must be a table of answers"))
        return {}
    return {key: record(Answer, {"answer": said} if isinstance(said, str) else said, f"{place}.{key}", faults)
            for key, said in raw.items()}


def _sites(place: str, raw: Any, faults: list[Fault]) -> tuple[Site, ...]:
    if not isinstance(raw, list):
        faults.append(Fault(place, "must be a list of sites"))
        return ()
    return tuple(record(Site, _with(SITE, said), f"{place}[{index}]", faults) for index, said in enumerate(raw))


def judged(case: Case, catalogue: Catalogue) -> str:
    """What happened instead of what the case says, in one sentence; empty where it happened."""
    assessment = assess(case.visit, catalogue)
    sites = _sites_of(case.rule, assessment)
    if case.expected.rules_out and not ruled_out(catalogue.questions[case.rule], case.visit):
        return f"{case.rule} is a question for this patient, of this sex and age."
    if case.expected.silent:
        return "" if sites is None else f"{case.rule} fires{_at(sites)}."
    if sites is None:
        return f"{case.rule} is silent; {_raised(assessment)}."
    action = _rules(catalogue)[case.rule].action
    if action != case.expected.fires:
        return f"{case.rule} asks for {action}, not for {case.expected.fires}."
    if case.expected.at and sorted(case.expected.at) != sites:
        return f"{case.rule} fires{_at(sites)}, not{_at(sorted(case.expected.at))}."
    return ""


def _rules(catalogue: Catalogue) -> dict[str, Rule]:
    """Every rule by its id, those that the questions are first."""
    return {**{rule.id: rule for rule in catalogue.own_rules}, **catalogue.rules}


def _sites_of(rule: str, assessment: Assessment) -> list[int] | None:
    """The sites at which a rule stands, the first is 1; None where no finding lists it."""
    found = [sites for finding in assessment.findings for name, sites in zip(finding.rules, finding.held_at, strict=True)
             if name == rule]
    return sorted({index + 1 for sites in found for index in sites}) if found else None


def _at(sites: list[int]) -> str:
    return f" at {'site' if len(sites) == 1 else 'sites'} {', '.join(map(str, sites))}" if sites else " at no site"


def _raised(assessment: Assessment) -> str:
    names = sorted({rule for finding in assessment.findings for rule in finding.rules})
    return f"raised are {', '.join(names)}" if names else "nothing is raised"


def coverage(cases: Iterable[Case], catalogue: Catalogue) -> list[Fault]:
    """Each rule that no case fires, or of which no case shows where it is silent."""
    shown = {(case.rule, case.expected.silent) for case in cases}
    wanted = ((False, "has no case in which it fires"), (True, "has no case in which it is silent"))
    return [Fault(f"{PLACES['questions' if name in catalogue.questions else 'rules']} {name}", words)
            for name in _rules(catalogue) for silent, words in wanted if (name, silent) not in shown]
