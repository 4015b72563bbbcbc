"""A store for each test, closed when the test is over."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from needlesafe.store import Store
from tests.store.samples import new_store


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where a store may be made; its parent is the test's own."""
    return tmp_path / "data" / "store"


@pytest.fixture
def store(folder: Path) -> Iterator[Store]:
    """A new store of Anna's."""
    with new_store(folder) as made:
        yield made
