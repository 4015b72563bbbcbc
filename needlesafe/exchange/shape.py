"""
Whether a JSON value has the shape that a schema asks for; every fault with its path.

The schema language is the part of JSON Schema 2020-12 that the visit file needs, and one word more: `x-known` names
the vocabulary that a text, or a key, must come from.
"""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Iterator, Mapping
from datetime import date
from difflib import get_close_matches
from itertools import islice
from typing import Any

from needlesafe.errors import Fault

TYPES: dict[str, tuple[type, ...]] = {"object": (dict,), "array": (list,), "string": (str,), "integer": (int,),
                                      "number": (int, float), "boolean": (bool,), "null": (type(None),)}
WORDS_OF_TYPE = {"object": "an object", "array": "a list", "string": "text", "integer": "a whole number",
                 "number": "a number", "boolean": "true or false", "null": "null"}
MOST_FAULTS = 200
"""A file of noise need not be described to its end."""
MOST_LEVELS = 8
"""How deep a free object may be nested."""
LONGEST = 20_000
"""Characters of a text of one's own."""
FARTHEST = 80
"""Characters of a name that are shown, and beyond which nobody meant a known one."""
_EARLIEST_YEAR = 1850
_HALF_A_CHARACTER = re.compile("[\ud800-\udfff]")
_NO_CHARACTER = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_NO_NUMBER = "is not a number that a visit can hold"

Known = Mapping[str, Collection[str]]
"""The vocabularies by the word that a fault uses for one entry, such as `muscle`."""


class Object(dict[str, Any]):
    """A JSON object that remembers which keys stood in it twice."""

    twice: tuple[str, ...] = ()


def faults(value: Any, schema: dict[str, Any], known: Known, path: str = "") -> Iterator[Fault]:
    """What is wrong with a value, in the order of the file."""
    if "anyOf" in schema:
        yield from _any_of(value, schema["anyOf"], known, path)
        return
    kind = schema["type"]
    if isinstance(value, float) and not math.isfinite(value):
        yield Fault(path or "the file", _NO_NUMBER)
    elif not isinstance(value, TYPES[kind]) or (isinstance(value, bool) and kind != "boolean"):
        yield Fault(path or "the file", f"must be {WORDS_OF_TYPE[kind]}, not {shown(value)}")
    elif kind == "object":
        yield from _object(value, schema, known, path)
    elif kind == "array":
        yield from _array(value, schema, known, path)
    elif kind == "string":
        yield from _text(value, schema, known, path)
    elif kind in ("integer", "number"):
        yield from _bounds(value, schema, path)


def listed(found: Iterator[Fault]) -> list[Fault]:
    """The faults, as many as a person may want to read."""
    some = list(islice(found, MOST_FAULTS))
    return [*some, Fault("the file", "holds more faults than these")] if next(found, None) else some


def nearest(name: str, names: Collection[str]) -> str:
    """A hint that names the closest known word; empty where none is close."""
    close = get_close_matches(name, names, 1, 0.6) if len(name) <= FARTHEST else []
    return f"; the nearest known is '{close[0]}'" if close else ""


def joined(path: str, name: str) -> str:
    """The path to a key of an object."""
    return f"{path}.{_plain(name)}" if path else _plain(name)


def shown(value: Any) -> str:
    """A value in the words of the file, short enough for a sentence."""
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, (dict, list)):
        return WORDS_OF_TYPE["object" if isinstance(value, dict) else "array"]
    return f"'{_plain(value)}'" if isinstance(value, str) else repr(value)


def _plain(text: str) -> str:
    """The text without what no screen shows, cut where it is long."""
    cut = text if len(text) <= FARTHEST else f"{text[:FARTHEST - 1]}…"
    return cut if cut.isprintable() else "".join(c if c.isprintable() else ascii(c)[1:-1] for c in cut)


def _any_of(value: Any, choices: list[dict[str, Any]], known: Known, path: str) -> Iterator[Fault]:
    fitting = [choice for choice in choices if isinstance(value, TYPES[choice["type"]])]
    if fitting:
        yield from faults(value, fitting[0], known, path)
    else:
        wanted = " or ".join(WORDS_OF_TYPE[choice["type"]] for choice in choices)
        yield Fault(path, f"must be {wanted}, not {shown(value)}")


def _object(value: dict[str, Any], schema: dict[str, Any], known: Known, path: str) -> Iterator[Fault]:
    properties, others = schema.get("properties", {}), schema.get("additionalProperties", True)
    if others is True:
        yield from _anything(value, path)
        return
    names = schema.get("propertyNames", {}).get("x-known", "")
    yield from _twice(value, path)
    yield from (Fault(joined(path, name), "is missing") for name in schema.get("required", ()) if name not in value)
    for name, item in value.items():
        place = joined(path, name)
        if names and name not in known[names]:
            yield Fault(place, f"'{_plain(name)}' is no {names}{nearest(name, known[names])}")
        if name in properties:
            yield from faults(item, properties[name], known, place)
        elif isinstance(others, dict):
            yield from faults(item, others, known, place)
        else:
            yield Fault(place, f"is no key of the visit file{nearest(name, properties)}")


def _twice(value: dict[str, Any], path: str) -> Iterator[Fault]:
    return (Fault(joined(path, name), "stands twice in one object") for name in getattr(value, "twice", ()))


def _array(value: list[Any], schema: dict[str, Any], known: Known, path: str) -> Iterator[Fault]:
    least, most = schema.get("minItems", 0), schema.get("maxItems", len(value))
    if not least <= len(value) <= most:
        wanted = f"{least}" if least == most else f"at most {most}"
        yield Fault(path, f"must hold {wanted} items, not {len(value)}")
        return
    rows = schema.get("prefixItems") or (schema["items"],) * len(value)
    for index, (item, row) in enumerate(zip(value, rows, strict=True)):
        yield from faults(item, row, known, f"{path}[{index}]")


def _text(value: str, schema: dict[str, Any], known: Known, path: str) -> Iterator[Fault]:
    yield from _letters(value, path, schema.get("maxLength", len(value)))
    if "const" in schema and value != schema["const"]:
        yield Fault(path, f"must be '{schema['const']}', not {shown(value)}")
    if "enum" in schema and value not in schema["enum"]:
        yield Fault(path, f"{shown(value)} is not one of {', '.join(schema['enum'])}{nearest(value, schema['enum'])}")
    if (word := schema.get("x-known")) and value not in known[word]:
        yield Fault(path, f"{shown(value)} is no {word}{nearest(value, known[word])}")
    if "pattern" in schema and not _is_so(value, schema):
        yield Fault(path, f"must be {schema['description']}, not {shown(value)}")


def _letters(value: str, path: str, most: int) -> Iterator[Fault]:
    if len(value) > most:
        yield Fault(path, f"is {len(value)} characters long; at most {most} are kept")
    if half := _HALF_A_CHARACTER.search(value):
        yield Fault(path, f"holds half of a character (the lone surrogate U+{ord(half.group()):04X})")
    if control := _NO_CHARACTER.search(value):
        yield Fault(path, f"holds a control character (U+{ord(control.group()):04X}), which no page can show")


def _is_so(value: str, schema: dict[str, Any]) -> bool:
    if schema.get("format") != "date":
        return re.fullmatch(schema["pattern"], value) is not None
    try:
        return bool(re.fullmatch(schema["pattern"], value)) and date.fromisoformat(value).year >= _EARLIEST_YEAR
    except ValueError:
        return False


def _bounds(value: float, schema: dict[str, Any], path: str) -> Iterator[Fault]:
    least, most = schema.get("minimum", -math.inf), schema.get("maximum", math.inf)
    if "const" in schema and value != schema["const"]:
        newer = "; the file was written by a newer one" if value > schema["const"] else ""
        yield Fault(path, f"is {value}; this program reads version {schema['const']}{newer}")
    elif not least <= value <= most:
        wanted = f"be at least {least:g}" if most == math.inf else f"lie between {least:g} and {most:g}"
        yield Fault(path, f"must {wanted}, not {shown(value)}")


def _anything(value: Any, path: str, level: int = 0) -> Iterator[Fault]:
    """What no JSON of a visit may hold, wherever it stands."""
    if level > MOST_LEVELS:
        yield Fault(path, f"is nested more than {MOST_LEVELS} deep")
    elif isinstance(value, dict):
        yield from _twice(value, path)
        for name, item in value.items():
            yield from _letters(name, joined(path, name), LONGEST)
            yield from _anything(item, joined(path, name), level + 1)
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _anything(item, f"{path}[{index}]", level + 1)
    elif isinstance(value, str):
        yield from _letters(value, path, LONGEST)
    elif isinstance(value, float) and not math.isfinite(value):
        yield Fault(path, _NO_NUMBER)
