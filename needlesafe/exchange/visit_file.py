"""
Reads a visit file into a `Visit`, or refuses it with every fault and its path.

Version 1 is the only format so far. Keys may be added; none is removed, renamed or made required.
"""

from __future__ import annotations

import json
import math
from collections import Counter
from itertools import chain
from typing import Any

from needlesafe.domain.anatomy import site_from_json
from needlesafe.domain.answers import answer_from_json
from needlesafe.domain.catalogue import GROUPS, Catalogue
from needlesafe.domain.companions import COMPANIONS, companion_from_json
from needlesafe.domain.consent import REFUSAL, Consent, signature_from_json
from needlesafe.domain.given import Course, Given
from needlesafe.domain.last_visit import earlier_from_json
from needlesafe.domain.people import Clinic, patient_from_json, practitioner_from_json
from needlesafe.domain.statements import Amendment, Incident, Withdrawal, hand_over_from_json, referral_from_json
from needlesafe.domain.visit import (Ending, Handled, Indication, Note, Override, Packs, Reconciliation, TreatmentEvent,
                                     Visit)
from needlesafe.errors import BadInput, Fault
from needlesafe.exchange.coherence import incoherences
from needlesafe.exchange.shape import Known, Object, faults, listed
from needlesafe.exchange.visit_schema import VISIT

Raw = dict[str, Any]

LARGEST = 32_000_000
"""Bytes; no visit comes near, whatever is drawn in it."""
_DIGITS = 15


def read_visit(data: bytes, catalogue: Catalogue) -> Visit:
    """The visit that a file describes, of no store yet. BadInput names every fault."""
    raw = parsed(data)
    found = listed(chain(faults(raw, VISIT, vocabularies(catalogue)), incoherences(raw, catalogue)))
    if found:
        raise BadInput(found)
    return _visit(raw, catalogue)


def parsed(data: bytes) -> Any:
    """The JSON value of a file. BadInput where it is none: not UTF-8, cut short, nested without end."""
    if len(data) > LARGEST:
        raise BadInput([Fault("the file", f"is larger than {LARGEST // 1_000_000} MB; no visit is")])
    try:
        return json.loads(data.decode("utf-8-sig"), object_pairs_hook=_object, parse_int=_integer, parse_constant=float)
    except UnicodeDecodeError as error:
        raise BadInput([Fault("the file", f"is not UTF-8 at byte {error.start}")]) from None
    except json.JSONDecodeError as error:
        raise BadInput([Fault(f"line {error.lineno}, column {error.colno}",
                              f"is not JSON: {error.msg[:1].lower()}{error.msg[1:]}")]) from None
    except RecursionError:
        raise BadInput([Fault("the file", "is nested too deeply to be a visit")]) from None


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """The object; where keys stood in it twice, one that remembers which."""
    found = dict(pairs)
    if len(found) == len(pairs):
        return found
    remembering = Object(found)
    remembering.twice = tuple(name for name, count in Counter(name for name, _ in pairs).items() if count > 1)
    return remembering


def _integer(digits: str) -> int | float:
    """The number; what no visit can count is as much as infinity."""
    return int(digits) if len(digits) <= _DIGITS else math.inf


def vocabularies(catalogue: Catalogue) -> Known:
    """The known ids, by the word that the schema uses for one of them."""
    ticks = {item.id for region in catalogue.regions.values() for item in region.acknowledgements}
    understanding = {item.id for text in catalogue.consent.values() for item in text.understanding}
    return {"question or factor": {**catalogue.questions, **catalogue.factors}, "question": catalogue.questions,
            "muscle": catalogue.muscles,
            "region or group": (*catalogue.regions, *GROUPS), "region or *": (*catalogue.regions, "*"),
            "readiness item": catalogue.readiness, "question about changes": catalogue.changes,
            "acknowledgement": ticks, "finding": {**catalogue.rules, **catalogue.questions},
            "language of the consent": catalogue.consent, "understanding question": understanding,
            "adverse event": catalogue.events, "discharge check": catalogue.discharge,
            "reconciliation check": catalogue.reconciliation}


def _visit(raw: Raw, catalogue: Catalogue) -> Visit:
    """The records of a file without faults."""
    indication, note = raw.get("indication", {}), raw.get("note", {})
    return Visit(
        id="", date=raw["date"], jurisdiction=raw["jurisdiction"], patient_id="",
        patient=patient_from_json(raw["patient"]), practitioner=practitioner_from_json(raw["practitioner"]),
        clinic=Clinic(""), content_version=catalogue.version, content_fingerprint=catalogue.fingerprint,
        content_clinic=catalogue.clinic_fingerprint,
        earlier={key: earlier_from_json(value) for key, value in raw.get("earlier", {}).items()},
        needled_before=raw.get("needled_before", False),
        since_last={key: answer_from_json(value) for key, value in raw.get("since_last", {}).items()},
        screening={key: answer_from_json(value) for key, value in raw["screening"].items()},
        readiness=dict(raw.get("readiness", {})), indication=Indication(**indication),
        sites=tuple(site_from_json(site) for site in raw["sites"]), acknowledged=tuple(raw.get("acknowledged", ())),
        changes_accepted=tuple(raw.get("changes_accepted", ())),
        overrides=tuple(Override(**override) for override in raw.get("overrides", ())),
        consent=_consent(raw.get("consent", {})),
        treatment=tuple(TreatmentEvent(**event) for event in raw.get("treatment", ())), note=Note(**note),
        handled=tuple(Handled(**{**act, "counts": tuple(act.get("counts", ()))}) for act in raw.get("handled", ())),
        packs=Packs(**raw["packs"]) if "packs" in raw else None,
        given=tuple(Given(**told) for told in raw.get("given", ())), course=Course(**raw.get("course", {})),
        reconciliation=Reconciliation(**raw["reconciliation"]) if "reconciliation" in raw else None,
        ending=Ending(**raw["ending"]) if "ending" in raw else None, **_companions(raw), **_statements(raw))


def _companions(raw: Raw) -> dict[str, Any]:
    return {role: companion_from_json(role, raw.get(role)) for role in COMPANIONS}


def _statements(raw: Raw) -> dict[str, Any]:
    """What the file says of the visit besides its steps."""
    return {"withdrawal": Withdrawal(**raw["withdrawal"]) if "withdrawal" in raw else None,
            "incident": Incident(**raw["incident"]) if "incident" in raw else None,
            "referrals": tuple(referral_from_json(letter) for letter in raw.get("referrals", ())),
            "hand_overs": tuple(hand_over_from_json(letter) for letter in raw.get("hand_overs", ())),
            "amendments": tuple(Amendment(**told) for told in raw.get("amendments", ()))}


def _consent(raw: Raw) -> Consent:
    return Consent(raw.get("language", "en"), raw.get("decision", ""), raw.get("questions", ""),
                   tuple((item["id"], item["answer"]) for item in raw.get("understanding", ())),
                   tuple(signature_from_json(signature) for signature in raw.get("signatures", ())),
                   decided_by=raw.get("decided_by", ""), reason=raw.get("reason", ""),
                   refusal=tuple(signature_from_json({**one, "for": [REFUSAL]}) for one in raw.get("refusal_signatures", ())))
