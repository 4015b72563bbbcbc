"""
What may never get lost: each rule and question that can hold a visit up, each lock, and what makes it speak.

`assets/clinical/stops.txt` is the committed list, one line an entry. An entry of the list that is missing, asks for
less or speaks at fewer places is a fault at loading, so that no visit begins with it; to ask for more is free.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from needlesafe.content.tables import PLACES
from needlesafe.domain.catalogue import ACTIONS, Catalogue, Computed, Muscle, Question, Region, Rule
from needlesafe.errors import Fault

LIST = "clinical/stops.txt"
GRAVE = ("stop", "ultrasound-or-stop", "clearance")
"""The actions that hold a visit up."""
RANKS = {"action": ACTIONS, "lung": ("yes", "part", "no")}
"""Keys whose value may only become graver."""
CAUSES = ("if_any", "factors", "locked", "locked_levels", "needs")
"""Keys of which nothing may be taken away: whatever makes an entry speak."""
WHERE = ("at", "levels", "techniques", "lung_levels")
"""The same, but that nothing named means everywhere."""
TABLES = {"rule": "rules", "question": "questions", "computed": "computed", "region": "regions", "muscle": "muscles"}

Kept = dict[str, tuple[str, ...]]
"""What makes an entry speak, by key. Every other key narrows it: to add to it is to lose."""


def _of_rule(rule: Rule) -> Kept:
    return {"action": (rule.action,), "if_any": rule.if_any, "if_all": rule.if_all, "unless": rule.unless,
            "at": (*rule.regions, *rule.muscles, *rule.tags), "not": (*rule.not_regions, *rule.not_muscles),
            "levels": rule.levels, "techniques": rule.techniques, "scope": () if rule.scope == "visit" else (rule.scope,),
            "reach": () if rule.reach == "everywhere" else (rule.reach,), "needs_place": _flag(rule.needs_place)}


def _of_question(question: Question) -> Kept:
    return {"action": (question.action,), "if_any": question.factors[:1], "factors": question.factors[1:],
            "at": () if "any" in question.tags else question.tags,
            "raised_by": (question.raised_by,), "scope": () if question.scope == "visit" else (question.scope,),
            "reach": () if question.reach == "everywhere" else (question.reach,),
            "only_sex": (question.only_sex,) if question.only_sex else (),
            "min_age": _number(question.min_age), "max_age": _number(question.max_age), "only_after": question.only_after}


def _of_computed(fact: Computed) -> Kept:
    return {"factors": fact.factors, "limit": _number(fact.limit)}


def _of_region(region: Region) -> Kept:
    return {"lung": (region.lung,), "lung_levels": region.lung_levels, "locked": _flag(region.locked)}


def _of_muscle(muscle: Muscle) -> Kept:
    return {"lung": (muscle.lung,), "locked": _flag(muscle.prohibited), "locked_levels": muscle.locked_levels,
            "needs": (muscle.needs,) if muscle.needs else ()}


OF: dict[str, Callable[[Any], Kept]] = {"rule": _of_rule, "question": _of_question, "computed": _of_computed,
                                        "region": _of_region, "muscle": _of_muscle}
"""What makes an entry of each kind speak."""


def _flag(value: bool) -> tuple[str, ...]:
    return ("yes",) if value else ()


def _number(value: float) -> tuple[str, ...]:
    return (f"{value:g}",) if value else ()


def lines(catalogue: Catalogue) -> dict[str, str]:
    """The line of each entry that belongs into the list, by its kind and id."""
    rules = [rule for rule in catalogue.rules.values() if rule.action in GRAVE]
    grave = frozenset(cause for rule in rules for cause in (*rule.if_any, *rule.if_all))
    return {f"{kind} {name}": _line(f"{kind} {name}", kept) for kind, table in TABLES.items()
            for name, entry in getattr(catalogue, table).items() if _belongs(kept := OF[kind](entry), grave)}


def _belongs(kept: Kept, grave: frozenset[str]) -> bool:
    """Whether an entry can hold a visit up: by itself, as a lock or near a lung, or by a cause of a grave rule."""
    if kept.get("action", ("",))[0] in GRAVE or kept.get("lung", ("no",)) != ("no",):
        return True
    if "limit" in kept or any(kept.get(key) for key in ("locked", "locked_levels", "needs")):
        return True
    return not grave.isdisjoint((*kept.get("if_any", ()), *kept.get("factors", ())))


def _line(name: str, kept: Kept) -> str:
    return " ".join((name, *(f"{key}={','.join(values)}" for key, values in kept.items() if values)))


def lost(listed: str, catalogue: Catalogue, unread: Mapping[str, set[str] | None]) -> Iterator[Fault]:
    """A fault for each entry of the list that is gone or weaker; `unread` names by table what other faults hide."""
    for number, line in enumerate(listed.splitlines(), 1):
        if line.startswith("#"):
            continue
        kind, name, *pairs = *line.split(" "), ""
        if kind not in TABLES or not name:
            yield Fault(f"{LIST}: line {number}", f"must name one of {', '.join(TABLES)} and an id, not '{line}'")
            continue
        hidden = unread.get(TABLES[kind], set())
        if hidden is None or name in hidden:
            continue
        entry = getattr(catalogue, TABLES[kind]).get(name)
        losses = _losses(_parsed(pairs), OF[kind](entry)) if entry is not None else ["it is gone"]
        if losses:
            yield Fault(f"{PLACES[TABLES[kind]]} {name}", f"lost a stop that {LIST} keeps: {'; '.join(losses)}")


def _parsed(pairs: list[str]) -> Kept:
    return {key: tuple(values.split(",")) for key, mark, values in (pair.partition("=") for pair in pairs) if mark}


def _losses(before: Kept, now: Kept) -> list[str]:
    """In words, each way in which an entry says less than it did, or says it at fewer places."""
    told = []
    for key in (*now, *(key for key in before if key not in now)):
        had, has = before.get(key, ()), now.get(key, ())
        if key in RANKS:
            weaker = _rank(key, has) > _rank(key, had)
        elif key in CAUSES:
            weaker = not set(had) <= set(has)
        elif key in WHERE:
            weaker = bool(has) and (not had or not set(had) <= set(has))
        else:
            weaker = had != has if key in ("raised_by", "limit") else not set(has) <= set(had)
        if weaker:
            told.append(f"'{key}' was {_words(had)} and is {_words(has)}")
    return told


def _rank(key: str, values: tuple[str, ...]) -> int:
    """The place of a value among those of its key, 0 for the gravest; one that is not known is the least."""
    known = RANKS[key]
    return known.index(values[0]) if values and values[0] in known else len(known)


def _words(values: tuple[str, ...]) -> str:
    return ", ".join(values) or "empty"


def unlisted(listed: str, catalogue: Catalogue) -> list[Fault]:
    """A fault for each line that the list lacks or holds otherwise, with the line as it has to be."""
    known = set(listed.splitlines())
    return [Fault(f"{LIST}: {name}", f"the list must hold this line: {line}")
            for name, line in lines(catalogue).items() if line not in known]
