"""Noise of every sort is refused within seconds, and never overflows."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from typing import Any

import pytest

from needlesafe.domain.catalogue import Catalogue
from needlesafe.exchange.shape import MOST_FAULTS
from needlesafe.exchange.visit_file import LARGEST
from tests.helpers.example_file import example, put, refused

Raw = dict[str, Any]


@pytest.fixture
def raw(catalogue: Catalogue) -> Raw:
    """The example of the visit-file page."""
    return example(catalogue)


def noise() -> dict[str, Callable[[Catalogue], bytes]]:
    """Ten megabytes and more of every sort."""
    million = 1_000_000
    return {
        "random bytes": lambda c: random.Random(7).randbytes(10 * million),
        "zero bytes": lambda c: bytes(10 * million),
        "spaces": lambda c: b" " * (10 * million),
        "one string": lambda c: b'"' + b"a" * (10 * million) + b'"',
        "one number": lambda c: b"7" * (10 * million),
        "a list of a million": lambda c: b"[" + b",".join([b"null"] * million) + b"]",
        "a million sites": lambda c: json.dumps({**example(c), "sites": [1] * million}).encode(),
        "a million objects": lambda c: json.dumps({**example(c), "treatment": [{}] * million}).encode(),
        "a million keys": lambda c: json.dumps({str(index): index for index in range(million)}).encode(),
        "a hundred thousand unknown answers": lambda c: json.dumps(
            {**example(c), "screening": {f"pr-anticoagulant-{index}": "no" for index in range(100_000)}}).encode(),
        "one long key": lambda c: json.dumps({**example(c), "m" * (10 * million): 1}).encode(),
        "one long id": lambda c: json.dumps(put(example(c), "sites/0/muscle", "m-" * (5 * million))).encode(),
        "one long answer": lambda c: json.dumps(put(example(c), "screening/pr-smoker", "x" * (10 * million))).encode(),
        "a long detail": lambda c: json.dumps(put(example(c), "treatment/1/detail", {"a": "x" * (10 * million)})).encode(),
        "a wide detail": lambda c: json.dumps(put(example(c), "treatment/1/detail", {"a": [float("nan")] * million})).encode(),
        "a long stroke": lambda c: json.dumps(put(example(c), "consent/signatures/0/strokes/0", [[2, 2, 2, 2]] * 200_000)).encode(),
        "more than is ever read": lambda c: b" " * (LARGEST + 1),
        "a tower of lists": lambda c: b"[" * (10 * million),
        "a tower of objects": lambda c: b'{"a":' * million,
        "a closed tower": lambda c: b"[" * 100_000 + b"]" * 100_000,
    }


@pytest.mark.parametrize("sort", noise())
def test_noise_is_refused_at_once(catalogue: Catalogue, sort: str) -> None:
    told = refused(noise()[sort](catalogue), catalogue)
    assert 1 <= len(told) <= MOST_FAULTS + 1


@pytest.mark.parametrize("depth", [9, 100, 600, 900, 950, 980, 990, 995, 1000, 5000])
@pytest.mark.parametrize("path", ["treatment/1/detail/a", "patient", "sites/0/muscle", "screening/pr-smoker", "extra"])
def test_deep_nesting_is_refused_and_never_overflows(raw: Raw, catalogue: Catalogue, depth: int, path: str) -> None:
    text = json.dumps(put(raw, path, "DEEP"))
    for opening, closing in (("[", "]"), ('{"a":', "}")):
        told = refused(text.replace('"DEEP"', opening * depth + "1" + closing * depth).encode(), catalogue)
        assert told
