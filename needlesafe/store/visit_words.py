"""
How visits are found by what happened in them: a row for each word of a visit, under the visit's number.

Numbers rise with time, so the newest are looked through first, in windows that widen until enough is found. A thing
that few visits hold is looked for first, and the others only among those visits.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Select, bindparam, func, select, text

from needlesafe.store.rows import Sought
from needlesafe.store.search_words import LAST_CHARACTER, begins_with, searched_words
from needlesafe.store.tables import patient_words, patients, visit_words, visits

IdsOf = Callable[[str], tuple[str, ...]]

_FEW, _MOST_PATIENTS, _MOST_WORDS, _MOST_LOOKUPS = 2000, 300, 100, 4000
_FIRST_WINDOW = 32
"""Which part of all numbers is looked through first where a thing is held by many visits."""
_LATEST = select(func.max(visits.c.number))
_ADD_WORDS = visit_words.insert()
_DROP_WORD = visit_words.delete().where(visit_words.c.word == bindparam("gone"), visit_words.c.number == bindparam("visit"))
_WORDS_THAT_BEGIN = text("""
    WITH RECURSIVE told(word) AS (
        SELECT min(word) FROM visit_words WHERE word >= :first AND word < :after
        UNION ALL
        SELECT (SELECT min(word) FROM visit_words WHERE word > told.word AND word < :after) FROM told WHERE word IS NOT NULL)
    SELECT word FROM told WHERE word IS NOT NULL LIMIT :most""")
"""Jumps from word to word: there are few of them, and many visits behind each."""


@dataclass(frozen=True, slots=True)
class _Part:
    """One thing sought, as the tables know it."""

    facts: tuple[str, ...]
    visits: frozenset[int]
    """The numbers of the visits of its patients, where these are few."""
    crowd: Select[tuple[str]] | None
    """Its patients, where they are many."""
    size: int
    """How many visits hold it, as far as it was counted."""


def keep_words(connection: Connection, number: int, before: str, after: str) -> None:
    """Writes the words of a visit that were not there and takes out those that no longer hold."""
    old, new = set(before.splitlines()), set(after.splitlines())
    if gone := old - new:
        connection.execute(_DROP_WORD, [{"gone": word, "visit": number} for word in sorted(gone)])
    if added := new - old:
        connection.execute(_ADD_WORDS, [{"word": word, "number": number} for word in sorted(added)])


def newest(connection: Connection, sought: Sequence[Sought], limit: int, ids_of: IdsOf) -> tuple[int, ...]:
    """The numbers of the latest visits in which everything sought is found, the latest first; `ids_of` gives every id
    under which a patient has visits."""
    parts = sorted((_part(connection, one, ids_of) for one in sought), key=lambda part: part.size)
    below = (connection.execute(_LATEST).scalar() or 0) + 1
    if not any(part.facts for part in parts) or not parts[0].size:
        return ()
    width = below if parts[0].size < _FEW else max(below // _FIRST_WINDOW, 1)
    found: list[int] = []
    while below > 0 and len(found) < limit:
        window = range(max(below - width, 0), below)
        found += sorted(_in_all(connection, parts, window), reverse=True)
        below, width = window.start, width * 4
    return tuple(found[:limit])


def _part(connection: Connection, sought: Sought, ids_of: IdsOf) -> _Part:
    begun = (word for beginning in sought.begins for word in _beginning_with(connection, beginning))
    facts = tuple(dict.fromkeys((*sought.facts, *begun)))
    counted = select(visit_words.c.number).where(visit_words.c.word.in_(facts)).limit(_FEW).subquery()
    held = connection.execute(select(func.count()).select_from(counted)).scalar_one() if facts else 0
    crowd, own = _of_patients(connection, sought.patient, ids_of)
    return _Part(facts, own, crowd, held + (_FEW if crowd is not None else len(own)))


def _beginning_with(connection: Connection, beginning: str) -> Iterable[str]:
    told = {"first": beginning, "after": beginning + LAST_CHARACTER, "most": _MOST_WORDS}
    return connection.execute(_WORDS_THAT_BEGIN, told).scalars().all()


def _of_patients(connection: Connection, typed: str, ids_of: IdsOf) -> tuple[Select[tuple[str]] | None, frozenset[int]]:
    """The patients that the typed words find: as a question where they are many, else the numbers of their visits."""
    if not typed:
        return None, frozenset()
    known = select(patients.c.id).where(*(patients.c.id.in_(
        select(patient_words.c.patient_id)
        .where(begins_with(patient_words.c.word, readings)))
        for readings in searched_words(typed)))
    ids = connection.execute(known.limit(_MOST_PATIENTS + 1)).scalars().all()
    if len(ids) > _MOST_PATIENTS:
        return known, frozenset()
    known_as = sorted({name for patient in ids for name in ids_of(patient)})
    own = select(visits.c.number).where(visits.c.patient_id.in_(known_as), visits.c.number.is_not(None))
    return None, frozenset(connection.execute(own).scalars()) if ids else frozenset()


def _in_all(connection: Connection, parts: Iterable[_Part], window: range) -> frozenset[int]:
    """The numbers in a window at which every part is found."""
    found: frozenset[int] | None = None
    for part in parts:
        found = _at(connection, part, window, found)
        if not found:
            return found
    return found or frozenset()


def _at(connection: Connection, part: _Part, window: range, among: frozenset[int] | None) -> frozenset[int]:
    """Where a part is found in a window, and among some numbers only where any are given."""
    found = {number for number in part.visits if number in window}
    if part.facts:
        found.update(_by_facts(connection, part.facts, window, among))
    if part.crowd is not None:
        # The patient's column is hidden from the planner: it would look up every visit of every patient.
        query = select(visits.c.number).where(func.coalesce(visits.c.patient_id, "").in_(part.crowd))
        few = among if among is not None and len(among) <= _MOST_LOOKUPS else None
        found.update(connection.execute(_narrowed(query, visits.c.number, window, few)).scalars())
    return frozenset(found if among is None else found & among)


def _by_facts(connection: Connection, facts: tuple[str, ...], window: range, among: frozenset[int] | None) -> Iterable[int]:
    """Which visits hold one of the facts: few visits are looked up, or read where that is less than to look up many facts."""
    if among is not None and len(among) <= _FEW < len(among) * len(facts):
        lines = connection.execute(select(visits.c.number, visits.c.facts).where(visits.c.number.in_(sorted(among))))
        wanted = frozenset(facts)
        return [number for number, held in lines if not wanted.isdisjoint(held.splitlines())]
    query = select(visit_words.c.number).where(visit_words.c.word.in_(facts))
    few = among if among is not None and len(among) * len(facts) <= _MOST_LOOKUPS else None
    return connection.execute(_narrowed(query, visit_words.c.number, window, few)).scalars()


def _narrowed(query: Select[tuple[int]], number: Any, window: range, among: frozenset[int] | None) -> Select[tuple[int]]:
    if among is not None:
        return query.where(number.in_(sorted(among)))
    return query.where(number >= window.start, number < window.stop)
