"""
The small pieces of FHIR R4 from which every resource is made, as plain dicts.

Our own ids are codes of our own systems, which are URNs. A code of somebody else's system stands here only where it was
read in HL7's R4 definitions (4.0.1).
"""

from __future__ import annotations

import re
from datetime import date
from typing import Any

Element = dict[str, Any]

SYSTEM = "urn:needlesafe"
"""How every system, extension and questionnaire of ours begins."""

_ODD_BLANK = re.compile(r"[^\S \r\n\t]")
_DATE = re.compile("[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?")


def system(name: str) -> str:
    """The URN of one of our code systems."""
    return f"{SYSTEM}:{name}"


def held(**fields: Any) -> Element:
    """The fields that hold something; FHIR knows no empty text, list or object. A trailing underscore is dropped."""
    return {name.rstrip("_"): value for name, value in fields.items() if value not in (None, "", [], {})}


def text(words: str) -> str:
    """Words as R4 can hold them: its texts know no blank but space, tab and line end, and are not only blank."""
    plain = words if words.isprintable() else _ODD_BLANK.sub(" ", words)
    return "" if plain.isspace() else plain


def number(value: float) -> float | int:
    """A number in its one form: a whole one without a fraction."""
    return int(value) if value == int(value) else value


def own_code(name: str, code: str, display: str = "") -> Element:
    """A coding of one of our systems."""
    return held(system=system(name), code=code, display=text(display))


def coding(url: str, code: str, display: str) -> Element:
    """A coding of a system that is not ours."""
    return {"system": url, "code": code, "display": display}


def concept(*codings: Element, words: str = "") -> Element:
    """A CodeableConcept."""
    return held(coding=list(codings), text=text(words))


def extension(name: str, kind: str, value: Any) -> Element:
    """An extension of ours; `kind` names the type of its value, such as `String`."""
    return {"url": f"{SYSTEM}:extension:{name}", f"value{kind}": value}


def extensions(*parts: tuple[str, str, Any]) -> list[Element]:
    """The extensions that hold something."""
    cleaned = ((name, kind, text(value) if kind == "String" else value) for name, kind, value in parts)
    return [extension(*part) for part in cleaned if part[2] not in (None, "", [], {})]


def measure(value: float, unit: str) -> Element:
    """A quantity in a unit of UCUM whose sign is also its name."""
    return {"value": number(value), "unit": unit, "system": "http://unitsofmeasure.org", "code": unit}


def is_date(words: str) -> bool:
    """Whether the words are a year, a month or a day as FHIR writes them."""
    if not _DATE.fullmatch(words) or words.startswith("0000"):
        return False
    try:
        return len(words) < len("2026-11-21") or bool(date.fromisoformat(words))
    except ValueError:
        return False


def dated(name: str, words: str) -> Element:
    """A value of that name: a date where the words are one, else the words themselves."""
    return {f"{name}Date": words} if is_date(words) else held(**{f"{name}String": text(words)})


def time_of_day(at: str) -> str:
    """The local time of day as FHIR writes it, with seconds."""
    return at if at.count(":") == 2 or not at else f"{at}:00"


def phones(number_: str) -> list[Element]:
    """A telephone number as a contact point."""
    return [{"system": "phone", "value": text(number_)}] if number_.strip() else []

