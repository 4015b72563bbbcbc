"""
Entries that nobody can reach: written, but by no plan, no answer and no other entry ever shown.

`assets/clinical/unreached.txt` names the few that stand alone on purpose, each with its reason.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from needlesafe.content.entries import entries
from needlesafe.content.tables import CONSENT_ARRAYS, PLACES, TABLES
from needlesafe.domain.anatomy import LEVELS, POSITIONS, TECHNIQUES, Site, site_tags
from needlesafe.domain.catalogue import Catalogue, Rule
from needlesafe.errors import Fault

LIST = "clinical/unreached.txt"
CALLED = tuple(table.into for table in TABLES if "tags" in table.shape.__dataclass_fields__
               and table.into not in ("questions", "rules", "regions", "muscles"))
"""The tables whose entries a plan or an answer calls for by their tags; one without tags is called for otherwise."""


def orphans(listed: str, catalogue: Catalogue) -> list[Fault]:
    """A fault for each entry that cannot be reached and is not excused, and for each excuse that excuses nothing."""
    found, excused, faults = dict(_unreached(catalogue)), {}, []
    for line in listed.splitlines():
        name, mark, reason = line.partition(": ")
        if line.startswith("#"):
            continue
        excused[name] = reason
        if not mark or not reason.strip():
            faults.append(Fault(f"{LIST}: {name}", "must say after a colon why it stands alone"))
        elif name not in found:
            faults.append(Fault(f"{LIST}: {name}", "is reached, or is no entry; take the line out"))
    return [*faults, *(Fault(_place(name), words) for name, words in found.items() if name not in excused)]


def _place(name: str) -> str:
    """A table and an id, as a fault names them."""
    table, _, entry = name.partition(" ")
    return f"{PLACES[table]} {entry}" if table in PLACES else name


def _unreached(catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    """Each entry that cannot be reached by its table and id, with the reason."""
    for table, reached, words in (
            ("references", _cited(catalogue), "is cited by no entry"),
            ("warnings", {*(name for region in catalogue.regions.values() for name in (*region.during, *region.delayed)),
                          *(name for name, warning in catalogue.warnings.items() if warning.factors)}, "is named by no region"),
            ("nerves", {name for table in (catalogue.regions, catalogue.muscles) for entry in table.values()
                        for name in entry.nerves}, "is named by no muscle and no region"),
            ("regions", {muscle.region for muscle in catalogue.muscles.values()}, "holds no muscle; no plan can name it"),
            ("factors", _spoken_of(catalogue), "is raised, and nothing follows from it"),
            ("computed", {*_spoken_of(catalogue), *(fact.id for fact in catalogue.computed.values() if fact.factors)},
             "is worked out, and nothing follows from it")):
        yield from ((f"{table} {name}", words) for name in getattr(catalogue, table) if name not in reached)
    yield from _never_called(catalogue)


def _cited(catalogue: Catalogue) -> set[str]:
    """Every reference that an entry or a part of one cites."""
    return {source for entry in entries(catalogue).values() for source in _sources(entry)}


def _sources(entry: object) -> Iterator[str]:
    """The sources of an entry and of its parts."""
    yield from getattr(entry, "sources", ())
    for name in getattr(entry, "__dataclass_fields__", {}):
        value = getattr(entry, name)
        for part in value if isinstance(value, tuple) else ():
            if hasattr(part, "__dataclass_fields__"):
                yield from _sources(part)


def _spoken_of(catalogue: Catalogue) -> set[str]:
    """Every factor and computed fact from which something follows: a rule, a caution or a sentence."""
    spoken = {name for rule in catalogue.rules.values() for name in (*rule.if_any, *rule.if_all, *rule.unless)}
    spoken |= {question.factors[0] for question in catalogue.questions.values()}
    spoken |= {name for region in catalogue.regions.values() for name in region.factors}
    return spoken | {tag for _, tags in _called_by_plan_or_answer(catalogue) for tag in tags}


def _called_by_plan_or_answer(catalogue: Catalogue) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Every statement and check by its place, with the tags that call for it."""
    for table in CALLED:
        yield from ((f"{table} {item.id}", item.tags) for item in getattr(catalogue, table).values() if item.tags)
    for language, text in catalogue.consent.items():
        for array, (part, _) in CONSENT_ARRAYS.items():
            yield from ((f"consent/{language}.toml: {array} {entry.id}", entry.tags) for entry in getattr(text, part))


def _never_called(catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    """What asks for a kind of site, or for a person, that there is not."""
    sites = _kinds_of_site(catalogue)
    called = frozenset({"any"}).union(*sites)
    for question in catalogue.questions.values():
        if called.isdisjoint(question.tags) or (question.max_age and question.min_age > question.max_age):
            yield f"questions {question.id}", "is asked of nobody: no plan has one of its tags, or no person has its age"
    for rule in catalogue.rules.values():
        if not any(_matches(rule, tags) for tags in sites):
            yield f"rules {rule.id}", "can match no site that a plan can hold"
    raised = called.union(catalogue.questions_of_factor, *(fact.factors for fact in catalogue.computed.values()))
    for name, tags in _called_by_plan_or_answer(catalogue):
        if raised.isdisjoint(tags):
            yield name, "is called for by no plan and no answer"


def _matches(rule: Rule, tags: Collection[str]) -> bool:
    named, spared = {*rule.regions, *rule.muscles, *rule.tags}, {*rule.not_muscles, *rule.not_regions}
    return (not named or not named.isdisjoint(tags)) and spared.isdisjoint(tags)


def _kinds_of_site(catalogue: Catalogue) -> set[frozenset[str]]:
    """The tags of every site that a plan can hold, each combination once."""
    ways = [("in-and-out", position, level) for position in POSITIONS for level in (None, *LEVELS)]
    ways += [(technique, "", None) for technique in TECHNIQUES]
    return {site_tags(Site(muscle, "left", 1, 30, 0.25, technique, level, position), catalogue)
            for muscle in catalogue.muscles for technique, position, level in ways}
