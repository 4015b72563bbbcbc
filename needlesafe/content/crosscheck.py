"""What no single table can tell: that ids are well formed and lead somewhere, and closed lists are kept."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator
from difflib import get_close_matches
from typing import Any

from needlesafe.domain.anatomy import LEVELS, SIDES, TECHNIQUES
from needlesafe.domain.catalogue import ACTIONS, GROUPS, REACHES, SITE_TAGS, STATUSES, Catalogue
from needlesafe.errors import Fault

ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
CAUSES = ("factors", "computed")


def crosscheck(catalogue: Catalogue) -> list[Fault]:
    """Every fault between the tables."""
    return [*_ids(catalogue), *_questions(catalogue), *_rules(catalogue), *_regions(catalogue), *_muscles(catalogue),
            *_checks(catalogue), *_consent(catalogue), *_computed(catalogue), *_raised_by_somebody(catalogue)]


def _all(catalogue: Catalogue) -> Iterator[tuple[str, Any]]:
    for table in ("factors", "questions", "computed", "rules", "warnings", "regions", "muscles", "nerves", "events",
                  "readiness", "changes", "discharge", "reconciliation", "technique", "pauses", "principles", "jurisdictions",
                  "disagreements"):
        for entry in getattr(catalogue, table).values():
            yield f"{table} {entry.id}", entry
    for language, text in catalogue.consent.items():
        for part in ("elements", "benefits", "risks", "alternatives", "chest", "understanding", "aftercare", "red_flags"):
            for entry in getattr(text, part):
                yield f"consent {language} {part} {entry.id}", entry


def _ids(catalogue: Catalogue) -> Iterator[Fault]:
    for place, entry in _all(catalogue):
        if not ID.fullmatch(entry.id) and not place.startswith("jurisdictions"):
            yield Fault(f"{place}.id", "must be kebab-case")
        yield from _each(f"{place}.sources", entry.sources, catalogue.references, "reference")
        status = getattr(entry, "status", "confirmed")
        yield from _each(f"{place}.status", (status,), STATUSES, "status")


def _each(place: str, names: Iterable[str], known: Container[str], what: str) -> Iterator[Fault]:
    """A fault for each name that is not known."""
    for name in names:
        if name not in known:
            close = get_close_matches(name, list(known), 1) if isinstance(known, (dict, tuple, list, set)) else []
            yield Fault(place, f"'{name}' is no {what}" + (f"; the nearest is '{close[0]}'" if close else ""))


def _tags(catalogue: Catalogue) -> set[str]:
    return {*SITE_TAGS, *catalogue.regions, *catalogue.muscles, *catalogue.factors}


def _questions(catalogue: Catalogue) -> Iterator[Fault]:
    tags = _tags(catalogue)
    for question in catalogue.questions.values():
        place = f"questions {question.id}"
        yield from _each(f"{place}.factors", question.factors, catalogue.factors, "factor")
        if not question.factors:
            yield Fault(f"{place}.factors", "must name at least one")
        yield from _each(f"{place}.action", (question.action,), ACTIONS, "action")
        yield from _each(f"{place}.asked_of", (question.asked_of,), ("patient", "practitioner", "both"), "person asked")
        yield from _each(f"{place}.raised_by", (question.raised_by,), ("yes", "no"), "raising answer")
        yield from _each(f"{place}.scope", (question.scope,), ("visit", "site"), "scope")
        yield from _each(f"{place}.reach", (question.reach,), REACHES, "reach")
        yield from _each(f"{place}.tags", question.tags, tags, "site tag or region")
        yield from _each(f"{place}.wants", question.wants, ("detail", "where", "date"), "follow-up")
        if question.computed:
            yield from _each(f"{place}.computed", (question.computed,), catalogue.computed, "computed fact")
        if question.action in ("modify", "clearance") and not question.changes:
            yield Fault(f"{place}.changes", "must say how the plan changes")


def _rules(catalogue: Catalogue) -> Iterator[Fault]:
    causes = {**catalogue.factors, **catalogue.computed}
    tags = _tags(catalogue)
    for rule in catalogue.rules.values():
        place = f"rules {rule.id}"
        yield from _each(f"{place}.action", (rule.action,), ACTIONS, "action")
        yield from _each(f"{place}.if_any", rule.if_any, causes, "factor or computed fact")
        yield from _each(f"{place}.if_all", rule.if_all, causes, "factor or computed fact")
        yield from _each(f"{place}.unless", rule.unless, causes, "factor or computed fact")
        yield from _each(f"{place}.regions", (*rule.regions, *rule.not_regions), catalogue.regions, "region")
        yield from _each(f"{place}.muscles", (*rule.muscles, *rule.not_muscles), catalogue.muscles, "muscle")
        yield from _each(f"{place}.tags", rule.tags, tags, "site tag")
        yield from _each(f"{place}.scope", (rule.scope,), ("visit", "site"), "scope")
        yield from _each(f"{place}.reach", (rule.reach,), REACHES, "reach")
        yield from _each(f"{place}.levels", rule.levels, LEVELS, "spinal level")
        yield from _each(f"{place}.techniques", rule.techniques, TECHNIQUES, "technique")
        if not rule.if_any:
            yield Fault(f"{place}.if_any", "must name at least one cause")
        if rule.id in catalogue.questions:
            yield Fault(place, "has the id of a question")


def _regions(catalogue: Catalogue) -> Iterator[Fault]:
    for region in catalogue.regions.values():
        place = f"regions {region.id}"
        yield from _each(f"{place}.group", (region.group,), GROUPS, "group")
        yield from _each(f"{place}.sides", region.sides, SIDES, "side")
        yield from _each(f"{place}.tier", (region.tier,), ("high", "moderate", "low"), "tier")
        yield from _each(f"{place}.lung", (region.lung,), ("yes", "part", "no"), "lung flag")
        yield from _each(f"{place}.tags", region.tags, SITE_TAGS, "site tag")
        yield from _each(f"{place}.lung_levels", region.lung_levels, LEVELS, "spinal level")
        yield from _each(f"{place}.nerves", region.nerves, catalogue.nerves, "nerve")
        yield from _each(f"{place}.factors", region.factors, catalogue.factors, "factor")
        yield from _each(f"{place}.warnings", (*region.during, *region.delayed), catalogue.warnings, "warning set")
        if not region.acknowledgements:
            yield Fault(f"{place}.acknowledgements", "must hold at least one")
        if region.lung == "yes" and region.tier != "high":
            yield Fault(f"{place}.tier", "must be high where the lung can be reached")


def _muscles(catalogue: Catalogue) -> Iterator[Fault]:
    for muscle in catalogue.muscles.values():
        place = f"muscles {muscle.id}"
        yield from _each(f"{place}.region", (muscle.region,), catalogue.regions, "region")
        yield from _each(f"{place}.tier", (muscle.tier,), ("high", "moderate", "low"), "tier")
        yield from _each(f"{place}.lung", (muscle.lung,), ("yes", "part", "no"), "lung flag")
        yield from _each(f"{place}.nerves", muscle.nerves, catalogue.nerves, "nerve")
        yield from _each(f"{place}.tags", muscle.tags, SITE_TAGS, "site tag")
        yield from _each(f"{place}.needs", (muscle.needs,), ("", "ultrasound", "training"), "condition")
        yield from _each(f"{place}.locked_levels", muscle.locked_levels, ("any", *LEVELS), "spinal level")
        for index, distance in enumerate(muscle.distances):
            yield from _each(f"{place}.distances[{index}].sources", distance.sources, catalogue.references, "reference")
            if not distance.sources:
                yield Fault(f"{place}.distances[{index}].sources", "a number needs its source")


def _checks(catalogue: Catalogue) -> Iterator[Fault]:
    tags = _tags(catalogue)
    for table in ("readiness", "changes", "discharge", "reconciliation", "technique", "pauses"):
        for item in getattr(catalogue, table).values():
            yield from _each(f"{table} {item.id}.wanted", (item.wanted,), ("yes", "no"), "answer")
            yield from _each(f"{table} {item.id}.per", (item.per,), ("profile", "day", "visit"), "interval")
            yield from _each(f"{table} {item.id}.tags", item.tags, tags, "site tag")
    if "default" not in catalogue.jurisdictions:
        yield Fault("jurisdictions", "must hold 'default'")


def _consent(catalogue: Catalogue) -> Iterator[Fault]:
    tags = _tags(catalogue)
    if "en" not in catalogue.consent:
        yield Fault("consent", "English is missing")
        return
    english = catalogue.consent["en"]
    for language, text in catalogue.consent.items():
        for part in ("headings", "paragraphs"):
            for key in getattr(english, part).keys() ^ getattr(text, part).keys():
                yield Fault(f"consent {language}.{part}.{key}", "does not stand in both this language and English")
        for part in ("risks", "benefits", "alternatives", "chest", "understanding", "aftercare", "red_flags"):
            for entry in getattr(text, part):
                yield from _each(f"consent {language} {entry.id}.tags", entry.tags, tags, "site tag")
        for row in text.red_flags:
            yield from _each(f"consent {language} {row.id}.said_by", row.said_by, catalogue.warnings, "warning set")


def _computed(catalogue: Catalogue) -> Iterator[Fault]:
    for fact in catalogue.computed.values():
        yield from _each(f"computed {fact.id}.factors", fact.factors, catalogue.factors, "factor")


def _raised_by_somebody(catalogue: Catalogue) -> Iterator[Fault]:
    """A factor that no question raises can never be asked for."""
    raised = catalogue.questions_of_factor
    for factor in catalogue.factors:
        if factor not in raised:
            yield Fault(f"factors {factor}", "is raised by no question")
