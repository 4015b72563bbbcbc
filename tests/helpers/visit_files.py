"""Visit files for tests: complete ones for any plan, made from what the catalogue asks for; all people are invented."""

from __future__ import annotations

import copy
import json
from typing import Any

from needlesafe.domain.catalogue import Catalogue
from needlesafe.domain.rules import assess
from needlesafe.domain.visit import Visit
from needlesafe.exchange.visit_file import read_visit
from needlesafe.flow.gates import Standing, discharge_items, readiness_items, signatures_wanted, understanding_items

Raw = dict[str, Any]

AOIFE = {"family_name": "Byrne", "given_name": "Aoife", "birth_date": "1984-03-09", "identifier": "C-1042",
         "language": "en", "phone": "+353 1 555 0142", "emergency_contact": {"name": "Seán Byrne", "phone": "+353 1 555 0143"},
         "sex": "female", "height_cm": 171, "weight_kg": 70}
CONOR = {"name": "Conor Walsh", "registration": "PT-20311", "profession": "physiotherapist", "scope": ["*"],
         "cover_excludes": [], "cover_until": "2027-06-30"}
UPPER_TRAPEZIUS = {"muscle": "m-upper-trapezius", "side": "left", "needles": 2, "length_mm": 30, "gauge_mm": 0.25,
                   "technique": "in-and-out", "position": "prone", "lot": "A1180", "expires": "2029-01"}
DELTOID = {"muscle": "m-deltoid", "side": "right", "needles": 1, "length_mm": 30, "gauge_mm": 0.25,
           "technique": "in-and-out", "position": "supine", "lot": "A1180", "expires": "2029-01"}
GASTROCNEMIUS = {"muscle": "m-gastrocnemius", "side": "right", "needles": 3, "length_mm": 40, "gauge_mm": 0.3,
                 "technique": "in-and-out", "position": "prone", "lot": "B2201", "expires": "2028-09"}
INK = [[[0.1, 0.5, 0, 0.4], [0.2, 0.3, 16, 0.6], [0.3, 0.6, 32, 0.7], [0.45, 0.35, 48, 0.5]],
       [[0.5, 0.5, 300, 0.5], [0.7, 0.45, 332, 0.6], [0.85, 0.55, 364, 0.3]]]


def begun(*sites: Raw, **parts: Any) -> Raw:
    """A file with people and plan and nothing answered."""
    raw = {"format": "needlesafe-visit", "version": 1, "date": "2026-11-21", "jurisdiction": "IE", "patient": AOIFE,
           "practitioner": CONOR, "screening": {}, "sites": list(sites)}
    return copy.deepcopy({**raw, **parts})


def as_visit(raw: Raw, catalogue: Catalogue) -> Visit:
    """The visit that the file tells."""
    return read_visit(json.dumps(raw).encode(), catalogue)


def standing(raw: Raw, catalogue: Catalogue) -> Standing:
    """What the gates would look at."""
    visit = as_visit(raw, catalogue)
    return Standing(visit, assess(visit, catalogue), catalogue)


def screened(raw: Raw, catalogue: Catalogue) -> Raw:
    """The file with the answer that raises nothing to every question that the plan asks and nobody has answered."""
    answers = dict(raw["screening"])
    for name in standing(raw, catalogue).assessment.unanswered:
        answers[name] = "no" if catalogue.questions[name].raised_by == "yes" else "yes"
    return {**raw, "screening": answers}


def ready(raw: Raw, catalogue: Catalogue) -> Raw:
    """The file with every answer, readiness check, acknowledgement and change that the consent waits for."""
    raw = screened(raw, catalogue)
    now = standing(raw, catalogue)
    return {**raw, "readiness": {item.id: item.wanted for item in readiness_items(now)},
            "acknowledged": [item.id for item in now.assessment.acknowledgements],
            "changes_accepted": [f.id for f in now.assessment.findings if f.action == "modify" and f.open]}


def consented(raw: Raw, catalogue: Catalogue, decision: str = "given") -> Raw:
    """The file with understanding answered and every signature drawn."""
    raw = ready(raw, catalogue)
    now = standing(raw, catalogue)
    names = {"patient": now.visit.patient.name, "practitioner": now.visit.practitioner.name, "guardian": "Seán Byrne"}
    signatures = [{"role": role, "for": [purpose], "name": names[role], "strokes": INK}
                  for role, purpose in signatures_wanted(now)]
    return {**raw, "consent": {
        "language": "en", "decision": decision, "questions": "Does it hurt? A prick and a short ache.",
        "understanding": [{"id": item.id, "answer": item.wanted} for item in understanding_items(now)],
        "signatures": signatures}}


def treated(raw: Raw, catalogue: Catalogue) -> Raw:
    """The file with every planned needle in and out."""
    raw = consented(raw, catalogue)
    acts = [("in", index, site["needles"]) for index, site in enumerate(raw["sites"])]
    acts += [("out", index, site["needles"]) for index, site in enumerate(raw["sites"])]
    return {**raw, "treatment": [{"at": f"10:{5 + minute:02}", "event": event, "site": site, "count": count}
                                 for minute, (event, site, count) in enumerate(acts)]}


def complete(raw: Raw, catalogue: Catalogue) -> Raw:
    """The file of a whole visit, to its last check."""
    raw = treated(raw, catalogue)
    now = standing(raw, catalogue)
    return {**raw, "indication": {"complaint": "left neck pain, 6 weeks", "diagnosis": "myofascial pain, upper trapezius",
                                  "goal": "turn the head to reverse the car", "pain_before": 6,
                                  "range_before": "rotation left 45°"},
            "note": {"response": "local twitch, familiar ache, eased", "pain_after": 3, "range_after": "rotation left 60°",
                     "bleeding": "one drop, stopped at once", "bruising": "none seen", "soreness": "slight",
                     "discharge": {item.id: item.wanted for item in discharge_items(now)}, "aftercare_given": True,
                     "red_flags_explained": True, "follow_up": "phone tomorrow; next visit in a week"}}


def written(raw: Raw) -> bytes:
    """The file's bytes."""
    return json.dumps(raw, ensure_ascii=False, indent=1).encode()
