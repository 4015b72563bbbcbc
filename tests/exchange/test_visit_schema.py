"""The published JSON Schema is one, and says what the program enforces."""

from __future__ import annotations

from typing import Any

import pytest
from jsonschema import Draft202012Validator

from needlesafe.domain.catalogue import Catalogue
from needlesafe.exchange.visit_file import read_visit
from needlesafe.exchange.visit_json import visit_file
from needlesafe.exchange.visit_schema import published
from tests.helpers.example_file import REQUIRED, WRONG, example, put, whole_files, without
from tests.helpers.visit_files import written

Raw = dict[str, Any]


@pytest.fixture
def raw(catalogue: Catalogue) -> Raw:
    """The example of the visit-file page."""
    return example(catalogue)


def test_the_published_schema_is_one() -> None:
    Draft202012Validator.check_schema(published())


def test_the_published_schema_accepts_what_the_program_reads(catalogue: Catalogue) -> None:
    validator = Draft202012Validator(published())
    for raw in whole_files(catalogue):
        assert not [error.message for error in validator.iter_errors(raw)]
        assert not [error.message for error in validator.iter_errors(visit_file(read_visit(written(raw), catalogue)))]


@pytest.mark.parametrize(("path", "value", "words"), WRONG)
def test_the_published_schema_refuses_what_the_program_refuses(raw: Raw, path: str, value: Any, words: str) -> None:
    assert list(Draft202012Validator(published()).iter_errors(put(raw, path, value)))


@pytest.mark.parametrize("path", REQUIRED)
def test_the_published_schema_asks_for_the_same_keys(raw: Raw, path: str) -> None:
    assert list(Draft202012Validator(published()).iter_errors(without(raw, path)))
    assert list(Draft202012Validator(published()).iter_errors(put(raw, f"{path}x", 1)))


def test_the_published_schema_requires_no_more_than_the_page_says() -> None:
    def required(schema: Raw, path: str = "") -> dict[str, set[str]]:
        own = {path: set(schema["required"])} if schema.get("required") else {}
        parts = {**schema.get("properties", {}), **({"[]": schema["items"]} if "items" in schema else {})}
        for name, part in parts.items():
            own |= required(part, f"{path}/{name}")
        return own
    asked = required(published())
    assert asked[""] == {"format", "version", "date", "jurisdiction", "patient", "practitioner", "screening", "sites"}
    assert asked["/patient"] == {"family_name", "given_name", "birth_date"}
    assert asked["/practitioner"] == {"name", "registration"}
    assert asked["/sites/[]"] == {"muscle", "side", "needles", "length_mm", "gauge_mm", "technique"}
