"""What no single key of a case can tell: that its ids lead somewhere, its days are days and its expectation is one."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches

from needlesafe.domain.anatomy import LEVELS, POSITIONS, SIDES, TECHNIQUES, Site
from needlesafe.domain.answers import WORDS, Answer
from needlesafe.domain.catalogue import ACTIONS, GROUPS, Catalogue
from needlesafe.domain.visit import Visit
from needlesafe.errors import Fault

MONTH = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])")
PLACE_OF_LAW = re.compile(r"[A-Z]{2}(-[A-Z0-9]{1,3})?|default")


@dataclass(frozen=True, slots=True)
class Expectation:
    """What a case says in plain keys."""

    rule: str
    """A rule of the catalogue, or a question, which is a rule by itself."""
    says: str
    """The case in one sentence."""
    fires: str = ""
    """The rule's action where it fires."""
    silent: bool = False
    """True where no finding lists the rule."""
    at: tuple[int, ...] = ()
    """The sites at which it fires, the first is 1; empty where that is not the point."""
    on: str = "2026-11-21"
    """The date of the visit."""
    jurisdiction: str = "IE"
    rules_out: bool = False
    """True where sex or age keep the question from being asked."""


def crosscheck(place: str, expected: Expectation, visit: Visit, catalogue: Catalogue) -> Iterator[Fault]:
    """Every fault of a case whose keys and types are right."""
    yield from _expectation(place, expected, visit, catalogue)
    yield from _people(place, visit, catalogue)
    for key, answer in visit.screening.items():
        yield from _answer(f"{place}.answers.{key}", key, answer, catalogue)
    for index, site in enumerate(visit.sites):
        yield from _site(f"{place}.sites[{index}]", site, catalogue)


def _each(place: str, names: Iterable[str], known: Collection[str], what: str) -> Iterator[Fault]:
    """A fault for each name that is not known, with the nearest that is."""
    for name in names:
        if name not in known:
            close = get_close_matches(name, known, 1)
            yield Fault(place, f"'{name}' is no {what}" + (f"; the nearest is '{close[0]}'" if close else ""))


def _expectation(place: str, expected: Expectation, visit: Visit, catalogue: Catalogue) -> Iterator[Fault]:
    yield from _each(f"{place}.rule", (expected.rule,), {**catalogue.questions, **catalogue.rules}, "rule")
    if not expected.says.strip():
        yield Fault(f"{place}.says", "must be a sentence")
    if bool(expected.fires) == expected.silent:
        yield Fault(place, "must say what the rule does: 'fires' with its action, or 'silent = true'")
    if expected.fires:
        yield from _each(f"{place}.fires", (expected.fires,), ACTIONS, "action")
    if expected.at and expected.silent:
        yield Fault(f"{place}.at", "has no meaning where the rule is silent")
    for number in expected.at:
        if not 1 <= number <= len(visit.sites):
            yield Fault(f"{place}.at", f"there is no site {number}; the case has {len(visit.sites)}, the first is 1")
    if expected.rules_out and not (expected.silent and expected.rule in catalogue.questions):
        yield Fault(f"{place}.rules_out", "stands only beside 'silent = true' and for a question")


def _people(place: str, visit: Visit, catalogue: Catalogue) -> Iterator[Fault]:
    days = {"on": visit.date, "patient.birth_date": visit.patient.birth_date,
            "practitioner.cover_until": visit.practitioner.cover_until}
    wrong = [key for key, day in days.items() if not _is_day(day) and (day or key != "practitioner.cover_until")]
    yield from (Fault(f"{place}.{key}", f"must be a date such as 2026-11-21, not '{days[key]}'") for key in wrong)
    if not wrong and visit.patient.birth_date > visit.date:
        yield Fault(f"{place}.patient.birth_date", "lies after the visit")
    if not PLACE_OF_LAW.fullmatch(visit.jurisdiction):
        yield Fault(f"{place}.jurisdiction", f"must be a country code such as IE, or CA-ON, not '{visit.jurisdiction}'")
    regions = {"*", *catalogue.regions}
    yield from _each(f"{place}.practitioner.scope", visit.practitioner.scope or (), regions, "region")
    yield from _each(f"{place}.practitioner.cover_excludes", visit.practitioner.cover_excludes, regions, "region")


def _answer(place: str, key: str, answer: Answer, catalogue: Catalogue) -> Iterator[Fault]:
    yield from _each(place, (key,), {**catalogue.questions, **catalogue.factors}, "question or factor")
    yield from _each(place, (answer.answer,), WORDS, "answer")
    for where in answer.where:
        yield from _each(f"{place}.where", (where.region,), {*GROUPS, *catalogue.regions}, "region or group")
        yield from _each(f"{place}.where", (where.side or "left",), SIDES, "side")


def _site(place: str, site: Site, catalogue: Catalogue) -> Iterator[Fault]:
    yield from _each(f"{place}.muscle", (site.muscle,), catalogue.muscles, "muscle")
    muscle = catalogue.muscles.get(site.muscle)
    yield from _each(f"{place}.side", (site.side,), catalogue.regions[muscle.region].sides if muscle else SIDES,
                     f"side of {muscle.region if muscle else 'a region'}")
    yield from _each(f"{place}.level", (site.level or LEVELS[0],), LEVELS, "spinal level")
    yield from _each(f"{place}.technique", (site.technique,), TECHNIQUES, "technique")
    yield from _each(f"{place}.position", (site.position or POSITIONS[0],), POSITIONS, "position")
    if site.expires and not MONTH.fullmatch(site.expires):
        yield Fault(f"{place}.expires", f"must be a year and month such as 2029-01, not '{site.expires}'")
    for key in ("needles", "length_mm", "gauge_mm"):
        if getattr(site, key) <= 0:
            yield Fault(f"{place}.{key}", "must be more than nothing")


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
