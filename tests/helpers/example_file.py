"""
The example of the visit-file page, with shipped ids and invented words in place of its dots; how to change it at one
place, and what is said when it is refused.
"""

from __future__ import annotations

import copy
import json
import time
from typing import Any

import pytest

from needlesafe.domain.catalogue import Catalogue
from needlesafe.errors import BadInput
from needlesafe.exchange.visit_file import read_visit
from tests.helpers.budgets import allowed
from tests.helpers.visit_files import DELTOID, GASTROCNEMIUS, UPPER_TRAPEZIUS, begun, complete

Raw = dict[str, Any]
SECONDS = allowed(2.0)
"""Of processor time, within which any file is refused."""

REQUIRED = [
    "format", "version", "date", "jurisdiction", "patient", "patient/family_name", "patient/given_name",
    "patient/birth_date", "practitioner", "practitioner/name", "practitioner/registration", "screening", "sites",
    "sites/0/muscle", "sites/0/side", "sites/0/needles", "sites/0/length_mm", "sites/0/gauge_mm", "sites/0/technique",
]
"""Every key that a file must have."""
WRONG = [
    ("patient", [], "must be an object, not a list"),
    ("patient/family_name", 7, "must be text, not 7"),
    ("patient/family_name", "  ", "must be a text that is not empty, not '  '"),
    ("patient/height_cm", "171", "must be a number, not '171'"),
    ("patient/height_cm", 1.71, "must lie between 20 and 260, not 1.71"),
    ("patient/emergency_contact", None, "must be an object, not null"),
    ("practitioner/scope", "*", "must be a list, not '*'"),
    ("screening", None, "must be an object, not null"),
    ("screening/pr-anticoagulant", True, "must be text or an object, not true"),
    ("screening/pr-anticoagulant", "maybe", "'maybe' is not one of yes, no, unknown, not-applicable"),
    ("screening/pr-anticoagulant", "unkown", "'unkown' is not one of yes, no, unknown, not-applicable; "
                                             "the nearest known is 'unknown'"),
    ("sites", {}, "must be a list, not an object"),
    ("sites/0/needles", 2.5, "must be a whole number, not 2.5"),
    ("sites/0/needles", True, "must be a whole number, not true"),
    ("sites/0/needles", 0, "must lie between 1 and 200, not 0"),
    ("sites/0/needles", 10**30, "is not a number that a visit can hold"),
    ("sites/0/length_mm", -30, "must lie between 1 and 200, not -30"),
    ("sites/0/technique", "in-out", "'in-out' is not one of in-and-out, retained, superficial, electrical; "
                                    "the nearest known is 'in-and-out'"),
    ("sites/0/position", "upright", "'upright' is not one of prone, supine, side-lying, sitting"),
    ("sites/0/level", "L9", "must be a spinal level such as C7 or L4, not 'L9'"),
    ("sites/0/expires", "2029-13", "must be a year and month such as 2029-01, not '2029-13'"),
    ("sites/0/expires", "01/2029", "must be a year and month such as 2029-01, not '01/2029'"),
    ("consent/decision", "yes", "'yes' is not one of given, declined, deferred"),
    ("consent/signatures/0/role", "pateint", "'pateint' is not one of patient, guardian, practitioner, interpreter, "
                                             "witness, chaperone, supervisor; the nearest known is 'patient'"),
    ("consent/signatures/0/for/0", "all", "'all' is not one of needling, chest, left-in"),
    ("consent/signatures/0/strokes/0/0", [0.1, 0.2, 0], "must hold 4 items, not 3"),
    ("consent/signatures/0/strokes/0/0/0", 1.2, "must lie between 0 and 1, not 1.2"),
    ("consent/signatures/0/strokes/0/0/2", -5, "must be at least 0, not -5"),
    ("treatment/0/at", "25:00", "must be a time such as 10:05, not '25:00'"),
    ("treatment/0/event", "stuck", "'stuck' is not one of in, out, adverse, pause, all-out"),
    ("note/aftercare_given", "yes", "must be true or false, not 'yes'"),
    ("note/pain_after", 11, "must lie between 0 and 10, not 11"),
    ("format", "visit", "must be 'needlesafe-visit', not 'visit'"),
    ("version", 2, "is 2; this program reads version 1; the file was written by a newer one"),
    ("version", 0, "is 0; this program reads version 1"),
    ("version", "1", "must be a whole number, not '1'"),
    ("jurisdiction", "Ireland", "must be a country code such as IE, with its subdivision (CA-ON) where the law "
                                "needs it, not 'Ireland'"),
]
"""Values of a wrong kind, each with what is said of it."""


def example(catalogue: Catalogue) -> Raw:
    """A file that uses every key that the page names."""
    understanding = catalogue.consent["en"].understanding[0]
    return {
        "format": "needlesafe-visit", "version": 1, "date": "2026-11-21", "jurisdiction": "IE",
        "patient": {"family_name": "Byrne", "given_name": "Aoife", "birth_date": "1984-03-09", "identifier": "C-1042",
                    "language": "en", "phone": "+353 1 555 0142",
                    "emergency_contact": {"name": "Seán Byrne", "phone": "+353 1 555 0143"}, "sex": "female",
                    "height_cm": 171, "weight_kg": 64},
        "practitioner": {"name": "Conor Walsh", "registration": "PT-20311", "profession": "physiotherapist",
                         "scope": ["*"], "cover_excludes": [], "cover_until": "2027-06-30"},
        "indication": {"complaint": "left neck pain, 6 weeks", "diagnosis": "myofascial pain, upper trapezius",
                       "goal": "turn head to reverse the car", "pain_before": 6, "range_before": "rotation left 45°"},
        "readiness": {next(iter(catalogue.readiness)): "yes"},
        "screening": {"ci-needle-phobia": "no",
                      "pr-anticoagulant": {"answer": "yes", "detail": "apixaban 5 mg twice daily"},
                      "pf-lung-disease": {"answer": "yes", "clearance": {"by": "Dr Keane", "date": "2026-11-02",
                                                                         "text": "needling agreed"}}},
        "sites": [{"muscle": "m-upper-trapezius", "side": "left", "level": None, "needles": 2, "length_mm": 30,
                   "gauge_mm": 0.25, "technique": "in-and-out", "position": "prone", "lot": "A1180",
                   "expires": "2029-01"}],
        "acknowledged": ["upper-trapezius-shoulder-top-ack-1"],
        "changes_accepted": ["pr-first-treatment"],
        "overrides": [{"finding": "pr-fasting-fatigue", "reason": "ate at ten"}],
        "consent": {"language": "en", "decision": "given", "questions": "Does it hurt?",
                    "understanding": [{"id": understanding.id, "answer": "yes"}],
                    "signatures": [{"role": "patient", "for": ["needling", "chest"], "name": "Aoife Byrne",
                                    "strokes": [[[0.10, 0.42, 0, 0.5], [0.12, 0.40, 16, 0.6]]]},
                                   {"role": "practitioner", "for": ["needling", "chest"], "name": "Conor Walsh",
                                    "typed": "Conor Walsh"}]},
        "treatment": [{"at": "10:05", "event": "in", "site": 0, "count": 2},
                      {"at": "10:06", "event": "adverse", "id": "ae-nerve-contact", "site": 0, "detail": {}},
                      {"at": "10:07", "event": "out", "site": 0, "count": 2}],
        "note": {"response": "eased", "pain_after": 3, "range_after": "rotation left 60°",
                 "discharge": {next(iter(catalogue.discharge)): "yes"}, "aftercare_given": True,
                 "red_flags_explained": True, "follow_up": "in a week"}}


def whole_files(catalogue: Catalogue) -> list[Raw]:
    """The example, and whole visits with every kind of part."""
    pause = [{"at": "10:01:30", "event": "pause", "detail": dict.fromkeys(catalogue.pauses, "yes")},
             {"at": "10:40", "event": "all-out"}]
    rich = complete(begun(UPPER_TRAPEZIUS, {**GASTROCNEMIUS, "ultrasound": {"operator": "Dr A", "training": "2022"}},
                          {**DELTOID, "level": "C7"},
                          screening={"pr-varicose": {"answer": "unknown", "where": [{"region": "calf", "side": "left"},
                                                                                    {"region": "lower-limb"}],
                                                     "date": "2026-01-02", "detail": "spider veins"}}), catalogue)
    gone = {**rich, "treatment": [*pause, *rich["treatment"]],
            "reconciliation": {"checks": dict.fromkeys(catalogue.reconciliation, "no"), "text": "searched twice"},
            "ending": {"kind": "patient-gone", "at": "10:50", "text": "left", "owed": "phone today"},
            "earlier": {"pr-diabetes": {"answer": "no", "asked_on": "2026-11-03"},
                        "pr-tattoo": {"answer": "no", "asked_on": "2026-10-03",
                                      "sites": [{"muscle": "m-upper-trapezius", "side": "left", "level": "C7"}]}},
            "since_last": {next(iter(catalogue.changes)): {"answer": "yes", "detail": "new tablets"}}}
    return [example(catalogue), begun(), begun(DELTOID), rich, gone, told_in_detail({**rich, **said_besides(catalogue)}),
            {**begun(DELTOID), "practitioner": {"name": "A", "registration": "B", "scope": [], "cover_excludes": ["calf"]}}]


def told_in_detail(raw: Raw) -> Raw:
    """The file of a treated visit with all that may be told of its second site, its needles, its course and who treated."""
    second = {**raw["sites"][1], "technique": "electrical", "angle": "straight to the skin, towards the bone",
              "needle": "Seirin J, steel, silicone coated",
              "current": {"frequency_hz": 2, "intensity_ma": 1.5, "minutes": 12},
              "points": [{"view": "front", "x": 0.74, "y": 0.23}, {"view": "back", "x": 0.25, "y": 0.24}]}
    return {**raw, "sites": [raw["sites"][0], second, *raw["sites"][2:]],
            "given": [{"site": 0, "response": "twitch"},
                      {"site": 1, "depth_mm": 22.5, "insertions": 4, "response": "both", "remarks": "pulsed for a minute"}],
            "course": {"visits": 6, "frequency": "once a week", "other_treatments": "heel raises, heat at home"},
            "practitioner": {**raw["practitioner"], "practising_since": 2011}}


def said_besides(catalogue: Catalogue) -> Raw:
    """Everybody beside the patient, and everything that is said besides the steps of a visit."""
    finding = next(iter(catalogue.rules))
    signs = [{"at": "10:12", "alertness": "alert", "breaths": 22, "oxygen": 95.5, "pulse": 104, "pressure": "132/84"},
             {"at": "10:20", "alertness": "voice", "breaths": 0}]
    return {
        "guardian": {"name": "Seán Byrne", "relation": "father", "contact": "+353 1 555 0143", "basis": "parent, passport seen"},
        "interpreter": {"name": "Ксения Щукина", "language": "Polish", "method": "phone"},
        "witness": {"name": "Ελένη Παπαδοπούλου"}, "chaperone": {"answer": "accepted", "name": "Máire Ní Dhuibhir"},
        "referrals": [{"at": "09:50", "to": "Dr Orla Keane\nHarbour Medical Centre", "about": [finding],
                       "text": "May I needle the calf?"}],
        "hand_overs": [{"at": "10:22", "to": "Ambulance", "suspected": "collapsed lung", "happened": "sudden pain",
                        "done": "sat up, oxygen", "vital_signs": signs, "phone": "+353 86 555 0100"}],
        "withdrawal": {"at": "10:06", "manner": "gesture", "words": "raised a hand", "reason": "too sharp",
                       "capacity": "able to decide", "alternatives": "exercise", "no_penalty": True, "removal": "explained first"},
        "incident": {"at": "2026-11-23T09:15", "by": "Conor Walsh", "to": "Insurer", "severity": "serious",
                     "event": "ae-pneumothorax", "happened": "a lung collapsed", "happened_at": "10:10", "present": "Máire",
                     "done": "ambulance", "told": "all of it", "outcome": "drain, home after 3 days", "reported": "regulator",
                     "follow_up": "call each day", "learned": "shorter needles"},
        "amendments": [{"at": "2026-11-24T08:00", "by": "Conor Walsh", "reason": "side was wrong", "text": "It was the left."}]}


def refused(data: bytes | Raw, catalogue: Catalogue) -> dict[str, str]:
    """The faults of a file by their path; the file is refused within `SECONDS`."""
    data = data if isinstance(data, bytes) else json.dumps(data).encode()
    began = time.process_time()
    with pytest.raises(BadInput) as caught:
        read_visit(data, catalogue)
    assert time.process_time() - began < SECONDS
    assert caught.value.exit_code == 2
    for fault in caught.value.faults:
        assert str(fault).isprintable(), fault
        assert len(str(fault)) < 2000
    return {fault.place: fault.text for fault in caught.value.faults}


def put(raw: Raw, path: str, value: Any) -> Raw:
    """The file with another value at a path such as `sites/0/side`."""
    changed = copy.deepcopy(raw)
    *way, last = path.split("/")
    place: Any = changed
    for step in way:
        place = place[int(step)] if isinstance(place, list) else place[step]
    place[int(last) if isinstance(place, list) else last] = value
    return changed


def without(raw: Raw, path: str) -> Raw:
    """The file without a key."""
    changed = copy.deepcopy(raw)
    *way, last = path.split("/")
    place: Any = changed
    for step in way:
        place = place[int(step)] if isinstance(place, list) else place[step]
    del place[last]
    return changed


def spelled(path: str) -> str:
    """The path as a fault writes it: `sites/0/side` is `sites[0].side`."""
    words = ""
    for step in path.split("/"):
        words += f"[{step}]" if step.isdigit() else f".{step}" if words else step
    return words
