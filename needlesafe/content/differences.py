"""
What differs between two contents: which entries, field by field, and above all which answers now give which other finding.

The second is not read off the tables but tried: the same visits are assessed under both contents.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from functools import cached_property
from typing import Any

from needlesafe.content.entries import entries
from needlesafe.content.scenarios import Changed, Scenario, Way, changed, combined, scenarios, ways
from needlesafe.content.stops import lines, lost
from needlesafe.domain.anatomy import Site, site_tags
from needlesafe.domain.catalogue import ACTIONS, Catalogue
from needlesafe.domain.rules import assess
from needlesafe.domain.visit import Visit

MOST_VISITS = 8_000
"""Beyond so many visits one muscle stands for its region, and every site is needled the plainest way."""
ORDER = (*ACTIONS, "none")


@dataclass(frozen=True, slots=True)
class Field:
    """One field of an entry that says something else."""

    name: str
    was: str
    now: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry that says something else."""

    name: str
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """The same visit under both contents."""

    words: str
    """What was answered or planned."""
    was: str
    now: str
    """The outcome at the site: an action, or `none`."""
    rules: tuple[str, ...]
    """Each rule that fires otherwise, in words."""
    places: tuple[str, ...]
    """Titles of regions, or of muscles where a region is not meant as a whole; empty where it holds everywhere."""
    way: str
    """How the site is needled; empty where that makes no difference."""

    @property
    def milder(self) -> bool:
        """Whether less is asked for than before."""
        return ORDER.index(self.now) > ORDER.index(self.was)


@dataclass(frozen=True, slots=True)
class Differences:
    """Everything that differs."""

    added: tuple[str, ...]
    removed: tuple[str, ...]
    changed: tuple[Entry, ...]
    outcomes: tuple[Outcome, ...]
    """The milder ones first, then the graver, then those in which only a rule is another."""
    stops_lost: tuple[str, ...]
    """Each entry that could hold a visit up and is gone or weaker, and in which way."""
    visits: int
    """How many visits were compared."""
    by_region: bool
    """Whether one muscle stood for its region and one way of needling for all, because there was too much to compare."""


def differences(old: Catalogue, new: Catalogue) -> Differences:
    """What differs between two contents."""
    before, after = entries(old), entries(new)
    both = ((name, tuple(_fields(before[name], after[name]))) for name in before if name in after)
    tried = _Comparison(old, new)
    gone = lost("\n".join(lines(old).values()), new, {})
    outcomes = sorted(tried.outcomes(), key=_rank)
    return Differences(added=tuple(name for name in after if name not in before),
                       removed=tuple(name for name in before if name not in after), outcomes=tuple(outcomes),
                       changed=tuple(Entry(name, told) for name, told in both if told),
                       stops_lost=tuple(f"{fault.place}: {fault.text.partition(': ')[2]}" for fault in gone), visits=tried.visits,
                       by_region=tried.by_region)


def _rank(one: Outcome) -> tuple[bool, bool, int, str]:
    return not one.milder, one.was == one.now, ORDER.index(one.was), one.words


def _fields(was: Any, now: Any) -> Iterator[Field]:
    """The fields in which two forms of an entry differ."""
    if not (is_dataclass(was) and is_dataclass(now)):
        if was != now:
            yield Field("text", str(was), str(now))
        return
    for field in fields(was):
        old, new = getattr(was, field.name), getattr(now, field.name, None)
        if old != new:
            yield Field(field.name, _told(old), _told(new))


def _told(value: Any) -> str:
    """A value in words."""
    if isinstance(value, tuple):
        return "; ".join(_told(part) for part in value)
    if is_dataclass(value):
        return ", ".join(f"{field.name} {told}" for field in fields(value) if (told := _told(getattr(value, field.name))))
    return str(value)


Seen = tuple[str, str, tuple[str, ...]]
"""An outcome before, the outcome now, and each rule that fires otherwise."""


class _Comparison:
    """The visits that are tried under both contents, and what came of them."""

    def __init__(self, old: Catalogue, new: Catalogue) -> None:
        self.old, self.new = old, new
        self.visits = 0
        self.what: Changed = changed(old, new)
        self.actions = tuple({rule.id: rule.action for rule in (*content.own_rules, *content.rules.values())}
                             for content in (old, new))

    @cached_property
    def by_region(self) -> bool:
        """Whether one muscle stands for its region, and one way of needling for all."""
        told = sum(len(muscles) * len(tried) for muscles, tried in self._plan(self._kinds))
        return told * len(ways(self.what)) > MOST_VISITS

    @cached_property
    def ways(self) -> tuple[Way, ...]:
        """The ways of needling that are tried."""
        return ways(self.what)[:1] if self.by_region else ways(self.what)

    @cached_property
    def kinds(self) -> dict[str, tuple[str, ...]]:
        """The muscles that are tried, each with those that it stands for."""
        if not self.by_region:
            return self._kinds
        of_region: dict[str, list[str]] = {}
        for muscle in self._shared:
            of_region.setdefault(self.new.muscles[muscle].region, []).append(muscle)
        return {muscles[0]: tuple(muscles) for muscles in of_region.values()}

    @cached_property
    def _shared(self) -> tuple[str, ...]:
        return tuple(muscle for muscle in self.new.muscles if muscle in self.old.muscles)

    @cached_property
    def _kinds(self) -> dict[str, tuple[str, ...]]:
        """Muscles of one region that no rule and no question of either content tells apart stand for each other."""
        named = {name for content in (self.old, self.new) for rule in (*content.own_rules, *content.rules.values())
                 for name in (*rule.muscles, *rule.tags, *rule.regions, *rule.not_muscles, *rule.not_regions)}
        alike: dict[object, list[str]] = {}
        for muscle in self._shared:
            distances = tuple(content.muscles[muscle].distances for content in (self.old, self.new))
            tags = tuple(frozenset(named & site_tags(Site(muscle, "left", 1, 1, 1, "in-and-out"), content))
                         for content in (self.old, self.new))
            alike.setdefault((self.new.muscles[muscle].region, tags, distances), []).append(muscle)
        return {muscles[0]: tuple(muscles) for muscles in alike.values()}

    def _plan(self, kinds: dict[str, tuple[str, ...]]) -> Iterator[tuple[list[str], tuple[Scenario, ...]]]:
        """Which muscles are tried with what: changed causes everywhere, and everything at changed kinds of site."""
        if self.what.rules or self.what.facts:
            yield list(kinds), scenarios(self.old, self.new, self.what.causes)
            yield list(kinds), combined(self.what, self.old, self.new)
        others = [name for name, muscles in kinds.items() if self.what.muscles.intersection(muscles)]
        if others:
            yield others, scenarios(self.old, self.new, None)

    def outcomes(self) -> Iterator[Outcome]:
        """Each thing that gives another finding, with all the places at which it gives the same one."""
        found: dict[tuple[str, Seen], dict[Way, list[str]]] = {}
        tried: set[tuple[str, str]] = set()
        for muscles, told in self._plan(self.kinds):
            for scenario in told:
                for muscle in muscles:
                    if (scenario.words, muscle) not in tried:
                        tried.add((scenario.words, muscle))
                        for way, seen in self._seen(scenario, muscle):
                            found.setdefault((scenario.words, seen), {}).setdefault(way, []).append(muscle)
        for (words, (was, now, rules)), places in found.items():
            alike = len(places) == len(self.ways) and len({tuple(muscles) for muscles in places.values()}) == 1
            for way, muscles in places.items():
                if not alike or way == self.ways[0]:
                    yield Outcome(words, was, now, rules, self._places(muscles), "" if alike else way.words)

    def _seen(self, scenario: Scenario, muscle: str) -> Iterator[tuple[Way, Seen]]:
        """How a thing differs at one muscle, by each way of needling."""
        for way in self.ways:
            self.visits += 1
            (was, before), (now, after) = (_raised(scenario.visit(muscle, way, content), content, actions)
                                           for content, actions in zip((self.old, self.new), self.actions, strict=True))
            if (was, before) != (now, after):
                yield way, (was, now, tuple(_told_rules(before, after)))

    def _places(self, muscles: list[str]) -> tuple[str, ...]:
        """The titles of regions that are meant as a whole, else of the muscles; nothing where it is everywhere."""
        meant = {name for muscle in muscles for name in self.kinds[muscle]}
        if meant == set(self._shared):
            return ()
        told: dict[str, None] = {}
        for name in self._shared:
            region = self.new.muscles[name].region
            whole = all(other in meant for other in self._shared if self.new.muscles[other].region == region)
            if name in meant:
                told[self.new.regions[region].title if whole else self.new.muscles[name].title] = None
        return tuple(told)


def _raised(visit: Visit, catalogue: Catalogue, actions: dict[str, str]) -> tuple[str, dict[str, str]]:
    """The outcome at the first site of a visit, and each rule that fires there with its action."""
    assessment = assess(visit, catalogue)
    here = set(assessment.sites[0].findings)
    fired = [name for finding in assessment.findings if finding.id in here for name in finding.rules]
    return assessment.sites[0].outcome, {name: actions[name] for name in fired}


def _told_rules(before: dict[str, str], after: dict[str, str]) -> Iterator[str]:
    for name in sorted(before.keys() | after.keys()):
        if name not in after:
            yield f"{name} ({before[name]}) is silent now"
        elif name not in before:
            yield f"{name} ({after[name]}) speaks now"
        elif before[name] != after[name]:
            yield f"{name} asked for {before[name]} and asks for {after[name]}"
