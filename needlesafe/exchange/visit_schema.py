"""The JSON Schema of the visit file: published with `content schema visit`, enforced by `exchange.shape`."""

from __future__ import annotations

from typing import Any

from needlesafe.domain.anatomy import POSITIONS, SIDES, TECHNIQUES
from needlesafe.domain.answers import WORDS
from needlesafe.domain.consent import DECISIONS, PURPOSES, ROLES

FORMAT = "needlesafe-visit"
VERSION = 1
TREATMENTS = ("in", "out", "adverse", "pause", "all-out")
ENDINGS = ("patient-gone",)

Schema = dict[str, Any]


def _record(required: tuple[str, ...] = (), **properties: Schema) -> Schema:
    return {"type": "object", "properties": properties, "required": list(required), "additionalProperties": False}


def _table(values: Schema) -> Schema:
    return {"type": "object", "additionalProperties": values}


def _list(items: Schema) -> Schema:
    return {"type": "array", "items": items}


def _one_of(words: tuple[str, ...]) -> Schema:
    return {"type": "string", "enum": list(words)}


def _number(least: float, most: float) -> Schema:
    return {"type": "number", "minimum": least, "maximum": most}


TEXT: Schema = {"type": "string", "maxLength": 20_000}
NAME: Schema = {"type": "string", "minLength": 1, "maxLength": 500}
DATE: Schema = {"type": "string", "format": "date"}
MONTH: Schema = {"type": "string", "format": "month"}
TIME: Schema = {"type": "string", "format": "time-of-day"}
YES_NO: Schema = _one_of(("yes", "no"))
FLAG: Schema = {"type": "boolean"}

CONTACT = _record(name=TEXT, phone=TEXT)
PATIENT = _record(("family_name", "given_name", "birth_date"), family_name=NAME, given_name=NAME, birth_date=DATE,
                  identifier=TEXT, language=TEXT, phone=TEXT, emergency_contact=CONTACT, sex=TEXT,
                  height_cm=_number(20, 260), weight_kg=_number(1, 500))
PRACTITIONER = _record(("name", "registration"), name=NAME, registration=NAME, profession=TEXT, training=TEXT,
                       scope=_list(NAME), cover_excludes=_list(NAME), cover_until=DATE)
INDICATION = _record(complaint=TEXT, diagnosis=TEXT, goal=TEXT, pain_before=_number(0, 10), range_before=TEXT)
PLACE = _record(("region",), region=NAME, side=_one_of(SIDES))
CLEARANCE = _record(("by", "date", "text"), by=TEXT, date=DATE, text=TEXT)
ANSWER_RECORD = _record(("answer",), answer=_one_of(WORDS), detail=TEXT, where=_list(PLACE), clearance=CLEARANCE,
                        date=DATE)
ANSWER: Schema = {"anyOf": [_one_of(WORDS), ANSWER_RECORD]}
GUIDANCE = _record(("operator", "training"), operator=TEXT, training=TEXT)
SITE = _record(("muscle", "side", "needles", "length_mm", "gauge_mm", "technique"), muscle=NAME, side=_one_of(SIDES),
               level={"anyOf": [{"type": "string", "format": "spinal-level"}, {"type": "null"}]},
               needles={"type": "integer", "minimum": 1, "maximum": 200}, length_mm=_number(1, 200),
               gauge_mm=_number(0.05, 2), technique=_one_of(TECHNIQUES), position=_one_of(POSITIONS), lot=TEXT,
               expires=MONTH, ultrasound=GUIDANCE)
OVERRIDE = _record(("finding", "reason"), finding=NAME, reason=NAME)
POINT: Schema = {"type": "array", "items": {"type": "number"}, "minItems": 4, "maxItems": 4}
SIGNATURE = _record(("role", "for", "name"), role=_one_of(ROLES), name=NAME, strokes=_list(_list(POINT)), typed=TEXT)
SIGNATURE["properties"]["for"] = _list(_one_of(PURPOSES))
UNDERSTOOD = _record(("id", "answer"), id=NAME, answer=YES_NO)
CONSENT = _record(language=NAME, decision=_one_of(DECISIONS), questions=TEXT, understanding=_list(UNDERSTOOD),
                  signatures=_list(SIGNATURE))
TREATMENT = _record(("at", "event"), at=TIME, event=_one_of(TREATMENTS), site={"type": "integer", "minimum": 0},
                    count={"type": "integer", "minimum": 1, "maximum": 200}, id=NAME, detail={"type": "object"})
NOTE = _record(response=TEXT, pain_after=_number(0, 10), range_after=TEXT, bleeding=TEXT, bruising=TEXT, soreness=TEXT,
               discharge=_table(YES_NO), aftercare_given=FLAG, red_flags_explained=FLAG, follow_up=TEXT)
RECONCILIATION = _record(("checks", "text"), checks=_table(YES_NO), text=NAME)
ENDING = _record(("kind", "text"), kind=_one_of(ENDINGS), at=TIME, text=NAME, owed=TEXT)

VISIT = _record(("format", "version", "date", "jurisdiction", "patient", "practitioner", "screening", "sites"),
                format={"type": "string", "const": FORMAT}, version={"type": "integer", "const": VERSION}, date=DATE,
                jurisdiction=NAME, patient=PATIENT, practitioner=PRACTITIONER, indication=INDICATION,
                readiness=_table(YES_NO), since_last=_table(ANSWER), screening=_table(ANSWER), sites=_list(SITE),
                acknowledged=_list(NAME), changes_accepted=_list(NAME), overrides=_list(OVERRIDE), consent=CONSENT,
                treatment=_list(TREATMENT), reconciliation=RECONCILIATION, ending=ENDING, note=NOTE)


def published() -> Schema:
    """The schema as a caller reads it."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "NeedleSafe visit file", **VISIT}
