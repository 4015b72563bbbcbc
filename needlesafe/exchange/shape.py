"""Whether a JSON value has the shape that a schema asks for; every fault with its path."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from difflib import get_close_matches
from typing import Any

from needlesafe.errors import Fault

TYPES: dict[str, tuple[type, ...]] = {"object": (dict,), "array": (list,), "string": (str,), "integer": (int,),
                                      "number": (int, float), "boolean": (bool,), "null": (type(None),)}
WORDS_OF_TYPE = {"object": "an object", "array": "a list", "string": "text", "integer": "a whole number",
                 "number": "a number", "boolean": "true or false", "null": "null"}
FORMATS = {
    "month": (re.compile(r"\d{4}-(0[1-9]|1[0-2])"), "a year and month such as 2029-01"),
    "time-of-day": (re.compile(r"([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?"), "a time such as 10:05"),
    "spinal-level": (re.compile(r"C[1-8]|T([1-9]|1[0-2])|L[1-5]|S[1-5]"), "a spinal level such as C7 or L4"),
}
MOST_FAULTS = 500
"""A file of noise need not be described to its end."""


def faults(value: Any, schema: dict[str, Any], path: str = "") -> Iterator[Fault]:
    """What is wrong with a value, in the order of the file."""
    if "anyOf" in schema:
        yield from _any_of(value, schema["anyOf"], path)
        return
    kind = schema["type"]
    if not isinstance(value, TYPES[kind]) or (isinstance(value, bool) and kind != "boolean"):
        yield Fault(path or "the file", f"must be {WORDS_OF_TYPE[kind]}, not {_shown(value)}")
    elif kind == "object":
        yield from _object(value, schema, path)
    elif kind == "array":
        yield from _array(value, schema, path)
    elif kind == "string":
        yield from _text(value, schema, path)
    elif kind in ("integer", "number"):
        yield from _bounds(value, schema, path)


def nearest(name: str, known: list[str]) -> str:
    """A hint that names the closest known word; empty where none is close."""
    close = get_close_matches(name, known, 1, 0.6)
    return f"; the nearest known is '{close[0]}'" if close else ""


def _any_of(value: Any, choices: list[dict[str, Any]], path: str) -> Iterator[Fault]:
    fitting = [choice for choice in choices if isinstance(value, TYPES[choice["type"]])]
    if fitting:
        yield from faults(value, fitting[0], path)
    else:
        wanted = " or ".join(WORDS_OF_TYPE[choice["type"]] for choice in choices)
        yield Fault(path, f"must be {wanted}, not {_shown(value)}")


def _object(value: dict[str, Any], schema: dict[str, Any], path: str) -> Iterator[Fault]:
    properties, others = schema.get("properties", {}), schema.get("additionalProperties", True)
    for name in schema.get("required", ()):
        if name not in value:
            yield Fault(_join(path, name), "is missing")
    for name, item in value.items():
        if name in properties:
            yield from faults(item, properties[name], _join(path, name))
        elif isinstance(others, dict):
            yield from faults(item, others, _join(path, name))
        elif others is False:
            yield Fault(_join(path, name), f"is no key of the visit file{nearest(name, list(properties))}")


def _array(value: list[Any], schema: dict[str, Any], path: str) -> Iterator[Fault]:
    least, most = schema.get("minItems", 0), schema.get("maxItems", len(value))
    if not least <= len(value) <= most:
        yield Fault(path, f"must hold {least} items, not {len(value)}")
    for index, item in enumerate(value):
        yield from faults(item, schema["items"], f"{path}[{index}]")


def _text(value: str, schema: dict[str, Any], path: str) -> Iterator[Fault]:
    if "const" in schema and value != schema["const"]:
        yield Fault(path, f"must be '{schema['const']}', not {_shown(value)}")
    if "enum" in schema and value not in schema["enum"]:
        yield Fault(path, f"{_shown(value)} is not one of {', '.join(schema['enum'])}{nearest(value, schema['enum'])}")
    if not value.strip() and schema.get("minLength"):
        yield Fault(path, "must not be empty")
    if len(value) > schema.get("maxLength", len(value)):
        yield Fault(path, f"is {len(value)} characters long; at most {schema['maxLength']} are kept")
    if any(0xD800 <= ord(character) <= 0xDFFF for character in value):
        yield Fault(path, "holds half of a character (a lone surrogate)")
    if "format" in schema and not _has_format(value, schema["format"]):
        wanted = "a date such as 2026-11-21" if schema["format"] == "date" else FORMATS[schema["format"]][1]
        yield Fault(path, f"must be {wanted}, not {_shown(value)}")


def _has_format(value: str, name: str) -> bool:
    if name != "date":
        return FORMATS[name][0].fullmatch(value) is not None
    try:
        return len(value) == 10 and date.fromisoformat(value).year >= 1850
    except ValueError:
        return False


def _bounds(value: float, schema: dict[str, Any], path: str) -> Iterator[Fault]:
    if "const" in schema and value != schema["const"]:
        newer = value > schema["const"]
        yield Fault(path, f"is {value}; this program reads version {schema['const']}"
                    + ("; the file was written by a newer one" if newer else ""))
    elif not schema.get("minimum", value) <= value <= schema.get("maximum", value):
        yield Fault(path, f"must lie between {schema['minimum']:g} and {schema['maximum']:g}, not {_shown(value)}")


def _join(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name


def _shown(value: Any) -> str:
    """The value, short enough for a sentence."""
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:57]}…"
