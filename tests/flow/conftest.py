"""What the tests of the flow begin with."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from needlesafe.domain.catalogue import Catalogue
from needlesafe.flow.workplace import Workplace
from tests.helpers.workplaces import new_workplace


@pytest.fixture
def place(tmp_path: Path, catalogue: Catalogue) -> Iterator[Workplace]:
    """A workplace around a new store, on the morning of 21 November 2026."""
    made = new_workplace(tmp_path / "store", catalogue)
    yield made
    made.store.close()
