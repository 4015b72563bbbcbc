"""What the facts of visits are called: the names under which they are typed, and the words in which they are shown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from needlesafe.domain.catalogue import Catalogue
from needlesafe.domain.spelling import among, is_near, words_of

_REMEMBERED = 1000
"""So many typed words are remembered: at the next key most of them stand there still."""
SHORTEST = 2
"""From so many letters on, what is typed may be the name of something that happened."""


@dataclass(frozen=True, slots=True)
class FactName:
    """One name and the facts that it stands for."""

    words: frozenset[str]
    facts: tuple[str, ...]


class FactNames:
    """Every name of one content: muscles, regions, events and what rules are about."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._titles = dict(_titles(catalogue))
        self._names = tuple(_names(catalogue))
        self._holders: dict[str, set[int]] = {}
        self._typed: dict[tuple[str, bool], set[int]] = {}
        for number, name in enumerate(self._names):
            for word in name.words:
                self._holders.setdefault(word, set()).add(number)

    def title(self, fact: str) -> str:
        """The words for a fact; its id where the content no longer has it."""
        kind, _, name = fact.partition(" ")
        return f"Lot {name.upper()}" if kind == "lot" else self._titles.get(fact, name)

    def titles(self, facts: Iterable[str]) -> tuple[str, ...]:
        """The words for facts, each once."""
        return tuple(dict.fromkeys(self.title(fact) for fact in facts))

    def facts(self, typed: Sequence[str], near: bool = False) -> tuple[str, ...]:
        """The facts of which one name has everything typed; with a slip of the keys, where that is asked for."""
        words = [word for part in typed for word in words_of(part)]
        if not words or max(map(len, words)) < SHORTEST or len(words[-1]) < SHORTEST:
            return ()
        if len(self._typed) > _REMEMBERED:
            self._typed.clear()
        held = [self._holding(word, near) for word in words]
        return tuple(dict.fromkeys(fact for number in sorted(set.intersection(*held)) for fact in self._names[number].facts))

    def _holding(self, typed: str, near: bool) -> set[int]:
        """The names that have a typed word; nobody slips at the first letter."""
        known = self._typed.get((typed, near))
        if known is None:
            found = among(self._holders, typed)
            if near and not found:
                found = frozenset(word for word in self._holders if word[0] == typed[0] and is_near(word, typed))
            known = self._typed[typed, near] = {number for word in found for number in self._holders[word]}
        return known


def _titles(catalogue: Catalogue) -> Iterable[tuple[str, str]]:
    for muscle in catalogue.muscles.values():
        yield f"muscle {muscle.id}", muscle.title
    for event in catalogue.events.values():
        yield f"event {event.id}", event.title
    for rule, causes in _causes(catalogue):
        yield f"rule {rule}", causes[0]


def _names(catalogue: Catalogue) -> Iterable[FactName]:
    for muscle in catalogue.muscles.values():
        yield _name((f"muscle {muscle.id}",), muscle.title, muscle.latin, *muscle.other_names)
    for region in catalogue.regions.values():
        inside = tuple(f"muscle {muscle.id}" for muscle in catalogue.muscles.values() if muscle.region == region.id)
        yield _name(inside, region.title, region.patient_title)
    for event in catalogue.events.values():
        yield _name((f"event {event.id}",), event.title, event.lay_name)
    about: dict[str, list[str]] = {}
    for rule, causes in _causes(catalogue):
        yield _name((f"rule {rule}",), rule)
        for cause in causes:
            about.setdefault(cause, []).append(f"rule {rule}")
    yield from (_name(tuple(rules), cause) for cause, rules in about.items())


def _causes(catalogue: Catalogue) -> Iterable[tuple[str, tuple[str, ...]]]:
    """Every rule, questions among them, with the words for what it is about."""
    for question in catalogue.questions.values():
        yield question.id, (question.short,)
    for rule in catalogue.rules.values():
        yield rule.id, tuple(dict.fromkeys(catalogue.cause_titles.get(name, name) for name in rule.if_any)) or (rule.id,)


def _name(facts: tuple[str, ...], *texts: str) -> FactName:
    return FactName(frozenset(words_of(*texts)), facts)
