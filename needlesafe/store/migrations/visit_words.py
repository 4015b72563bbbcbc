"""
From form 4 to form 5: visits are numbered, and found by their muscles, events, rules and lots.

The words of visits that are there are read from their events. Which rules spoke is told by what the consent covered and
by what was done about a rule; nothing is worked out anew.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import Column, Connection, Integer, MetaData, Table, Text, text

_TYPES = ("sites-planned", "treatment-recorded", "consent-prepared", "change-accepted", "override-given")


def add_visit_words(connection: Connection) -> None:
    """Adds table and columns as they were first made, whatever becomes of them later, and fills them."""
    metadata = MetaData()
    Table("visit_words", metadata, Column("word", Text, primary_key=True),
          Column("number", Integer, primary_key=True, autoincrement=False), sqlite_with_rowid=False)
    metadata.create_all(connection)
    connection.execute(text("ALTER TABLE visits ADD COLUMN facts TEXT NOT NULL DEFAULT ''"))
    connection.execute(text("ALTER TABLE visits ADD COLUMN number INTEGER"))
    connection.execute(text("UPDATE visits SET number = (SELECT position FROM events "
                            "WHERE events.visit = visits.id AND events.sequence = 1)"))
    connection.execute(text("CREATE INDEX visits_by_number ON visits (number, patient_id)"))
    for visit, number in connection.execute(text("SELECT id, number FROM visits WHERE number IS NOT NULL")).all():
        facts = sorted(_facts_of(connection, visit))
        if facts:
            connection.execute(text("UPDATE visits SET facts = :facts WHERE id = :visit"),
                               {"facts": "\n".join(facts), "visit": visit})
            connection.execute(text("INSERT INTO visit_words (word, number) VALUES (:word, :number)"),
                               [{"word": word, "number": number} for word in facts])


def _facts_of(connection: Connection, visit: str) -> frozenset[str]:
    """What the events of a visit say: the last plan, every adverse event, every rule."""
    query = text("SELECT type, payload FROM events WHERE visit = :visit ORDER BY sequence")
    found: dict[str, set[str]] = {}
    for kind, payload in connection.execute(query, {"visit": visit}):
        told = _read(payload) if kind in _TYPES else {}
        if kind == "sites-planned":
            found["plan"] = set(_planned(told))
        else:
            found.setdefault("besides", set()).update(_besides(told))
    return frozenset().union(*found.values())


def _planned(told: Mapping[str, Any]) -> Iterator[str]:
    for site in told.get("sites", ()):
        yield f"muscle {site['muscle']}"
        if lot := " ".join(str(site.get("lot", "")).casefold().split()):
            yield f"lot {lot}"


def _besides(told: Mapping[str, Any]) -> Iterator[str]:
    if told.get("event") == "adverse":
        yield f"event {told['id']}"
    for name in (told.get("finding"), *(key.removeprefix("finding ") for key in told.get("covers", ())
                                        if key.startswith("finding "))):
        if name:
            yield f"rule {name}"


def _read(payload: str) -> dict[str, Any]:
    """What an event holds; nothing where it was erased or cannot be read."""
    try:
        told = json.loads(payload)
    except ValueError:
        return {}
    return told if isinstance(told, dict) else {}
