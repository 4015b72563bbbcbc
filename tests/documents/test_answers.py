"""Every kind of answer prints."""

from __future__ import annotations

import pytest

from needlesafe.documents.answers import PRINTERS, printed, printed_value
from needlesafe.documents.wording import Wording
from needlesafe.domain.answers import ANSWER_KINDS, WORDS
from needlesafe.domain.catalogue import Catalogue
from tests.helpers import example_visit


@pytest.fixture(scope="module")
def words(catalogue: Catalogue) -> Wording:
    """English words."""
    return Wording(catalogue.consent["en"], {})


def test_every_kind_of_answer_has_a_printer() -> None:
    assert set(PRINTERS) == set(ANSWER_KINDS)


@pytest.mark.parametrize(("kind", "value", "text"), [
    ("three-state", "unknown", "not known"), ("three-state", "not-applicable", "does not apply"), ("tick", True, "yes"),
    ("tick", False, "no"), ("text", "as it is", "as it is"), ("number", 2.5, "2.5"), ("number", 3, "3"), ("number", 6.0, "6"),
    ("choice", "in-and-out", "in and out"), ("choice", "another", "another"), ("date", "2026-11-02", "2 November 2026"),
    ("date", "soon", "soon"), ("strokes", example_visit.strokes(), "signed by hand"), ("strokes", (), ""),
])
def test_a_kind_prints_as_it_is_read(words: Wording, kind: str, value: object, text: str) -> None:
    assert printed(kind, value, words) == text


def test_every_word_of_an_answer_is_put_into_words(words: Wording) -> None:
    assert all(words.heading(f"value-{word}") for word in WORDS)


@pytest.mark.parametrize(("value", "text"), [
    (True, "yes"), (7, "7"), ("no", "no"), (None, ""), (["a", 2], "a; 2"), ({"blood_pressure": {"high": 120}},
                                                                         "blood pressure: high: 120"),
])
def test_any_value_of_a_detail_prints(words: Wording, value: object, text: str) -> None:
    assert printed_value(value, words) == text
