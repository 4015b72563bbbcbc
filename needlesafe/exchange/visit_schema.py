"""
The JSON Schema of the visit file: published with `content schema visit`, enforced by `exchange.shape`.

Where a text or a key is an id, `x-known` says what of; `content list` lists the ids.
"""

from __future__ import annotations

from typing import Any

from needlesafe.domain.anatomy import POSITIONS, SIDES, TECHNIQUES
from needlesafe.domain.answers import WORDS
from needlesafe.domain.companions import CHAPERONE_ANSWERS, METHODS
from needlesafe.domain.consent import DECISIONS, PURPOSES, ROLES
from needlesafe.domain.event_cards import SEVERITIES
from needlesafe.domain.given import RESPONSES
from needlesafe.domain.statements import ALERTNESS, MANNERS
from needlesafe.exchange.shape import LONGEST

FORMAT = "needlesafe-visit"
VERSION = 1
TREATMENTS = ("in", "out", "adverse", "pause", "all-out")
HANDLINGS = ("passed-on", "needles-counted", "left-in-declared")
ENDINGS = ("patient-gone",)

Schema = dict[str, Any]


def _record(required: tuple[str, ...] = (), **properties: Schema) -> Schema:
    return {"type": "object", "properties": properties, "required": list(required), "additionalProperties": False}


def _table(keys: str, values: Schema) -> Schema:
    """An object whose keys come from the vocabulary that the word names."""
    return {"type": "object", "propertyNames": {"x-known": keys}, "additionalProperties": values}


def _list(items: Schema, most: int = 1000) -> Schema:
    return {"type": "array", "items": items, "maxItems": most}


def _one_of(words: tuple[str, ...]) -> Schema:
    return {"type": "string", "enum": list(words)}


def _number(least: float, most: float) -> Schema:
    return {"type": "number", "minimum": least, "maximum": most}


def _count(least: int, most: int) -> Schema:
    return {"type": "integer", "minimum": least, "maximum": most}


def _matching(pattern: str, words: str, **more: str) -> Schema:
    """A text of a fixed form; the words say which, after "must be"."""
    return {"type": "string", "pattern": f"^{pattern}$", "description": words, **more}


def _known(word: str) -> Schema:
    """An id from the vocabulary that the word names."""
    return {"type": "string", "maxLength": 500, "x-known": word}


TEXT: Schema = {"type": "string", "maxLength": LONGEST}
NAME: Schema = {**_matching(r"[\s\S]*\S[\s\S]*", "a text that is not empty"), "maxLength": 500}
DATE: Schema = _matching("[0-9]{4}-[0-9]{2}-[0-9]{2}", "a date such as 2026-11-21", format="date")
MONTH: Schema = _matching("[0-9]{4}-(0[1-9]|1[0-2])", "a year and month such as 2029-01")
TIME: Schema = _matching("([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9])?", "a time such as 10:05")
WHEN: Schema = _matching("([0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])T)?([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9])?",
                         "a time such as 10:05, on a day after the visit with its date, such as 2026-11-23T09:15")
LEVEL: Schema = _matching("(C[1-8]|T([1-9]|1[0-2])|L[1-5]|S[1-5])", "a spinal level such as C7 or L4")
PLACE_OF_LAW: Schema = _matching("([A-Z]{2}(-[A-Z0-9]{1,3})?|default)",
                                 "a country code such as IE, with its subdivision (CA-ON) where the law needs it")
YES_NO: Schema = _one_of(("yes", "no"))
FLAG: Schema = {"type": "boolean"}

REASON: Schema = {**NAME, "maxLength": LONGEST}
REGIONS = _list(_known("region or *"))
CONTACT = _record(name=TEXT, phone=TEXT)
PATIENT = _record(("family_name", "given_name", "birth_date"), family_name=NAME, given_name=NAME, birth_date=DATE,
                  identifier=TEXT, language=TEXT, phone=TEXT, emergency_contact=CONTACT, sex=TEXT,
                  height_cm=_number(20, 260), weight_kg=_number(1, 500), general_practitioner=CONTACT)
PRACTITIONER = _record(("name", "registration"), name=NAME, registration=NAME, profession=TEXT, training=TEXT,
                       scope=REGIONS, cover_excludes=REGIONS, cover_until=DATE, practising_since=_count(1900, 2200))
INDICATION = _record(complaint=TEXT, diagnosis=TEXT, goal=TEXT, pain_before=_number(0, 10), range_before=TEXT)
PLACE = _record(("region",), region=_known("region or group"), side=_one_of(SIDES))
CLEARANCE = _record(("by", "date", "text"), by=TEXT, date=DATE, text=TEXT)
ANSWER_RECORD = _record(("answer",), answer=_one_of(WORDS), detail=TEXT, where=_list(PLACE), clearance=CLEARANCE,
                        date=DATE)
ANSWER: Schema = {"anyOf": [_one_of(WORDS), ANSWER_RECORD]}
SPOT = _record(("muscle", "side"), muscle=_known("muscle"), side=_one_of(SIDES), level=LEVEL)
EARLIER = _record(("answer", "asked_on"), answer=_one_of(("yes", "no")), asked_on=DATE, sites=_list(SPOT, 200))
GUIDANCE = _record(("operator", "training"), operator=TEXT, training=TEXT)
CURRENT = _record(frequency_hz=_number(0, 100_000), intensity_ma=_number(0, 1000), minutes=_number(0, 1440))
SITE_POINT = _record(("view", "x", "y"), view=_one_of(("front", "back")), x=_number(0, 1), y=_number(0, 1))
SITE = _record(("muscle", "side", "needles", "length_mm", "gauge_mm", "technique"), muscle=_known("muscle"),
               side=_one_of(SIDES), level={"anyOf": [LEVEL, {"type": "null"}]}, needles=_count(1, 200),
               length_mm=_number(1, 200), gauge_mm=_number(0.05, 2), technique=_one_of(TECHNIQUES),
               position=_one_of(POSITIONS), lot=TEXT, expires=MONTH, ultrasound=GUIDANCE, angle=TEXT,
               needle=TEXT, current=CURRENT, points=_list(SITE_POINT, 50), minutes=_number(0, 1440), stays=_count(1, 200))
OVERRIDE = _record(("finding", "reason"), finding=_known("finding"), reason=REASON)
SPAN: Schema = {"type": "number", "minimum": 0}
POINT: Schema = {"type": "array", "prefixItems": [_number(0, 1), _number(0, 1), SPAN, SPAN],
                 "minItems": 4, "maxItems": 4}
STROKES = _list(_list(POINT, 20_000))
SIGNATURE = _record(("role", "for", "name"), role=_one_of(ROLES), name=NAME, strokes=STROKES, typed=TEXT)
SIGNATURE["properties"]["for"] = _list(_one_of(PURPOSES))
REFUSAL_SIGNATURE = _record(("role", "name"), role=_one_of(ROLES), name=NAME, strokes=STROKES, typed=TEXT)
UNDERSTOOD = _record(("id", "answer"), id=_known("understanding question"), answer=YES_NO)
CONSENT = _record(language=_known("language of the consent"), decision=_one_of(DECISIONS), questions=TEXT,
                  understanding=_list(UNDERSTOOD), signatures=_list(SIGNATURE), decided_by=TEXT, reason=TEXT,
                  refusal_signatures=_list(REFUSAL_SIGNATURE))
TREATMENT = _record(("at", "event"), at=TIME, event=_one_of(TREATMENTS), site=_count(0, 199), count=_count(1, 200),
                    id=_known("adverse event"), detail={"type": "object"}, by=NAME, moved=_count(0, 199), to_count=FLAG)
HANDLED = _record(("at", "what", "after"), at=TIME, what=_one_of(HANDLINGS), after=_count(0, 1000), site=_count(0, 199),
                  count=_count(1, 200), to=NAME, why=REASON, by=NAME, counts=_list(_count(0, 200), 200))
PACKS = _record(("opened",), opened=_count(0, 1000), unused=_count(0, 1000), discarded=_count(0, 1000))
GIVEN = _record(("site",), site=_count(0, 199), depth_mm=_number(0, 200), insertions=_count(1, 10_000),
                response=_one_of(RESPONSES), remarks=TEXT)
COURSE = _record(visits=_count(1, 1000), frequency=TEXT, other_treatments=TEXT)
NOTE = _record(response=TEXT, pain_after=_number(0, 10), range_after=TEXT, bleeding=TEXT, bruising=TEXT, soreness=TEXT,
               discharge=_table("discharge check", YES_NO), discharge_owed=_table("discharge check", REASON),
               aftercare_given=FLAG, red_flags_explained=FLAG, large_print=FLAG, follow_up=TEXT)
RECONCILIATION = _record(("checks", "text"), checks=_table("reconciliation check", YES_NO), text=REASON)
ENDING = _record(("kind", "text"), kind=_one_of(ENDINGS), at=TIME, text=REASON, owed=TEXT)
GUARDIAN = _record(("name",), name=NAME, relation=TEXT, contact=TEXT, basis=TEXT)
INTERPRETER = _record(("name", "language"), name=NAME, language=NAME, method=_one_of(METHODS))
WITNESS = _record(("name",), name=NAME)
CHAPERONE = _record(("answer",), answer=_one_of(CHAPERONE_ANSWERS), name=NAME)
WITHDRAWAL = _record(("words",), at=WHEN, manner=_one_of(MANNERS), words=REASON, reason=TEXT, capacity=TEXT,
                     alternatives=TEXT, no_penalty=FLAG, removal=TEXT, by=TEXT)
INCIDENT = _record(("severity", "happened"), at=WHEN, by=TEXT, to=TEXT, severity=_one_of(SEVERITIES),
                   event=_known("adverse event"), happened=REASON, happened_at=WHEN, present=TEXT, done=TEXT, told=TEXT,
                   outcome=TEXT, reported=TEXT, follow_up=TEXT, learned=TEXT)
REFERRAL = _record(("to", "about", "text"), at=WHEN, to=REASON, about=_list(_known("finding")), text=REASON)
VITAL_SIGNS = _record(("at",), at=WHEN, alertness=_one_of(ALERTNESS), breaths=_number(0, 100), oxygen=_number(0, 100),
                      pulse=_number(0, 300), pressure=TEXT)
HAND_OVER = _record(at=WHEN, to=TEXT, suspected=TEXT, happened=TEXT, done=TEXT, vital_signs=_list(VITAL_SIGNS, 200),
                    phone=TEXT)
AMENDMENT = _record(("reason", "text"), at=WHEN, by=TEXT, reason=REASON, text=REASON)

VISIT = _record(("format", "version", "date", "jurisdiction", "patient", "practitioner", "screening", "sites"),
                format={"type": "string", "const": FORMAT}, version={"type": "integer", "const": VERSION}, date=DATE,
                jurisdiction=PLACE_OF_LAW, patient=PATIENT, practitioner=PRACTITIONER, guardian=GUARDIAN,
                interpreter=INTERPRETER, witness=WITNESS, chaperone=CHAPERONE, indication=INDICATION,
                readiness=_table("readiness item", YES_NO), earlier=_table("question", EARLIER),
                needled_before=FLAG, since_last=_table("question about changes", ANSWER),
                screening=_table("question or factor", ANSWER), sites=_list(SITE, 200),
                acknowledged=_list(_known("acknowledgement")), changes_accepted=_list(_known("finding")),
                overrides=_list(OVERRIDE), consent=CONSENT, treatment=_list(TREATMENT), handled=_list(HANDLED), packs=PACKS,
                given=_list(GIVEN, 200),
                course=COURSE, reconciliation=RECONCILIATION, ending=ENDING, note=NOTE,
                referrals=_list(REFERRAL, 100), hand_overs=_list(HAND_OVER, 100), withdrawal=WITHDRAWAL, incident=INCIDENT,
                amendments=_list(AMENDMENT, 100))


def published() -> Schema:
    """The schema as a caller reads it."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "NeedleSafe visit file", **VISIT}
