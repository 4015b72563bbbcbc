"""The published schemas say what the loader asks for: the shipped tables are valid, and what one refuses the other does."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import jsonschema
import pytest

from needlesafe.content.crosscheck import Reading, crosscheck
from needlesafe.content.founded import founded
from needlesafe.content.records import record
from needlesafe.content.schemas import CLOSED, DIALECT, SHAPES, schema
from needlesafe.content.tables import CONSENT_ARRAYS, TABLES
from needlesafe.domain.catalogue import Catalogue
from needlesafe.errors import Fault
from needlesafe.paths import assets_dir

Raw = dict[str, Any]


def shipped(kind: str) -> Iterator[Raw]:
    """The tables of a kind as they stand in their file."""
    file = next((f"clinical/{table.file}" for table in TABLES if table.array == kind), "consent/en")
    yield from tomllib.loads((assets_dir() / f"{file}.toml").read_text("utf-8"))[kind]


@pytest.mark.parametrize("kind", SHAPES)
def test_every_shipped_table_is_valid_by_its_schema(kind: str) -> None:
    published = schema(kind)
    assert published["$schema"] == DIALECT
    jsonschema.Draft202012Validator.check_schema(published)
    judge = jsonschema.Draft202012Validator(published)
    assert [error.message for raw in shipped(kind) for error in judge.iter_errors(raw)] == []


@pytest.mark.parametrize("kind", SHAPES)
def test_what_the_loader_refuses_the_schema_refuses(kind: str) -> None:
    judge, raw = jsonschema.Draft202012Validator(schema(kind)), next(shipped(kind))
    wrong: list[Raw] = [{**raw, "xyzzy": 1}, *({**raw, key: {}} for key in raw),
                        *({key: value for key, value in raw.items() if key != name} for name in schema(kind)["required"])]
    for odd in wrong:
        faults: list[Fault] = []
        assert record(SHAPES[kind], odd, kind, faults) is None and faults
        assert not judge.is_valid(odd), odd


def planted(catalogue: Catalogue) -> Iterator[tuple[str, str, Catalogue]]:
    """Each field of a closed list, and a catalogue with a word in it that is none of them."""
    places = [(table.array, table.into) for table in TABLES]
    for kind, into in places:
        for name, of in schema(kind)["properties"].items():
            if "enum" not in of.get("items", of) or name == "id":
                continue
            entries = getattr(catalogue, into)
            key, entry = next(iter(entries.items()))
            word = ("xyzzy",) if of["type"] == "array" else "xyzzy"
            yield kind, name, replace(catalogue, **{into: {**entries, key: replace(entry, **{name: word})}})


def test_a_closed_list_is_closed_for_the_loader_too(catalogue: Catalogue) -> None:
    seen = set()
    for kind, name, odd in planted(catalogue):
        reading = Reading(odd, {})
        try:
            faults = [*crosscheck(reading), *founded(reading)]
        except ValueError:
            faults = [*crosscheck(reading)]
        assert any(f".{name}" in fault.place for fault in faults), (kind, name)
        seen |= {name, f"{SHAPES[kind].__name__}.{name}"}
    assert set(CLOSED) - seen <= {"sides", "unit", "Computed.id", "Renewal.id"}


def test_a_schema_says_what_its_ids_are_ids_of_and_which_are_ids() -> None:
    rule = schema("rule")
    assert rule["properties"]["if_any"]["items"]["x-known"] == "factor or computed fact"
    assert rule["properties"]["id"]["pattern"].startswith("^[a-z0-9]")
    assert "pattern" not in schema("jurisdiction")["properties"]["id"]
    assert schema("muscle")["properties"]["distances"]["items"]["required"] == ["mm", "text", "sources"]
    assert {"region", "question", "muscle", "rule", "nerve", "event", "risk"} <= set(SHAPES)
    assert len(CONSENT_ARRAYS) + len(TABLES) == len(SHAPES)
