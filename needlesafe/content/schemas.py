"""
The JSON Schema of each record of the content, published with `content schema`, made from the dataclasses themselves.

Where a text is an id, `x-known` says what of; whether it leads somewhere is told by `content check`.
"""

from __future__ import annotations

from dataclasses import MISSING, fields
from inspect import cleandoc
from types import NoneType
from typing import Any, get_args, get_origin, get_type_hints

from needlesafe.content.crosscheck import ID, LUNG, PER, TIERS
from needlesafe.content.tables import CONSENT_ARRAYS, TABLES
from needlesafe.domain.anatomy import LEVELS, SIDES, TECHNIQUES
from needlesafe.domain.catalogue import ACTIONS, GROUPS, REACHES, SITE_TAGS, STATUSES
from needlesafe.domain.computed import FACTS
from needlesafe.domain.event_cards import BANDS, NOT_KNOWN, UNITS
from needlesafe.domain.law import LAW_KINDS
from needlesafe.domain.pauses import INSIDE
from needlesafe.domain.renewal import HOLDS

Schema = dict[str, Any]

DIALECT = "https://json-schema.org/draft/2020-12/schema"
SHAPES: dict[str, type] = {**{table.array: table.shape for table in TABLES},
                           **{array: shape for array, (_, shape) in CONSENT_ARRAYS.items()}}
"""The record of each table array, by the array's name."""
SEXES, ANSWERS = ("", "female", "male"), ("yes", "no")
CLOSED: dict[str, tuple[str, ...]] = {
    "status": STATUSES, "action": ACTIONS, "scope": ("visit", "site"), "reach": REACHES, "only_sex": SEXES,
    "raised_by": ANSWERS, "wanted": ANSWERS, "asked_of": ("patient", "practitioner", "both"),
    "wants": ("detail", "where", "date"),
    "levels": LEVELS, "lung_levels": LEVELS, "locked_levels": ("any", *LEVELS), "techniques": TECHNIQUES, "sides": SIDES,
    "group": GROUPS, "view": ("anterior", "posterior", "both"), "limb": ("", "upper-limb", "lower-limb"), "tier": TIERS,
    "lung": LUNG, "needs": ("", "ultrasound", "training"), "severity": ("mild", "significant", "serious"), "per": PER,
    "step": ("who", "cautions", INSIDE), "kind": LAW_KINDS, "unit": UNITS, "bands": (*BANDS, NOT_KNOWN),
    "Region.tags": SITE_TAGS, "Muscle.tags": SITE_TAGS, "Computed.id": tuple(FACTS), "Renewal.id": tuple(HOLDS)}
"""The closed lists, by field, and by record and field where only that record's field has one."""
IDS = {"sources": "reference", "factors": "factor", "if_any": "factor or computed fact", "if_all": "factor or computed fact",
       "unless": "factor or computed fact", "regions": "region", "not_regions": "region", "muscles": "muscle",
       "not_muscles": "muscle", "region": "region", "nerves": "nerve", "during": "warning set", "delayed": "warning set",
       "said_by": "warning set", "computed": "computed fact", "tags": "site tag, region, muscle or factor",
       "touches": "question, factor or category", "only_after": "question",
       "spoken_for_by": "question or rule", "basis": "point of law", "concerns": "entry"}
"""What the ids in a field are ids of."""
PLAIN: dict[type, Schema] = {str: {"type": "string"}, bool: {"type": "boolean"}, int: {"type": "integer"},
                             float: {"type": "number"}}
FREE_IDS = ("jurisdiction",)
"""Kinds whose ids have a form of their own, such as CA-ON."""


def schema(kind: str) -> Schema:
    """The schema of one record of a kind, as a caller reads it. KeyError where there is no such kind."""
    return {"$schema": DIALECT, "title": f"NeedleSafe content: {kind}", **_record(SHAPES[kind], kind not in FREE_IDS)}


def _record(shape: type, kebab_case: bool = True) -> Schema:
    hints = get_type_hints(shape)
    properties = {field.name: _field(shape, field.name, hints[field.name]) for field in fields(shape)}
    if kebab_case and properties.get("id") == PLAIN[str]:
        properties["id"] = {"type": "string", "pattern": f"^{ID.pattern}$"}
    required = [field.name for field in fields(shape) if field.default is MISSING and field.default_factory is MISSING]
    return {"type": "object", "description": cleandoc(shape.__doc__ or ""), "properties": properties, "required": required,
            "additionalProperties": False}


def _field(shape: type, name: str, hint: Any) -> Schema:
    """The schema of a field: its type, and its closed list or what its ids are ids of, if it has either."""
    if NoneType in get_args(hint):
        hint = next(choice for choice in get_args(hint) if choice is not NoneType)
    if get_origin(hint) is tuple:
        return {"type": "array", "items": _field(shape, name, get_args(hint)[0])}
    if hint not in PLAIN:
        return _record(hint)
    plain = dict(PLAIN[hint])
    if words := CLOSED.get(f"{shape.__name__}.{name}", CLOSED.get(name)):
        plain["enum"] = list(words)
    elif name in IDS and hint is str:
        plain["x-known"] = IDS[name]
    return plain
