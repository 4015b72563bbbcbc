"""Everything about one id: its entries, who names it and in which part, and where the sources disagree about it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from difflib import get_close_matches
from typing import Any

from needlesafe.content.entries import entries
from needlesafe.content.schemas import IDS
from needlesafe.domain.catalogue import Catalogue, Computed, Disagreement, Question, Reference, Region, Rule
from needlesafe.domain.disclosures import region_risk_id
from needlesafe.errors import BadInput, Fault


@dataclass(frozen=True, slots=True)
class Naming:
    """One entry that names another."""

    name: str
    """The entry that names, by its table and id."""
    field: str
    """The field in which it does."""


@dataclass(frozen=True, slots=True)
class Shown:
    """One entry with what surrounds it."""

    name: str
    """Its table and id."""
    entry: Any
    """The record, or the words of a heading or a paragraph."""
    sources: tuple[Reference, ...]
    """Its sources and those of its parts, each once."""
    named_by: tuple[Naming, ...]
    """Who refers to it, in the content's order; disagreements apart."""
    through: tuple[Naming, ...]
    """Who has to do with it by way of a factor or of a kind of site, which is the field."""
    disagreements: tuple[Disagreement, ...]
    """Where sources differ about it."""


def show(ident: str, catalogue: Catalogue) -> tuple[Shown, ...]:
    """Every entry of an id, or of a table and an id. BadInput with the nearest where there is none."""
    known = entries(catalogue)
    wanted = _whole(ident, catalogue)
    found = [name for name in known if wanted in (name, name.rpartition(" ")[2])]
    if not found:
        raise BadInput([Fault("ID", f"'{ident}' is no id of the content{_nearest(ident, known)}")])
    return tuple(_shown(name, known, catalogue) for name in found)


def _whole(ident: str, catalogue: Catalogue) -> str:
    """The region of an acknowledgement or of a risk sentence, which are parts of it; any other id as it is."""
    for region in catalogue.regions.values():
        if ident == region_risk_id(region.id) or any(item.id == ident for item in region.acknowledgements):
            return f"regions {region.id}"
    return ident


def _nearest(ident: str, known: dict[str, Any]) -> str:
    ids = list(dict.fromkeys(name.rpartition(" ")[2] for name in known))
    close = get_close_matches(ident, ids, 4) or [name for name in ids if ident in name][:4]
    return f"; near it are {', '.join(close)}" if close else ""


def _shown(name: str, known: dict[str, Any], catalogue: Catalogue) -> Shown:
    entry, ident = known[name], name.rpartition(" ")[2]
    if isinstance(entry, str):
        return Shown(name, entry, (), (), (), ())
    named = [Naming(other, field) for other, record in known.items() if other != name and not isinstance(record, Disagreement)
             for field in dict.fromkeys(_fields_naming(ident, record))]
    differing = tuple(item for item in catalogue.disagreements.values() if ident in item.concerns)
    sources = dict.fromkeys(source for part in parts(entry) for source in getattr(part, "sources", ()))
    return Shown(name, entry, tuple(catalogue.references[source] for source in sources if source in catalogue.references),
                 tuple(named), tuple(_through(entry, catalogue)), differing)


def _through(entry: Any, catalogue: Catalogue) -> Iterator[Naming]:
    """The rules that an answer or a fact can raise, the questions that can raise a rule, the rules of a kind of region."""
    if isinstance(entry, Question | Computed):
        for factor in entry.factors:
            yield from (Naming(f"rules {rule.id}", factor) for rule in catalogue.rules_of_cause.get(factor, ())
                        if rule.id in catalogue.rules)
    if isinstance(entry, Rule):
        for factor in dict.fromkeys((*entry.if_any, *entry.if_all, *entry.unless)):
            yield from (Naming(f"questions {question}", factor) for question in catalogue.questions_of_factor.get(factor, ()))
    if isinstance(entry, Region):
        kinds = {*entry.tags, f"tier-{entry.tier}", *(("lung",) if entry.lung != "no" else ())}
        for rule in catalogue.rules.values():
            yield from (Naming(f"rules {rule.id}", tag) for tag in rule.tags if tag in kinds)


def _fields_naming(ident: str, record: Any) -> Iterator[str]:
    """The fields of a record, and of the parts of it, that hold an id."""
    for part in parts(record):
        for field in fields(part):
            value = getattr(part, field.name)
            if field.name in IDS and (value == ident or (isinstance(value, tuple) and ident in value)):
                yield field.name


def parts(record: Any) -> Iterator[Any]:
    """A record and every record in it."""
    if not is_dataclass(record):
        return
    yield record
    for field in fields(record):
        value = getattr(record, field.name)
        for part in value if isinstance(value, tuple) else ():
            yield from parts(part)
