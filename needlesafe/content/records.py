"""Turns a TOML table into a record of the catalogue; a wrong key or type is a fault with its place."""

from __future__ import annotations

import math
from dataclasses import MISSING, Field, fields
from difflib import get_close_matches
from functools import cache
from types import NoneType
from typing import Any, get_args, get_origin, get_type_hints

from needlesafe.errors import Fault

WORDS_OF_TYPE = {str: "text", bool: "true or false", int: "a whole number", float: "a number"}


@cache
def _plan(shape: type) -> dict[str, tuple[Field[Any], Any]]:
    """The fields of a record with their types."""
    hints = get_type_hints(shape)
    return {field.name: (field, hints[field.name]) for field in fields(shape)}


def record(shape: type, raw: Any, place: str, faults: list[Fault]) -> Any | None:
    """The record that a table holds, or None after its faults were added."""
    if not isinstance(raw, dict):
        faults.append(Fault(place, "must be a table"))
        return None
    plan, before = _plan(shape), len(faults)
    for name in raw:
        if name not in plan:
            close = get_close_matches(name, plan, 1)
            faults.append(Fault(f"{place}.{name}", "is no key of it" + (f"; '{close[0]}' is" if close else "")))
    for name, (field, _) in plan.items():
        if name not in raw and field.default is MISSING and field.default_factory is MISSING:
            faults.append(Fault(f"{place}.{name}", "is missing"))
    values = {name: _value(plan[name][1], value, f"{place}.{name}", faults)
              for name, value in raw.items() if name in plan}
    return shape(**values) if len(faults) == before else None


def _value(hint: Any, value: Any, place: str, faults: list[Fault]) -> Any:
    if NoneType in get_args(hint):
        hint = next(choice for choice in get_args(hint) if choice is not NoneType)
    if get_origin(hint) is tuple:
        return _sequence(get_args(hint)[0], value, place, faults)
    if hint is float and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if hint in WORDS_OF_TYPE:
        if not isinstance(value, hint) or (hint is not bool and isinstance(value, bool)) or _is_endless(value):
            faults.append(Fault(place, f"must be {WORDS_OF_TYPE[hint]}, not {value!r}"))
        return value
    return record(hint, value, place, faults)


def _is_endless(value: Any) -> bool:
    return isinstance(value, float) and not math.isfinite(value)


def _sequence(item: Any, value: Any, place: str, faults: list[Fault]) -> tuple[Any, ...]:
    if not isinstance(value, list):
        faults.append(Fault(place, f"must be a list, not {value!r}"))
        return ()
    return tuple(_value(item, part, f"{place}[{index}]", faults) for index, part in enumerate(value))
