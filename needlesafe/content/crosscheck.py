"""
What no single table can tell: that ids are well formed and lead somewhere, and closed lists are kept.

An entry that could not be read is known by its id all the same, so that one fault is told once.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from needlesafe.content.tables import CONSENT_ARRAYS, OWN_PLACES, PLACES
from needlesafe.domain.anatomy import LEVELS, SIDES, TECHNIQUES
from needlesafe.domain.catalogue import ACTIONS, GROUPS, REACHES, SITE_TAGS, STATUSES, Catalogue, Question, Rule
from needlesafe.domain.clinic_content import is_own
from needlesafe.domain.computed import FACTS
from needlesafe.domain.earlier import is_touched
from needlesafe.domain.pauses import INSIDE
from needlesafe.domain.renewal import HOLDS
from needlesafe.errors import Fault

ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
PLACEHOLDER = re.compile(r"\{(\w+)\}")
TIERS, LUNG, PER = ("high", "moderate", "low"), ("yes", "part", "no"), ("profile", "day", "visit")
CHECKLISTS = ("readiness", "discharge", "reconciliation", "technique", "pauses")


class _Everything(Container[str]):
    """What a table that could not be read may hold."""

    def __contains__(self, name: object) -> bool:
        return True


@dataclass(frozen=True, slots=True)
class Reading:
    """A catalogue as far as it could be read."""

    catalogue: Catalogue
    lost: Mapping[str, set[str] | None]
    """By table, the ids of entries with faults; None where nothing of it could be read."""

    def names(self, *tables: str) -> Container[str]:
        """The ids that stand in some tables, those of entries with faults among them."""
        if any(self.lost.get(table, ()) is None for table in tables):
            return _Everything()
        return {name for table in tables for name in (*getattr(self.catalogue, table), *self.lost.get(table, ()))}

    def tags(self) -> Container[str]:
        """Everything that a question, a rule or a statement may name as its kind of site."""
        known = self.names("regions", "muscles", "factors")
        return known if isinstance(known, _Everything) else {*SITE_TAGS, *known}

    def entries(self, table: str) -> Iterator[tuple[str, Any]]:
        """The entries of a table, each with its file and id as a fault names them."""
        return ((f"{(OWN_PLACES if is_own(entry.id) else PLACES)[table]} {entry.id}", entry)
                for entry in getattr(self.catalogue, table).values())

    def statements(self) -> Iterator[tuple[str, str, Any]]:
        """The entries of all consent files, each with its place and its array."""
        for language, text in self.catalogue.consent.items():
            for array, (part, _) in CONSENT_ARRAYS.items():
                for entry in getattr(text, part):
                    file = f"clinic/consent-{language}" if is_own(entry.id) else f"consent/{language}"
                    yield f"{file}.toml: {array} {entry.id}", array, entry


def crosscheck(reading: Reading) -> list[Fault]:
    """Every fault between the tables."""
    return [*_everywhere(reading), *_questions(reading), *_rules(reading), *_regions(reading), *_muscles(reading),
            *_warnings(reading), *_events(reading), *_checks(reading), *_repeat_visits(reading), *_consent(reading), *_computed(reading), *_raised_by_somebody(reading)]


def _everywhere(reading: Reading) -> Iterator[Fault]:
    references = reading.names("references")
    entries = [entry for table in PLACES if table != "references" for entry in reading.entries(table)]
    for place, entry in (*entries, *((place, entry) for place, _, entry in reading.statements())):
        if not ID.fullmatch(entry.id) and not place.startswith(PLACES["jurisdictions"]):
            yield Fault(f"{place}.id", "must be kebab-case")
        yield from _each(f"{place}.sources", entry.sources, references, "reference")
        yield from _one(f"{place}.status", getattr(entry, "status", "confirmed"), STATUSES, "status")


def _each(place: str, names: Iterable[str], known: Container[str], what: str) -> Iterator[Fault]:
    """A fault for each name that is not known."""
    for name in names:
        if name not in known:
            close = get_close_matches(name, list(known), 1) if isinstance(known, (tuple, set)) else []
            yield Fault(place, f"'{name}' is no {what}" + (f"; the nearest is '{close[0]}'" if close else ""))


def _one(place: str, name: str, known: Container[str], what: str) -> Iterator[Fault]:
    return _each(place, (name,), known, what)


def _questions(reading: Reading) -> Iterator[Fault]:
    factors, computed, tags = reading.names("factors"), reading.names("computed"), reading.tags()
    for place, question in reading.entries("questions"):
        yield from _speaking(place, question, tags)
        yield from _spoken_for(place, question, reading)
        yield from _each(f"{place}.factors", question.factors, factors, "factor")
        if not question.factors:
            yield Fault(f"{place}.factors", "must name at least one")
        if not question.tags:
            yield Fault(f"{place}.tags", "must name at least one, or nobody is ever asked")
        yield from _one(f"{place}.asked_of", question.asked_of, ("patient", "practitioner", "both"), "person asked")
        yield from _one(f"{place}.raised_by", question.raised_by, ("yes", "no"), "raising answer")
        yield from _one(f"{place}.only_sex", question.only_sex, ("", "female", "male"), "sex that a question can be for")
        yield from _each(f"{place}.wants", question.wants, ("detail", "where", "date"), "follow-up")
        if question.computed:
            yield from _one(f"{place}.computed", question.computed, computed, "computed fact")
        if question.action in ("modify", "clearance") and not question.changes:
            yield Fault(f"{place}.changes", "must say how the plan changes")
        if question.only_first and question.action not in ("modify", "precaution"):
            yield Fault(f"{place}.only_first", "is for questions that hold no visit up")
        yield from _following(place, question, reading)


def _following(place: str, question: Question, reading: Reading) -> Iterator[Fault]:
    """A question follows only upon one that is always put before it: as often, and after every change that touches it."""
    yield from _each(f"{place}.only_after", question.only_after, reading.names("questions"), "question")
    for name in question.only_after:
        first = reading.catalogue.questions.get(name)
        if first is None:
            continue
        if first.only_after or first is question:
            yield Fault(f"{place}.only_after", f"'{name}' follows upon another question itself")
        if first.ask_again_days > question.ask_again_days:
            yield Fault(f"{place}.only_after", f"'{name}' is asked less often")
        for change in reading.catalogue.changes.values() if first.ask_again_days else ():
            if is_touched(question, change) and not is_touched(first, change):
                yield Fault(f"{place}.only_after", f"'{name}' is not asked anew after '{change.id}', which bears on this question")


def _spoken_for(place: str, entry: Question | Rule, reading: Reading) -> Iterator[Fault]:
    """Who speaks for another speaks for itself, of the same scope."""
    known: dict[str, Any] = {**reading.catalogue.questions, **reading.catalogue.rules}
    yield from _each(f"{place}.spoken_for_by", entry.spoken_for_by, reading.names("questions", "rules"), "question or rule")
    for name in entry.spoken_for_by:
        other = known.get(name)
        if other is not None and (other.spoken_for_by or (entry.scope, other.scope) != ("site", "site")):
            yield Fault(f"{place}.spoken_for_by", f"'{name}' cannot speak for it: both must be of the scope 'site', and it "
                                                  "must speak for itself")


def _speaking(place: str, entry: Question | Rule, tags: Container[str]) -> Iterator[Fault]:
    """What questions and rules have in common."""
    yield from _one(f"{place}.action", entry.action, ACTIONS, "action")
    yield from _one(f"{place}.scope", entry.scope, ("visit", "site"), "scope")
    yield from _one(f"{place}.reach", entry.reach, REACHES, "reach")
    yield from _each(f"{place}.tags", entry.tags, tags, "site tag")


def _rules(reading: Reading) -> Iterator[Fault]:
    causes, regions, muscles = (reading.names(*tables) for tables in (("factors", "computed"), ("regions",), ("muscles",)))
    questions, tags = reading.catalogue.questions, reading.tags()
    for place, rule in reading.entries("rules"):
        yield from _speaking(place, rule, tags)
        yield from _spoken_for(place, rule, reading)
        for key in ("if_any", "if_all", "unless"):
            yield from _each(f"{place}.{key}", getattr(rule, key), causes, "factor or computed fact")
        for key in ("regions", "not_regions"):
            yield from _each(f"{place}.{key}", getattr(rule, key), regions, "region")
        for key in ("muscles", "not_muscles"):
            yield from _each(f"{place}.{key}", getattr(rule, key), muscles, "muscle")
        yield from _each(f"{place}.levels", rule.levels, LEVELS, "spinal level")
        yield from _each(f"{place}.techniques", rule.techniques, TECHNIQUES, "technique")
        if not rule.if_any:
            yield Fault(f"{place}.if_any", "must name at least one cause")
        if rule.id in questions:
            yield Fault(f"{place}.id", "is the id of a question")


def _regions(reading: Reading) -> Iterator[Fault]:
    nerves, factors, warnings = (reading.names(table) for table in ("nerves", "factors", "warnings"))
    for place, region in reading.entries("regions"):
        yield from _one(f"{place}.group", region.group, GROUPS, "group")
        yield from _one(f"{place}.view", region.view, ("anterior", "posterior", "both"), "view")
        yield from _one(f"{place}.limb", region.limb, ("", "upper-limb", "lower-limb"), "limb")
        yield from _each(f"{place}.sides", region.sides, SIDES, "side")
        yield from _one(f"{place}.tier", region.tier, TIERS, "tier")
        yield from _one(f"{place}.lung", region.lung, LUNG, "lung flag")
        yield from _each(f"{place}.tags", region.tags, SITE_TAGS, "site tag")
        yield from _each(f"{place}.lung_levels", region.lung_levels, LEVELS, "spinal level")
        yield from _each(f"{place}.nerves", region.nerves, nerves, "nerve")
        yield from _each(f"{place}.factors", region.factors, factors, "factor")
        yield from _each(f"{place}.during", region.during, warnings, "warning set")
        yield from _each(f"{place}.delayed", region.delayed, warnings, "warning set")
        if not region.sides:
            yield Fault(f"{place}.sides", "must name at least one")
        if not region.acknowledgements:
            yield Fault(f"{place}.acknowledgements", "must hold at least one")
        for number, item in enumerate(region.acknowledgements, 1):
            if item.id != f"{region.id}-ack-{number}" and not is_own(item.id):
                yield Fault(f"{place}.acknowledgements[{number - 1}].id", f"must be '{region.id}-ack-{number}'")
        if region.lung == "yes" and region.tier != "high":
            yield Fault(f"{place}.tier", "must be high where the lung can be reached")


def _muscles(reading: Reading) -> Iterator[Fault]:
    regions, nerves, references = (reading.names(table) for table in ("regions", "nerves", "references"))
    for place, muscle in reading.entries("muscles"):
        yield from _one(f"{place}.region", muscle.region, regions, "region")
        yield from _one(f"{place}.tier", muscle.tier, TIERS, "tier")
        yield from _one(f"{place}.lung", muscle.lung, LUNG, "lung flag")
        yield from _each(f"{place}.nerves", muscle.nerves, nerves, "nerve")
        yield from _each(f"{place}.tags", muscle.tags, SITE_TAGS, "site tag")
        yield from _one(f"{place}.needs", muscle.needs, ("", "ultrasound", "training"), "condition")
        yield from _each(f"{place}.locked_levels", muscle.locked_levels, ("any", *LEVELS), "spinal level")
        for index, distance in enumerate(muscle.distances):
            own = f"{place}.distances[{index}]"
            yield from _each(f"{own}.sources", distance.sources, references, "reference")
            yield from _each(f"{own}.sides", distance.sides, SIDES, "side")
            yield from _one(f"{own}.status", distance.status, STATUSES, "status")
            if not distance.sources:
                yield Fault(f"{own}.sources", "a number needs its source")


def _warnings(reading: Reading) -> Iterator[Fault]:
    tags, factors = reading.tags(), reading.names("factors")
    for place, warning in reading.entries("warnings"):
        yield from _each(f"{place}.tags", warning.tags, tags, "site tag")
        yield from _each(f"{place}.factors", warning.factors, factors, "factor")


def _events(reading: Reading) -> Iterator[Fault]:
    for place, event in reading.entries("events"):
        yield from _each(f"{place}.severity", event.severity, ("mild", "significant", "serious"), "severity")


def _checks(reading: Reading) -> Iterator[Fault]:
    tags = reading.tags()
    for table in CHECKLISTS:
        for place, item in reading.entries(table):
            yield from _one(f"{place}.wanted", item.wanted, ("yes", "no"), "answer")
            yield from _one(f"{place}.per", item.per, PER, "interval")
            yield from _one(f"{place}.step", item.step, ("who", INSIDE) if table == "pauses" else ("who", "cautions"), "step of a check")
            yield from _each(f"{place}.tags", item.tags, tags, "site tag")
    if "default" not in reading.names("jurisdictions"):
        yield Fault(PLACES["jurisdictions"], "must hold 'default'")


def _repeat_visits(reading: Reading) -> Iterator[Fault]:
    """What changed leads to questions, and each reason for a new consent is one that the program can tell."""
    known = reading.names("questions", "factors")
    if not isinstance(known, _Everything):
        known = {*known, *(question.category for question in reading.catalogue.questions.values())}
    for place, change in reading.entries("changes"):
        yield from _each(f"{place}.touches", change.touches, known, "question, factor or category")
        yield from _one(f"{place}.only_sex", change.only_sex, ("", "female", "male"), "sex that a question can be for")
    for place, reason in reading.entries("renewals"):
        yield from _one(f"{place}.id", reason.id, set(HOLDS), "reason that the program can tell")
    known_reasons = reading.names("renewals")
    for name in HOLDS:
        if name not in known_reasons:
            yield Fault(f"{PLACES['renewals']} {name}", "is missing")


def _consent(reading: Reading) -> Iterator[Fault]:
    tags, warnings = reading.tags(), reading.names("warnings")
    for place, array, entry in reading.statements():
        yield from _each(f"{place}.tags", entry.tags, tags, "site tag")
        if array == "understanding":
            yield from _one(f"{place}.wanted", entry.wanted, ("yes", "no"), "answer")
        if array == "red_flag":
            yield from _each(f"{place}.said_by", entry.said_by, warnings, "warning set")
    if (english := reading.catalogue.consent.get("en")) is not None:
        for language, text in reading.catalogue.consent.items():
            for part in ("headings", "paragraphs"):
                yield from _same_words(f"consent/{language}.toml: {part}", getattr(text, part), getattr(english, part))


def _same_words(place: str, words: dict[str, str], english: dict[str, str]) -> Iterator[Fault]:
    """Each language has the keys of English, and in each text its placeholders."""
    for key in sorted(english.keys() ^ words.keys()):
        yield Fault(f"{place}.{key}", "does not stand in both this language and English")
    for key in english.keys() & words.keys():
        if Counter(PLACEHOLDER.findall(words[key])).keys() != Counter(PLACEHOLDER.findall(english[key])).keys():
            yield Fault(f"{place}.{key}", "has other placeholders than English")


def _computed(reading: Reading) -> Iterator[Fault]:
    for place, fact in reading.entries("computed"):
        yield from _each(f"{place}.factors", fact.factors, reading.names("factors"), "factor")
        yield from _one(f"{place}.id", fact.id, set(FACTS), "fact that the program can work out")
    known = reading.names("computed")
    for name in FACTS:
        if name not in known:
            yield Fault(f"{PLACES['computed']} {name}", "is missing")


def _raised_by_somebody(reading: Reading) -> Iterator[Fault]:
    """A factor that no question raises can never be asked for."""
    if reading.lost.get("questions") or isinstance(reading.names("questions"), _Everything):
        return
    raised = reading.catalogue.questions_of_factor
    for place, factor in reading.entries("factors"):
        if factor.id not in raised:
            yield Fault(place, "is raised by no question")
